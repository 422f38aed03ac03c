"""What a line says, as it is staged (plain values), as a registration takes it, and in words."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from benkan.arrivals.destinations import LEVELS, meant_among
from benkan.arrivals.reading_lines import ReadLine
from benkan.common.folding import fold
from benkan.common.imprecise import ImpreciseDate, NotADate, Precision, parse
from benkan.people.identifiers import identifier_key
from benkan.people.models import Identifier, Registration
from benkan.people.nationalities import slug_of_nationality
from benkan.people.sheet_values import is_unsaid
from benkan.people.words import marital_words
from benkan.people.workbook import LABELS
from benkan.places.gazetteer import Gazetteer, countries
from benkan.places.models import Place

NBSP = "\u00a0"
# Texts of a registration, with the most letters each may hold.
TEXTS = {
    "given_names": 120, "family_name": 120, "also_known_as": 120, "father_name": 160, "mother_name": 160,
    "birth_place": 160, "phone": 40, "destination_said": 160, "marital_status": 12, "sex": 1,
}  # fmt: skip
# In the order in which a person looks at them.
COMPARED = ("given_names", "family_name", "also_known_as", "sex", "birth", "mother_name", "father_name", "phone",
            "destination_said", "birth_place", "nationality", "marital_status")  # fmt: skip
WORDS = LABELS | {"destination_said": "destination", "nationality": "nationalité", "papers": "pièces"}
_WIDER = ("destination_commune", "destination_cercle", "destination_region")
_CHIEF = re.compile(r"(chef|cm|cdm|head|hoh)\b")  # of the household, as columns of relations write it
_KINDS = (
    (r"nina", Identifier.Kind.NINA),
    (r"passe ?port", Identifier.Kind.PASSPORT),
    (r"consul", Identifier.Kind.CONSULAR),
    (r"laissez|titre|sauf conduit|voyage|lp\b", Identifier.Kind.TRAVEL),
    (r"acte|naissance|extrait|jugement", Identifier.Kind.BIRTH),
    (r"cni|carte|identite|id\b", Identifier.Kind.ID_CARD),
)


@dataclass
class Places:
    """The names of places that lists write, held while one list is read."""

    mali: Gazetteer = field(default_factory=lambda: Gazetteer(*LEVELS))
    countries: Gazetteer = field(default_factory=countries)

    def destination(self, slug: str | None) -> Place | None:
        return self.mali.of_slug(slug) if slug else None

    def country(self, slug: str | None) -> Place | None:
        return self.countries.of_slug(slug) if slug else None


def staged(line: ReadLine, places: Places, *, day: dt.date) -> dict:
    """The answers of a line in plain values; what is not kept is added to the line's warnings."""
    said = line.answers
    answers: dict = {}
    _destination(said, answers, places)
    for name, longest in TEXTS.items():
        text = said.get(name) or answers.get(name) or ""
        if len(text) > longest:
            line.warnings.append(f"{WORDS[name].capitalize()}{NBSP}: plus de {longest} lettres, raccourci.")
        if text:
            answers[name] = text[:longest]
    if birth := said.get("birth"):
        answers["birth"] = [birth.year, birth.month, birth.day, str(birth.precision), birth.raw[:60]]
    _country(line, answers, places, "nationality", "nationality")
    _country(line, answers, places, "origin_country", "country")
    if papers := _papers(line):
        answers["papers"] = papers
    for name in ("household", "external_id"):
        if text := said.get(name):
            answers[name] = text[:60]
    if "household" in answers and _CHIEF.match(fold(said.get("relation", ""))):
        answers["head"] = True
    if (token := said.get("token", "")).isdigit():
        answers["token"] = int(token)
    _arrival(line, answers, day)
    return answers


def registered(answers: Mapping, places: Places) -> dict:
    """The same as `people.writes.register` takes them."""
    taken = {name: answers[name] for name in TEXTS if name in answers}
    if "birth" in answers:
        taken["birth"] = birth_of(answers["birth"])
    if nationality := places.country(answers.get("nationality")):
        taken["nationality"] = nationality
    if destination := places.destination(answers.get("destination")):
        taken["destination"] = destination
    return taken


def plain(registration: Registration, name: str):
    """What a file holds, as it is staged; None for silence."""
    value = getattr(registration, name)
    if name == "birth":
        return None if value.year is None else [value.year, value.month, value.day, str(value.precision), value.raw]
    if name in ("nationality", "destination"):
        return value.slug if value else None
    return value or None


