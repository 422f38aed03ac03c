"""A session from its announcement to its end: who has a place, who waits, what the sheets say, who works since."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed
from benkan.cases.writes import close
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people.writes import link_family, register
from benkan.training.lifecycles.enrolments import DropReason, RefusalReason
from benkan.training.models import Enrolment, Half, HandedName, Mark, Placement, Presence
from benkan.training.reads.attendance import attended as counted
from benkan.training.reads.names import names_of
from benkan.training.tests.factories import (
    a_finished_session,
    a_running_session,
    an_open_session,
    attended,
    said,
)
from benkan.training.writes import enrolments as moves
from benkan.training.writes.attendance import note_day
from benkan.training.writes.outcomes import Handed, hand_over, note_placement
from benkan.training.writes.sessions import announce_session, cancel_session, correct_session, finish_session

EVERYBODY = dict.fromkeys(Half, ())


def _statuses(session) -> list[str]:
    return list(session.enrolments.order_by("asked_at").values_list("status", flat=True))


def test_the_last_place_is_given_then_one_waits_at_her_rank(by):
    session = an_open_session(by, places=1)
    first, second, third = (moves.enrol(by=by, case=accompanied(by), session=session) for _ in range(3))
    assert _statuses(session) == ["inscrite", "attente", "attente"]
    with pytest.raises(Impossible, match="Aucune place"):
        moves.offer_place(by=by, enrolment=second)
    moves.withdraw(by=by, enrolment=first)
    moves.offer_place(by=by, enrolment=second)
    with pytest.raises(Impossible, match="Aucune place"):
        moves.offer_place(by=by, enrolment=third)  # kept for her until she was asked
    said_no = moves.she_says_no(by=by, enrolment=second)
    assert said_no.asked_at == second.asked_at  # her « non » costs no rank
    moves.offer_place(by=by, enrolment=third)
    assert moves.she_says_yes(by=by, enrolment=third).seat == 1


def test_the_database_holds_the_places(by):
    session = an_open_session(by, places=1)
    enrolled = moves.enrol(by=by, case=accompanied(by), session=session)
    waits = moves.enrol(by=by, case=accompanied(by), session=session)
    for seat in (1, 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            Enrolment.objects.filter(pk=waits.pk).update(status="inscrite", seat=seat)
    with pytest.raises(Impossible, match="au moins 1"):
        correct_session(by=by, session=session, said=said(places=0))
    assert Enrolment.objects.get(pk=enrolled.pk).seat == 1


def test_nobody_is_enrolled_twice_nor_before_it_opens(by):
    case = accompanied(by)
    with pytest.raises(Impossible, match="n’est pas ouverte"):
        moves.enrol(by=by, case=case, session=announce_session(by=by, said=said()))
    session = an_open_session(by)
    moves.enrol(by=by, case=case, session=session)
    with pytest.raises(Impossible, match="déjà inscrite"):
        moves.enrol(by=by, case=case, session=session)


def test_a_member_of_the_household_is_enrolled_and_nobody_else(by):
    case, session = accompanied(by), an_open_session(by)
    sister, stranger = (register(by=by, answers={"given_names": name, "sex": "F"}) for name in ("Oumou", "Djénéba"))
    link_family(by=by, one=case.registration, other=sister, kind="fratrie")
    made = moves.enrol(by=by, case=case, session=session, registration=sister)
    assert made.registration == sister
    with pytest.raises(Impossible, match="pas du ménage"):
        moves.enrol(by=by, case=case, session=session, registration=stranger)


def test_another_organisation_reads_a_token_and_a_name_only_with_consent_and_agreement(cast, by):
    with acting_for(cast.sekou) as sekou:
        session = an_open_session(sekou)
    case = accompanied(by)
    with pytest.raises(Refused, match="accord de partage"):
        moves.enrol(by=by, case=case, session=session, with_name=True)
    bare = moves.enrol(by=by, case=case, session=session)
    agreed(cast)
    named = moves.enrol(by=by, case=accompanied(by), session=session, with_name=True)
    with acting_for(cast.sekou) as sekou:
        both = list(session.enrolments.all())
        assert names_of(sekou, both) == {}  # no name before she has a place
        for one in both:
            moves.accept(by=sekou, enrolment=one)
        assert names_of(sekou, both) == {named.pk: ("Kadiatou Traoré", "76 00 00 00")}
        assert bare.token.startswith("I-")
        with pytest.raises(Impossible, match="C’est à qui l’accompagne"):
            moves.withdraw(by=sekou, enrolment=bare)
    for other in (cast.rokia, cast.binta):
        with acting_for(other):
            assert not Enrolment.objects.exists()
            assert not HandedName.objects.exists()


def test_her_name_does_not_cross_once_her_consent_is_taken_back(cast, by):
    from benkan.people.tests.factories import consented

    agreed(cast)
    with acting_for(cast.sekou) as sekou:
        session = an_open_session(sekou)
    case = accompanied(by)
    named = moves.enrol(by=by, case=case, session=session, with_name=True)
    consented(by, case.registration, orientation=False)
    with acting_for(cast.sekou) as sekou:
        moves.accept(by=sekou, enrolment=named)
        assert names_of(sekou, [named]) == {}
        with pytest.raises(Impossible, match="«\u00a0inscrite\u00a0»"):
            moves.refuse(by=sekou, enrolment=named, reason=RefusalReason.FULL)


def test_a_day_is_typed_once_and_a_correction_is_a_row(by):
    session = a_running_session(by, accompanied(by), accompanied(by))
    one, other = session.enrolments.order_by("seat")
    assert attended(by, session, other) == 4
    assert attended(by, session, other) == 0  # the same sheet, typed again
    assert attended(by, session) == 2  # she was there after all
    found = counted(session)
    assert (found[one.pk].present, found[one.pk].held) == (found[other.pk].present, found[other.pk].held) == (2, 2)
    assert Mark.objects.count() == 6
    assert note_day(by=by, session=session, day=clock.today(), held=[Half.MORNING], absent=EVERYBODY) == 2
    assert counted(session)[one.pk].held == 1
    assert Mark.objects.filter(state=Presence.NOT_HELD).count() == 2


def test_a_day_outside_the_session_is_refused(by):
    session = a_running_session(by, accompanied(by))
    for day, words in ((-1, "n’est pas dans la formation"), (1, "pas encore passé")):
        with pytest.raises(Impossible, match=words):
            note_day(
                by=by, session=session, day=clock.today() + dt.timedelta(days=day), held=list(Half), absent=EVERYBODY
            )


def test_the_end_follows_the_sheets(by):
    session = a_running_session(by, *(accompanied(by) for _ in range(3)))
    waits = moves.enrol(by=by, case=accompanied(by), session=session)
    came, never, left = session.enrolments.exclude(pk=waits.pk).order_by("seat")
    with pytest.raises(Impossible, match="Aucune journée"):
        finish_session(by=by, session=session)
    attended(by, session, never)
    with pytest.raises(Impossible, match="notez un abandon"):
        moves.withdraw(by=by, enrolment=left)
    moves.drop_out(by=by, enrolment=left, reason=DropReason.WORK)
    finish_session(by=by, session=session)
    assert set(session.enrolments.values_list("pk", "status")) == {
        (came.pk, "suivie"), (never.pk, "jamais_venue"), (left.pk, "abandonnee"), (waits.pk, "annulee"),
    }  # fmt: skip
    assert left.statuses.get(status="abandonnee").reason == "travail"
    assert counted(session)[left.pk].present == 2  # what she attended stays


def test_who_left_comes_back_if_a_place_is_free(by):
    session = a_running_session(by, accompanied(by), places=1)
    left = session.enrolments.get()
    attended(by, session)
    moves.drop_out(by=by, enrolment=left, reason=DropReason.CARE)
    other = moves.enrol(by=by, case=accompanied(by), session=session)
    with pytest.raises(Impossible, match="Aucune place n’est libre"):
        moves.come_back(by=by, enrolment=left)
    moves.withdraw(by=by, enrolment=other)
    assert moves.come_back(by=by, enrolment=left).seat == 1
    assert _statuses(session) == ["inscrite", "retiree"]
    assert [row.status for row in left.statuses.all()] == ["inscrite", "abandonnee", "inscrite"]
    assert left.statuses.get(status="abandonnee").reason == "famille"  # her leaving stays
    with pytest.raises(Impossible, match="«\u00a0inscrite\u00a0»"):
        moves.come_back(by=by, enrolment=left)
    assert counted(session)[left.pk].present == 2
    finish_session(by=by, session=session)
    left.refresh_from_db()
    assert left.status == "suivie"


def test_nobody_comes_back_to_what_is_over_or_whom_nobody_accompanies(by):
    session = a_running_session(by, accompanied(by), accompanied(by))
    one, other = session.enrolments.order_by("seat")
    attended(by, session)
    for left in (one, other):
        moves.drop_out(by=by, enrolment=left, reason=DropReason.WORK)
    close(by=by, case=one.case, reason=ClosingReason.DIED)
    with pytest.raises(Impossible, match="Elle n’est plus accompagnée"):
        moves.come_back(by=by, enrolment=one)
    finish_session(by=by, session=session)
    with pytest.raises(Impossible, match="Cette formation est finie"):
        moves.come_back(by=by, enrolment=other)


def test_a_cancelled_session_says_why(by):
    session = a_running_session(by, accompanied(by))
    with pytest.raises(Impossible, match="Dites pourquoi"):
        cancel_session(by=by, session=session, words=" ")
    cancel_session(by=by, session=session, words="Le centre est fermé")
    assert _statuses(session) == ["annulee"]


def test_certificates_have_their_own_numbers_and_kits_their_receipts(by):
    session = a_finished_session(by, accompanied(by), accompanied(by))
    one, other = session.enrolments.order_by("seat")
    today = clock.today()
    with pytest.raises(Impossible, match="servent deux fois"):
        hand_over(by=by, session=session, day=today, handed=[Handed(one, "A1"), Handed(other, "A1")])
    both = [Handed(one, "A1", "R1"), Handed(other, refused=True)]
    assert hand_over(by=by, session=session, day=today, handed=both) == 3
    assert hand_over(by=by, session=session, day=today, handed=both) == 0
    assert hand_over(by=by, session=session, day=today, handed=[Handed(other, "A2")]) == 1


def test_work_is_asked_when_it_is_due(by):
    with clock.at(clock.now() - dt.timedelta(days=120)):
        session = a_finished_session(by, accompanied(by))
    enrolment = session.enrolments.get()
    first = {"by": by, "enrolment": enrolment, "moment": Placement.Moment.FIRST}
    with pytest.raises(Impossible, match="Dites comment"):
        note_placement(**first, state=Placement.State.PLACED)
    assert note_placement(**first, state=Placement.State.PLACED, how=Placement.How.SELF).how == "compte"
    with pytest.raises(Impossible, match="pas encore due"):
        note_placement(by=by, enrolment=enrolment, moment=Placement.Moment.SECOND, state=Placement.State.NOT)
