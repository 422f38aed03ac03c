"""Lines that close a list or speak of it, and are nobody: totals, « Arrêtée la présente liste… », remarks, visas."""

from __future__ import annotations

import re

from benkan.common.folding import fold

_COUNT = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_UNITS = {word: number for number, word in enumerate(_COUNT.split())} | {
    "une": 1,
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
}
_WORD = "|".join(sorted([*_UNITS, "cents?", "mille"], key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?: \d{{3}})+|\d{{1,6}}|(?:{_WORD})(?: (?:et )?(?:{_WORD}))*)"
_HEADS = (
    r"(?:personnes?|migrants?|migrantes?|pax|passagers?|passageres?|retournes?|retournees?|rapatries?|refoules?|"
    r"refoulees?|expulses?|expulsees?|beneficiaires?|individus?|tetes?|noms?|people|persons?|returnees?|passengers?|"
    r"ressortissants?|maliens?|compatriotes?)"
)
_DATES = re.compile(r"\b\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}\b|\b\d{1,2}\s*h\s*\d{0,2}\b")
_CLOSED = re.compile(
    r"^(?:n ?b )?(?:(?:soit )?(?:un |au )?total|totaux|sous total|sub ?total|grand total|"
    r"effectifs?(?: total)?|nombre (?:total|de|d)|"
    rf"arrete[es]*\b|la presente liste|cette liste|liste arretee|soit {_NUMBER}\b)"
)
_COUNTED = re.compile(rf"^(?:soit |en tout |au total )?{_NUMBER} {_HEADS}\b")
_HEADS_SAID = re.compile(rf"\b({_NUMBER}) (?:{_NUMBER} )?{_HEADS}\b")
_ANNOUNCED = re.compile(r"\bannonce[es]*\b|\bprevu[es]*\b|\battendu[es]*\b|\bexpected\b")
_OF_A_LIST = re.compile(rf"\b(?:presente?|liste|etat|manifeste|nombre|total|{_HEADS})\b")
_PARTIAL = re.compile(
    r"^(?:sous total|sub ?total|(?:total|effectifs?|nombre)(?: total)?(?: (?:de|des|d))? "
    r"(?:hommes?|femmes?|h|f|m|garcons?|filles?|enfants?|mineurs?|adultes?|mna|men|women|page|menages?|familles?)\b)"
)
_NUMBERS = re.compile(rf"\b{_NUMBER}\b")
_REMARK = re.compile(
    r"^(?:n ?b\b|nota\b|note\b|ps\b|remarques?\b|observations?\b.|source\b|legende\b|fait (?:a|le)\b|visa\b|signe\b|"
    r"signature|cachet\b|le (?:chef|commandant|responsable|directeur|president|maire|prefet|charge|secretaire)\b|"
    r"la (?:cheffe|responsable|directrice|presidente|secretaire)\b|l agent\b|les agents\b|page \d+|certifie|"
    r"[a-z]+ le \d{1,2} )"
)
# One cell by itself that names a part of the list: « FEMMES ET ENFANTS », « Bus n° 2 ».
_PART = re.compile(
    r"^(?:(?:et |les |des )?(?:hommes?|femmes?|enfants?|mineurs?|garcons?|filles?|adultes?|familles?|men|women|"
    r"children)(?: non accompagnes)? ?)+(?:\d+)?$|^(?:liste|suite|groupe|bus|convoi|vol|famille|menage|car|camion)\b"
)


def number_said(text: str) -> int | None:
    """The whole number that folded words or digits say: « 1 153 », « cent cinquante trois »; None: no number."""
    if re.fullmatch(r"\d+(?: \d{3})*", text):
        return int(text.replace(" ", ""))
    total, part = 0, None
    for word in text.split():
        if word == "et":
            continue
        if word == "mille":
            total, part = total + (part or 1) * 1000, 0
        elif word in ("cent", "cents"):
            part = (part or 1) * 100
        elif word in ("vingt", "vingts") and part and part % 100 == 4:
            part += 76
        elif word in _UNITS:
            part = (part or 0) + _UNITS[word]
        else:
            return None
    return None if part is None else total + part


def closing(texts: list[str]) -> tuple[bool, int | None]:
    """Whether the cells of a row close a list, and the number it announces (None: no number, or of a part only)."""
    filled = [text for text in texts if text]
    plain = [fold(_DATES.sub(" ", text)) for text in filled]
    said = next((words for words in plain if _CLOSED.match(words) or _COUNTED.match(words)), None)
    if said is None or (said.startswith("arrete") and not _OF_A_LIST.search(said)):
        return False, None
    if said != plain[0] and not (len(filled) <= 3 and re.search(r"^total\b|\bpresente liste\b", said)):
        return False, None  # words of a person's own line: « arrêtée à Alger », « 2 personnes à charge »
    whole = " ".join(plain[plain.index(said) :])
    return True, None if _PARTIAL.match(said) else _count(whole)


def announced_in_title(texts: list[str]) -> int | None:
    """The number of people that a line above the table announces: « soixante personnes annoncées »."""
    whole = fold(_DATES.sub(" ", " ".join(text for text in texts if text)))
    if _ANNOUNCED.search(whole) and _HEADS_SAID.search(whole):
        return _count(whole)
    return closing(texts)[1]


def is_general(texts: list[str]) -> bool:
    """Whether a closing line speaks of the whole file: « total général », « arrêtée la présente liste »."""
    return bool(re.search(r"\b(?:total general|grand total|arrete[es]*)\b", fold(" ".join(texts))))


def is_remark(texts: list[str]) -> bool:
    """Whether the cells of a row are words about the list, a signature, a place and a date, and not a person."""
    filled = [text for text in texts if text]
    if not filled:
        return False
    first = fold(filled[0])
    if _REMARK.match(first):
        return True
    return len(filled) == 1 and bool(len(first.split()) >= 7 or filled[0].endswith(":") or _PART.match(first))


def _count(whole: str) -> int | None:
    heads = _HEADS_SAID.search(whole)
    found = [heads[1]] if heads and not whole.startswith("total") else _NUMBERS.findall(whole)
    found.sort(key=lambda said: not said[0].isdigit())  # « un total de 57 »: digits say it better
    return next((number for said in found if (number := number_said(said)) is not None), None)
