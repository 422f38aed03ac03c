"""One person as one register writes her on one day: what is missing, vague, wrong, shared or glued."""

import datetime as dt
from random import Random

from benchmarks.linkage import errors
from benchmarks.linkage.clerks import Clerk, bare, write
from benchmarks.linkage.people import LETTERS, Person, phone

FIELDS = (
    "id", "prenom", "nom", "sexe", "date_naissance", "pere", "mere", "telephone", "nina", "village", "cercle",
    "date_arrivee", "convoi",
)  # fmt: skip
# Names a family takes in another country (domain notes, §1): the same person, for a human to see.
ABROAD = ("anglophone", "arabic")
EQUIVALENTS = {
    "Traoré": ("Diop", "Dembélé", "Ouattara"), "Diarra": ("Ndiaye", "Koné"), "Coulibaly": ("Fall",),
    "Keïta": ("Souaré",),
}  # fmt: skip
REGIONS = ("Kayes", "Koulikoro", "Sikasso", "Ségou", "Mopti", "Tombouctou", "Gao", "Kidal", "Bamako")


def names_of(rng: Random, person: Person, by: Clerk) -> tuple[str, str]:
    """Given and family cells: compound names cut, titles, nicknames, particles dropped or glued, fields exchanged."""
    given = person.given
    if " " in given[0] and rng.random() < 0.3:
        given = (rng.choice(given[0].split(" ")), ())
    first = write(rng, given, by)
    family = person.family if rng.random() < 0.9 else person.family[:1]
    if by.tradition in ABROAD and family[0][0] in EQUIVALENTS and rng.random() < 0.03:
        family = ((rng.choice(EQUIVALENTS[family[0][0]]), ()),)
    last = " ".join([write(rng, name, by) for name in family])
    if person.link:
        last = _linked(rng, person.link, last, by)
    if person.nickname and rng.random() < 0.35:
        first = (
            person.nickname
            if rng.random() < 0.2
            else f"{first} {rng.choice(('dit', 'dit', 'alias'))} {person.nickname}"
        )
        first = first.replace(" dit ", " dite ") if person.sex == "F" else first
    if person.title and rng.random() < by.titles:
        first = f"{person.title} {first}"
    if person.spouse and rng.random() < 0.12:
        return _married(rng, person, first, last, by)
    if by.upper:
        last = last.upper()
        first = first.upper() if by.upper == "all" else first
    if rng.random() < by.swaps:
        return last, first
    if rng.random() < 0.02:  # the whole name in one cell
        return (f"{first} {last}", "") if rng.random() < 0.5 else ("", f"{first} {last}")
    return first, last


def _linked(rng: Random, link: str, last: str, by: Clerk) -> str:
    chance = rng.random()
    if chance < 0.08:
        return last
    if chance < 0.08 + by.glues:
        return f"{link}{last}"
    if link == "Walet" and rng.random() < 0.4:
        link = rng.choice(("Wallet", "Oualet", "Oult"))
    elif link == "Ould" and rng.random() < 0.2:
        link = "Uld"
    elif link == "Mint" and rng.random() < 0.1:
        link = "Ment"
    return f"{link.upper() if rng.random() < 0.2 else link} {last}"


def _married(rng: Random, person: Person, first: str, last: str, by: Clerk) -> tuple[str, str]:
    """« Mme A b C » in the cells, or the husband's name alone in the place of her own."""
    husband = write(rng, person.spouse, by)
    if rng.random() < 0.6:
        return f"Mme {husband} {first}", last
    return (first, f"{husband} {last}") if rng.random() < 0.5 else (first, husband)


def birth(rng: Random, person: Person, *, iso: bool, arrived: int, filler: str) -> str:
    """The date as said and as written: exact, vague in one of the ways registers know, or empty."""
    chance = rng.random()
    if chance < 0.04:
        return ""
    if person.exact and chance > 0.12:
        year, month, day = person.year, person.month, person.day
        if rng.random() < 0.02 and day <= 12:
            month, day = day, month
        elif rng.random() < 0.03:
            year, month, day = _slipped(rng, year, month, day)
        if iso:
            return f"{year}-{month:02}-{day:02}"
        return f"{day:02}/{month:02}/{year % 100:02}" if rng.random() < 0.01 else f"{day:02}/{month:02}/{year}"
    year = person.stated
    if year is None or rng.random() < 0.25:
        year = person.year + (rng.choice((-2, -1, -1, 0, 0, 0, 0, 1, 1, 2)) if not person.exact else 0)
        age = arrived - year
        if age > 10 and rng.random() < 0.3 and not person.exact:
            year = arrived - round(age / 5) * 5
    return _vague(rng, year, iso=iso, filler=filler)


