"""Somebody is enrolled: directly by her own organisation, elsewhere by proposing her; a seat is given once."""

from django.db import transaction

from benkan.arrivals.ages import age_group_of
from benkan.audit.writes import record
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check, check_either
from benkan.notices.writes import tell
from benkan.organisations.acting import entered
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import CLOSED, refuse_erased
from benkan.people.models import Registration, SafeContact
from benkan.people.reads import consents_in_force
from benkan.people.shared_fields import CONTACT, IDENTITY
from benkan.people.sharing import check_may_leave
from benkan.training import notices, verbs
from benkan.training.lifecycles.enrolments import (
    LABELS,
    SEATED,
    DropReason,
    EnrolmentStatus,
    RefusalReason,
    Side,
    mover,
)
from benkan.training.lifecycles.sessions import ENROLLING
from benkan.training.models import Enrolment, HandedName, Session
from benkan.training.numbers import TOKEN, new_number
from benkan.training.permissions import ENROL, KEEP
from benkan.training.writes.sessions import ENROLMENTS, TRACK

NO_CHANGE = "Rien n’a été changé."
HANDED = (IDENTITY, CONTACT)


@transaction.atomic
def enrol(
    *, by: Actor, case: Case, session: Session, registration: Registration | None = None, with_name: bool = False
) -> Enrolment:
    """Enrol her whom one accompanies, or a member of her household; she was asked, and wishes it.

    In a session of one's own organisation she has a place, or waits for one; elsewhere she is proposed, under a token.
    `with_name`: her name and telephone go with it, for the attendance sheet; raises `Refused` without her consent or an
    agreement. Raises `Impossible` where she cannot be enrolled as things stand.
    """
    check(by, ENROL)
    registration = _may_be_enrolled(by, case, registration or case.registration)
    own = session.organisation_id == by.organisation_id
    session = TRACK.held(session) if own else Session.objects.get(pk=session.pk)
    if session.status not in ENROLLING:
        raise Impossible("Cette formation n’est pas ouverte aux inscriptions. Choisissez-en une autre.")
    if _stands(session, registration):
        raise Impossible("Cette personne est déjà inscrite ou proposée pour cette formation.")
    seat = _free_seat(session) if own else None
    today = clock.today()
    enrolment = Enrolment(
        organisation_id=case.organisation_id,
        organiser_id=session.organisation_id,
        session=session,
        case=case,
        registration=registration,
        token=new_number(TOKEN),
        sex=registration.sex,
        age_group=age_group_of(registration.age_on(today), today),
        seat=seat,
        status=_first(own, seat),
        asked_by_id=by.account_id,
    )
    enrolment.save(force_insert=True)
    ENROLMENTS.begin(enrolment, by)
    if with_name and not own:
        _hand_name(enrolment, session)
    record(verbs.ENROLLED, by=by, on=enrolment, file_id=registration.pk)
    if not own:
        page = {"page": "training:enrolment", "arguments": [enrolment.pk]}
        tell(by=by, kind=notices.PROPOSED, organisations=[session.organisation_id], **page)
    return enrolment


def accept(*, by: Actor, enrolment: Enrolment) -> Enrolment:
    """Say yes to somebody proposed: she has a place, or, where none is free, waits at the rank of the day she asked."""
    return _answered(by, enrolment, None)


def refuse(*, by: Actor, enrolment: Enrolment, reason: RefusalReason) -> Enrolment:
    """Say no, with the reason that is counted and that who proposed her reads."""
    return _answered(by, enrolment, EnrolmentStatus.REFUSED, RefusalReason(reason))


def offer_place(*, by: Actor, enrolment: Enrolment) -> Enrolment:
    """A place came free: it is kept for her until she has been asked."""
    return _answered(by, enrolment, EnrolmentStatus.OFFERED)


def she_says_yes(*, by: Actor, enrolment: Enrolment) -> Enrolment:
    return _move(by, enrolment, EnrolmentStatus.ENROLLED, answers=True)


def she_says_no(*, by: Actor, enrolment: Enrolment) -> Enrolment:
    """Not now: the place is free again, and she stays on the waiting list at her rank."""
    return _move(by, enrolment, EnrolmentStatus.WAITING, answers=True)


def withdraw(*, by: Actor, enrolment: Enrolment) -> Enrolment:
    """She wishes it no more, before it began for her."""
    return _move(by, enrolment, EnrolmentStatus.WITHDRAWN)


