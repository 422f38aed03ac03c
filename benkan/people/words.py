"""How what is known of a person is said in French."""

import datetime as dt

from benkan.common import clock
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.common.typography import NBSP
from benkan.people.choices import LANGUAGE, MARITAL, label_of
from benkan.people.models import Registration

NOT_KNOWN = "ne sait pas"
YES_NO = {True: "oui", False: "non", None: ""}


def age_words(registration: Registration, on: dt.date | None = None) -> str:
    """« 27 ans environ », « 27 ans », « moins d’un an », « âge inconnu »."""
    age = registration.age_on(on or clock.today())
    if age is None:
        return "âge inconnu"
    if age == 0:
        return "moins d’un an"
    about = "" if registration.birth_precision == Precision.DAY else " environ"
    return f"{age}{NBSP}an{'s' if age > 1 else ''}{about}"


def birth_words(registration: Registration) -> str:
    """The date as it is known, or that it is not; "" where it was never asked. Takes an earlier state too."""
    if registration.birth_year is None:
        return "inconnue" if registration.birth_said else ""
    parts = (registration.birth_year, registration.birth_month, registration.birth_day)
    return str(ImpreciseDate(*parts, Precision(registration.birth_precision)))


def nationality_words(registration: Registration) -> str:
    if registration.nationality_unknown:
        return NOT_KNOWN
    return registration.nationality.name if registration.nationality_id else ""


def destination_words(registration: Registration) -> str:
    """« Sirakoro (Kita) »: as said, and the cercle that somebody recognised."""
    place = registration.destination.name if registration.destination_id else ""
    said = registration.destination_said
    if said and place and said.casefold() != place.casefold():
        return f"{said} ({place})"
    return said or place


def language_words(codes) -> str:
    return ", ".join(label_of(LANGUAGE, code) for code in codes).capitalize()


def marital_words(code: str) -> str:
    return label_of(MARITAL, code) if code else ""


def masked(value: str) -> str:
    """A paper's number for whoever need not know it: its last three characters, in words for every reader."""
    return f"se termine par {value[-3:]}" if len(value) > 5 else "numéro court, masqué"
