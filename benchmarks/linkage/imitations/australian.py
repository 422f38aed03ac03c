"""Two files of 5 000 Australian persons with addresses, each original with one corrupted copy (in the way of FEBRL)."""

from random import Random

from benchmarks.linkage.errors import scan, slip, slip_digit
from benchmarks.linkage.imitations import Set, rows

HEADER = (
    "rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
    "date_of_birth", "soc_sec_id",
)  # fmt: skip
SCHEMA = """\
id: rec_id
mode: link
one_to_one: true
columns:
  given_name: {role: given_name}
  surname: {role: family_name}
  street_number: {role: address}
  address_1: {role: address}
  address_2: {role: address}
  suburb: {role: place}
  postcode: {role: place}
  state: {role: category}
  date_of_birth: {role: birth_date, format: "%Y%m%d"}
  soc_sec_id: {role: identifier}
"""
# How often each cell is the one that is corrupted (given name … number of social security).
PRONE = (14, 18, 10, 16, 12, 12, 8, 6, 12, 4)
DIGITS = {3, 7, 9, 10}


def invent(count: int, seed: int) -> Set:
    """`count` originals and as many copies."""
    rng = Random(f"australian {seed} {count}")  # noqa: S311 - invented people
    originals = _pools()
    first, second, truth = [], [], []
    order = list(range(count))
    persons = [_person(rng, originals) for _ in order]
    for number, cells in enumerate(persons):
        first.append((f"rec-{number}-org", *cells))
    rng.shuffle(order)
    for number in order:
        second.append((f"rec-{number}-dup-0", *_copied(rng, list(persons[number]), originals)))
    rng.shuffle(first)
    for name, lines in (("originals.csv", first), ("copies.csv", second)):
        truth.extend((name, line[0], line[0].split("-")[1]) for line in lines)
    return Set(HEADER, {"originals.csv": first, "copies.csv": second}, SCHEMA, truth)


def _pools() -> dict[str, list[str]]:
    known = [
        row
        for file in ("febrl1", "febrl3")
        for row in rows("linkage", "febrl", f"{file}.csv")
        if "org" in row["rec_id"]
    ]
    found = {name: [row[name] for row in known] for name in HEADER[1:]}
    found["streets"] = sorted({word for value in found["address_1"] for word in value.split()[:-1]})
    return found


def _person(rng: Random, pools: dict[str, list[str]]) -> tuple[str, ...]:
    """Cells drawn each for itself, so that nothing but the person holds them together; rare values are made anew."""
    street = rng.choice(pools["address_1"])
    if street and rng.random() < 0.6:
        street = f"{rng.choice(pools['streets'])} {street.split()[-1]}"
    birth = f"{rng.randint(1900, 1999)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    return (
        rng.choice(pools["given_name"]), rng.choice(pools["surname"]), str(int(rng.paretovariate(0.7)) % 400 or 1),
        street, rng.choice(pools["address_2"]) if rng.random() > 0.35 else "", rng.choice(pools["suburb"]),
        rng.choice(pools["postcode"]), rng.choice(pools["state"]), birth if rng.random() > 0.02 else "",
        str(rng.randrange(10**6, 10**7)),
    )  # fmt: skip


def _copied(rng: Random, cells: list[str], pools: dict[str, list[str]]) -> tuple[str, ...]:
    if rng.random() < 0.06 and cells[0] and cells[1]:
        cells[0], cells[1] = cells[1], cells[0]
    touched: dict[int, int] = {}
    for _ in range(rng.randint(1, 4)):
        at = rng.choices(range(10), PRONE)[0]
        if touched.get(at, 0) < 2:
            touched[at] = touched.get(at, 0) + 1
            cells[at] = _corrupted(rng, at, cells[at], pools)
    return tuple(cells)


def _corrupted(rng: Random, at: int, cell: str, pools: dict[str, list[str]]) -> str:
    chance = rng.random()
    if not cell:
        return cell
    if chance < 0.12:
        return ""
    if at + 1 in DIGITS:
        return slip_digit(rng, cell)
    if chance < 0.2 and at != 7:
        return rng.choice(pools[HEADER[at + 1]]) or cell
    if chance < 0.35 and len(cell) > 4:
        cut = rng.randrange(1, len(cell))
        return cell.replace(" ", "", 1) if " " in cell else f"{cell[:cut]} {cell[cut:]}"
    return scan(rng, cell).lower() if chance < 0.45 else slip(rng, cell)
