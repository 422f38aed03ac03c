"""What she leaves with, and what became of her: certificate, kit, work some months later. Each is a row added."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.training import verbs
from benkan.training.lifecycles.enrolments import EnrolmentStatus
from benkan.training.models import Certificate, Enrolment, Kit, Placement, Session
from benkan.training.permissions import ENROL
from benkan.training.reads.outcomes import due_on, last_certificates, last_kits
from benkan.training.writes.sessions import held_own


@dataclass(frozen=True)
class Handed:
    """What was handed to one person: the number of her certificate, the receipt of her kit; "" for nothing. `refused`:
    the certificate is not given to her."""

    enrolment: Enrolment
    certificate: str = ""
    receipt: str = ""
    refused: bool = False


@transaction.atomic
def hand_over(*, by: Actor, session: Session, day: dt.date, handed: Iterable[Handed]) -> int:
    """Note certificates and kits of a day; gives how many rows were added, what stands already left as it is.

    Raises `Impossible` for who did not follow the session, or where one number would be given to two.
    """
    session = held_own(by=by, session=session)
    if day > clock.today():
        raise Impossible("Ce jour n’est pas encore passé\u00a0: notez la remise une fois faite.")
    handed = list(handed)
    ids = [one.enrolment.pk for one in handed]
    followed = dict(
        session.enrolments.filter(pk__in=ids, status__in=[EnrolmentStatus.DONE, EnrolmentStatus.ENROLLED]).values_list(
            "pk", "token"
        )
    )
    if left_out := [one.enrolment.token for one in handed if one.enrolment.pk not in followed]:
        raise Impossible(f"N’ont pas suivi cette formation\u00a0: {', '.join(left_out)}. Rien n’a été noté.")
    certificates, kits = last_certificates(session), last_kits(session)
    added = [_certificate(by, session, day, one, certificates.get(one.enrolment.pk)) for one in handed]
    added += [_kit(by, day, one, kits.get(one.enrolment.pk)) for one in handed]
    rows = [row for row in added if row is not None]
    _check_numbers(session, rows, certificates)
    for row in rows:
        row.save(force_insert=True)
    if rows:
        record(verbs.HANDED_OVER, by=by, on=session, count=len(rows))
    return len(rows)


@transaction.atomic
def note_placement(
    *,
    by: Actor,
    enrolment: Enrolment,
    moment: Placement.Moment,
    state: Placement.State,
    how: Placement.How | str = "",
    day: dt.date | None = None,
) -> Placement:
    """Note whether she works, by who accompanies her. Raises `Impossible` before it is due, or without how."""
    check(by, ENROL)
    day = day or clock.today()
    enrolment = Enrolment.objects.select_related("session").get(pk=enrolment.pk)
    if enrolment.organisation_id != by.organisation_id:
        raise Impossible("C’est à qui l’accompagne de le demander à la personne.")
    if enrolment.status != EnrolmentStatus.DONE:
        raise Impossible("L’emploi se demande à qui a suivi la formation jusqu’au bout.")
    if day > clock.today():
        raise Impossible("Ce jour n’est pas encore passé.")
    if day < due_on(enrolment.session, moment):
        raise Impossible("Cette question n’est pas encore due\u00a0: elle se pose quelques mois après la formation.")
    placed = state == Placement.State.PLACED
    if placed and not how:
        raise Impossible("Dites comment elle travaille\u00a0: chez un employeur, à son compte, en apprentissage.")
    placement = Placement.objects.create(
        enrolment=enrolment, organisation_id=by.organisation_id, moment=moment, state=state,
        how=how if placed else "", day=day, by_id=by.account_id,
    )  # fmt: skip
    record(verbs.PLACEMENT_NOTED, by=by, on=enrolment, file_id=enrolment.registration_id)
    return placement


def _certificate(by: Actor, session: Session, day: dt.date, said: Handed, last: Certificate | None):
    number = " ".join(said.certificate.split())
    if not number and not said.refused:
        return None
    if last is not None and (last.given, last.reference) == (bool(number), number):
        return None
    return Certificate(
        enrolment=said.enrolment, organisation_id=by.organisation_id, given=bool(number), reference=number, day=day,
        kind=session.certificate, by_id=by.account_id,
    )  # fmt: skip


def _kit(by: Actor, day: dt.date, said: Handed, last: Kit | None):
    receipt = " ".join(said.receipt.split())
    if not receipt or (last is not None and last.receipt == receipt):
        return None
    return Kit(
        enrolment=said.enrolment, organisation_id=by.organisation_id, receipt=receipt, day=day, by_id=by.account_id
    )


def _check_numbers(session: Session, rows: list, certificates: dict) -> None:
    new = {row.enrolment.pk: row.reference for row in rows if isinstance(row, Certificate) and row.given}
    held = {pk: one.reference for pk, one in certificates.items() if one.given} | new
    numbers = list(held.values())
    if twice := sorted({number for number in numbers if numbers.count(number) > 1}):
        raise Impossible(f"Ces numéros d’attestation servent deux fois\u00a0: {', '.join(twice)}. Rien n’a été noté.")
