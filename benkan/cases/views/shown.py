"""How the page of an accompaniment reshapes what was read: where it stands, its thread."""

from benkan.cases.lifecycles.cases import LABELS, RESTRICTED_REASONS, CaseStatus, ClosingReason, SuspensionReason
from benkan.cases.models import Case
from benkan.common.typography import jour
from benkan.organisations.models import Account

FORMER = "un ancien collègue"
TONES = {CaseStatus.OPEN: "ok", CaseStatus.SUSPENDED: "soon", CaseStatus.LOST: "late"}
REASONS = {one.value: one.label for reasons in (ClosingReason, SuspensionReason) for one in reasons}
REASONS |= dict.fromkeys(RESTRICTED_REASONS, "empêchement réservé")


def state(case: Case) -> tuple[str, str]:
    """Tone and words of where an accompaniment stands."""
    status = CaseStatus(case.status)
    return TONES.get(status, ""), LABELS[status].lower()


def thread(case: Case) -> list[dict]:
    """What happened to the accompaniment itself, the oldest first; two queries."""
    statuses = list(case.statuses.all())
    changes = list(case.worker_changes.all())
    ids = {row.by_id for row in statuses} | {one for row in changes for one in (row.by_id, row.worker_id) if one}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
    entries = [
        _entry(row.at, step_words(row, first=row is statuses[0]), _by(row, names), REASONS.get(row.reason, ""))
        for row in statuses
    ]
    entries += [
        _entry(
            row.at,
            f"Confié à {names.get(row.worker_id, FORMER)}" if row.worker_id else "Remis à confier",
            names.get(row.by_id, FORMER),
        )
        for row in changes
    ]
    return sorted(entries, key=lambda entry: entry["day"])


def _by(row, names: dict) -> str:
    return names.get(row.by_id, FORMER) if row.by_id else "l’acteur qui la reçoit"


def step_words(row, *, first: bool) -> str:
    """What happened, of a row of status; `first`, of the one that opened it."""
    if first:
        return "Accompagnement ouvert"
    return "Accompagnement repris" if row.status == CaseStatus.OPEN else LABELS[CaseStatus(row.status)]


def _entry(at, words: str, name: str, detail: str = "") -> dict:
    said = ", ".join(part for part in (detail, f"par {name}") if part)
    return {"day": at, "when": jour(at), "words": words, "detail": said, "state": "done"}
