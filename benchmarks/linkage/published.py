"""Small labelled sets that others publish, read where the shared data are: what the imitations cannot flatter."""

from benchmarks.linkage.imitations import Set, rows
from benchmarks.linkage.imitations.australian import HEADER as FEBRL
from benchmarks.linkage.imitations.australian import SCHEMA as FEBRL_SCHEMA
from benchmarks.linkage.imitations.german import HEADER as GERMAN
from benchmarks.linkage.imitations.german import SCHEMA as GERMAN_SCHEMA

FAKE = ("unique_id", "first_name", "surname", "dob", "city", "email")
FAKE_SCHEMA = """\
id: unique_id
mode: dedupe
columns:
  first_name: {role: given_name}
  surname: {role: family_name}
  dob: {role: birth_date}
  city: {role: place}
  email: {role: email}
"""


def _set(path: tuple[str, ...], header: tuple[str, ...], schema: str, person_of) -> Set:
    read = rows(*path)
    name = path[-1]
    lines = [tuple(row[column] or "" for column in header) for row in read]
    return Set(header, {name: lines}, schema, [(name, row[header[0]], person_of(row)) for row in read])


def _febrl(name: str) -> Set:
    schema = FEBRL_SCHEMA.replace("mode: link\none_to_one: true\n", "mode: dedupe\n")
    return _set(("linkage", "febrl", f"{name}.csv"), FEBRL, schema, lambda row: row["rec_id"].split("-")[1])


# By name: how to read each. NoLists where it is not on this machine.
PUBLISHED = {
    "FEBRL 1": lambda: _febrl("febrl1"),
    "FEBRL 3": lambda: _febrl("febrl3"),
    "RLdata500": lambda: _set(("linkage", "rldata", "RLdata500.csv"), GERMAN, GERMAN_SCHEMA, lambda row: row["ent_id"]),
    "Splink fake 1000": lambda: _set(
        ("linkage", "splink_fake_1000", "fake_1000.csv"), FAKE, FAKE_SCHEMA, lambda row: row["cluster"]
    ),
}
