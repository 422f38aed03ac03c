"""Whether a backup may become the platform of this installation: its version, and what it holds."""

from __future__ import annotations

import re

from benkan import __version__
from benkan.host.backups.file import Manifest
from benkan.host.backups.refusal import Refusal
from benkan.host.paths import ROOT, demonstration_asked


def refuse_unfit(manifest: Manifest) -> None:
    """Raises `Refusal` where this program or this installation cannot take it."""
    _refuse_newer(manifest)
    _refuse_real_people_in_a_demonstration(manifest)


def _refuse_newer(manifest: Manifest) -> None:
    """By its version, and by the migrations that it has had and this program does not know yet."""
    known: dict[str, int] = {}
    for path in (ROOT / "benkan").glob("*/migrations/0*.py"):
        known[path.parts[-3]] = max(known.get(path.parts[-3], 0), int(path.stem[:4]))
    unknown = [
        name
        for app, number, name in re.findall(r"^(\w+)\.(\d{4})(\w*)$", "\n".join(manifest.migrations), re.M)
        if app in known and int(number) > known[app]
    ]
    if unknown or _ordered(manifest.benkan) > _ordered(__version__):
        raise Refusal(
            f"Cette sauvegarde a été faite par une version plus récente de Benkan ({manifest.benkan}, ici "
            f"{__version__}). Installez cette version ou une plus récente, puis recommencez."
        )


def _ordered(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _refuse_real_people_in_a_demonstration(manifest: Manifest) -> None:
    """A demonstration lets anybody in without a password."""
    if demonstration_asked() and not manifest.demonstration:
        raise Refusal(
            "Cette sauvegarde contient de vraies données, et BENKAN_DEMO ferait de cette plateforme une démonstration "
            "ouverte à tous. Enlevez cette variable, puis recommencez."
        )
