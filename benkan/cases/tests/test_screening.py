"""She is screened: what she answered is sealed, the rule proposes with its reasons, a person decides."""

import datetime as dt

import pytest
from django.db import connection

from benkan.audit.models import Entry
from benkan.cases import writes
from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.models import Priority, Screening, ScreeningAnswers
from benkan.cases.questions import themes
from benkan.cases.reads.screenings import answers_of, due_at, standing, themes_to_open
from benkan.cases.tests.assessing import screened
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.assessment import change_priority, screen
from benkan.common.errors import Impossible, Refused
from benkan.common.imprecise import parse
from benkan.organisations.acting import acting_for

IN_PERSON, PHONE = Screening.Mode.IN_PERSON, Screening.Mode.PHONE


def test_reasons_that_may_be_said_are_kept_and_the_others_counted(by):
    case = accompanied(by)
    done = screened(by, case, "abri", "dette", "coups", "soin", no=("rejet",))
    assert (done.proposed, done.priority) == (Priority.URGENT, Priority.URGENT)
    assert done.reasons == ["ABRI", "END"]
    assert done.restricted_reasons == 2
    assert done.rule
    (_, answers), *_ = answers_of(case)
    assert answers == {"abri": "oui", "dette": "oui", "coups": "oui", "soin": "oui", "rejet": "non"}


@pytest.mark.parametrize(
    ("yes", "expected"),
    [
        ((), Priority.ORDINARY),
        (("dette",), Priority.ORDINARY),
        (("traitement",), Priority.HIGH),
        (("sommeil",), Priority.URGENT),
    ],
)
def test_each_priority(by, yes, expected):
    assert screened(by, accompanied(by), *yes).priority == expected


def test_ordinary_reasons_together_press(by):
    old = accompanied(by, "lassine", birth=parse("1950", on=dt.date(2026, 1, 1)))
    done = screened(by, old, "dette", "seule")
    assert done.priority == Priority.HIGH
    assert done.reasons == ["AGE", "END", "MONO"]


def test_what_she_would_rather_not_say_counts_for_nothing_and_takes_nothing_back(by):
    case = accompanied(by)
    silent = screen(by=by, case=case, mode=IN_PERSON, answers={"soin": "sans", "dette": "sans"})
    assert (silent.priority, silent.reasons, silent.restricted_reasons) == (Priority.ORDINARY, [], 0)
    assert standing([{"soin": "oui"}, {"soin": "sans"}]) == {"soin": "oui"}
    assert standing([{"soin": "oui"}, {"soin": "non"}]) == {"soin": "non"}


def test_the_database_holds_no_answer_in_clear(by):
    case = accompanied(by)
    screened(by, case, "coups")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM cases_screeninganswers t")
        (held,) = cursor.fetchone()
    assert "coups" not in held
    assert b"coups".hex() not in held


def test_the_audit_says_that_it_was_done_and_nothing_of_what_was_said(by):
    case = accompanied(by)
    screened(by, case, "coups", "soin")
    entry = Entry.objects.get(verb="cases.screened")
    assert (entry.fields, entry.reason, entry.file_id) == (["rapide"], "", case.registration_id)


def test_a_set_is_asked_after_what_opened_it_and_never_lowers(by):
    case = accompanied(by)
    screened(by, case, "sommeil", "coups")
    assert themes_to_open(answers_of(case)) == ["detresse", "violence"]
    second = screened(by, case, theme=themes()["detresse"], answers={"detresse.nuits": "oui"})
    assert (second.kind, second.priority) == (Screening.Kind.DETAILED, Priority.URGENT)
    assert themes_to_open(answers_of(case)) == ["violence"]
    # A new rapid one says that all is well; what she said of her nights still stands.
    third = screened(by, case, no=("sommeil", "coups"))
    assert third.priority == Priority.HIGH


