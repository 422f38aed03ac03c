"""`benkan doctor`: what is wrong, and how to mend it."""

import os

from benkan.host import findings as look
from benkan.host.findings import Finding
from benkan.host.paths import data_folder, is_serving

PAGES_NAMED = 5
NBSP = "\u00a0"


def examine() -> list[Finding]:
    """Look at everything; each look stands alone, so that one failure hides no other."""
    findings = [look.disk(), look.saved()]
    from benkan.host.database import ServerRefused
    from benkan.host.platform import NotReady, ready

    try:
        with ready(migrate=False):
            schema = _schema()
            findings += [_role(), schema, look.database("owner"), look.journal("owner")]
            findings += _aside(os.environ["DATABASE_OWNER_URL"])
            if schema.well:  # else its tables may not be there
                findings += [
                    look.worker("owner", serving=is_serving(data_folder())),
                    look.mail("owner"),
                    references(),
                    _key(),
                ]
    except (NotReady, ServerRefused) as refusal:
        findings.append(Finding("plateforme", False, str(refusal)))
    return findings


def _aside(owner: str) -> list[Finding]:
    found = kept_aside(owner)
    return [found] if found else []


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
