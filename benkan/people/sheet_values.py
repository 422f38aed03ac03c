"""Cells of a sheet of persons, read into answers: sexes, births, phones, names, papers. Plain Python, no Django."""

from __future__ import annotations

import datetime as dt
import re

from benkan.common.folding import fold
from benkan.common.imprecise import ImpreciseDate, NotADate, Precision, parse
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.cells import text_of

NBSP = "\u00a0"
_SEX_WORDS = {
    "M": "m h homme hommes masculin masc male man men garcon garcons mr monsieur ma boy mas hom g ce",
    "F": "f femme femmes feminin fem female woman women fille filles mme mlle madame girl w mousso muso dame",
}
SEXES = {word: sex for sex, words in _SEX_WORDS.items() for word in words.split()}
UNSAID = frozenset(
    ["", "na", "n a", "nd", "nsp", "inconnu", "inconnue", "ne sait pas", "neant", "ras", "non renseigne", "null",
     "none", "nan", "unknown", "not provided", "non precise", "aucun", "aucune"]
)  # fmt: skip
_MARITAL_WORDS = {
    "celibataire": "celibataire celib c single s",
    "marie": "marie mariee m married monogame polygame",
    "fiance": "fiance fiancee engaged",
    "veuf": "veuf veuve v widow widower widowed",
    "divorce": "divorce divorcee d divorced",
    "separe": "separe separee separated",
}
_MARITAL = {word: code for code, words in _MARITAL_WORDS.items() for word in words.split()}
_PARTICLES = frozenset(["ag", "walet", "wallet", "oualet", "oult", "ould", "uld", "mint", "ment"])
_FIRST_SERIAL, _LAST_SERIAL = 3000, 80000  # 1908 to 2119, as Excel counts days
_EPOCH = dt.date(1899, 12, 30)


class NotUnderstood(ValueError):
    """A cell that says something nobody can read; the message is a sentence with the remedy."""


def is_unsaid(text: str) -> bool:
    """Whether a cell says that nothing is known."""
    return fold(text) in UNSAID


def sex_of(value: Value) -> str:
    """« M », « F », or "" where nothing is said. Raises `NotUnderstood`."""
    text = text_of(value)
    said = fold(text)
    if is_unsaid(text):
        return ""
    sexes = {SEXES[word] for word in said.split() if word in SEXES}
    if len(sexes) == 1:  # « Femme enceinte », « jeune fille »; « M/F » says nothing
        return sexes.pop()
    raise NotUnderstood(f"«{NBSP}{text}{NBSP}» n’est pas un sexe. Écrivez M ou F, ou laissez vide.")


def birth_of(value: Value, *, on: dt.date, dates: bool = True) -> ImpreciseDate | None:
    """A birth from a cell of births (`dates`) or of ages; None where nothing is said. Raises `NotUnderstood`.

    Days counted as Excel counts them are read in a column of dates only: elsewhere 34567 is a mistake.
    """
    if isinstance(value, bool | dt.time | dt.timedelta):
        raise NotUnderstood(_not_a_date(text_of(value)))
    text = text_of(value)
    if is_unsaid(text):
        return None
    if dates and not isinstance(value, dt.date) and re.fullmatch(r"\d{4,5}(\.\d+)?", text):
        days = int(float(text))
        if _FIRST_SERIAL <= days <= _LAST_SERIAL:
            value = _EPOCH + dt.timedelta(days=days)
    if dates and re.fullmatch(r"(?:18|19|20)\d{2}[01]\d[0-3]\d", text):  # 19900503, as machines write it
        value = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif isinstance(value, str):
        value = _spelled(text)
    if isinstance(value, float) and not value.is_integer():
        value = int(value) if not dates else value
    try:
        found = parse(value, on=on)
    except NotADate as refusal:
        if not dates and "pas une date" in str(refusal):
            raise NotUnderstood(_not_an_age(text)) from refusal
        raise NotUnderstood(_spaced(str(refusal))) from refusal
    except (OverflowError, ValueError) as error:  # a month or a number that no calendar has
        raise NotUnderstood(_not_a_date(text)) from error
    return None if found.precision == Precision.UNKNOWN else found