def drop_out(*, by: Actor, enrolment: Enrolment, reason: DropReason) -> Enrolment:
    """She left before the end, and why: her place is free; what she attended stays."""
    return _move(by, enrolment, EnrolmentStatus.DROPPED, reason=DropReason(reason))


@transaction.atomic
def come_back(*, by: Actor, enrolment: Enrolment) -> Enrolment:
    """She left and comes back into the same session: a place must be free. What she attended before still counts, and
    her leaving stays in the thread.

    Raises `Impossible` where the session is over, no place is free, or nobody accompanies her any more.
    """
    check(by, KEEP)
    session = _session_held(by, enrolment)
    enrolment = ENROLMENTS.held(enrolment)
    if enrolment.status != EnrolmentStatus.DROPPED:
        raise Impossible(f"Cette inscription est «\u00a0{_words(enrolment)}\u00a0». {NO_CHANGE}")
    if session.status not in ENROLLING:
        raise Impossible(f"Cette formation est finie\u00a0: inscrivez la personne à une autre. {NO_CHANGE}")
    _check_accompanied(by, enrolment)
    enrolment.seat = _free_seat(session)
    if enrolment.seat is None:
        raise Impossible(f"Aucune place n’est libre dans cette formation. {NO_CHANGE}")
    ENROLMENTS.move(enrolment, EnrolmentStatus.ENROLLED, by, also=("seat",))
    _forget_name_unless_agreed(by, enrolment)
    _noted(by, enrolment, EnrolmentStatus.ENROLLED)
    return enrolment


@transaction.atomic
def _answered(by: Actor, enrolment: Enrolment, to: EnrolmentStatus | None, reason: str = "") -> Enrolment:
    """The organiser's moves: seats are given with the session held."""
    check(by, KEEP)
    session = _session_held(by, enrolment)
    enrolment = ENROLMENTS.held(enrolment)
    if to is None:
        if enrolment.status != EnrolmentStatus.PROPOSED:
            raise Impossible(f"Cette inscription est «\u00a0{_words(enrolment)}\u00a0». {NO_CHANGE}")
        to = EnrolmentStatus.WAITING if _free_seat(session) is None else EnrolmentStatus.ENROLLED
    if to in SEATED:
        enrolment.seat = _free_seat(session)
        if enrolment.seat is None:
            raise Impossible(f"Aucune place n’est libre dans cette formation. {NO_CHANGE}")
    else:
        enrolment.seat = None
    ENROLMENTS.move(enrolment, to, by, also=("seat",), reason=reason)
    if to is not EnrolmentStatus.REFUSED:
        _forget_name_unless_agreed(by, enrolment)
    _noted(by, enrolment, to)
    return enrolment


@transaction.atomic
def _move(
    by: Actor, enrolment: Enrolment, to: EnrolmentStatus, reason: str = "", *, answers: bool = False
) -> Enrolment:
    """`answers`: what she says of a place that is kept for her, and of nothing else."""
    check_either(by, ENROL, KEEP)
    enrolment = ENROLMENTS.held(enrolment)
    if answers and enrolment.status != EnrolmentStatus.OFFERED:
        raise Impossible(
            f"Aucune place ne lui est gardée\u00a0: elle est «\u00a0{_words(enrolment)}\u00a0». {NO_CHANGE}"
        )
    if to is EnrolmentStatus.WITHDRAWN and enrolment.marks.exists():
        raise Impossible(f"Elle a déjà suivi une partie de la formation\u00a0: notez un abandon. {NO_CHANGE}")
    side = mover(EnrolmentStatus(enrolment.status), to)
    if ENROLMENTS.may_move(enrolment, to) and side not in (Side.EITHER, *sides_of(by=by, enrolment=enrolment)):
        raise Impossible(f"C’est à {side.value} de le dire. {NO_CHANGE}")
    if to not in SEATED:
        enrolment.seat = None
    ENROLMENTS.move(enrolment, to, by, also=("seat",), reason=reason)
    _noted(by, enrolment, to)
    return enrolment


def sides_of(*, by: Actor, enrolment: Enrolment) -> tuple[Side, ...]:
    """On which sides one stands: both, where one's organisation accompanies her and holds the session."""
    sides = {Side.SENDER: enrolment.organisation_id, Side.HOLDER: enrolment.organiser_id}
    rights = {Side.SENDER: ENROL, Side.HOLDER: KEEP}
    return tuple(
        side for side, held in sides.items() if held == by.organisation_id and rights[side].code in by.permissions
    )


