"""Files and tables of the tests: invented ones, and those of the project where they are at hand."""

import os
from pathlib import Path

import pyarrow as pa
import pytest

from benkan.linkage.engine.reading import Table, table_of

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("BENKAN_SHARED_DATA") or ROOT.parent / "shared" / "data")


def shared(*parts: str) -> Path:
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip("the shared data of the project is not beside the repository (BENKAN_SHARED_DATA)")
    return path


def table(name: str = "liste.csv", **columns: list[str | None]) -> Table:
    """A table as it is read from a file: texts, or None for an empty cell."""
    return table_of(name, list(columns), [pa.array(cells, pa.string()) for cells in columns.values()])
