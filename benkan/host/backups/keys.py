"""The wrapping key that a backup asks for: found in this installation or given, never in the backup."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from benkan.host.backups.refusal import Refusal
from benkan.host.wrapping import FILE_VARIABLE, NAME, VARIABLE, NoKey, decoded, fingerprint, wrapping_key

NBSP = "\u00a0"


def fitting_key(folder: Path, wanted: str) -> bytes:
    """The key whose fingerprint is `wanted`: the one given by a variable, else the data folder's. Raises `Refusal`."""
    given = bool(os.environ.get(VARIABLE) or os.environ.get(FILE_VARIABLE))
    try:
        found = wrapping_key() if given else _kept(folder)
    except NoKey as refusal:
        raise Refusal(str(refusal)) from refusal
    if found is not None and fingerprint(found) == wanted:
        return found
    if found is None:
        why = "cette installation n’a encore aucune clé"
    elif given:
        why = f"celle qui est donnée a l’empreinte {fingerprint(found)}"
    else:
        why = f"celle de cette installation a l’empreinte {fingerprint(found)}"
    raise Refusal(
        f"Cette sauvegarde s’ouvre avec la clé d’empreinte {wanted}{NBSP}; {why}. Donnez la bonne clé par {VARIABLE}, "
        f"ou le chemin d’un fichier qui la contient par {FILE_VARIABLE}, puis recommencez. Rien n’a été changé."
    )


def written(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


def is_kept(folder: Path, key: bytes) -> bool:
    """Whether the data folder already holds this key."""
    try:
        return _kept(folder) == key
    except NoKey:
        return False


def _kept(folder: Path) -> bytes | None:
    try:
        return decoded((folder / NAME).read_text())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NoKey(
            f"Le fichier de la clé, «{NBSP}{folder / NAME}{NBSP}», ne peut pas être lu ({error.strerror})."
        ) from error
