"""What the answers to a questionnaire are worth on a grid: a score by dimension and, where all are known, a composite.

A grid is data: its items with their scales, directions and weights, how few answers are too few, and how a composite is
made. Scores lie between 0 and 1, 1 being favourable, and are exact fractions until they are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

UNKNOWN = "nsp"  # « ne sait pas, ne répond pas »


@dataclass(frozen=True)
class Answer:
    """One answer of a scale: its code, its words, what it is worth; None where the question does not apply to her."""

    code: str
    words: str
    value: Fraction | None


@dataclass(frozen=True)
class Item:
    """One question. `value` of an answer is turned round where the item is `reversed`; only scored items count."""

    code: str
    dimension: str
    question: str
    answers: tuple[Answer, ...]
    reversed: bool = False
    scored: bool = True
    restricted: bool = False  # tells of her health: sealed, read with a reason
    weight: Fraction = Fraction(1)
    help: str = ""

    def answer(self, code: str) -> Answer | None:
        return next((one for one in self.answers if one.code == code), None)

    def worth(self, code: str) -> Fraction | None:
        """What an answer is worth for her; None where it is worth nothing: unknown, or the question does not apply."""
        found = self.answer(code)
        if found is None or found.value is None:
            return None
        return 1 - found.value if self.reversed else found.value

    def does_not_apply(self, code: str) -> bool:
        found = self.answer(code)
        return found is not None and found.value is None


@dataclass(frozen=True)
class Grid:
    """`composite` is « dimensions » (mean of the dimensions, weighted) or « items » (mean of all items)."""

    code: str
    title: str
    official: bool
    dimensions: Mapping[str, str]  # code: words, in the order of the interview
    items: tuple[Item, ...]
    least_share: Fraction
    composite: str
    dimension_weights: Mapping[str, Fraction]

    def of_dimension(self, dimension: str) -> list[Item]:
        return [item for item in self.items if item.dimension == dimension]

    def item(self, code: str) -> Item | None:
        return next((one for one in self.items if one.code == code), None)


@dataclass(frozen=True)
class Score:
    """`value` is None where too few answered: « non calculable ». `asked` leaves out what does not apply to her."""

    value: Fraction | None
    answered: int
    asked: int


@dataclass(frozen=True)
class Result:
    dimensions: Mapping[str, Score]
    composite: Fraction | None


def scored(grid: Grid, answers: Mapping[str, str]) -> Result:
    """The result of answers (item code: answer code); what was not answered, or not known, counts on neither side."""
    dimensions = {code: _dimension(grid, code, answers) for code in grid.dimensions}
    return Result(dimensions, _composite(grid, dimensions, answers))


def response(grid: Grid, answers: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """By dimension, how many questions were answered, and how many apply to her: all of them, scored or not."""
    found = {}
    for dimension in grid.dimensions:
        items = [one for one in grid.of_dimension(dimension) if not one.does_not_apply(answers.get(one.code, ""))]
        found[dimension] = (sum(one.answer(answers.get(one.code, "")) is not None for one in items), len(items))
    return found


def _dimension(grid: Grid, code: str, answers: Mapping[str, str]) -> Score:
    items = [one for one in grid.of_dimension(code) if one.scored and not one.does_not_apply(answers.get(one.code, ""))]
    worth = _worth(items, answers)
    enough = bool(items) and Fraction(len(worth), len(items)) >= grid.least_share
    return Score(_mean(worth) if enough else None, len(worth), len(items))


def _composite(grid: Grid, dimensions: Mapping[str, Score], answers: Mapping[str, str]) -> Fraction | None:
    if any(score.value is None for score in dimensions.values()):
        return None
    if grid.composite == "items":
        return _mean(_worth([one for one in grid.items if one.scored], answers))
    return _mean([(grid.dimension_weights.get(code, Fraction(1)), one.value) for code, one in dimensions.items()])


def _worth(items: Iterable[Item], answers: Mapping[str, str]) -> list[tuple[Fraction, Fraction]]:
    """(weight, value) of what was answered."""
    valued = ((item.weight, item.worth(answers.get(item.code, ""))) for item in items)
    return [(weight, value) for weight, value in valued if value is not None]


def _mean(pairs: Iterable[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    known = [(weight, value) for weight, value in pairs if value is not None]
    total = sum(weight for weight, _ in known)
    return sum((weight * value for weight, value in known), Fraction()) / total if total else None
