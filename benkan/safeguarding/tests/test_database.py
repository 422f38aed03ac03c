"""The database itself refuses: raw SQL as each role, and what somebody tries who knows a file's identifier."""

import pytest
from django.db import DatabaseError, connection, transaction

from benkan.demo.cast import MEMBERS
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.founding import founding
from benkan.organisations.writes import give_membership, open_account
from benkan.safeguarding import writes
from benkan.safeguarding.tests.factories import CLAIMED, MEASURE, authority, verified

OF_A_FILE = ("restrictedfile", "filestatusrow", "holding", "claim", "claimstatusrow", "sectionrow", "dangerousplace")
COUNT = "SELECT count(*) FROM safeguarding_{}"
READERS = {"assa", "nouhoum", "kalifa"}
ATTACKS = {
    "read a word": "SELECT words FROM safeguarding_sectionrow",
    "read who": "SELECT person FROM safeguarding_restrictedfile",
    "have its key": "SELECT * FROM safeguarding_keys('{file}')",
    "take somebody's proposal": "SELECT safeguarding_take(id, now()) FROM safeguarding_holding",
    "count files": "SELECT id FROM safeguarding_restrictedfile",
    "read its journal": "SELECT id FROM audit_entry WHERE kind = 'safeguarding.restrictedfile'",
}
REFUSED = {
    "hold it oneself": (
        "INSERT INTO safeguarding_holding (id, file_id, organisation_id, account_id, seat, proposed_at, proposed_by_id)"
        " VALUES (gen_random_uuid(), '{file}', '{organisation}', '{account}', 'titulaire', now(), '{account}')"
    ),
    "write in it": (
        "INSERT INTO safeguarding_sectionrow (id, file_id, organisation_id, section, day, at, by_id)"
        " VALUES (gen_random_uuid(), '{file}', '{organisation}', 'mesure', now(), now(), '{account}')"
    ),
    "move it": (
        "INSERT INTO safeguarding_filestatusrow (id, file_id, organisation_id, status, at, by_id)"
        " VALUES (gen_random_uuid(), '{file}', '{organisation}', 'clos', now(), '{account}')"
    ),
    "be the authority": (
        "INSERT INTO safeguarding_childauthority (id, organisation_id, act, begins, said_at, said_by_id)"
        " VALUES (gen_random_uuid(), '{organisation}', 'x', now(), now(), '{account}')"
    ),
    "remove it": "DELETE FROM safeguarding_restrictedfile",
    "hold it by changing a row": "UPDATE safeguarding_holding SET accepted_at = now()",
    "give it to oneself": "UPDATE safeguarding_holding SET account_id = '{account}'",
    "take its kind away": "UPDATE safeguarding_restrictedfile SET kind = 'traite'",
}


def asked(account, statement: str, **values):
    with acting_for(account) as by, connection.cursor() as cursor:
        cursor.execute(statement.format(organisation=by.organisation_id, account=by.account_id, **values))
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.fixture
def file(cast, child):
    """With a row in every table."""
    verified(child.file, cast.assa, cast.nouhoum)
    from benkan.places.models import Place

    with acting_for(cast.assa) as by:
        writes.bar_place(by=by, file=child.file, place=Place.objects.filter(level="cercle").first())
    return child.file


def test_each_table_opens_to_its_holders_and_the_authority_alone(cast, file):
    for member in MEMBERS:
        account = getattr(cast, member.key)
        counts = asked(account, " UNION ALL ".join(COUNT.format(table) for table in OF_A_FILE))
        assert [count > 0 for (count,) in counts] == [member.key in READERS] * len(OF_A_FILE), (member.key, counts)


def test_a_colleague_of_the_authority_without_the_role_reads_nothing(cast, file):
    with founding() as by:
        from benkan.demo.cast import body_of

        colleague = open_account(by=by, email="collegue@exemple.ml", name="Une collègue")
        give_membership(by=by, account=colleague, organisation=body_of("ENFANCE"), role="point_focal")
    assert asked(colleague, ATTACKS["count files"]) == []


def test_an_authority_that_is_none_any_more_reads_nothing(cast, file):
    from benkan.safeguarding.models import ChildAuthority

    with acting_for(cast.adama) as by:
        writes.end_authority(by=by, authority=ChildAuthority.objects.get())
    from benkan.common import clock

    with acting_for(cast.adama):
        ended = ChildAuthority.objects.get()
    # Begun today, it holds until tonight.
    assert ended.ends == clock.today()


def test_nobody_who_says_nothing_reads_anything(cast, file):
    for table in OF_A_FILE:
        with entered(), connection.cursor() as cursor:
            cursor.execute(COUNT.format(table))
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("key", ["awa", "kadiatou", "fanta", "adama", "rokia"])
@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_who_is_not_its_holder_is_given_nothing(cast, file, key, attack):
    assert [row for row in asked(getattr(cast, key), ATTACKS[attack], file=file.pk) if row != (None,)] == []


@pytest.mark.parametrize("key", ["awa", "adama"])
@pytest.mark.parametrize("attack", sorted(REFUSED))
def test_who_is_not_its_holder_changes_nothing(cast, file, key, attack):
    if (key, attack) == ("adama", "be the authority"):  # hers to say
        return
    changed, refusal = 0, ""
    try:
        with transaction.atomic():
            changed = asked(getattr(cast, key), REFUSED[attack], file=file.pk)
    except DatabaseError as error:
        refusal = str(error)
    assert changed == 0
    assert not refusal or "policy" in refusal or "permission" in refusal, refusal


def test_its_journal_is_its_readers_and_readings_the_delegate_s(cast, file):
    verbs = "SELECT DISTINCT verb FROM audit_entry WHERE kind = 'safeguarding.restrictedfile'"
    assert asked(cast.fanta, verbs) == []
    assert ("safeguarding.taken",) in asked(cast.assa, verbs)
    from benkan.audit.writes import record
    from benkan.safeguarding.verbs import READ

    with acting_for(cast.assa) as by:
        record(READ, by=by, on=file, reason="Préparer l’étape suivante")
    assert asked(cast.hawa, verbs) == [("safeguarding.read",)]


def test_a_claim_is_not_decided_by_its_own_declarer_even_by_hand(cast, file):
    with acting_for(cast.assa) as by:
        writes.note_claim(by=by, file=file, said=CLAIMED)
        writes.add_row(by=by, file=file, section="mesure", answers=MEASURE)
    with pytest.raises(DatabaseError, match="a_claim_is_decided_by_another"), transaction.atomic():
        asked(
            cast.assa,
            "UPDATE safeguarding_claim SET decided_by_id = '{account}', decided_at = now(), status = 'verifie'",
        )


def test_only_a_service_of_the_state_is_the_authority(cast):
    from benkan.common.errors import Impossible

    with pytest.raises(Impossible, match="service de l’État"):
        authority(cast.adama, "BENKADI")
    authority(cast.adama)
    with pytest.raises(Impossible, match="déjà"):
        authority(cast.adama)
