"""A sitting of the body that pays: who sat, what it decided of each request, and its signed minutes.

A decision counts when the minutes are signed: until then it can be taken back, and nothing of it is told.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.funding import DECIDED_AT_A_SITTING, DecisionReason, FundingStatus
from benkan.cases.models import FundingRequest, FundingStatusRow, Sitting
from benkan.cases.permissions import DECIDE
from benkan.cases.reads.funding import last_rows
from benkan.cases.writes.asking import REQUESTS
from benkan.cases.writes.following import Followed, follow, hold_plans_of, is_given_up
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.common.typography import jour, montant
from benkan.notices.writes import tell


@dataclass(frozen=True)
class Decision:
    """What a sitting decides of one request: retained for an amount, adjourned or rejected for a reason and in words
    that the person is told."""

    request: FundingRequest
    status: FundingStatus
    amount: int | None = None
    reason: str = ""
    words: str = ""


@transaction.atomic
def open_sitting(
    *, by: Actor, held_on: dt.date, members: Sequence[str], place: str = "", interests: str = ""
) -> Sitting:
    """Note a sitting: its day, who sits by function or body, the interests that they declared."""
    check(by, DECIDE)
    sitting = Sitting(organisation_id=by.organisation_id, held_on=held_on, written_by_id=by.account_id)
    _say(sitting, members, place, interests)
    sitting.save(force_insert=True)
    record(verbs.SITTING_OPENED, by=by, on=sitting)
    return sitting


@transaction.atomic
def correct_sitting(
    *, by: Actor, sitting: Sitting, members: Sequence[str], place: str = "", interests: str = ""
) -> Sitting:
    """Correct who sits, where, and the declared interests, until the minutes are signed."""
    check(by, DECIDE)
    sitting = _open(sitting)
    _say(sitting, members, place, interests)
    sitting.save(update_fields=["members", "place", "interests"])
    record(verbs.SITTING_CORRECTED, by=by, on=sitting)
    return sitting


@transaction.atomic
def decide(*, by: Actor, sitting: Sitting, decisions: Iterable[Decision]) -> list[FundingRequest]:
    """Note what a sitting decided, all of it or nothing. Nobody decides a request that he filed.

    Raises `Impossible` with the number of the request where somebody decided meanwhile, or where the amount or the
    reason does not hold. A contested request is decided by another sitting: the one that rejected it is signed.
    """
    check(by, DECIDE)
    sitting = _open(sitting)
    if sitting.held_on > clock.today():
        raise Impossible(f"Cette séance se tient le {jour(sitting.held_on)}\u00a0: elle ne décide rien avant ce jour.")
    wanted = {decision.request.pk: decision for decision in decisions}
    decided = []
    for request in _held(by, wanted):
        decision = wanted[request.pk]
        _check(by, sitting, request, decision)
        request.granted = decision.amount if decision.status == FundingStatus.RETAINED else None
        said = {"reason": decision.reason, "words": " ".join(decision.words.split()), "amount": request.granted}
        REQUESTS.move(request, decision.status, by, also=("granted",), sitting=sitting, **said)
        record(verbs.FUNDING_DECIDED, by=by, on=request, fields=[decision.status, *filter(None, [decision.reason])])
        decided.append(request)
    return decided


@transaction.atomic
def take_back_decision(*, by: Actor, sitting: Sitting, request: FundingRequest) -> FundingRequest:
    """The request is to be decided again: noted by mistake, as long as the minutes are not signed.

    One whose line was given up meanwhile asks for nothing any more: it is withdrawn.
    """
    check(by, DECIDE)
    sitting = _open(sitting)
    hold_plans_of(by=by, requests=[request])
    (request,) = _held(by, [request.pk])
    if request.status not in DECIDED_AT_A_SITTING or last_rows([request])[request.pk].sitting_id != sitting.pk:
        raise Impossible(f"La demande {request.number} n’est pas décidée par cette séance\u00a0: rien n’a été changé.")
    request.granted = None
    REQUESTS.move(request, FundingStatus.FILED, by, also=("granted",), sitting=sitting)
    if is_given_up(by=by, request=request):
        REQUESTS.move(request, FundingStatus.WITHDRAWN, by)
    record(verbs.DECISION_TAKEN_BACK, by=by, on=request)
    return request


@transaction.atomic
def close_sitting(*, by: Actor, sitting: Sitting, minutes: str) -> Sitting:
    """The minutes are signed: decisions count, lines and plans follow, who accompanies each person is told to tell."""
    check(by, DECIDE)
    sitting = _open(sitting)
    minutes = " ".join(minutes.split())
    if not minutes:
        raise Impossible("Donnez la référence du procès-verbal signé\u00a0: sans lui, rien n’est décidé.")
    requests = decided_at(sitting)
    if not requests:
        raise Impossible("Cette séance n’a rien décidé encore\u00a0: notez d’abord ses décisions.")
    hold_plans_of(by=by, requests=requests)
    requests = [one for one in _held(by, [one.pk for one in requests]) if one.status in DECIDED_AT_A_SITTING]
    sitting.minutes, sitting.closed_at = minutes, clock.now()
    sitting.save(update_fields=["minutes", "closed_at"])
    tell_followed(by=by, followed=follow(by=by, requests=requests))
    record(verbs.SITTING_CLOSED, by=by, on=sitting, count=len(requests))
    return sitting


def decided_at(sitting: Sitting) -> list[FundingRequest]:
    """Requests whose last word is a decision of this sitting."""
    touched = FundingRequest.objects.filter(
        pk__in=FundingStatusRow.objects.filter(sitting=sitting).values("request"), status__in=DECIDED_AT_A_SITTING
    )
    rows = last_rows(touched)
    return [one for one in touched.order_by("filed_at", "pk") if rows[one.pk].sitting_id == sitting.pk]


def tell_followed(*, by: Actor, followed: Iterable[Followed]) -> None:
    """Who accompanies each person is told that something was decided, once for each accompaniment."""
    for one in followed:
        tell(
            by=by,
            kind=notices.FUNDING_DECIDED,
            page="cases:case",
            arguments=[one.case_id],
            organisations=[one.organisation_id],
            account_id=one.account_id,
        )


def _say(sitting: Sitting, members: Sequence[str], place: str, interests: str) -> None:
    sitting.members = [name for name in (" ".join(member.split()) for member in members) if name]
    if not sitting.members:
        raise Impossible("Dites qui siège, par fonction et par organisme\u00a0: une séance sans membre ne décide rien.")
    sitting.place, sitting.interests = " ".join(place.split()), " ".join(interests.split())


def _open(sitting: Sitting) -> Sitting:
    """The sitting as it stands now, held; `Impossible` once its minutes are signed."""
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if sitting.closed_at is not None:
        raise Impossible(
            "Le procès-verbal de cette séance est signé\u00a0: aucune décision ne s’y ajoute ni n’en part."
        )
    return sitting


def _held(by: Actor, ids: Iterable) -> list[FundingRequest]:
    """Requests asked of one's organisation, as they stand now, held in the same order by everybody."""
    found = FundingRequest.objects.filter(pk__in=list(ids), payer=by.organisation_id)
    return list(found.select_for_update(of=("self",)).order_by("pk"))


