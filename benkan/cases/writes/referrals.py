"""Send a person to another actor, or to a structure without an account, with what she agreed to hand on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from benkan.arrivals.ages import age_group_of
from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.needs import WAITING, NeedStatus
from benkan.cases.lifecycles.referrals import LABELS, MOVES, OPEN, Urgency
from benkan.cases.models import Case, Extract, Need, PlanLine, Referral, ReferralStatusRow, VitalReason
from benkan.cases.numbers import REFERRAL, new_number
from benkan.cases.permissions import REFER
from benkan.cases.reads.candidates import cercle_of
from benkan.cases.reads.handing import LEAST, check_may_cross, groups, told
from benkan.cases.referral_clock import delays
from benkan.cases.writes.moving import Track
from benkan.cases.writes.needs import TRACK as NEEDS
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import all_values
from benkan.notices.writes import tell
from benkan.offers.models import HelpKind, Offer, Structure
from benkan.organisations.agreements import FieldGroup
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Registration
from benkan.people.reads import consents_in_force

TRACK = Track(Referral, ReferralStatusRow, "referral", MOVES, LABELS, "Cette orientation")
LONGEST_MESSAGE = 400


@dataclass(frozen=True)
class Destination:
    """Where somebody is sent: an actor, or a structure without an account; at will by one of its offers."""

    receiver: Organisation | None = None
    structure: Structure | None = None
    offer: Offer | None = None

    @classmethod
    def of_offer(cls, offer: Offer) -> "Destination":
        """Whoever gives the offer."""
        if offer.structure_id is not None:
            return cls(structure=offer.structure, offer=offer)
        return cls(receiver=offer.organisation, offer=offer)

    @property
    def on_paper(self) -> bool:
        return self.structure is not None

    @property
    def name(self) -> str:
        return str(self.structure or self.receiver)


@transaction.atomic
def send(
    *,
    by: Actor,
    case: Case,
    kind: HelpKind,
    to: Destination,
    urgency: Urgency,
    hand_on: Iterable[str],
    message: str = "",
    need: Need | None = None,
    line: PlanLine | None = None,
    vital: str = "",
) -> Referral:
    """Send her. `hand_on` are codes of groups of fields, copied now and read by the receiver once it accepts.

    Without her consent or an agreement, `Refused` with what to do; unless life is at stake and `vital` says why, in
    words that the data-protection delegate reads. Raises `Impossible` where it cannot be sent as things stand.
    """
    check(by, REFER)
    # Her file first, so that who is erased at this moment is copied nowhere; a need before its case, as everywhere.
    Registration.objects.select_for_update(of=("self",)).get(pk=case.registration_id)
    need = NEEDS.held(need) if need is not None else None
    case = Case.objects.select_for_update(of=("self",)).select_related("registration__destination").get(pk=case.pk)
    refuse_erased(case.registration)
    _check_may_be_sent(case, kind, to, need, line)
    handed, vital = _groups(hand_on), " ".join(vital.split())
    _check_crossing(case, to, handed, vital)
    referral = _written(by, case, kind, to, Urgency(urgency), need=need, line=line, vital=bool(vital))
    _copy(by, referral, handed, " ".join(message.split())[:LONGEST_MESSAGE], vital)
    _plan(by, need)
    record(verbs.REFERRAL_SENT, by=by, on=referral, file_id=case.registration_id, fields=[one.code for one in handed])
    _tell(by, referral, case)
    return referral


def _check_may_be_sent(case: Case, kind: HelpKind, to: Destination, need: Need | None, line: PlanLine | None) -> None:
    if case.status not in UNDER_WAY:
        raise Impossible("Cet accompagnement est terminé ou transmis\u00a0: rouvrez-le avant d’orienter la personne.")
    if (to.receiver is None) == (to.structure is None):
        raise Impossible("Choisissez vers qui orienter la personne\u00a0: un acteur, ou une structure.")
    if to.receiver is not None and to.receiver.pk == case.organisation_id:
        raise Impossible("Une orientation va vers une autre organisation. Chez vous, confiez l’accompagnement.")
    closed = (to.receiver and to.receiver.closed_at) or (to.structure and to.structure.closed_at)
    if closed:
        raise Impossible(f"{to.name} est fermé, ou n’est plus dans l’annuaire. Choisissez un autre service.")
    _check_offer(to.offer, kind)
    if need is not None and (need.case_id != case.pk or need.status not in WAITING):
        raise Impossible("Ce besoin n’attend plus de réponse. Rouvrez l’accompagnement pour voir où il en est.")
    if line is not None and line.plan.case_id != case.pk:
        raise Impossible("Cette ligne est celle d’un autre accompagnement.")
    if _same(case, kind, to).exists():
        raise Impossible(
            f"Cette personne est déjà orientée vers {to.name} pour la même aide\u00a0: attendez sa réponse, ou retirez "
            "d’abord cette orientation."
        )


def _check_offer(offer: Offer | None, kind: HelpKind) -> None:
    if offer is None:
        return
    if offer.confidential or not offer.is_open(clock.today()):
        raise Impossible("Cette offre n’est plus ouverte. Choisissez-en une autre.")
    if offer.kind_id != kind.pk:
        raise Impossible("Cette offre n’est pas celle de cette aide. Choisissez-en une autre.")


def _same(case: Case, kind: HelpKind, to: Destination):
    return Referral.objects.filter(
        case=case, kind=kind, receiver=to.receiver, structure=to.structure, status__in=list(OPEN)
    )


def _groups(codes: Iterable[str]) -> list[FieldGroup]:
    """In the order of their declaration, once each."""
    asked, known = set(codes), groups()
    if unknown := asked - set(known):
        raise ValueError(f"no referral hands on {sorted(unknown)}")
    return [group for code, group in known.items() if code in asked]


def _check_crossing(case: Case, to: Destination, handed: list[FieldGroup], vital: str) -> None:
    """Consent and agreement; or, where life is at stake, no more than who she is and how to reach her."""
    if not handed:
        raise Impossible("Dites ce qui est transmis\u00a0: sans un nom, personne ne peut la recevoir.")
    if not vital:
        check_may_cross(case.registration, to.receiver, handed)
    elif too_much := [group.label for group in handed if group not in LEAST]:
        left_out = ", ".join(too_much)
        raise Impossible(f"Pour un intérêt vital, l’identité et le contact seulement. Retirez\u00a0: {left_out}.")


def _written(by: Actor, case: Case, kind: HelpKind, to: Destination, urgency: Urgency, **others) -> Referral:
    now, person = clock.now(), case.registration
    need = others["need"]
    referral = Referral(
        organisation_id=case.organisation_id,
        case=case,
        number=new_number(REFERRAL),
        receiver=to.receiver,
        structure=to.structure,
        offer=to.offer,
        kind=kind,
        restricted=kind.restricted or any(one is not None and one.restricted for one in (need, others["line"])),
        urgency=urgency,
        sex=person.sex,
        age_group=age_group_of(person.age_on(clock.today()), clock.today()),
        cercle=cercle_of(case),
        sent_at=now,
        sent_by_id=by.account_id,
        answer_due=now + delays(urgency, all_values(), clock.today()).answer,
        **others,
    )
    referral.save(force_insert=True)
    TRACK.begin(referral, by)
    return referral


def _copy(by: Actor, referral: Referral, handed: list[FieldGroup], message: str, vital: str) -> None:
    """What crosses is copied as it stands now; what is corrected later does not follow it."""
    consent = None if vital else consents_in_force(referral.case.registration).get(Purpose.REFERRAL)
    answers = told(referral.case, handed)
    Extract(
        organisation_id=referral.organisation_id,
        referral=referral,
        groups=[group.code for group in handed],
        fields=json.dumps(answers, ensure_ascii=False),
        message=message,
        consent=consent,
    ).save(force_insert=True)
    if vital:
        VitalReason(referral=referral, organisation_id=referral.organisation_id, reason=vital).save(force_insert=True)
        # The words stay sealed: they may tell of her health, and the journal is read by more people.
        record(verbs.REFERRAL_VITAL, by=by, on=referral, file_id=referral.case.registration_id)


def _plan(by: Actor, need: Need | None) -> None:
    """A need that waited, and is held, is planned: somebody is asked to answer it."""
    if need is not None and need.status in (NeedStatus.SAID, NeedStatus.UNMET):
        NEEDS.move(need, NeedStatus.PLANNED, by)


def _tell(by: Actor, referral: Referral, case: Case) -> None:
    page = {"page": "cases:referral", "arguments": [referral.pk]}
    if referral.receiver_id is not None:
        tell(by=by, kind=notices.REFERRAL_RECEIVED, organisations=[referral.receiver_id], **page)
    if referral.vital:
        tell(by=by, kind=notices.REFERRAL_VITAL, page="cases:vital", organisations=[case.organisation_id])