def _spelled(text: str) -> str:
    """A date as a text, without what surrounds it: « Né le 3/5/1990 à Kita », « 27 ans env. », « 30 years »."""
    text = re.sub(r"^\s*(?:n[ée]+(?:\(e\))?|born)\s+(?:le|en|on|in)\s+", "", text, flags=re.I)
    text = re.sub(r"^(?:[xX_?.0*]{1,2}[/.\- ]){1,2}(\d{4})$", r"\1", text)  # « XX/XX/1990 »
    text = re.sub(r"(\d{4})\s*(?:à|a)\s+\D+$", r"\1", text)
    text = re.sub(r"[\s(]*(?:env\.?|environ|approx\.?|\?)\)?\s*$", "", text, flags=re.I)
    text = re.sub(r"\b(?:years?(?: old)?|yrs?|y)\s*$", "ans", text, flags=re.I)
    text = re.sub(r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$", "", text)
    return re.sub(r"^(?:about|about in|abt)\s+", "vers ", text, flags=re.I) or text


def _not_a_date(text: str) -> str:
    return f"«{NBSP}{text}{NBSP}» n’est pas une date. Corrigez, ou écrivez «{NBSP}vers 1990{NBSP}»."


def _not_an_age(text: str) -> str:
    return f"«{NBSP}{text}{NBSP}» n’est pas un âge. Écrivez l’âge en années («{NBSP}27{NBSP}»), ou laissez vide."


def _spaced(sentence: str) -> str:
    return re.sub(r"« ", f"«{NBSP}", re.sub(r" ([»:;!?])", rf"{NBSP}\1", sentence))


def phone_of(value: Value) -> str:
    """A telephone as it is written; a number loses what the sheet added to it (« 77511829.0 », « '77511829 »)."""
    text = text_of(value).lstrip("'’")
    return "" if is_unsaid(text) or not re.search(r"\d", text) else re.sub(r"\.0$", "", text)


def phone_key(phone: str, prefix: str) -> str:
    """How telephones are compared within a list: digits with the country's; "" when too few to be one."""
    digits = re.sub(r"\D", "", re.split(r"[/;,]| ou ", phone)[0])
    digits = digits.removeprefix("00")
    if len(digits) < 8:
        return ""
    return prefix + digits if len(digits) == 8 else digits


def marital_of(value: Value) -> str | None:
    """The code of a family situation, "" where nothing is said, None where it is not known."""
    text = text_of(value)
    said = fold(text)
    return "" if is_unsaid(text) else next((_MARITAL[w] for w in (said, said.split()[0]) if w in _MARITAL), None)


def is_marked(value: Value) -> bool:
    """Whether a box is ticked: X, 1, oui, ✓."""
    return value is True or text_of(value).casefold() in {"x", "1", "oui", "o", "yes", "✓", "✔", "m", "f", "h", "vrai"}


def split_name(full: str) -> tuple[str, str]:
    """A proposal (given names, family name) for a whole name: a comma, capital letters, else the last word.

    « TRAORE Mamadou », « Traoré, Mamadou », « Mamadou Traoré »; « Ag X » and « Ould X » stay together.
    """
    full = " ".join(full.split())
    if full.count(",") == 1:
        family, given = (part.strip() for part in full.split(","))
        return given, family
    words = full.split()
    capitals = [word for word in words if len(word) > 1 and word == word.upper() and re.search(r"[^\W\d_]", word)]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    if len(words) < 2:
        return ("", full) if capitals else (full, "")
    last = 2 if len(words) > 2 and words[-2].casefold() in _PARTICLES else 1
    return " ".join(words[:-last]), " ".join(words[-last:])


def content_role(values: list[Value]) -> str | None:
    """What a column without a title holds, when nearly all of it says the same; None otherwise."""
    filled = [text for value in values if (text := text_of(value))]
    if len(filled) < max(2, 0.6 * len(values)):
        return None

    def nearly_all(test) -> bool:
        return sum(map(bool, map(test, filled))) >= 0.9 * len(filled)

    if nearly_all(lambda text: fold(text) in SEXES):
        return "sex"
    if nearly_all(lambda text: re.fullmatch(r"\+?[\d .\-]{8,17}", text) and 8 <= len(re.sub(r"\D", "", text)) <= 13
                  and not re.fullmatch(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}", text)):  # fmt: skip
        return "phone"
    if nearly_all(lambda text: re.fullmatch(r"(?:vers )?(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text)):
        return "birth"
    if nearly_all(lambda text: re.fullmatch(r"(?:[^\W\d_]+[’' .,\-]*){2,6}", text) and len(text.split()) > 1):
        return "full_name"
    return None
