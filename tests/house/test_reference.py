"""Pages of reference say what the program does today, and every table of moves is drawn."""

import importlib.util
import pkgutil
import re
from pathlib import Path

import pytest

import benkan
from benkan.config.reference import FOLDER, lifecycles, pages

TABLE = re.compile(r"^([A-Z]+_)?MOVES\b", re.MULTILINE)


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_says_what_the_code_says(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "the code has moved on: make reference"


def test_every_table_of_moves_is_drawn():
    """One is a table named `MOVES`, or `…_MOVES` where a module holds several."""
    names = {module.name for module in pkgutil.walk_packages(benkan.__path__, "benkan.") if ".views" not in module.name}
    found = {name for name in names if TABLE.search(Path(importlib.util.find_spec(name).origin).read_text("utf-8"))}
    assert found == {one.module for one in lifecycles()}


@pytest.mark.parametrize("one", lifecycles(), ids=lambda one: one.name)
def test_every_status_has_words_and_is_reached(one):
    assert set(one.labels) == set(one.moves)
    reached = {after for moves in one.moves.values() for after in moves}
    assert set(one.labels) - reached <= {next(iter(one.labels))}
