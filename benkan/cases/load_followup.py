"""Bring the rhythms of follow-up and the grids of questionnaires to the files of `data/`: none is ever removed.

A file is named `followup_CODE.toml` or `sustainability_CODE.toml`. A grid that somebody has answered is not corrected
in its questions: answers would change their meaning. It gets a new code.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from benkan.cases.engine.grids import grid_of
from benkan.cases.models import Schedule, Survey, SurveyGrid
from benkan.cases.reads.schedules import steps_of

DATA = Path(__file__).parent / "data"


def load_followup(using: str = "owner", folder: Path = DATA) -> int:
    """Gives how many files were read. Raises ValueError where one does not hold."""
    schedules, grids = sorted(folder.glob("followup_*.toml")), sorted(folder.glob("sustainability_*.toml"))
    with transaction.atomic(using=using):
        for path in schedules:
            _schedule(_content(path), using)
        for path in grids:
            _grid(_content(path), using)
    return len(schedules) + len(grids)


def _content(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _dated(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "begins": dt.date.fromisoformat(content["depuis"]),
        "as_of": dt.date.fromisoformat(content["au"]),
        "source": content["source"],
        "content": content,
    }


def _schedule(content: dict[str, Any], using: str) -> None:
    steps_of(content)
    Schedule.objects.using(using).update_or_create(code=content["code"], defaults=_dated(content))


def _grid(content: dict[str, Any], using: str) -> None:
    grid = grid_of(content)
    held = SurveyGrid.objects.using(using).filter(code=grid.code).first()
    answered = held is not None and Survey.objects.using(using).filter(grid=held).exists()
    if answered and any(held.content.get(key) != content.get(key) for key in ("questions", "echelles")):
        raise ValueError(f"grid {grid.code} was answered: give the new questions another code")
    SurveyGrid.objects.using(using).update_or_create(
        code=grid.code, defaults=_dated(content) | {"title": grid.title, "official": grid.official}
    )
