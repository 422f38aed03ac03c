"""What the environment gives: a variable, or the file whose path stands in the same variable with _FILE."""

import os
from pathlib import Path

from benkan.host.why import why

FILE = "_FILE"


class Unreadable(Exception):
    """The file that a variable names cannot be read; the message is a sentence."""


def given(variable: str) -> str:
    """Its text, without the white space around it; "" where it is not given. Raises `Unreadable`."""
    if text := os.environ.get(variable, "").strip():
        return text
    path = os.environ.get(f"{variable}{FILE}")
    if not path:
        return ""
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error) if isinstance(error, OSError) else "ce n’est pas un texte"
        raise Unreadable(
            f"Le fichier que nomme {variable}{FILE}, «\u00a0{path}\u00a0», ne peut pas être lu ({reason}). "
            "Vérifiez son chemin et ses droits."
        ) from error
