"""What the cells of a list that comes back may say: a day, an amount, one of a few words. Each reader takes the text of
a cell and raises ValueError with a sentence."""

import datetime as dt
import re
from collections.abc import Callable

from django.db.models import TextChoices

from benkan.common.folding import fold

_AROUND = re.compile(r"[\s\u00a0\u202f]|f\s*cfa|f$")
_WHOLE = re.compile(r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,0*)?")  # centimes may be written, if there are none
WAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%Y")


def day(text: str) -> dt.date:
    for way in WAYS:
        try:
            return dt.datetime.strptime(text, way).date()  # noqa: DTZ007 - a day has no hour
        except ValueError:
            continue
    raise ValueError("Ce n’est pas un jour. Écrivez par exemple «\u00a012/03/2026\u00a0».")


def day_words(value: dt.date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def amount(text: str) -> int:
    """Whole F CFA: « 550 000 », « 550.000 », « 550000 F CFA », « 550000,00 »; never francs that were not written."""
    francs = _WHOLE.fullmatch(_AROUND.sub("", text.casefold()))
    digits = francs[1].replace(".", "") if francs else ""
    if not digits or len(digits) > 9:
        raise ValueError("Ce n’est pas un montant en F\u00a0CFA. Écrivez par exemple «\u00a0550\u00a0000\u00a0».")
    return int(digits)


def words(most: int) -> Callable[[str], str]:
    """Free words, no longer than that."""

    def read(text: str) -> str:
        if len(text) > most:
            raise ValueError(f"C’est trop long\u00a0: {most} signes au plus.")
        return text

    return read


def one_of(choices: type[TextChoices]) -> Callable[[str], str]:
    """One of the words of a list, as they are shown or as their code."""
    known = {fold(word): code for code, label in choices.choices for word in (label, code)}

    def read(text: str) -> str:
        if fold(text) not in known:
            said = ", ".join(f"«\u00a0{label}\u00a0»" for label in choices.labels)
            raise ValueError(f"Écrivez l’un de ces mots\u00a0: {said}.")
        return known[fold(text)]

    return read
