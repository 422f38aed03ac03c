"""Somebody looks for people of a trade; those who accompany them answer: a referral is begun, or nobody comes."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases.trades import trade_label
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.places.models import Place
from benkan.training import verbs
from benkan.training.models import SkillAnswer, SkillRequest
from benkan.training.numbers import REQUEST, new_number
from benkan.training.permissions import ENROL, SEARCH
from benkan.training.thresholds import REQUEST_DAYS


@transaction.atomic
def ask_skills(
    *, by: Actor, trade: str, wanted: int, purpose: str, level: str = "", region: Place | None = None
) -> SkillRequest:
    """Ask for so many people of a trade, for a purpose that names nobody. It reaches who accompanies them, whoever that
    is; who asks learns of somebody when she is referred, and not before."""
    check(by, SEARCH)
    purpose = " ".join(purpose.split())
    if not purpose:
        raise Impossible("Dites pour quoi\u00a0: un chantier, un emploi, une formation. La personne doit le savoir.")
    if trade_label(trade) == trade:
        raise Impossible("Ce métier n’est pas dans la liste. Choisissez-en un autre.")
    request = SkillRequest.objects.create(
        organisation_id=by.organisation_id, code=new_number(REQUEST), trade=trade, level=level, region=region,
        wanted=wanted, purpose=purpose, asked_by_id=by.account_id,
        until=clock.today() + dt.timedelta(days=value_of(REQUEST_DAYS, on=clock.today())),
    )  # fmt: skip
    record(verbs.SKILLS_ASKED, by=by, on=request)
    return request


@transaction.atomic
def answer_skills(*, by: Actor, request: SkillRequest, reason: SkillAnswer.Reason | str = "") -> SkillAnswer:
    """Say that somebody is being referred, or (with a reason) that nobody comes. An accepted one may be repeated."""
    check(by, ENROL)
    request = SkillRequest.objects.get(pk=request.pk)
    if request.organisation_id == by.organisation_id:
        raise Impossible("Cette demande est celle de votre organisation\u00a0: voyez avec vos collègues.")
    if request.closed_at is not None or request.until < clock.today():
        raise Impossible("Cette demande n’attend plus de réponse.")
    if reason and SkillAnswer.objects.filter(request=request, organisation=by.organisation_id).exists():
        raise Impossible("Votre organisation a déjà répondu à cette demande.")
    answer = SkillAnswer.objects.create(
        organisation_id=by.organisation_id, request=request, accepted=not reason, reason=reason, by_id=by.account_id
    )
    record(verbs.SKILLS_ANSWERED, by=by, on=request, fields=["refus" if reason else "oui"])
    return answer


@transaction.atomic
def close_skills(*, by: Actor, request: SkillRequest) -> SkillRequest:
    """Nobody more is looked for. Twice changes nothing."""
    check(by, SEARCH)
    request = SkillRequest.objects.select_for_update(of=("self",)).get(pk=request.pk, organisation=by.organisation_id)
    if request.closed_at is None:
        request.closed_at = clock.now()
        request.save(update_fields=["closed_at"])
        record(verbs.SKILLS_CLOSED, by=by, on=request)
    return request
