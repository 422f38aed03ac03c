"""Propose that another organisation accompanies a person from now on, with what she agreed to hand on."""

import datetime as dt
import json
from collections.abc import Iterable

from django.db import transaction

from benkan.arrivals.ages import age_group_of
from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.cases import UNDER_WAY as CASES_UNDER_WAY
from benkan.cases.lifecycles.transfers import UNDER_WAY, TransferReason
from benkan.cases.models import Case, LiaisonRequest, Transfer, TransferExtract
from benkan.cases.numbers import TRANSFER, new_number
from benkan.cases.permissions import REFER
from benkan.cases.reads.handing import check_may_cross
from benkan.cases.reads.liaison_sheet import groups, sheet_of
from benkan.cases.thresholds import TRANSFER_ANSWER
from benkan.cases.writes.referrals import LONGEST_MESSAGE
from benkan.cases.writes.transfer_ends import TRACK
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.notices.writes import tell
from benkan.organisations.agreements import FieldGroup
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Registration
from benkan.people.reads import consents_in_force
from benkan.people.shared_fields import IDENTITY
from benkan.places.models import Place


@transaction.atomic
def propose(
    *,
    by: Actor,
    case: Case,
    receiver: Organisation,
    reason: TransferReason,
    hand_on: Iterable[str],
    place: Place | None = None,
    wished_on: dt.date | None = None,
    restricted_too: bool = False,
    message: str = "",
    liaison: LiaisonRequest | None = None,
) -> Transfer:
    """Propose it. `hand_on` are codes of groups of fields, copied now and read by the receiver once it accepts; what is
    reserved crosses only with `restricted_too`, which she said. `liaison` is the request that it answers.

    Nothing of the accompaniment changes: who proposes stays responsible until the receiver has met her. Raises
    `Refused` without her consent or an agreement, `Impossible` where it cannot be proposed as things stand.
    """
    check(by, REFER)
    # Her file first, then her case, as everywhere: who is erased at this moment is copied nowhere.
    Registration.objects.select_for_update(of=("self",)).get(pk=case.registration_id)
    case = Case.objects.select_for_update(of=("self",)).select_related("registration__nationality").get(pk=case.pk)
    refuse_erased(case.registration)
    _check_may_be_proposed(case, receiver, wished_on)
    handed = _groups(hand_on)
    check_may_cross(case.registration, receiver, handed)
    transfer = _written(
        by, case, receiver=receiver, reason=TransferReason(reason), place=place, wished_on=wished_on, liaison=liaison
    )
    _copy(transfer, handed, restricted_too=restricted_too, message=" ".join(message.split())[:LONGEST_MESSAGE])
    record(
        verbs.TRANSFER_PROPOSED, by=by, on=transfer, file_id=case.registration_id, fields=[one.code for one in handed]
    )
    tell(
        by=by, kind=notices.TRANSFER_RECEIVED, page="cases:transfer", arguments=[transfer.pk],
        organisations=[receiver.pk],
    )  # fmt: skip
    return transfer


def _check_may_be_proposed(case: Case, receiver: Organisation, wished_on: dt.date | None) -> None:
    if case.status not in CASES_UNDER_WAY:
        raise Impossible("Cet accompagnement est terminé ou déjà transmis\u00a0: rouvrez-le avant de le transférer.")
    if receiver.pk == case.organisation_id:
        raise Impossible("Un transfert va vers une autre organisation. Chez vous, confiez l’accompagnement.")
    if receiver.closed_at is not None:
        raise Impossible(f"{receiver.name} est fermée dans Benkan\u00a0: choisissez un autre acteur.")
    if wished_on is not None and wished_on < clock.today():
        raise Impossible("Ce jour est passé. Donnez aujourd’hui, ou un jour à venir.")
    if Transfer.objects.filter(case=case, status__in=list(UNDER_WAY)).exists():
        raise Impossible("Un transfert est déjà proposé pour elle\u00a0: attendez sa réponse, ou retirez-le d’abord.")


def _groups(codes: Iterable[str]) -> list[FieldGroup]:
    """In the order of their declaration, once each; always who she is."""
    asked, known = set(codes), groups()
    if unknown := asked - set(known):
        raise ValueError(f"no transfer hands on {sorted(unknown)}")
    if IDENTITY.code not in asked:
        raise Impossible("Sans son identité, personne ne peut la recevoir\u00a0: cochez-la, avec son accord.")
    return [group for code, group in known.items() if code in asked]


def _written(by: Actor, case: Case, **said) -> Transfer:
    now, today, person = clock.now(), clock.today(), case.registration
    transfer = Transfer(
        organisation_id=case.organisation_id,
        case=case,
        number=new_number(TRANSFER),
        sex=person.sex,
        age_group=age_group_of(person.age_on(today), today),
        sent_at=now,
        sent_by_id=by.account_id,
        answer_due=now + dt.timedelta(days=value_of(TRANSFER_ANSWER, on=today)),
        **said,
    )
    transfer.save(force_insert=True)
    TRACK.begin(transfer, by)
    return transfer


def _copy(transfer: Transfer, handed: list[FieldGroup], *, restricted_too: bool, message: str) -> None:
    """What crosses is copied as it stands now; what is corrected later does not follow it."""
    sheet = sheet_of(transfer.case, handed, restricted_too=restricted_too)
    TransferExtract(
        organisation_id=transfer.organisation_id,
        transfer=transfer,
        groups=[group.code for group in handed],
        fields=json.dumps(sheet.fields, ensure_ascii=False),
        answers=json.dumps(sheet.answers, ensure_ascii=False),
        restricted=json.dumps(sheet.restricted, ensure_ascii=False) if sheet.restricted else "",
        message=message,
        consent=consents_in_force(transfer.case.registration).get(Purpose.REFERRAL),
    ).save(force_insert=True)
