"""Money of a grant passes its steps, each by an act: voted, committed, cleared, paid; or promised, signed, disbursed,
spent. And the secretariat puts a common scale to the technical committee."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.movements import MovementStep, words_of
from benkan.cases.models import Grant, GrantMovement, ScaleProposal
from benkan.cases.permissions import KEEP_GRANTS, PROPOSE_SCALE
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.typography import montant
from benkan.offers.models import HelpKind


@dataclass(frozen=True)
class MovementSaid:
    """A movement as its act says it; `amount` in whole F CFA, `takes_away` where it corrects an earlier one."""

    step: MovementStep
    amount: int
    day: dt.date
    source: str
    takes_away: bool = False


@transaction.atomic
def note_movement(*, by: Actor, grant: Grant, said: MovementSaid) -> GrantMovement:
    """Note one. Raises `Impossible` where its word is not among the four of this grant, or where less than nothing
    would be left of a step."""
    check(by, KEEP_GRANTS)
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk, organisation=by.organisation_id)
    step = MovementStep(said.step)
    steps = dict(grant.movements.order_by().values_list("step").annotate(total=Sum("amount")))
    if steps and step not in words_of(next(iter(steps))):
        held = ", ".join(one.label.lower() for one in words_of(next(iter(steps))))
        raise Impossible(f"L’argent de cette subvention se dit en quatre mots\u00a0: {held}. Choisissez l’un d’eux.")
    if said.day > clock.today():
        raise Impossible("Ce jour n’est pas encore là\u00a0: un mouvement se note quand son acte est signé.")
    if said.takes_away and said.amount > steps.get(step, 0):
        noted = montant(steps.get(step, 0))
        raise Impossible(f"Il n’y a que {noted} notés «\u00a0{step.label.lower()}\u00a0»\u00a0: n’en retirez pas plus.")
    movement = GrantMovement.objects.create(
        organisation_id=by.organisation_id, grant=grant, step=step, day=said.day, written_by_id=by.account_id,
        amount=-said.amount if said.takes_away else said.amount, source=" ".join(said.source.split()),
    )  # fmt: skip
    record(verbs.MOVEMENT_NOTED, by=by, on=grant, fields=[str(step)])
    return movement


@transaction.atomic
def propose_scale(*, by: Actor, kind: HelpKind, amount: int, why: str) -> ScaleProposal:
    """Put an amount for a kind of help to the technical committee, dated today; earlier ones stay as they were."""
    check(by, PROPOSE_SCALE)
    if kind.restricted:
        raise Impossible("Cette aide est réservée\u00a0: elle ne se compare pas sur une page ouverte à tous.")
    proposal = ScaleProposal.objects.create(
        organisation_id=by.organisation_id, kind=kind, amount=amount, why=" ".join(why.split()),
        written_by_id=by.account_id,
    )  # fmt: skip
    record(verbs.SCALE_PROPOSED, by=by, on=proposal)
    return proposal
