"""The questionnaire on its grid: the test vector, what is left out, and what is not calculable."""

import tomllib
from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benkan.cases.engine.grids import grid_of
from benkan.cases.engine.scoring import UNKNOWN, Answer, Grid, Item, response, scored
from benkan.cases.load_followup import DATA

CONTENT = tomllib.loads((DATA / "sustainability_v0.toml").read_text(encoding="utf-8"))
GRID = grid_of(CONTENT)
VECTOR = {
    "ECO": (".75", ".5", "1", ".25", "1", ".5", "1", "1", "0"),
    "SOC": (".5", ".5", ".75", "1", ".5", "1", ".75", ".5", ".5", ".25"),
    "PSY": (".75", ".5", "1", ".75", ".75", "1", ".5", "1", "1"),
}


def the_vector() -> dict[str, str]:
    """The answers that are worth the test vector, item by item, on the grid that is shipped."""
    found = {}
    for dimension, values in VECTOR.items():
        items = [item for item in GRID.of_dimension(dimension) if item.scored]
        for item, value in zip(items, values, strict=True):
            worth = [one.code for one in item.answers if item.worth(one.code) == Fraction(value)]
            assert worth, f"no answer to {item.code} is worth {value}"
            found[item.code] = worth[0]
    return found


def _shown(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.4f}"


def test_the_vector_on_the_grid_that_is_shipped():
    result = scored(GRID, the_vector())
    assert [_shown(one.value) for one in result.dimensions.values()] == ["0.6667", "0.6250", "0.8056"]
    assert _shown(result.composite) == "0.6991"


def test_the_composite_of_items_is_another_and_the_grid_says_which():
    result = scored(grid_of(CONTENT | {"composite": "items"}), the_vector())
    assert _shown(result.composite) == "0.6964"
    with pytest.raises(ValueError, match="composite"):
        grid_of(CONTENT | {"composite": "moyenne"})


def test_thirty_questions_in_three_steps_of_which_twenty_eight_are_scored():
    assert [len(GRID.of_dimension(code)) for code in GRID.dimensions] == [10, 10, 10]
    assert sum(item.scored for item in GRID.items) == 28
    assert not GRID.official
    assert {item.code for item in GRID.items if item.restricted} == {"P7", "P8"}


def test_what_is_not_known_is_left_out_of_both_sides():
    answers = the_vector()
    for code in ("E3", "E5", "E7"):  # each worth 1
        answers[code] = UNKNOWN
    result = scored(GRID, answers)
    assert result.dimensions["ECO"].answered == 6
    assert _shown(result.dimensions["ECO"].value) == "0.5000"


def test_under_two_thirds_a_dimension_is_not_calculable_nor_is_the_composite():
    answers = the_vector()
    for code in ("E3", "E5", "E7", "E8"):
        del answers[code]
    result = scored(GRID, answers)
    assert result.dimensions["ECO"].value is None
    assert result.dimensions["SOC"].value is not None
    assert result.composite is None


def test_what_does_not_apply_to_her_is_not_asked():
    result = scored(GRID, the_vector() | {"S4": "sans"})
    assert (result.dimensions["SOC"].answered, result.dimensions["SOC"].asked) == (9, 9)
    assert response(GRID, {"S4": "sans"})["SOC"] == (0, 9)


def test_an_unknown_answer_counts_nowhere():
    assert response(GRID, {"E1": UNKNOWN, "E2": "3", "E3": "peut-être"})["ECO"] == (1, 10)


CODES = st.sampled_from([item.code for item in GRID.items])


@given(st.dictionaries(CODES, st.sampled_from(["1", "2", "3", "4", "5", "oui", "non", "nsp"])))
def test_scores_stay_between_nought_and_one_and_say_of_how_many(answers):
    result = scored(GRID, answers)
    for score in result.dimensions.values():
        assert 0 <= score.answered <= score.asked
        assert score.value is None or 0 <= score.value <= 1
        assert (score.value is not None) == (Fraction(score.answered, score.asked) >= Fraction(2, 3))
    assert result.composite is None or 0 <= result.composite <= 1


@given(st.lists(st.tuples(st.fractions(0, 1), st.integers(1, 5)), min_size=1, max_size=8))
def test_a_dimension_is_the_weighted_mean_of_its_answers(said):
    items = tuple(
        Item(f"X{at}", "X", "", (Answer("a", "", value),), weight=Fraction(weight))
        for at, (value, weight) in enumerate(said)
    )
    grid = Grid("x", "x", False, {"X": "X"}, items, Fraction(2, 3), "items", {})
    slow = sum(chain.from_iterable([value] * weight for value, weight in said)) / sum(weight for _, weight in said)
    result = scored(grid, {item.code: "a" for item in items})
    assert result.dimensions["X"].value == result.composite == slow


@pytest.mark.parametrize(
    "wrong",
    [
        {"questions": CONTENT["questions"] * 2},
        {"dimensions": [["ECO", "…"]]},
        {"echelles": CONTENT["echelles"] | {"ouinon": [["oui", "Oui", "2"]]}},
        {"echelles": CONTENT["echelles"] | {"ouinon": [["nsp", "?", "0"]]}},
        {"questions": [{"code": "E1", "dimension": "ECO", "question": "?", "echelle": "absente"}]},
        {"questions": [{"code": "E1", "dimension": "ECO", "question": "?", "echelle": "ouinon", "poids": 0}]},
    ],
)
def test_a_grid_that_does_not_hold_is_refused_whole(wrong):
    with pytest.raises(ValueError, match=r"grid|item|offered"):
        grid_of(CONTENT | wrong)