def _noted(by: Actor, enrolment: Enrolment, to: EnrolmentStatus) -> None:
    own = enrolment.organisation_id == by.organisation_id
    record(
        verbs.ENROLMENT_MOVED, by=by, on=enrolment, fields=[to.value],
        file_id=enrolment.registration_id if own else None,
    )  # fmt: skip
    if own and to is not EnrolmentStatus.OFFERED:
        return
    kind = notices.PLACE_OFFERED if to is EnrolmentStatus.OFFERED else notices.ANSWERED
    tell(
        by=by, kind=kind, page="training:enrolment", arguments=[enrolment.pk],
        organisations=[enrolment.organisation_id], account_id=enrolment.asked_by_id,
    )  # fmt: skip


def _may_be_enrolled(by: Actor, case: Case, registration: Registration) -> Registration:
    """Her file held first, so that who is erased at this moment is enrolled nowhere."""
    around = Registration.objects.select_related("household").select_for_update(of=("self",))
    held = around.get(pk=registration.pk)
    refuse_erased(held)
    case = Case.objects.select_related("registration__household").get(pk=case.pk)
    if case.status not in UNDER_WAY:
        raise Impossible("Cet accompagnement est terminé ou transmis\u00a0: rouvrez-le avant d’inscrire la personne.")
    together = held.household and case.registration.household
    if held.pk != case.registration_id and not (
        together and held.household.whole_id == case.registration.household.whole_id
    ):
        raise Impossible("Cette personne n’est pas du ménage que vous accompagnez.")
    return held


def _stands(session: Session, registration: Registration) -> bool:
    gone = (EnrolmentStatus.WITHDRAWN, EnrolmentStatus.REFUSED, EnrolmentStatus.CANCELLED)
    return session.enrolments.filter(registration=registration).exclude(status__in=gone).exists()


def _first(own: bool, seat: int | None) -> EnrolmentStatus:
    if not own:
        return EnrolmentStatus.PROPOSED
    return EnrolmentStatus.WAITING if seat is None else EnrolmentStatus.ENROLLED


def _free_seat(session: Session) -> int | None:
    """The first free seat of a session that is held; None where all are given."""
    taken = set(session.enrolments.filter(seat__isnull=False).values_list("seat", flat=True))
    return next((seat for seat in range(1, session.places + 1) if seat not in taken), None)


def _session_held(by: Actor, enrolment: Enrolment) -> Session:
    if enrolment.organiser_id != by.organisation_id:
        raise Impossible(f"C’est à {Side.HOLDER.value} de le dire. {NO_CHANGE}")
    return TRACK.held(enrolment.session)


def _hand_name(enrolment: Enrolment, session: Session) -> None:
    """Copied and sealed, as it stands now; nothing else of her file crosses."""
    person = enrolment.registration
    check_may_leave(person, session.organisation, Purpose.REFERRAL, HANDED)
    contact = SafeContact.objects.filter(registration=person).first()
    HandedName(
        enrolment=enrolment,
        organisation_id=enrolment.organisation_id,
        name=person.full_name,
        phone=contact.phone if contact else person.phone,
        consent=consents_in_force(person).get(Purpose.REFERRAL),
    ).save(force_insert=True)


def _check_accompanied(by: Actor, enrolment: Enrolment) -> None:
    """Raise `Impossible`, without why, where nobody accompanies her any more; asked on the side of who proposed her."""
    with entered(account_id=by.account_id, organisation_id=enrolment.organisation_id):
        hers = Case.objects.filter(pk=enrolment.case_id, status__in=UNDER_WAY)
        if not hers.exclude(registration__status__in=CLOSED).exists():
            raise Impossible(f"Elle n’est plus accompagnée\u00a0: voyez avec qui l’avait proposée. {NO_CHANGE}")


def _forget_name_unless_agreed(by: Actor, enrolment: Enrolment) -> None:
    """Since she was proposed she may have taken her consent back, or the agreement ended: then a token is enough.

    Asked on the side of who proposed her, where her answers stand.
    """
    if enrolment.organisation_id == enrolment.organiser_id:
        return
    with entered(account_id=by.account_id, organisation_id=enrolment.organisation_id):
        handed = HandedName.objects.filter(enrolment=enrolment)
        if not handed.exists():
            return
        try:
            check_may_leave(enrolment.registration, enrolment.session.organisation, Purpose.REFERRAL, HANDED)
        except (Refused, Impossible):
            handed.delete()


def _words(enrolment: Enrolment) -> str:
    return LABELS[EnrolmentStatus(enrolment.status)].lower()
