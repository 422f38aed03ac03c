"""When the platform was last saved: remembered in the data folder, said by `benkan doctor`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benkan.host.database.folder import write_atomically

NAME = "derniere_sauvegarde.json"


@dataclass(frozen=True)
class Last:
    moment: datetime
    file: str


def remember(folder: Path, moment: datetime, file: Path) -> None:
    write_atomically(folder / NAME, json.dumps({"moment": moment.isoformat(), "file": str(file)}, ensure_ascii=False))


def last(folder: Path) -> Last | None:
    """The last backup, or None when none was made, or the note cannot be read."""
    try:
        said = json.loads((folder / NAME).read_text("utf-8"))
        return Last(datetime.fromisoformat(said["moment"]), said["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
