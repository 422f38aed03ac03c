"""A grid as it is written in a file, checked whole before anybody answers it.

code = "v0"   officiel = false   composite = "dimensions"   part_minimale = "2/3"
dimensions = [["ECO", "…"], ["SOC", "…"]]   in the order of the interview
[echelles]    ouinon = [["oui", "Oui", "1"], ["non", "Non", "0"], ["sans", "Sans objet", ""]]
[[questions]] code = "E1"  dimension = "ECO"  question = "…"  echelle = "ouinon"
              inverse, notee, reservee, poids and aide at will
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from benkan.cases.engine.scoring import UNKNOWN, Answer, Grid, Item

COMPOSITES = ("dimensions", "items")


def grid_of(content: Mapping[str, Any]) -> Grid:
    """The grid that a file's content says. Raises ValueError with what does not hold."""
    scales = {name: tuple(_answer(*one) for one in answers) for name, answers in content["echelles"].items()}
    items = tuple(_item(one, scales) for one in content["questions"])
    weights = content.get("poids_dimensions", {})
    grid = Grid(
        content["code"],
        content["titre"],
        bool(content["officiel"]),
        dict(content["dimensions"]),
        items,
        Fraction(content["part_minimale"]),
        content["composite"],
        {code: Fraction(weights.get(code, 1)) for code, _ in content["dimensions"]},
    )
    _check(grid)
    return grid


def _answer(code: str, words: str, value: str) -> Answer:
    return Answer(code, words, Fraction(value) if value != "" else None)


def _item(said: Mapping[str, Any], scales: Mapping[str, tuple[Answer, ...]]) -> Item:
    if said["echelle"] not in scales:
        raise ValueError(f"item {said['code']} is answered on a scale that is not there: {said['echelle']}")
    return Item(
        said["code"],
        said["dimension"],
        said["question"],
        scales[said["echelle"]],
        reversed=said.get("inverse", False),
        scored=said.get("notee", True),
        restricted=said.get("reservee", False),
        weight=Fraction(said.get("poids", 1)),
        help=said.get("aide", ""),
    )


def _check(grid: Grid) -> None:
    codes = [item.code for item in grid.items]
    if len(set(codes)) != len(codes):
        raise ValueError(f"grid {grid.code} asks a question twice")
    if lost := {item.dimension for item in grid.items} - set(grid.dimensions):
        raise ValueError(f"grid {grid.code} asks of dimensions that it does not name: {sorted(lost)}")
    if grid.composite not in COMPOSITES:
        raise ValueError(f"grid {grid.code} makes its composite of {COMPOSITES}, not of {grid.composite!r}")
    for item in grid.items:
        values = [one.value for one in item.answers if one.value is not None]
        if item.scored and not all(0 <= value <= 1 for value in values):
            raise ValueError(f"item {item.code} is worth between 0 and 1")
        if item.weight <= 0:
            raise ValueError(f"item {item.code} has no weight: say notee = false")
        if any(one.code == UNKNOWN for one in item.answers):
            raise ValueError(f"« {UNKNOWN} » is offered everywhere: item {item.code} must not name it")