def _check(by: Actor, sitting: Sitting, request: FundingRequest, decision: Decision) -> None:
    named = f"Demande {request.number}"
    if request.filed_by_id == by.account_id:
        raise Refused(f"{named}\u00a0: vous l’avez déposée. Un autre membre la décide.")
    if decision.status not in DECIDED_AT_A_SITTING:
        raise ValueError(f"a sitting does not decide {decision.status}")
    if clock.day_of(request.filed_at) > sitting.held_on:
        raise Impossible(f"{named}\u00a0: elle a été déposée après cette séance. Décidez-la à la suivante.")
    if not REQUESTS.may_move(request, decision.status):
        raise Impossible(
            f"{named}\u00a0: elle est déjà «\u00a0{request.get_status_display().lower()}\u00a0». Rien n’a été "
            "noté\u00a0; rouvrez la page."
        )
    if decision.status == FundingStatus.RETAINED:
        if not decision.amount or decision.amount > request.amount:
            raise Impossible(
                f"{named}\u00a0: retenez un montant entre 1 et {montant(request.amount)}, ce qui est demandé."
            )
    elif decision.reason not in DecisionReason.values or not decision.words.strip():
        raise Impossible(f"{named}\u00a0: choisissez le motif, et écrivez ce qui sera dit à la personne.")