def test_a_detailed_one_leaves_what_a_person_decided(by):
    case = accompanied(by)
    screened(by, case, "seule")
    change_priority(by=by, case=case, priority=Priority.URGENT, note="Expulsée demain")
    second = screened(by, case, theme=themes()["menage"], answers={"menage.vendu": "non"})
    assert (second.proposed, second.priority) == (Priority.ORDINARY, Priority.URGENT)


def test_a_priority_is_changed_by_a_person_who_says_why(by):
    case = accompanied(by)
    with pytest.raises(Impossible, match="pas encore été évaluée"):
        change_priority(by=by, case=case, priority=Priority.HIGH, note="x")
    screened(by, case, "dette")
    with pytest.raises(Impossible, match="Dites pourquoi"):
        change_priority(by=by, case=case, priority=Priority.HIGH, note="  ")
    with pytest.raises(Impossible, match="déjà normale"):
        change_priority(by=by, case=case, priority=Priority.ORDINARY, note="x")
    change_priority(by=by, case=case, priority=Priority.HIGH, note="Seul  soutien")
    done = change_priority(by=by, case=case, priority=Priority.URGENT, note="Expulsée")
    assert (done.proposed, done.priority) == (Priority.ORDINARY, Priority.URGENT)
    assert list(done.changes.values_list("priority", "note")) == [("elevee", "Seul soutien"), ("urgente", "Expulsée")]
    assert Entry.objects.filter(verb="cases.priority_changed").count() == 2


@pytest.mark.parametrize(
    ("priority", "hours"), [(Priority.URGENT, 24), (Priority.HIGH, 7 * 24), (Priority.ORDINARY, 30 * 24)]
)
def test_an_answer_is_due_by_the_threshold_of_its_day(by, priority, hours):
    moment = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
    assert due_at(priority, moment) == moment + dt.timedelta(hours=hours)


def test_questions_that_are_not_asked_today_are_refused(by):
    case = accompanied(by, "lassine", sex="M")
    for answers in ({"enceinte": "oui"}, {"inventee": "oui"}, {"soin": "peut-être"}, {"sante.toux": "oui"}):
        with pytest.raises(Impossible, match="plus celles d’aujourd’hui"):
            screened(by, case, answers=answers)
    with pytest.raises(Impossible, match="Aucune question"):
        screened(by, case, answers={})
    assert not ScreeningAnswers.objects.exists()


def test_some_sets_are_for_private_talks_alone(by):
    case = accompanied(by)
    with pytest.raises(Impossible, match="qu’en personne"):
        screened(by, case, mode=PHONE, theme=themes()["traite"], answers={"traite.papiers": "oui"})
    with pytest.raises(Impossible, match="plus celles"):
        screened(by, case, mode=PHONE, answers={"coups": "oui"})


def test_a_restricted_set_asks_for_its_own_right(by):
    import dataclasses

    case = accompanied(by)
    without = dataclasses.replace(by, roles=())
    with pytest.raises(Refused):
        screened(without, case)

    class Assesses:
        account_id, organisation_id = by.account_id, by.organisation_id
        permissions = frozenset({"cases.assess"})

    screened(Assesses(), case, theme=themes()["menage"], answers={"menage.vendu": "oui"})
    with pytest.raises(Refused, match="réservées"):
        screened(Assesses(), case, theme=themes()["sante"], answers={"sante.toux": "oui"})


def test_two_who_screen_after_the_same_do_not_both_count(by):
    case = accompanied(by)
    first = screened(by, case, "dette", after=None)
    with pytest.raises(Impossible, match="vient d’être enregistrée"):
        screened(by, case, "dette", after=None)
    screened(by, case, "dette", after=first.pk)
    assert case.screenings.count() == 2


def test_what_is_closed_is_not_assessed(by):
    case = accompanied(by)
    writes.close(by=by, case=case, reason=ClosingReason.SETTLED)
    with pytest.raises(Impossible, match="clos ou transmis"):
        screened(by, case)


def test_the_other_organisations_read_nothing(by, cast):
    screened(by, accompanied(by), "coups")
    with acting_for(cast.sekou):
        assert not Screening.objects.exists()
        assert not ScreeningAnswers.objects.exists()