def _slipped(rng: Random, year: int, month: int, day: int) -> tuple[int, int, int]:
    chance = rng.random()
    if chance < 0.4:
        return year, month, rng.randint(1, 28)
    if chance < 0.6:
        return year, rng.randint(1, 12), day
    if chance < 0.65:
        return year - 100, month, day
    return year + rng.choice((-10, -1, 1, 10, -2, 2)), month, day


def _vague(rng: Random, year: int, *, iso: bool, filler: str) -> str:
    chance = rng.random()
    if chance < 0.6:
        month, day = {"first": (1, 1), "last": (12, 31), "middle": (7, 1)}[filler if rng.random() < 0.9 else "first"]
        return f"{year}-{month:02}-{day:02}" if iso else f"{day:02}/{month:02}/{year}"
    if chance < 0.8:
        return f"vers {year}"
    return str(year) if chance < 0.97 else f"né en {year}"


def telephone(rng: Random, number: str) -> str:
    """One of the ways a number is written."""
    chance = rng.random()
    if rng.random() < 0.015:
        number = errors.slip_digit(rng, number)
    if chance < 0.4:
        return number
    if chance < 0.7:
        return f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:]}"
    if chance < 0.9:
        return f"+223 {number[:2]} {number[2:4]} {number[4:6]} {number[6:]}"
    return f"00223{number}" if chance < 0.95 else f"{number[:2]}.{number[2:4]}.{number[4:6]}.{number[6:]}"


def identity(rng: Random, number: str) -> str:
    """The number of identity as copied: spaces, O for 0, one sign wrong now and then."""
    if rng.random() < 0.03:
        at = rng.randrange(14)
        number = f"{number[:at]}{'O' if number[at] == '0' else str(rng.randrange(10))}{number[at + 1 :]}"
    elif rng.random() < 0.01:
        number = number[:14] + rng.choice(LETTERS)
    if rng.random() < 0.15:
        return f"{number[0]} {number[1]} {number[2:4]} {number[4:11]} {number[11:14]} {number[14]}"
    return number


class Writer:
    """A register at work: its clerks, its missing columns, the telephone of its own that some lines bear."""

    def __init__(self, rng: Random, register):
        self.rng, self.register = rng, register
        self.own_phones = [phone(rng) for _ in range(3)]
        self.lived: dict[int, str] = {}  # the telephone a person gave elsewhere, where it has changed

    def write(self, person: Person, by: Clerk, arrived: dt.date, convoy: str) -> list[str]:
        """The cells of one line, in the order of FIELDS, the id empty."""
        rng, missing = self.rng, self.register.missing
        first, last = names_of(rng, person, by)
        sex = person.sex if rng.random() > 0.01 else ("F" if person.sex == "M" else "M")
        return [
            "", first, last, "" if rng.random() < 0.02 else sex,
            birth(rng, person, iso=self.register.iso, arrived=arrived.year, filler=self.register.filler),
            self._father(person, by) if rng.random() > missing["pere"] else "",
            self._mother(person, by) if rng.random() > missing["mere"] else "",
            self._phone(person) if rng.random() > missing["telephone"] else "",
            identity(rng, person.nina) if person.nina and rng.random() > missing["nina"] else "",
            *self._places(person, by), arrived.isoformat(), convoy,
        ]  # fmt: skip

    def _father(self, person: Person, by: Clerk) -> str:
        given = write(self.rng, person.father, by)
        return f"{given} {write(self.rng, person.father_family, by)}" if self.rng.random() < 0.3 else given

    def _mother(self, person: Person, by: Clerk) -> str:
        given = write(self.rng, person.mother, by)
        return given if self.rng.random() < 0.1 else f"{given} {write(self.rng, person.mother_family, by)}"

    def _phone(self, person: Person) -> str:
        rng = self.rng
        if rng.random() < 0.02:
            return telephone(rng, rng.choice(self.own_phones))
        if rng.random() < 0.3:  # another number than the usual: a relative's, or a new one
            return telephone(rng, phone(rng))
        return telephone(rng, person.phone)

    def _places(self, person: Person, by: Clerk) -> tuple[str, str]:
        rng = self.rng
        village, cercle, _ = person.village
        if rng.random() < 0.06:
            village, cercle = "", rng.choice(REGIONS)
        if rng.random() < self.register.missing["village"]:
            village = ""
        elif rng.random() < 0.05:
            village = cercle
        village = write(rng, (village, ()), by) if village and rng.random() < 0.5 else village
        return (bare(village) if by.plain else village), "" if rng.random() < 0.12 else cercle
