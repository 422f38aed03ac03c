"""Sharing agreements are proposed by one side and signed, refused or ended by the other; the moves stand in
`organisations.agreements`."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from benkan.audit.verbs import Verb
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.organisations import verbs
from benkan.organisations.agreements import (
    LABELS,
    MOVERS,
    MOVES,
    AgreementState,
    Side,
    declared_fields,
    shareable_fields,
)
from benkan.organisations.models import Agreement, AgreementStatus, Organisation
from benkan.organisations.permissions import AGREE
from benkan.organisations.purposes import Purpose


@transaction.atomic
def propose_agreement(
    *,
    by: Actor,
    giver: Organisation,
    receiver: Organisation,
    purpose: Purpose,
    fields: Iterable[str],
    begins: dt.date,
    ends: dt.date,
    reference: str,
) -> Agreement:
    """Propose, which signs for one's own side. `fields` are codes of groups; `reference` names the paper act."""
    check(by, AGREE)
    if by.organisation_id not in (giver.pk, receiver.pk):
        raise Refused("Vous proposez des accords de votre organisation seulement.")
    if giver.closed_at or receiver.closed_at:
        raise Impossible("L’une des deux organisations est fermée\u00a0: elle ne passe plus d’accord.")
    if giver.pk == receiver.pk:
        raise Impossible("Un accord se passe entre deux organisations.")
    if ends < begins:
        raise Impossible("La fin ne peut pas précéder le début.")
    if ends < clock.today():
        raise Impossible("Le dernier jour est passé. Donnez aujourd’hui, ou un jour à venir.")
    agreement = Agreement(
        giver=giver,
        receiver=receiver,
        purpose=purpose,
        fields=_shareable(fields),
        begins=begins,
        ends=ends,
        reference=reference.strip(),
    )
    agreement.full_clean()
    agreement.save(force_insert=True)
    _note(by, agreement)
    record(verbs.AGREEMENT_PROPOSED, by=by, on=agreement, fields=agreement.fields, reason=agreement.purpose)
    return agreement


def sign_agreement(*, by: Actor, agreement: Agreement) -> Agreement:
    """Sign for the side that had not proposed: from then on it is in force, between its two days."""
    return _move(by, agreement, AgreementState.SIGNED, verbs.AGREEMENT_SIGNED)


def refuse_agreement(*, by: Actor, agreement: Agreement, reason: str) -> Agreement:
    """Refuse what the other side proposed, with a reason that it reads."""
    return _move(by, agreement, AgreementState.REFUSED, verbs.AGREEMENT_REFUSED, reason)


def withdraw_agreement(*, by: Actor, agreement: Agreement) -> Agreement:
    """Take back what one proposed, before the other side answered."""
    return _move(by, agreement, AgreementState.WITHDRAWN, verbs.AGREEMENT_WITHDRAWN)


def end_agreement(*, by: Actor, agreement: Agreement, reason: str) -> Agreement:
    """End an agreement at once, by either side, with a reason that the other reads."""
    return _move(by, agreement, AgreementState.ENDED, verbs.AGREEMENT_ENDED, reason)


REASONED = frozenset({AgreementState.REFUSED, AgreementState.ENDED})


@transaction.atomic
def _move(by: Actor, agreement: Agreement, to: AgreementState, verb: Verb, reason: str = "") -> Agreement:
    check(by, AGREE)
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if by.organisation_id not in (agreement.giver_id, agreement.receiver_id):
        raise Refused("Cet accord n’est pas celui de votre organisation.")
    if to not in MOVES[AgreementState(agreement.status)]:
        raise Impossible(f"Cet accord est déjà «\u00a0{LABELS[AgreementState(agreement.status)].lower()}\u00a0».")
    _check_side(by, agreement, to)
    if to is AgreementState.SIGNED and agreement.ends < clock.today():
        raise Impossible("Les jours de cet accord sont passés\u00a0: il ne se signe plus. Proposez-en un autre.")
    reason = reason.strip()
    if to in REASONED and not reason:
        raise Impossible("Dites pourquoi en une phrase\u00a0: l’autre partie la lira.")
    agreement.status = to
    agreement.save(update_fields=["status"])
    _note(by, agreement, reason)
    record(verb, by=by, on=agreement, reason=agreement.purpose)
    return agreement


def _check_side(by: Actor, agreement: Agreement, to: AgreementState) -> None:
    """Each move is made by its side, and the two signatures by two accounts, even of one person of both sides."""
    proposed = agreement.statuses.get(status=AgreementState.PROPOSED)
    side = Side.PROPOSER if proposed.organisation_id == by.organisation_id else Side.OTHER
    if MOVERS[to] not in (side, Side.EITHER):
        raise Impossible(
            "Votre organisation a proposé cet accord\u00a0: c’est à l’autre partie de répondre."
            if side is Side.PROPOSER
            else "L’autre partie a proposé cet accord\u00a0: signez-le ou refusez-le."
        )
    if to is AgreementState.SIGNED and proposed.by_id == by.account_id:
        raise Impossible(
            "Vous avez proposé cet accord pour l’autre partie\u00a0: une autre personne doit le signer pour celle-ci."
        )


def _shareable(fields: Iterable[str]) -> list[str]:
    """Codes in the order of their declaration, once each."""
    asked, known = set(fields), shareable_fields()
    if not asked:
        raise Impossible("Dites quelles données peuvent être transmises.")
    if never := [declared_fields()[code].label for code in asked - set(known) if code in declared_fields()]:
        raise Impossible(f"Ces données ne se transmettent jamais\u00a0: {'; '.join(never)}. Retirez-les de l’accord.")
    if unknown := asked - set(known):
        raise ValueError(f"no context declares the field groups {sorted(unknown)}")
    return [code for code in known if code in asked]


def _note(by: Actor, agreement: Agreement, reason: str = "") -> None:
    status = AgreementStatus(
        agreement=agreement,
        organisation_id=by.organisation_id,
        status=agreement.status,
        by_id=by.account_id,
        reason=reason,
    )
    status.clean_fields(exclude=["agreement", "organisation", "by"])
    status.save(force_insert=True)
