"""Small invented registers for the tests of the engine, already cleaned: no name is anybody's."""

import duckdb
import pyarrow as pa

from benkan.linkage.engine.cleaning import Facts, Prepared

GIVEN = (
    "moussa",
    "awa",
    "oumar",
    "kadiatou",
    "sekou",
    "bintou",
    "drissa",
    "nana",
    "issa",
    "fily",
    "adama",
    "koro",
    "yaya",
    "assitan",
)
FAMILY = ("traore", "koulibali", "diara", "keita", "dembele", "sidibe", "sisoko", "togo", "dolo", "fomba")
PLACES = tuple(f"village {number}" for number in range(30))


def person(number: int) -> dict:
    """The same person for the same number."""
    month, day = number * 5 % 12 + 1, number * 11 % 28 + 1
    year = 1950 + number * 7 % 55
    return {
        "given": GIVEN[number * 3 % len(GIVEN)],
        "family": FAMILY[number * 7 // 3 % len(FAMILY)],
        "mother": f"{GIVEN[number * 5 // 2 % len(GIVEN)]} {FAMILY[number * 11 % len(FAMILY)]}",
        "birth_year": year,
        "birth_month": month,
        "birth_day": day,
        "birth_text": f"{year}{month:02d}{day:02d}",
        "birth_precision": "day",
        "sex": "FM"[number % 2],
        "phone_1": f"70{number * 7919 % 1000000:06d}",
        "identifier_1": None,
        "place_1": PLACES[number * 13 // 7 % len(PLACES)],
    }


def twin(record: dict, given: str) -> dict:
    """Another child of the same birth."""
    return {**record, "given": given}


def register(records: list[dict], *, mode: str = "dedupe", one_to_one: bool = False):
    """A connection that holds these records as `prepare` would, and what `prepare` would say of them."""
    connection = duckdb.connect(config={"threads": 1})
    rows = [_row(number, record) for number, record in enumerate(records)]
    table = pa.Table.from_pylist(rows)
    connection.register("given_records", table)
    connection.execute("CREATE TABLE records AS FROM given_records")
    connection.unregister("given_records")
    columns = {}
    for name in table.column_names:
        if name in ("uid", "source", "id"):
            continue
        filled, distinct = connection.execute(
            f'SELECT count("{name}"), count(DISTINCT "{name}") FROM records'
        ).fetchone()
        if filled:
            columns[name] = Facts(filled / len(rows), distinct)
    sources = tuple(dict.fromkeys(row["source"] for row in rows))
    return connection, Prepared("records", len(rows), sources, columns, 0.0, mode, one_to_one)


def _row(number: int, record: dict) -> dict:
    row = {"uid": number, "source": record.get("source", "a.csv"), "id": str(number)}
    row |= {name: value for name, value in record.items() if name != "source"}
    for name in ("given", "family", "mother"):
        row[f"{name}_key"] = row[f"{name}_canon"] = row[name]
    whole = " ".join(part for part in (row["given"], row["family"]) if part) or None
    return row | {
        "name": whole,
        "name_key": whole,
        "name_canon": whole,
        "name_bag": sorted(set(whole.split())) if whole else None,
    }
