"""A stolen database: its owner reads every table, and finds nothing of what is sealed."""

import dj_database_url
import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from benkan.arrivals.tests.factories import desk
from benkan.arrivals.tests.listing import KIND
from benkan.attachments.writes import attach, remove_attachment
from benkan.common.sealing import NoWrappingKey
from benkan.config.migrating import drawn_once
from benkan.config.schema import bring_up_to_date
from benkan.demo.cast import account_of
from benkan.host.database import create_database, drop_database
from benkan.organisations import keys
from benkan.organisations.acting import acting_for, entered
from benkan.people.models import SafeContact
from benkan.people.tests.factories import a_registration
from benkan.people.writes import say_safe_contact
from benkan.safeguarding.writes import confide
from benkan.workbooks.models import Import
from benkan.workbooks.writes import receive_file

SAID = {"phone": "79 31 41 59", "hours": "Heuredite", "who_may_answer": "Répondante", "what_may_be_said": "Prétexte"}
PAPER = b"%PDF-1.7 Papiersecret"
LIST = "Nom;Prénoms\nListesecrète;Zoumanata\n".encode()
WORRY = "Inquiétudesecrète"
SECRETS = (*SAID.values(), "Papiersecret", "Nomdefichier", "Listesecrète", "Zoumanata", WORRY)
REWRITTEN = ("people_safecontact", "workbooks_import")
BEFORE = [("people", "0005_talk_policies"), ("workbooks", "0003_emptying"), ("organisations", "0002_policies")]


@pytest.fixture
def pointed_at(django_db_setup, django_db_blocker):
    """`pointed_at(urls)`: the three connections speak to another database until the test ends; rows stay."""
    before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "figures", "owner")}

    def point(urls) -> None:
        keys.forget()
        for alias, url in zip(before, (urls.app, urls.figures, urls.owner), strict=True):
            connections[alias].close()
            connections[alias].settings_dict.update(dj_database_url.parse(url), CONN_MAX_AGE=0)

    with django_db_blocker.unblock():
        yield point
        for alias, settings in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(settings)
        keys.forget()


def everything() -> str:
    """All rows of all tables as the owner's role reads them; bytes as hexadecimal."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        read = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own names
            read += [row for (row,) in cursor.fetchall()]
    return "\n".join(read)


def found_in_clear(text: str, secrets=SECRETS) -> list[str]:
    return [one for one in secrets if one in text or one.encode().hex() in text]


def as_(key: str):
    with entered(door="open"):
        account = account_of(key)
    return acting_for(account)


def test_a_stolen_database_holds_nothing_sealed_in_clear(fresh_database, pointed_at):
    pointed_at(fresh_database("stolen"))
    with as_("awa") as by:
        registration = a_registration(by, "kadiatou")
        say_safe_contact(by=by, registration=registration, answers=SAID)
        attach(by=by, on=registration, kind="papier", name="Nomdefichier.pdf", content=PAPER)
        gone = attach(by=by, on=registration, kind="autre", name="Nomdefichier", content=PAPER + b"2")
        remove_attachment(by=by, attachment=gone)
        brought = receive_file(by=by, kind=KIND, target=desk(by).convoy.pk, name="liste.csv", content=LIST)
        confide(by=by, registration=registration, kind="traite", words=WORRY)
    stolen = everything()
    assert "Kadiatou" in stolen  # the tables were read
    assert found_in_clear(stolen) == []
    with as_("awa"):  # and who may read, reads
        assert Import.objects.get(pk=brought.pk).content == LIST
        assert SafeContact.objects.get(pk=registration.pk).phone == SAID["phone"]


@pytest.fixture
def before_sealing(addresses, pointed_at):
    """A database of before, with a contact and a file in clear; gives (their identifiers, a reader of its files)."""
    from types import SimpleNamespace

    from conftest import _renamed

    name = "benkan_before_sealing"
    drop_database(addresses.owner, name)
    create_database(addresses.owner, name)
    pointed_at(SimpleNamespace(**{r: _renamed(getattr(addresses, r), name) for r in ("app", "figures", "owner")}))
    owner = connections["owner"]
    with owner.cursor() as cursor:
        app = owner.ops.quote_name(connections["default"].settings_dict["USER"])
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {app}")
        cursor.execute(f"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}")
    with drawn_once():
        for app_label, migration in BEFORE[:2]:
            call_command("migrate", app_label, migration, database="owner", verbosity=0)
    yield _rows_in_clear(MigrationExecutor(owner).loader.project_state(BEFORE).apps)
    owner.close()
    connections["default"].close()
    drop_database(addresses.owner, name)


def _rows_in_clear(apps):
    def create(model: str, **values):
        return apps.get_model(model).objects.using("owner").create(**values)

    kind = create("organisations.Kind", code="x", label="X", sector="public", source="essai", as_of="2026-01-01")
    own = create("organisations.Organisation", name="Une", code="UNE", kind=kind)
    account = create("organisations.Account", email="une@exemple.ml", name="Une")
    person = create("people.Person")
    file = create("people.Registration", organisation=own, person=person, number="ML-26-000001-1", written_by=account)
    create("people.SafeContact", registration=file, organisation=own, written_by=account, **SAID)
    digest = {"name": "liste.csv", "size": len(LIST), "digest": "0"}
    held = create("workbooks.Import", organisation=own, by=account, kind=KIND, content=LIST, **digest)
    create("workbooks.Import", organisation=own, by=account, kind=KIND, content=None, **digest)
    return own.pk, file.pk, held.pk


def files_of_tables() -> set[str]:
    """Where the database keeps the tables whose rows are sealed."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath(t::regclass) FROM unnest(%s::text[]) t", [list(REWRITTEN)])
        return {path for (path,) in cursor.fetchall()}


@pytest.mark.installation  # a whole database, migrated twice
def test_rows_of_before_are_sealed_by_the_migration_or_not_at_all(before_sealing, settings):
    own, file, held = before_sealing
    files = files_of_tables()
    given, settings.WRAPPING_KEY = settings.WRAPPING_KEY, ""
    with pytest.raises(NoWrappingKey, match="doit donner cette clé"):
        bring_up_to_date()
    assert set(found_in_clear(everything())) >= {*SAID.values(), "Listesecrète"}
    settings.WRAPPING_KEY = given
    bring_up_to_date()
    assert found_in_clear(everything()) == []
    with entered(organisation_id=own):
        contact = SafeContact.objects.get(pk=file)
        assert {name: getattr(contact, name) for name in SAID} == SAID
        assert Import.objects.get(pk=held).content == LIST
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'people_safecontact'::regclass AND attnum > 0"
        )
        assert not any(name.endswith("_in_clear") for (name,) in cursor.fetchall())
    assert not (files & files_of_tables()), "what was in clear stays in the table's file"
