"""The wrapping key that a backup asks for: found in this installation or given, never in the backup."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from benkan.host.backups.refusal import Refusal
from benkan.host.wrapping import (
    FILE_VARIABLE,
    NAME,
    VARIABLE,
    NoKey,
    fingerprint,
    former_file,
    kept,
    key_file,
    wrapping_key,
)

NBSP = "\u00a0"


@dataclass(frozen=True)
class Fitting:
    """The key that opens a backup, and the one under which it is put back: another where the key was changed since."""

    opens: bytes
    keeps: bytes


def fitting_key(folder: Path, wanted: str) -> Fitting:
    """The key whose fingerprint is `wanted`: the one given by a variable, else the data folder's, else a former one
    that a change has left beside this installation's. Raises `Refusal`."""
    given = bool(os.environ.get(VARIABLE) or os.environ.get(FILE_VARIABLE))
    try:
        found = wrapping_key() if given else kept(folder / NAME)
    except NoKey as refusal:
        raise Refusal(str(refusal)) from refusal
    if found is not None and fingerprint(found) == wanted:
        return Fitting(found, found)
    file = key_file(folder)
    if found is not None and file is not None and (former := _former(file, wanted)) is not None:
        return Fitting(former, found)
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


def _former(file: Path, wanted: str) -> bytes | None:
    try:
        found = kept(former_file(file, wanted))
    except NoKey as refusal:
        raise Refusal(str(refusal)) from refusal
    return found if found is not None and fingerprint(found) == wanted else None


def is_kept(folder: Path, key: bytes) -> bool:
    """Whether this installation has this key for good: in its data folder, or in a file that a variable names."""
    if os.environ.get(FILE_VARIABLE) and not os.environ.get(VARIABLE):
        return True
    try:
        return kept(folder / NAME) == key
    except NoKey:
        return False
