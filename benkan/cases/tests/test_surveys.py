"""The questionnaire is kept as one goes, counted on its grid, and its score is shown nowhere it may not be."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connections

from benkan.cases import writes
from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.lifecycles.surveys import Moment, NoSurvey
from benkan.cases.lifecycles.visits import AttemptResult, Means, Mode
from benkan.cases.models import Ending, Opinion, Survey, SurveyGrid, SurveyResult, Visit
from benkan.cases.reads.surveys import restricted_answers, result_shown, shown
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.test_scoring import CONTENT, the_vector
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.people.writes import decide_request, erase, note_request
from benkan.workbooks.tests.at_once import as_, overtaking


@pytest.fixture
def case(by):
    return accompanied(by)


@pytest.fixture
def survey(by, case):
    return writes.begin_survey(by=by, case=case, moment=Moment.MIDDLE, mode=Mode.PHONE)


def finished(by, survey, answers=None) -> Survey:
    writes.save_answers(by=by, survey=survey, answers=the_vector() if answers is None else answers)
    return writes.finish_survey(by=by, survey=survey)


def test_the_vector_through_the_database(by, survey):
    finished(by, survey)
    result = SurveyResult.objects.get()
    assert (result.grid.code, result.composite) == ("v0", Decimal("0.6991"))
    scores = {one.dimension: one.score for one in result.dimensions.all()}
    assert scores == {"ECO": Decimal("0.6667"), "SOC": Decimal("0.6250"), "PSY": Decimal("0.8056")}


def test_answers_are_kept_as_one_goes_and_health_is_sealed(by, survey):
    writes.save_answers(by=by, survey=survey, answers={"E1": "4", "P8": "oui"})
    writes.save_answers(by=by, survey=survey, answers={"E1": "", "E2": "nsp", "P7": "3"})
    survey.refresh_from_db()
    assert survey.answers == {"E2": "nsp"}
    assert restricted_answers(survey) == {"P7": "3", "P8": "oui"}
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT t::text FROM cases_survey t WHERE id = %s", [survey.pk])
        assert "P8" not in cursor.fetchone()[0]
    assert [one.title.split()[0] for one in shown(survey)] == ["Situation", "Vie", "Bien-être"]
    words = dict(pair for one in shown(survey) for pair in one.pairs)
    assert [answer for answer in words.values() if answer != "–"] == [
        "Ne sait pas, ou ne répond pas", "Réponse réservée", "Réponse réservée",
    ]  # fmt: skip


def test_one_at_a_time_and_finished_is_finished(by, case, survey):
    with pytest.raises(Impossible, match="déjà commencé"):
        writes.begin_survey(by=by, case=case, moment=Moment.END, mode=Mode.OFFICE)
    with pytest.raises(Impossible, match="aucune réponse"):
        writes.finish_survey(by=by, survey=survey)
    finished(by, survey)
    for write in (
        lambda: writes.save_answers(by=by, survey=survey, answers={"E1": "1"}),
        lambda: writes.finish_survey(by=by, survey=survey),
    ):
        with pytest.raises(Impossible, match="terminé"):
            write()
    assert SurveyResult.objects.count() == 1


@pytest.mark.parametrize("answers", [{"E1": "6"}, {"Z1": "1"}])
def test_an_answer_that_is_none_is_refused(by, survey, answers):
    with pytest.raises(Impossible, match="pas à ce questionnaire"):
        writes.save_answers(by=by, survey=survey, answers=answers)


def _official(**changed) -> SurveyGrid:
    content = CONTENT | {"code": "essai", "officiel": True, "composite": "items"} | changed
    return SurveyGrid.objects.using("owner").create(
        code=content["code"], title="Grille d’essai", official=True, begins=dt.date(2026, 2, 1), source="essai",
        as_of=dt.date(2026, 2, 1), content=content,
    )  # fmt: skip


def test_another_grid_adds_a_result_and_the_first_stays(committed):
    with as_("hawa") as by:
        from benkan.people.writes.consents import sign_for_demonstration

        sign_for_demonstration(by=by)
    with as_("kadiatou") as by:
        case = accompanied(by)
        finished(by, writes.begin_survey(by=by, case=case, moment=Moment.START, mode=Mode.OFFICE))
    grid = _official()
    with as_("kadiatou") as by:
        assert writes.recompute(by=by, grid=grid) == 1
        assert writes.recompute(by=by, grid=grid) == 0
        found = {one.grid.code: one.composite for one in SurveyResult.objects.select_related("grid")}
    assert found == {"v0": Decimal("0.6991"), "essai": Decimal("0.6964")}


def test_no_score_is_shown_before_an_official_grid_but_for_training(by, survey, settings):
    finished(by, survey)
    settings.DEMO = False
    assert result_shown(survey) is None
    settings.DEMO = True
    assert result_shown(survey).grid.code == "v0"


def test_her_opinion_of_each_service(by, case):
    with pytest.raises(Impossible, match="Aucune réponse"):
        writes.say_opinion(by=by, case=case, mode=Mode.PHONE)
    writes.say_opinion(by=by, case=case, mode=Mode.PHONE, economic="2", expected="non")
    assert Opinion.objects.get().economic == "2"


def test_a_plan_that_succeeded_ends_with_its_questionnaire_or_says_why_not(by, case):
    with pytest.raises(Impossible, match="dites pourquoi il n’y en a pas"):
        writes.conclude(by=by, case=case, reason=ClosingReason.SETTLED)
    assert case.statuses.count() == 1
    writes.conclude(by=by, case=case, reason=ClosingReason.SETTLED, no_survey=NoSurvey.HER_WISH)
    ending = Ending.objects.get()
    assert (ending.no_survey, ending.survey, ending.row.reason) == ("souhait", None, "acheve")
    writes.reopen(by=by, case=case)
    finished(by, writes.begin_survey(by=by, case=case, moment=Moment.END, mode=Mode.PHONE))
    writes.conclude(by=by, case=case, reason=ClosingReason.SETTLED)
    assert Ending.objects.order_by("-row__at").first().survey is not None


def test_an_old_questionnaire_does_not_end_a_plan(by, case, survey):
    finished(by, survey)
    with clock.at(clock.now() + dt.timedelta(days=91)), pytest.raises(Impossible, match="dites pourquoi"):
        writes.conclude(by=by, case=case, reason=ClosingReason.SETTLED)


def test_closed_as_lost_only_who_is_lost(by, case):
    with pytest.raises(Impossible, match="déjà notée perdue de vue"):
        writes.conclude(by=by, case=case, reason=ClosingReason.LOST)
    for days, means in ((1, Means.PHONE), (2, Means.TRUSTED), (3, Means.PHONE)):
        with clock.at(clock.now() + dt.timedelta(days=days)):
            writes.note_attempt(by=by, case=case, means=means, result=AttemptResult.NO_ANSWER)
    with clock.at(clock.now() + dt.timedelta(days=4)):
        writes.lose(by=by, case=case)
        assert writes.conclude(by=by, case=case, reason=ClosingReason.LOST).status == "clos"


@pytest.fixture
def committed_case(committed):
    from benkan.people.writes.consents import sign_for_demonstration

    with as_("hawa") as by:
        sign_for_demonstration(by=by)
    with as_("kadiatou") as by:
        return accompanied(by)


def _call(by, case):
    return writes.note_visit(by=by, case=case, mode=Mode.PHONE, day=clock.today(), step="m1")


def test_two_colleagues_note_the_same_visit_at_once(committed_case):
    note = ("kadiatou", lambda by: _call(by, committed_case))
    first, second = overtaking(note, note)
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "déjà notée" in str(second.error)
    with as_("kadiatou"):
        assert Visit.objects.count() == 1


def test_nothing_of_what_was_said_is_left_after_an_erasure(committed_case):
    said = {"notes": "Zoumanata a parlé", "next_step": "Revoir Zoumanata"}
    with as_("kadiatou") as by:
        writes.note_visit(by=by, case=committed_case, mode=Mode.PHONE, day=clock.today(), **said)
        writes.plan_visit(by=by, case=committed_case, mode=Mode.OFFICE, day=clock.today(), place="Chez Zoumanata")
        writes.close_zone(by=by, case=committed_case, since=clock.today(), why="Zoumanata")
        finished(by, writes.begin_survey(by=by, case=committed_case, moment=Moment.MIDDLE, mode=Mode.PHONE))
    with as_("hawa") as by:
        asked = note_request(by=by, kind="effacement", registration=committed_case.registration)
        decide_request(by=by, request=asked, granted=True)
    with as_("kadiatou") as by:
        erase(by=by, request=asked)
        for visit in Visit.objects.all():
            assert (visit.notes, visit.next_step, visit.place) == ("", "", "")
        assert committed_case.zones.get().why == ""
        survey = Survey.objects.get()
        assert (survey.restricted, survey.answers["E1"]) == ("", "4")  # what is counted stays
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'cases_%'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', ["%Zoumanata%"])  # noqa: S608
            assert cursor.fetchone() == (0,), table
