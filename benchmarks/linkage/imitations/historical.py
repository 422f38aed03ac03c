"""50 000 lines about 5 000 historical persons: clusters of one to twenty, names shortened, replaced or mistyped, cells
missing, and birth dates of which only the year is known (1 January)."""

from random import Random

from benchmarks.linkage.errors import slip, slip_digit
from benchmarks.linkage.imitations import Drawn, Set, ranked, rows, shuffled

HEADER = (
    "unique_id", "full_name", "first_and_surname", "first_name", "surname", "dob", "birth_place", "postcode_fake",
    "gender", "occupation",
)  # fmt: skip
SCHEMA = """\
id: unique_id
mode: dedupe
columns:
  first_name: {role: given_name}
  surname: {role: family_name}
  first_and_surname: {role: full_name}
  dob: {role: birth_date}
  birth_place: {role: place}
  postcode_fake: {role: place}
  gender: {role: sex}
  occupation: {role: category}
"""
SHORT = {
    "jean": "jeannot", "pierre": "pierrot", "françois": "fanch", "louis": "loulou", "charles": "charly",
    "andré": "dédé", "robert": "bob", "michel": "mimi", "henri": "riton", "joseph": "jojo", "marie": "mimie",
    "jeanne": "jeannette", "philippe": "phil", "alexandre": "alex", "nicolas": "nico", "frédéric": "fred",
    "thomas": "tom", "daniel": "dan",
}  # fmt: skip
WORKS = (
    "politician", "writer", "painter", "cricketer", "clergyman", "botanist", "poet", "architect", "engineer", "actor",
    "composer", "lawyer", "physician", "judge", "military officer", "historian", "explorer", "banker", "printer",
    "rugby player", "priest", "photographer", "journalist", "mathematician", "chemist", "sculptor", "baronet",
)  # fmt: skip
TITLES = ("sir {}", "{}, 1st baronet", "{}, 2nd baron of {place}", "{} esq", "rev {}", "lord {}")


def invent(count: int, seed: int) -> Set:
    """`count` lines; one person has a line to twenty, ten on average."""
    rng = Random(f"historical {seed} {count}")  # noqa: S311 - invented people
    lists = {"M": Drawn(ranked("prenom_m", 1200), steepness=1.15), "F": Drawn(ranked("prenom_f", 1000), steepness=1.05)}
    family = Drawn(ranked("nom", 5000), steepness=0.75)
    towns = sorted({row["suburb"] for row in rows("linkage", "febrl", "febrl3.csv")} - {""})[::2]
    places, works = Drawn(towns, steepness=0.9), Drawn(WORKS, steepness=0.8, shift=1)
    lines: list[tuple[tuple[str, ...], str]] = []
    number = 0
    while len(lines) < count:
        cells = _person(rng, lists, family, places, works)
        times = min(rng.choice((1, 2, 4, 6, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20)), count - len(lines))
        lines.append((cells, str(number)))
        lines.extend((_copied(rng, cells, lists, family, places), str(number)) for _ in range(times - 1))
        number += 1
    done = shuffled(rng, lines)
    return Set(
        HEADER, {"historical.csv": [cells for cells, _ in done]}, SCHEMA,
        [("historical.csv", cells[0], person) for cells, person in done],
    )  # fmt: skip


def _person(rng: Random, lists: dict[str, Drawn], family: Drawn, places: Drawn, works: Drawn) -> tuple[str, ...]:
    sex = "M" if rng.random() < 0.85 else "F"
    first, last, place = lists[sex].draw(rng), family.draw(rng), places.draw(rng)
    middle = f" {lists[sex].draw(rng)}" if rng.random() < 0.4 else ""
    full = f"{first}{middle} {last}"
    if rng.random() < 0.25:
        full = rng.choice(TITLES).format(full, place=place)
    year = int(rng.triangular(1600, 1990, 1860))
    month, day = (1, 1) if rng.random() < 0.25 else (rng.randint(1, 12), rng.randint(1, 28))
    return (
        full, f"{first} {last}", first, last, f"{year}-{month:02}-{day:02}" if rng.random() < 0.97 else "",
        place, _postcode(rng, place), {"M": "male", "F": "female"}[sex], works.draw(rng),
    )  # fmt: skip


def _postcode(rng: Random, place: str) -> str:
    area = Random(place)  # noqa: S311 - a place keeps its area
    code = f"{chr(65 + area.randrange(26))}{chr(65 + area.randrange(26))}{area.randrange(1, 30)}"
    return f"{code} {rng.randrange(1, 10)}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}"


def _copied(
    rng: Random, cells: tuple[str, ...], lists: dict[str, Drawn], family: Drawn, places: Drawn
) -> tuple[str, ...]:
    full, _, first, last, dob, place, code, gender, work = cells
    parts = full.split(" ")
    if first in SHORT and rng.random() < 0.25:
        first = SHORT[first]
    elif rng.random() < 0.08:
        first = lists["M" if gender == "male" else "F"].draw(rng)
    elif len(parts) > 2 and rng.random() < 0.1:
        first = parts[1].strip(",") or first
    if rng.random() < 0.06:
        last = family.draw(rng)
    elif rng.random() < 0.12:
        last = parts[-1]
    first = slip(rng, first) if rng.random() < 0.15 else first
    last = slip(rng, last) if rng.random() < 0.18 else last
    if rng.random() < 0.03:
        first, last = last, first
    chance = rng.random()
    if chance < 0.12:
        dob = ""
    elif chance < 0.30 and dob:
        dob = slip_digit(rng, dob) if chance < 0.24 else f"{dob[:4]}-01-01"
    place = places.draw(rng) if rng.random() < 0.08 else place
    if rng.random() < 0.25:
        code = _postcode(rng, place)
    elif rng.random() < 0.12:
        code = slip_digit(rng, code)
    kept = " ".join([first, *(part for part in parts[1:-1] if rng.random() < 0.7), last])
    return (
        kept, f"{first} {last}", first, last, dob, "" if rng.random() < 0.2 else place,
        "" if rng.random() < 0.25 else code, "" if rng.random() < 0.3 else gender, "" if rng.random() < 0.25 else work,
    )  # fmt: skip
