"""From the desk to the answer, its contest before another, and the end; each step a row, each refusal a sentence."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.complaints import reads, writes
from benkan.complaints.kinds import Said
from benkan.complaints.lifecycle import LABELS, MOVES, Status
from benkan.complaints.models import Complaint, Copy, Writing
from benkan.complaints.tests.factories import CODE, noted, the_complaint
from benkan.complaints.writes.handing import may_receive
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for

ANSWER = "Nous avons vérifié. Le jeton est gratuit, et cela sera affiché."


@pytest.fixture
def slip(moussa, recipients):
    return noted(moussa, "argent", about="agent", agent=recipients.awa)


@pytest.fixture
def inside(moussa):
    """An ordinary one: Aïssata answers, Yacouba's copy is shut until it is contested or late."""
    return noted(moussa, "service")


def answered(cast, number: str, *, who: str = "yacouba", words: str = ANSWER) -> None:
    with acting_for(getattr(cast, who)) as by:
        complaint = the_complaint(number)
        if complaint.status == Status.RECEIVED:
            complaint = writes.examine(by=by, complaint=complaint)
        writes.answer(by=by, complaint=complaint, words=words)


def contested(cast, number: str):
    with acting_for(cast.nana) as by:
        return writes.contest(by=by, number=number, code=CODE, words="Il a recommencé")


def after(days: int):
    return clock.at(clock.now() + dt.timedelta(days=days))


def test_the_answer_is_read_to_whoever_gives_number_and_digits_at_any_desk(slip, recipients):
    with acting_for(recipients.nana) as by:
        assert writes.follow(by=by, number=slip.number, code=CODE).status == Status.RECEIVED
    answered(recipients, slip.number)
    with acting_for(recipients.nana) as by:
        found = writes.follow(by=by, number=slip.number.replace("-", " ").lower(), code=CODE)
    assert (found.status, found.answer, found.may_contest) == (Status.ANSWERED, ANSWER, True)
    with acting_for(recipients.yacouba):
        assert the_complaint(slip.number).told_at


def test_wrong_digits_say_nothing_and_shut_it_for_a_day(slip, recipients):
    with acting_for(recipients.moussa) as by:
        for _ in range(5):
            assert writes.follow(by=by, number=slip.number, code="0007") is None
        with pytest.raises(Impossible, match="Trop d’essais"):
            writes.follow(by=by, number=slip.number, code=CODE)
        with after(2):
            assert writes.follow(by=by, number=slip.number, code=CODE).status == Status.RECEIVED
        assert writes.follow(by=by, number="R-0000-0000-0", code=CODE) is None


def test_contested_once_it_is_taken_up_by_the_other(slip, recipients):
    answered(recipients, slip.number)
    found = contested(recipients, slip.number)
    assert found.status == Status.CONTESTED
    with acting_for(recipients.yacouba) as by, pytest.raises(Impossible, match="l’autre destinataire"):
        writes.answer(by=by, complaint=the_complaint(slip.number), words="Non")
    with acting_for(recipients.ramata) as by:
        opened = reads.opened(by, reads.copies_of(by).get())
        assert [one.words for one in opened.of(Said.CONTEST)] == ["Il a recommencé"]
        assert [one.words for one in opened.of(Said.ANSWER)] == [ANSWER]
        assert Notice.objects.filter(kind="complaints.waits").count() == 2
    answered(recipients, slip.number, who="ramata", words="L’agent a été changé de poste.")
    with pytest.raises(Impossible, match="se conteste une fois"):
        contested(recipients, slip.number)
    with acting_for(recipients.ramata) as by, pytest.raises(Impossible, match="pas encore entendu"):
        writes.close(by=by, complaint=the_complaint(slip.number))
    with acting_for(recipients.moussa) as by:
        assert writes.follow(by=by, number=slip.number, code=CODE).answer == "L’agent a été changé de poste."
    with acting_for(recipients.ramata) as by:
        writes.close(by=by, complaint=the_complaint(slip.number))
        rows = list(the_complaint(slip.number).statuses.values_list("status", flat=True))
    assert rows == ["recue", "en_examen", "repondue", "contestee", "tranchee", "close"]


def test_an_ordinary_one_opens_outside_when_it_is_contested(inside, recipients):
    with acting_for(recipients.yacouba):
        assert not Complaint.objects.exists()
    answered(recipients, inside.number, who="aissata")
    contested(recipients, inside.number)
    with acting_for(recipients.yacouba) as by:
        assert reads.copies_of(by).get().answers
        assert "vingt mille francs" in reads.copies_of(by).get().words


def test_nothing_is_contested_before_an_answer(slip, recipients):
    with pytest.raises(Impossible, match="après qu’elle est donnée"):
        contested(recipients, slip.number)


def test_late_it_is_opened_to_both_once(inside, recipients):
    with after(16):
        assert len(writes.escalate()) == 2
        assert writes.escalate() == []
    with acting_for(recipients.yacouba) as by:
        assert reads.to_answer(by).count() == 1
        assert reads.deadline(the_complaint(inside.number), clock.today() + dt.timedelta(days=16))[0] == "late"
    answered(recipients, inside.number, who="yacouba")
    with acting_for(recipients.aissata) as by, pytest.raises(Impossible, match="répondue"):
        writes.answer(by=by, complaint=the_complaint(inside.number), words="Aussi")


