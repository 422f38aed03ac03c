"""End an accompaniment with what was still open said, and the closing questionnaire, or why there is none."""

from django.db import transaction

from benkan.cases.lifecycles.cases import CaseStatus, ClosingReason
from benkan.cases.lifecycles.surveys import NoSurvey
from benkan.cases.models import Case, Ending
from benkan.cases.permissions import KEEP
from benkan.cases.reads.closing import StillOpen, still_open
from benkan.cases.writes.cases import TRACK, close
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check


@transaction.atomic
def conclude(*, by: Actor, case: Case, reason: ClosingReason, note: str = "", no_survey: NoSurvey | str = "") -> Case:
    """Close it, and keep beside the reason what was open that day. What is open is said, and never prevents it.

    « Plan achevé » asks for a recent questionnaire, or why there is none; « perdue de vue », that she was noted so.
    """
    check(by, KEEP)
    case, reason = TRACK.held(case), ClosingReason(reason)
    if reason == ClosingReason.LOST and case.status != CaseStatus.LOST:
        raise Impossible(
            "On ne clôt pour «\u00a0perdue de vue\u00a0» que l’accompagnement d’une personne déjà notée perdue de vue, "
            "après des tentatives datées. Notez-les d’abord."
        )
    found = still_open(case)
    if reason == ClosingReason.SETTLED and found.survey is None and not no_survey:
        raise Impossible(
            "Un plan achevé se clôt avec le questionnaire de réintégration. Posez-le maintenant, ou dites pourquoi il "
            "n’y en a pas."
        )
    case = close(by=by, case=case, reason=reason, note=note)
    keep_ending(case, found, no_survey)
    return case


def keep_ending(case: Case, found: StillOpen, no_survey: NoSurvey | str = "") -> None:
    """Keep beside the row that has just closed it what was open until then."""
    Ending.objects.create(
        organisation_id=case.organisation_id,
        row=case.statuses.order_by("-at", "-id").first(),
        survey=found.survey,
        no_survey="" if found.survey else no_survey,
        lines=found.lines,
        lines_delivered=found.lines_delivered,
        needs_open=found.needs_open,
    )
