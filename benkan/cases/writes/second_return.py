"""She came back once more. Where she was still accompanied, a person decides: a new accompaniment begins for this
return, or the one under way goes on. Both returns stand, and all that was done for the first; nothing bars aid."""

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus, ClosingReason
from benkan.cases.lifecycles.transfers import SecondReturnChoice
from benkan.cases.models import Case, SecondReturn
from benkan.cases.permissions import KEEP
from benkan.cases.reads.second_returns import episode_to_decide
from benkan.cases.writes.cases import TRACK, open_case, resume
from benkan.cases.writes.closing import conclude
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people.models import Registration


@transaction.atomic
def decide(*, by: Actor, case: Case, choice: SecondReturnChoice) -> Case:
    """Gives the accompaniment that is under way from now on: the next one, or the same.

    The first is closed with « un nouveau retour a commencé » and what was open that day, in the same transaction;
    carried on, it is taken up again if it was suspended or lost. Raises `Impossible` where it was decided already.
    """
    check(by, KEEP)
    choice = SecondReturnChoice(choice)
    Registration.objects.select_for_update(of=("self",)).get(pk=case.registration_id)
    case = TRACK.held(case)
    if case.status not in UNDER_WAY:
        raise Impossible("Cet accompagnement n’est plus en cours\u00a0: un collègue a peut-être déjà décidé.")
    episode = episode_to_decide(case)
    if episode is None:
        raise Impossible("Rien n’est à décider ici\u00a0: un collègue l’a fait, ou aucun nouveau retour n’est noté.")
    after = _anew(by, case) if choice is SecondReturnChoice.ANEW else _carried_on(by, case)
    SecondReturn.objects.create(
        organisation_id=case.organisation_id,
        case=case,
        episode=episode,
        choice=choice,
        next_case=after if after.pk != case.pk else None,
        by_id=by.account_id,
    )
    record(verbs.SECOND_RETURN, by=by, on=case, file_id=case.registration_id, fields=[choice.value])
    return after


def _anew(by: Actor, case: Case) -> Case:
    worker = case.worker
    conclude(by=by, case=case, reason=ClosingReason.RETURNED_ANEW)
    return open_case(by=by, registration=case.registration, worker=worker)


def _carried_on(by: Actor, case: Case) -> Case:
    if case.status == CaseStatus.OPEN:
        return case
    return resume(by=by, case=case)