def test_the_clock_tells_both_recipients(inside, recipients):
    from benkan.complaints.tasks import of_the_hour

    with after(16):
        of_the_hour(0)
    for key in ("aissata", "yacouba"):
        with acting_for(getattr(recipients, key)):
            assert Notice.objects.filter(kind="complaints.late", account=getattr(recipients, key)).count() == 1


def test_notes_are_ones_own(slip, recipients):
    with acting_for(recipients.yacouba) as by:
        writes.write_note(by=by, complaint=the_complaint(slip.number), words="Entendu le chef de poste")
        assert Writing.objects.get().words == "Entendu le chef de poste"
    with acting_for(recipients.ramata):
        assert not Writing.objects.exists()


def test_it_is_handed_to_another_who_reads_what_was_said(slip, recipients):
    from benkan.complaints.tests.factories import named
    from benkan.organisations.writes import give_membership

    with acting_for(recipients.mariam) as by:
        give_membership(by=by, account=recipients.seydou, organisation=by.organisation, role="protection_donnees")
    with acting_for(recipients.fanta) as by:
        give_membership(by=by, account=recipients.hawa, organisation=by.organisation, role="plaintes")
    named(recipients.adama, recipients.hawa)
    with acting_for(recipients.yacouba) as by:
        complaint = the_complaint(slip.number)
        able = may_receive(by=by, complaint=complaint, copy=reads.copies_of(by).get())
        assert [one.account_id for one in able] == [recipients.ramata.pk]  # Hawa is of the office concerned
        writes.hand_over(by=by, complaint=complaint, account_id=recipients.ramata.pk)
        assert not reads.copies_of(by).get().answers
        with pytest.raises(Impossible, match="l’autre destinataire"):
            writes.answer(by=by, complaint=complaint, words="Trop tard")
    with acting_for(recipients.ramata) as by:
        assert reads.copies_of(by).get().answers


def test_it_is_not_closed_while_she_may_contest(slip, recipients):
    answered(recipients, slip.number)
    with acting_for(recipients.yacouba) as by:
        with pytest.raises(Impossible, match="peut encore contester"):
            writes.close(by=by, complaint=the_complaint(slip.number))
        with after(31):
            assert writes.close(by=by, complaint=the_complaint(slip.number)).status == Status.CLOSED


def test_who_is_no_recipient_does_nothing(slip, recipients):
    with acting_for(recipients.yacouba):
        complaint = the_complaint(slip.number)
    with acting_for(recipients.awa) as by, pytest.raises(Refused):
        writes.answer(by=by, complaint=complaint, words="C’est faux")
    with acting_for(recipients.aissata) as by, pytest.raises(Complaint.DoesNotExist):
        writes.answer(by=by, complaint=complaint, words="C’est faux")


def test_each_step_leaves_its_row_in_the_journal_of_its_reader(slip, recipients):
    answered(recipients, slip.number)
    with acting_for(recipients.yacouba):
        verbs = set(Entry.objects.filter(kind="complaints.complaint").values_list("verb", flat=True))
    assert verbs == {"complaints.examined", "complaints.answered"}
    with acting_for(recipients.fanta):
        assert not Entry.objects.filter(verb__startswith="complaints.").exists()


def test_every_status_has_its_words_and_its_moves():
    assert set(MOVES) == set(LABELS) == set(Status)
    assert set().union(*MOVES.values()) == set(Status) - {Status.RECEIVED}


STEPS = ("examine", "answer", "contest", "close", "late")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["yacouba", "ramata"])), max_size=8))
def test_no_sequence_of_moves_loses_a_status(moussa, recipients, steps):
    number = noted(moussa, "eas").number
    expected = [Status.RECEIVED]
    for step, key in steps:
        if (became := _stepped(recipients, number, step, key)) is not None:
            assert became in MOVES[expected[-1]]
            expected.append(became)
    with acting_for(recipients.ramata):
        complaint = the_complaint(number)
        assert list(complaint.statuses.order_by("at", "id").values_list("status", flat=True)) == expected
        assert complaint.status == expected[-1]
        assert Copy.objects.filter(complaint=complaint).count() == 1


def _stepped(cast, number: str, step: str, key: str) -> Status | None:
    """What it became, or None where the step was refused or changes no status."""
    with acting_for(getattr(cast, key)) as by, after(100 if step in ("close", "late") else 0):
        complaint = the_complaint(number)
        try:
            if step == "examine":
                return Status(writes.examine(by=by, complaint=complaint).status)
            if step == "answer":
                return Status(writes.answer(by=by, complaint=complaint, words=ANSWER).status)
            if step == "close":
                return Status(writes.close(by=by, complaint=complaint).status)
            if step == "contest":
                with acting_for(cast.moussa) as desk:
                    return Status(writes.contest(by=desk, number=number, code=CODE, words="Non").status)
            writes.escalate()
        except Impossible:
            return None
    return None
