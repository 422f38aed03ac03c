"""Ask what other actors have already given, of few persons at once, or of more with a second colleague's agreement."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from benkan.audit.models import Entry
from benkan.audit.writes import entry_values, record
from benkan.cases import verbs
from benkan.cases.models import Case, HelpQuestion
from benkan.cases.notices import HELP_APPROVED, HELP_TO_APPROVE
from benkan.cases.reads.helped import askable
from benkan.cases.thresholds import HELP_LINES
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.linkage.permissions import HELPED, HELPED_MANY
from benkan.notices.writes import tell

OVER = "Cette question n’attend plus d’accord\u00a0: elle est approuvée, ou son jour est passé. Posez-la de nouveau."


@transaction.atomic
def ask_help(*, by: Actor, cases: Collection[UUID], why: HelpQuestion.Why) -> HelpQuestion:
    """Ask, of accompaniments under way of one's own; each is a reading of that file, with its reason, whatever is
    answered.

    Raises `Impossible` where none is chosen, or one is not one's to ask about.
    """
    check(by, HELPED)
    why, wanted = HelpQuestion.Why(why), set(cases)
    found = list(askable(by).filter(pk__in=wanted))
    if not found:
        raise Impossible("Choisissez au moins une personne que vous accompagnez.")
    if len(found) < len(wanted):
        raise Impossible(
            "Une des personnes choisies n’est plus accompagnée par vous. Rechargez la liste. Rien n’a été demandé."
        )
    question = HelpQuestion.objects.create(
        organisation_id=by.organisation_id, cases=sorted(one.pk for one in found), asked_by_id=by.account_id,
        asked_at=clock.now(), why=why,
    )  # fmt: skip
    _note(by, question, found)
    if needs_second(question):
        tell(by=by, kind=HELP_TO_APPROVE, page="cases:helped", arguments=[question.pk])
    return question


@transaction.atomic
def approve_help(*, by: Actor, question: HelpQuestion) -> HelpQuestion:
    """A second colleague agrees that so many are asked about; never who asked, and the same day only."""
    check(by, HELPED_MANY)
    held = HelpQuestion.objects.select_for_update().get(pk=question.pk)
    if held.asked_by_id == by.account_id:
        raise Impossible("Vous avez posé cette question\u00a0: c’est à un collègue de l’approuver.")
    if not needs_second(held) or clock.day_of(held.asked_at) != clock.today():
        raise Impossible(OVER)
    held.approved_by_id, held.approved_at = by.account_id, clock.now()
    held.save(update_fields=["approved_by", "approved_at"])
    tell(by=by, kind=HELP_APPROVED, page="cases:helped", arguments=[held.pk], account_id=held.asked_by_id)
    record(verbs.HELP_APPROVED, by=by, on=held, count=len(held.cases))
    return held


def needs_second(question: HelpQuestion) -> bool:
    """Whether a second person must still agree before anything is answered."""
    most = value_of(HELP_LINES, on=clock.day_of(question.asked_at))
    return len(question.cases) > most and question.approved_by_id is None


def _note(by: Actor, question: HelpQuestion, found: Sequence[Case]) -> None:
    said = {"by": by, "on": question, "count": len(found), "reason": question.get_why_display()}
    Entry.objects.bulk_create(
        Entry(**entry_values(verbs.HELP_ASKED, file_id=one.registration_id, **said)) for one in found
    )
