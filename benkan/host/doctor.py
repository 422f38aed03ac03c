"""`benkan doctor`: what is wrong, and how to mend it."""

import os
from collections.abc import Callable

from benkan.host import findings as look
from benkan.host.findings import Finding
from benkan.host.letters import mail_server
from benkan.host.paths import data_folder, is_serving
from benkan.host.reaching import Unreachable

PAGES_NAMED = 5
NBSP = "\u00a0"


def examine() -> list[Finding]:
    """Look at everything; each look stands alone, so that one failure hides no other."""
    findings = [look.disk(), look.saved()]
    from benkan.host.database import ServerRefused
    from benkan.host.platform import NotReady, ready

    try:
        with ready(migrate=False):
            schema = _looked("schéma", _schema)
            findings += [one for one in (*_of_the_server(), schema) if one]
            if schema.well:  # else its tables may not be there
                findings += _of_the_work()
    except (NotReady, ServerRefused, Unreachable) as refusal:
        findings.append(Finding("plateforme", False, str(refusal)))
    return findings


def _of_the_server() -> list[Finding | None]:
    return [
        _looked("rôle de l’application", _role),
        _looked("PostgreSQL", lambda: look.database("owner")),
        _looked("journal de PostgreSQL", lambda: look.journal("owner")),
        _looked("ancienne base", lambda: kept_aside(os.environ["DATABASE_OWNER_URL"])),
    ]


def _of_the_work() -> list[Finding]:
    return [
        _looked("travailleur", lambda: look.worker("owner", serving=is_serving(data_folder()))),
        _looked("courriel", lambda: look.mail("owner")),
        mail_server(),
        _looked("référentiels", references),
        _looked("clé des organisations", _key),
    ]


def _looked(what: str, looking: Callable[[], Finding | None]) -> Finding | None:
    """What was found; where the database gives way under it, that it could not be looked at, and what it said."""
    import psycopg
    from django import db

    try:
        return looking()
    except (psycopg.Error, db.Error) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return Finding(
            what,
            False,
            f"n’a pas pu être regardé, la base a répondu «{NBSP}{first}{NBSP}». Réparez d’abord ce que disent les "
            "lignes d’avant, puis relancez la plateforme.",
        )


def kept_aside(owner: str) -> Finding | None:
    """The database that a restoration has kept, which holds whom one has erased since; None where there is none."""
    from benkan.host.backups import former

    found = former.kept(owner)
    return Finding("ancienne base", True, former.sentence(found), awaits=True) if found else None


def _key() -> Finding:
    sentence = wrong_key()
    return Finding("clé des organisations", not sentence, sentence or "elle ouvre celles des organisations")


def wrong_key() -> str:
    """A sentence if the wrapping key of this installation opens no organisation's key, else an empty text."""
    from benkan.organisations.keys import wrong_key as found

    return found("owner")


def unsafe_role() -> str:
    """A sentence if the application's role could pass the row policies, else an empty text."""
    from django.db import connections

    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, EXISTS (SELECT FROM pg_class"
            " WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p')) FROM pg_roles WHERE rolname = current_user"
        )
        name, superuser, bypasses, owns = cursor.fetchone()
    if not (superuser or bypasses or owns):
        return ""
    reason = (
        "est superutilisateur"
        if superuser
        else "passe outre les règles de lignes"
        if bypasses
        else "possède des tables"
    )
    return (
        f"Le rôle «\u00a0{name}\u00a0» de DATABASE_URL {reason}\u00a0: il verrait les données de toutes les "
        "organisations. Donnez un rôle ordinaire (NOSUPERUSER NOBYPASSRLS) qui ne possède aucune table."
    )


def references(using: str = "owner") -> Finding:
    """Where a reference file says otherwise than what people corrected on the platform: the correction holds, and
    somebody may look. Nothing is written."""
    from django.apps import apps

    asked = [config.reference_questions for config in apps.get_app_configs() if hasattr(config, "reference_questions")]
    where = [address for questions in asked for address in questions(using)]
    if not where:
        return Finding("référentiels", True, "les fichiers et la plateforme s’accordent")
    pages = list(dict.fromkeys(where))
    named = ", ".join(pages[:PAGES_NAMED]) + (", …" if len(pages) > PAGES_NAMED else "")
    count = "1 différence" if len(where) == 1 else f"{len(where)} différences"
    says = f"{count} entre les fichiers et ce qui a été corrigé ici, qui vaut. À regarder\u00a0: {named}"
    return Finding("référentiels", True, says, awaits=True)


def _role() -> Finding:
    sentence = unsafe_role()
    return Finding("rôle de l’application", not sentence, sentence or "lié par les règles de lignes")


def _schema() -> Finding:
    from benkan.host.schema import schema

    found = schema()
    return Finding("schéma", not found.sentence, found.sentence or "à jour")
