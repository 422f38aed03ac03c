"""Questionnaires as they are read: answers in words, how many there are, a score only where one may be shown."""

import datetime as dt
import json
from dataclasses import dataclass

from django.conf import settings

from benkan.cases.engine.grids import grid_of
from benkan.cases.engine.scoring import UNKNOWN, Grid, Item, response
from benkan.cases.models import Survey, SurveyGrid, SurveyResult

UNKNOWN_WORDS = "Ne sait pas, ou ne répond pas"
RESTRICTED_WORDS = "Réponse réservée"


@dataclass(frozen=True)
class Asked:
    """A dimension as it is shown: (question, answer in words) and how many were answered of how many that apply."""

    title: str
    pairs: list[tuple[str, str]]
    answered: int
    applicable: int


def grid_in_force(day: dt.date) -> SurveyGrid:
    """The grid of that day: the official one where there is one. Raises LookupError where none was loaded."""
    found = SurveyGrid.objects.filter(begins__lte=day).order_by("-official", "-begins", "-code").first()
    if found is None:
        raise LookupError(f"no grid holds on {day}: are the reference data loaded?")
    return found


def restricted_answers(survey: Survey) -> dict[str, str]:
    """The sealed answers, opened: who shows them asks for a reason first."""
    return json.loads(survey.restricted) if survey.restricted else {}


def answered_codes(survey: Survey) -> set[str]:
    """Which questions have an answer, sealed ones included; never which one."""
    return set(survey.answers) | set(restricted_answers(survey))


def shown(survey: Survey) -> list[Asked]:
    """By dimension, in the order of the interview; what is sealed says only that it was answered."""
    grid = grid_of(survey.grid.content)
    sealed = restricted_answers(survey)
    rates = response(grid, survey.answers | sealed)
    return [
        Asked(words, [(item.question, _words(item, survey, sealed)) for item in grid.of_dimension(code)], *rates[code])
        for code, words in grid.dimensions.items()
    ]


def restricted_shown(survey: Survey) -> list[tuple[str, str]]:
    """(question, answer) of what is sealed."""
    grid, sealed = grid_of(survey.grid.content), restricted_answers(survey)
    return [(item.question, words_of(item, sealed.get(item.code, ""))) for item in grid.items if item.restricted]


def words_of(item: Item, code: str) -> str:
    if not code:
        return "–"
    found = item.answer(code)
    return UNKNOWN_WORDS if code == UNKNOWN or found is None else found.words


def result_shown(survey: Survey) -> SurveyResult | None:
    """Its latest result that a page may show: on an official grid; on any in a deployment for training."""
    results = survey.results.select_related("grid").prefetch_related("dimensions")
    if not settings.DEMO:
        results = results.filter(grid__official=True)
    return results.order_by("-grid__official", "-at", "-id").first()


def scores_shown(result: SurveyResult) -> list[tuple[str, str, str]]:
    """(dimension, score, of how many questions); « non calculable » where too few answered."""
    grid: Grid = grid_of(result.grid.content)
    held = {one.dimension: one for one in result.dimensions.all()}
    rows = [
        (words, _score(held[code].score), f"{held[code].answered} sur {held[code].asked}")
        for code, words in grid.dimensions.items()
        if code in held
    ]
    return [*rows, ("Ensemble", _score(result.composite), "")]


def _score(value) -> str:
    return "non calculable" if value is None else f"{value:.2f}".replace(".", ",")


def _words(item: Item, survey: Survey, sealed: dict[str, str]) -> str:
    if item.restricted:
        return RESTRICTED_WORDS if item.code in sealed else "–"
    return words_of(item, survey.answers.get(item.code, ""))
