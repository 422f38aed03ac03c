"""Follow-up of invented people: who goes well, where nobody can go, who was lost and found, whose way ended."""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import cycle

from benkan.cases import writes
from benkan.cases.engine.grids import grid_of
from benkan.cases.engine.scoring import UNKNOWN
from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.lifecycles.surveys import Moment, NoSurvey
from benkan.cases.lifecycles.visits import AttemptResult, ImpossibleReason, Means, Mode
from benkan.cases.models import Case
from benkan.common import clock
from benkan.demo.cast import account_of
from benkan.demo.stories.people import accompany
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.people.writes import say_safe_contact

BEGUN = dt.timedelta(days=120)
Act = Callable[[object, Case], object]
CONTACT = {
    "phone": "76 00 41 52", "hours": "Après 18 h, sauf le vendredi", "who_may_answer": "Sa sœur aînée",
    "what_may_be_said": "«\u00a0C’est la tontine\u00a0», rien d’autre", "visit_allowed": False,
}  # fmt: skip


def tell() -> None:
    """Of as many people as there are stories, four months ago."""
    with entered(door="open"):
        worker = account_of("kadiatou")
    begun = clock.now() - BEGUN
    tell_of(worker, accompany(worker, len(STORIES), begun, Purpose.FOLLOW_UP))


def tell_of(worker: Account, cases: Sequence[Case]) -> None:
    """Give each accompaniment one of the stories below, in turn, up to now. They are open, and the worker's own."""
    now = clock.now()
    for case, story in zip(cases, cycle(STORIES), strict=False):
        for days, act in story:
            moment = case.opened_at + dt.timedelta(days=days, hours=1)
            if moment > now:
                break
            with clock.at(moment), acting_for(worker) as by:
                act(by, case)


def _contact(by, case: Case):
    return say_safe_contact(by=by, registration=case.registration, answers=CONTACT)


def _call(step: str = "", **said) -> Act:
    return lambda by, case: writes.note_visit(
        by=by, case=case, mode=Mode.PHONE, day=clock.today(), step=step, **said
    )  # fmt: skip


def _at_the_office(step: str = "", **said) -> Act:
    return lambda by, case: writes.note_visit(by=by, case=case, mode=Mode.OFFICE, day=clock.today(), step=step, **said)


def _appointment(days: int, step: str = "") -> Act:
    return lambda by, case: writes.plan_visit(
        by=by, case=case, mode=Mode.OFFICE, day=clock.today() + dt.timedelta(days=days), hour=dt.time(9, 30),
        place="Antenne de Kayes", step=step,
    )  # fmt: skip


def _attempt(means: Means, result: AttemptResult = AttemptResult.NO_ANSWER) -> Act:
    return lambda by, case: writes.note_attempt(by=by, case=case, means=means, result=result)


def _survey(moment: Moment, every: int) -> Act:
    """Answers that go round each scale; one question in `every` is not answered."""

    def put(by, case: Case):
        survey = writes.begin_survey(by=by, case=case, moment=moment, mode=Mode.PHONE)
        items = grid_of(survey.grid.content).items
        answers = {
            item.code: UNKNOWN if at % every == 0 else item.answers[at % len(item.answers)].code
            for at, item in enumerate(items, start=1)
        }
        writes.save_answers(by=by, survey=survey, answers=answers)
        return writes.finish_survey(by=by, survey=survey)

    return put


def _opinion(**said) -> Act:
    return lambda by, case: writes.say_opinion(by=by, case=case, mode=Mode.PHONE, **said)


GOES_WELL = (
    (0, _contact),
    (1, _at_the_office("j3", received="tout", housing="hebergee", next_step="Ouvrir un compte mobile money")),
    (2, _survey(Moment.START, 9)),
    (6, _appointment(4, "m1")),
    (10, _at_the_office("m1", received="partie", business="sans_objet", housing="hebergee")),
    (11, _appointment(90, "m3")),
    (101, _call("m3", received="tout", business="marche", housing="stable", notes="Vend deux fois par semaine.")),
    (102, _opinion(travel="3", advice="4", economic="4", overall="4", expected="partie")),
    (186, _call("m6", received="tout", business="marche", housing="stable")),
    (360, _survey(Moment.MIDDLE, 7)),
)
NOBODY_CAN_GO = (
    (2, _call("j3", received="rien", housing="precaire")),
    (5, lambda by, case: writes.close_zone(by=by, case=case, since=clock.today(), why="Route coupée")),
    (20, _call("m1", received="partie", business="sans_objet", housing="stable")),
)
LOST_AND_FOUND = (
    (3, _attempt(Means.PHONE)),
    (5, _attempt(Means.PHONE, AttemptResult.OTHER_PERSON)),
    (9, _attempt(Means.RELAY, AttemptResult.MOVED)),
    (10, lambda by, case: writes.lose(by=by, case=case)),
    (16, lambda by, case: writes.resume(by=by, case=case)),
    (16.1, _call("m1", received="rien", next_step="Reprendre le plan avec elle, à sa nouvelle adresse")),
)
ENDS = (
    (2, lambda by, case: writes.note_impossible(by=by, case=case, step="j3", reason=ImpossibleReason.ABSENT)),
    (8, _call("m1", received="tout", housing="stable")),
    (9, _opinion(advice="5", economic="sans_objet", overall="5", expected="oui")),
    (12, lambda by, case: writes.conclude(
        by=by, case=case, reason=ClosingReason.SETTLED, no_survey=NoSurvey.TIME, note="Travaille avec son oncle"
    )),
)  # fmt: skip
STORIES = (GOES_WELL, NOBODY_CAN_GO, LOST_AND_FOUND, ENDS)