def taken_back(name: str, value, places: Places):
    """The same, as a correction takes it."""
    if name == "birth":
        return birth_of(value) if value else ImpreciseDate()
    if name == "nationality":
        return places.country(value)
    return places.destination(value) if name == "destination" else value or ""


def papers_of(answers: Mapping) -> list[tuple[str, str]]:
    return [(kind, value) for kind, value in answers.get("papers", [])]


def birth_of(parts) -> ImpreciseDate:
    year, month, day, precision, raw = parts
    return ImpreciseDate(year, month, day, Precision(precision), raw)


def named(answers: Mapping) -> bool:
    """Whether the line names somebody; else it is a head."""
    return bool(answers.get("given_names") or answers.get("family_name"))


def in_words(name: str, value, places: Places) -> str:
    """One answer as it is shown; "" for silence."""
    if value in (None, "", []):
        return ""
    if name == "birth":
        return str(birth_of(value)) if isinstance(value, list) else str(value)
    if name == "nationality":
        place = places.country(value) if isinstance(value, str) else value
        return place.name if place else ""
    if name == "sex":
        return {"M": "homme", "F": "femme"}.get(value, value)
    if name == "marital_status":
        return marital_words(value)
    if name == "papers":  # what they are, never their numbers: these are read one by one, on the file
        return ", ".join(Identifier.Kind(kind).label for kind, _ in value)
    return str(value)


def _destination(said: Mapping, answers: dict, places: Places) -> None:
    """The nearest place that is known and alone of its name; the words as they were said, from near to far."""
    words = [said[name] for name in ("destination", *_WIDER) if said.get(name)]
    if not words:
        return
    answers["destination_said"] = ", ".join(dict.fromkeys(words))
    wider = {fold(said[name]) for name in _WIDER if said.get(name)}
    for name in ("destination_cercle", "destination_commune", "destination", "destination_region"):
        found = meant_among(places.mali, said.get(name, ""))
        if len(found) > 1 and wider:  # homonyms: the region beside it tells which
            found = [place for place in found if wider & {fold(one.name) for one in place.within}] or found
        if len(found) == 1:
            answers["destination"] = found[0].slug
            return


def _country(line: ReadLine, answers: dict, places: Places, role: str, name: str) -> None:
    text = line.answers.get(role, "")
    if not text or is_unsaid(text):
        return
    found = places.countries.find(text)
    slug = slug_of_nationality(text) or (found[0].place.slug if len(found) == 1 else None)
    if slug and places.country(slug):
        answers[name] = slug
    else:
        line.warnings.append(
            f"{WORDS[role].capitalize()}{NBSP}: «{NBSP}{text}{NBSP}» n’est pas un pays connu. Notez-le au dossier."
        )


def _papers(line: ReadLine) -> list[list[str]]:
    said = line.answers
    papers = [[kind, said[role][:60]] for role, kind in (("nina", "nina"), ("passport", "passeport")) if said.get(role)]
    number = said.get("document_number", "")
    if number and identifier_key(number):
        kind = _kind(said.get("document_kind", ""), number)
        if kind is None:
            line.warnings.append(
                f"La pièce «{NBSP}{number}{NBSP}» n’est pas gardée{NBSP}: sa nature n’est pas dite. Notez-la."
            )
        elif [kind, number[:60]] not in papers:
            papers.append([kind, number[:60]])
    return [paper for paper in papers if identifier_key(paper[1])]


def _kind(kind_said: str, number: str) -> str | None:
    """The nature of a paper: as it is said, else as its number is written, where that leaves no doubt."""
    for text in (kind_said, re.sub(r"\d", "", number)):
        words = fold(text)
        if found := next((kind for pattern, kind in _KINDS if words and re.search(pattern, words)), None):
            return str(found)
    key = identifier_key(number)
    if re.fullmatch(r"[12]\d{13}[A-Z]", key):
        return str(Identifier.Kind.NINA)
    return str(Identifier.Kind.PASSPORT) if re.fullmatch(r"[A-Z]{1,2}\d{6,8}", key) else None


def _arrival(line: ReadLine, answers: dict, day: dt.date) -> None:
    """A day of arrival that is not this arrival's is said; the convoy's holds."""
    text = line.answers.get("arrived_on", "")
    if not text:
        return
    try:
        said = parse(text, on=day)
    except NotADate:
        return
    if said.precision == Precision.DAY and abs((dt.date(said.year, said.month, said.day) - day).days) > 1:
        line.warnings.append(f"La liste dit «{NBSP}arrivée le {said}{NBSP}», et cette arrivée est d’un autre jour.")
