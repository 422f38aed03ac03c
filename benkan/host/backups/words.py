"""The sentences of backups and restorations that say what was done about erasures."""

from __future__ import annotations

from datetime import datetime

NBSP = "\u00a0"


def of_erasures(again: int, until: datetime | None, saved: datetime) -> str:
    """How many files were erased again, until when what was erased is known, and what to do about the rest."""
    done = {0: "Aucun effacement n’était à refaire", 1: "1 dossier effacé depuis la sauvegarde l’est de nouveau"}.get(
        again, f"{again} dossiers effacés depuis la sauvegarde le sont de nouveau"
    )
    if until is None or until <= saved:
        return (
            f"Aucune liste d’effacements ne va au-delà de cette sauvegarde ({said(saved)}){NBSP}: qui aurait été "
            f"effacé depuis est revenu. Donnez la liste par --erasures si vous en avez une copie{NBSP}; sinon, "
            "reprenez les demandes d’effacement reçues depuis."
        )
    return (
        f"{done}. La liste des effacements va jusqu’au {said(until)}{NBSP}: reprenez les demandes d’effacement reçues "
        "après ce moment, s’il y en a."
    )


def said(moment: datetime) -> str:
    """« 22/11/2026 à 14:05 », in the machine's own zone."""
    return f"{moment.astimezone():%d/%m/%Y à %H:%M}"
