"""Lines of the invented registers as a platform would be told them: births read as it reads them, one place, papers."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from benchmarks.linkage.people import LETTERS, Person
from benchmarks.linkage.records import FIELDS
from benchmarks.linkage.registers import Line, invent
from benkan.common.imprecise import ImpreciseDate, NotADate, parse

PASSPORT, CARD = 0.3, 0.15  # of the people hold one
SHOWN, RENEWED = 0.5, 0.1  # of the times; the number is then another


def told(records: int, seed: int) -> Iterator[tuple[dict, Person]]:
    """Exactly `records` registrations in the fields of the engine's desk, each with the person whose it is."""
    rng = Random(f"papers {seed}")  # noqa: S311 - invented numbers
    for line in invent(records, seed):
        yield _registration(rng, line), line.person


def _registration(rng: Random, line: Line) -> dict:
    cells = dict(zip(FIELDS, line.cells, strict=True))
    birth = _birth(cells["date_naissance"], dt.date.fromisoformat(cells["date_arrivee"]))
    return {
        "given_names": cells["prenom"],
        "family_name": cells["nom"],
        "father_name": cells["pere"],
        "mother_name": cells["mere"],
        "birth_year": birth.year,
        "birth_month": birth.month,
        "birth_day": birth.day,
        "birth_precision": str(birth.precision),
        "sex": cells["sexe"],
        "phone": cells["telephone"],
        "identifiers": [number for number in (cells["nina"], *_papers(rng, line.person)) if number],
        "destination": cells["village"] or cells["cercle"],
        "category": cells["convoi"],
    }


def _birth(written: str, arrived: dt.date) -> ImpreciseDate:
    try:
        return parse(written, on=arrived)
    except NotADate:  # the platform asks again; here nobody is there to answer
        return ImpreciseDate()


def _papers(rng: Random, person: Person) -> list[str]:
    """The passport and the consular card that she shows that day, in any order."""
    own = Random(f"papers of {person.number}")  # noqa: S311 - invented numbers
    shown = []
    for share, make in ((PASSPORT, _passport), (CARD, _card)):
        held, number, renewed = own.random() < share, make(own), make(own)
        if held and rng.random() < SHOWN:
            shown.append(renewed if rng.random() < RENEWED else number)
    rng.shuffle(shown)
    return shown


def _passport(rng: Random) -> str:
    return f"{rng.choice(LETTERS)}{rng.choice(LETTERS)}{rng.randrange(10**7):07}"


def _card(rng: Random) -> str:
    return f"{rng.randrange(10**10):010}"
