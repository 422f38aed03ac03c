"""The files in `data/`, read into plain rows: what the reference says, before it meets the database."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from benkan.places.folding import fold
from benkan.places.models import Level

FOLDER = Path(__file__).resolve().parent / "data"
MALI = "ml"


def read(name: str) -> list[dict[str, str]]:
    """The rows of one file, as text."""
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def places() -> Iterator[dict]:
    """Every place with the columns of `Place`; the parent by its slug, parents before children."""
    for row in read("countries"):
        yield _place(row, Level.COUNTRY, None)
    for row in read("regions"):
        yield _place(row, Level.REGION, MALI)
    for row in read("cercles"):
        yield _place(row, row["level"], row["region"])
    for row in read("entry_points"):
        yield _place(row, Level.ENTRY_POINT, row["cercle"] or row["region"] or row["country"])


def countries() -> Iterator[dict]:
    for row in read("countries"):
        rank = int(row["rank"]) if row["rank"] else None
        yield {"place": row["slug"], "continent": row["continent"], "roles": row["roles"].split(), "rank": rank}


def regions() -> Iterator[dict]:
    for row in read("regions"):
        yield {"place": row["slug"], "chief_town": row["chief_town"], "former": row["former_region"]}


def entry_points() -> Iterator[dict]:
    for row in read("entry_points"):
        yield {
            "place": row["slug"],
            "kind": row["kind"],
            "also": row["also"].split(),
            "facing": row["facing"].split(),
            "uncertain": row["uncertain"] == "oui",
        }


def codes() -> Iterator[dict]:
    """Codes of all systems; those of ISO 3166-1 stand in the file of countries, in the edition of its date."""
    for row in read("countries"):
        for system, column in (("iso3166-1-alpha-2", "alpha2"), ("iso3166-1-alpha-3", "alpha3")):
            yield _code(
                row, place=row["slug"], system=system, edition=row["as_of"][:4], code=row[column], source="ISO 3166-1"
            )
    for row in read("codes"):
        yield _code(
            row, **{column: row[column] for column in ("place", "system", "edition", "code", "source", "notes")}
        )


def aliases() -> Iterator[dict]:
    for row in read("aliases"):
        yield {"place": row["place"], "key": fold(row["name"]), "name": row["name"], "source": row["source"]}


def conflict_periods() -> Iterator[dict]:
    for row in read("conflict_regions"):
        yield {
            "region": row["region"],
            "begins": _day(row["begins"]),
            "ends": _day(row["ends"]),
            "source": row["source"],
        }


def _place(row: dict, level: str, parent: str | None) -> dict:
    return {
        "slug": row["slug"],
        "level": str(level),
        "parent": parent,
        "name": row["name"],
        "key": fold(row["name"]),
        "begins": _day(row.get("begins")),
        "ends": _day(row.get("ends")),
        "lat": _degrees(row.get("lat")),
        "lon": _degrees(row.get("lon")),
        "position_source": row.get("position_source") or "",
        "source": row["source"],
        "as_of": _day(row["as_of"]),
        "notes": row.get("notes") or "",
    }


def _code(row: dict, *, place: str, system: str, edition: str, code: str, source: str, notes: str = "") -> dict:
    return {
        "place": place,
        "system": system,
        "edition": edition,
        "code": code.upper(),
        "begins": _day(row.get("begins")),
        "ends": _day(row.get("ends")),
        "source": source,
        "notes": notes,
    }


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _degrees(text: str | None) -> float | None:
    return float(text) if text else None
