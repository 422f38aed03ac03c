"""Why a file is refused: one French sentence that says what it is, and what to do."""

from __future__ import annotations

MAX_BYTES = 60_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
# A cell repeated a million times costs nothing in the file and everything in memory: the whole book is bounded too.
MAX_CELLS = 5_000_000
MAX_CHARACTERS = 100_000_000

SAVE_AS = "enregistrez la liste en classeur Excel (.xlsx) ou en CSV, puis déposez-la de nouveau."


class Unreadable(Exception):
    """The file cannot be read. The message is one French sentence, shown as it is to who sent the file."""


def thousands(number: int) -> str:
    """200000 as it is written in French: "200 000"."""
    return f"{number:,}".replace(",", "\u202f")


def too_many_rows(where: str) -> Unreadable:
    return Unreadable(
        f"{where} a plus de {thousands(MAX_ROWS)} lignes, ce qui est la limite : supprimez les lignes vides du bas, "
        "ou partagez la liste en plusieurs fichiers."
    )


def too_many_columns(where: str) -> Unreadable:
    return Unreadable(
        f"{where} a plus de {MAX_COLUMNS} colonnes, ce qui est la limite : "
        "gardez les colonnes utiles, à gauche, et supprimez les autres."
    )


def too_much() -> Unreadable:
    return Unreadable(
        "Ce fichier contient trop de cellules ou de texte pour être lu d’un coup : "
        "partagez la liste en plusieurs fichiers."
    )


def damaged() -> Unreadable:
    return Unreadable(
        "Ce classeur est incomplet ou abîmé : rouvrez l’original dans Excel ou LibreOffice, enregistrez-le en .xlsx, "
        "puis déposez-le de nouveau."
    )


def locked() -> Unreadable:
    return Unreadable("Ce classeur est protégé par un mot de passe : enregistrez-le sans mot de passe.")


class Budget:
    """Counts what a book holds while it is read, so that nothing is built beyond the limits."""

    def __init__(self) -> None:
        self.cells = 0
        self.characters = 0

    def spend(self, row: list) -> None:
        """Raises Unreadable when the book goes beyond the limits with this row."""
        self.cells += len(row)
        self.characters += sum(len(value) for value in row if isinstance(value, str))
        if self.cells > MAX_CELLS or self.characters > MAX_CHARACTERS:
            raise too_much()
