"""What is written in bulk is what the platform's own writes would have written, row by row, audit included."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.db import connection, transaction

from benkan.common.sealed_fields import SealedField
from benkan.common.sealing import opened
from benkan.demo import bulk
from benkan.demo.bulk.sheaf import TABLES
from benkan.demo.country import events as e
from benkan.demo.country.world import World
from benkan.demo.crowd import actors
from benkan.demo.found import agents_of, sign_texts
from benkan.demo.play import play
from benkan.organisations.acting import entered
from benkan.organisations.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.exhaustive]
PERSONS, SEED, TODAY = 50, 3, dt.date(2026, 3, 12)
# Counters of the database itself, and the moment at which a trigger ran.
NOT_COMPARED = {"pgh_id", "pgh_created_at"}
# Other actors are asked as somebody completes a file; of the files of a country's past, made in bulk, nobody asks.
NOT_IN_BULK = {"linkage.asked"}


def world() -> World:
    return World(seed=SEED, today=TODAY, persons=PERSONS, actors=actors())


def what_seldom_happens() -> list[e.Event]:
    """A person of another country, annulled an hour later; somebody known who comes back; a head that was counted
    first; a correction that says nothing new. Fifty people do not always show these."""
    at = dt.datetime(2026, 3, 11, 9, tzinfo=dt.UTC)
    desk = e.Desk("SAR", "rte-gog", at.date())
    said = {"given_names": "Sira", "family_name": "Camara", "sex": "F", "birth": "27", "destination": "ml-kayes-kayes"}
    corrected = {"nationality": "gn", "marital_status": "veuf", "phone": "30 00 00 01"}
    return [
        e.AidToTokens(at, "awa", desk, (1, 2, 3), ("eau",)),
        e.Registered(at, "awa", desk, 2, 9001, 9001, said, ("sick",)),
        e.AidToTokens(at + dt.timedelta(minutes=1), "moussa", desk, (1, 2, 4), ("repas", "kit")),
        e.LineNoted(at + dt.timedelta(minutes=2), "awa", desk, 1, "refus", "M", "adulte"),
        e.Corrected(at + dt.timedelta(minutes=3), "kadiatou", 9001, corrected),
        e.Corrected(at + dt.timedelta(minutes=4), "kadiatou", 9001, {"marital_status": "veuf"}),
        e.Annulled(at + dt.timedelta(hours=1), "kadiatou", 9001, "Enregistrée deux fois"),
        back_again(at + dt.timedelta(hours=2)),
    ]


def back_again(at: dt.datetime) -> e.CameBack:
    """Who was received first of all comes again, to the same actor."""
    first = next(event for unit in world().units() for event in unit if isinstance(event, e.Registered))
    return e.CameBack(at, first.by, replace(first.desk, day=at.date(), convoy=None), 1, first.file)


def units() -> list[list[e.Event]]:
    return [*world().units(), what_seldom_happens()]


def written_by(write) -> tuple[dict[str, list], list]:
    """All rows that a way of writing leaves, undone afterwards; and what it tells of who is who."""
    with transaction.atomic():
        told = list(write(units(), agents_of(world())))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        rows = all_rows()
        transaction.set_rollback(True)
    return rows, told


def all_rows() -> dict[str, list[dict]]:
    """The rows of every table that demonstrations write, as each organisation reads its own."""
    found = {table: {} for table in TABLES}
    with entered(door="founding"):
        members = {m.organisation_id: m.account_id for m in Membership.objects.filter(role="accueil")}
    for organisation, account in members.items():
        with entered(account_id=account, organisation_id=organisation), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT to_jsonb(t)::text FROM {table._meta.db_table} t")  # noqa: S608 - our own names
                found[table] |= {text: opened_row(table, json.loads(text)) for (text,) in cursor.fetchall()}
    return {
        table: [row for row in rows.values() if row.get("verb") not in NOT_IN_BULK] for table, rows in found.items()
    }


def opened_row(table, row: dict) -> dict:
    """The row with what is sealed in it in clear: the same answer is never sealed twice alike."""
    for field in table._meta.concrete_fields:
        if isinstance(field, SealedField) and row[field.column] is not None:
            place = field.place(row["organisation_id"], row[table._meta.pk.column])
            row[field.column] = field.clear(opened(bytes.fromhex(row[field.column].removeprefix("\\x")), place))
    return row


def with_ranks(rows: dict) -> dict[str, list[str]]:
    """The rows in an order of their own, each identifier and each number replaced by its rank in its table."""
    ranks = {}
    for table, held in rows.items():
        for rank, row in enumerate(sorted(held, key=lambda row: row.get("id", "") or "") if "id" in held[0] else []):
            if isinstance(row["id"], str):
                ranks[row["id"]] = f"{table.__name__} {rank}"
    numbers = sorted({row["number"] for held in rows.values() for row in held if "number" in row})
    ranks |= {number: f"number {rank}" for rank, number in enumerate(numbers)}

    def replaced(name, value):
        if name == "id" and isinstance(value, int):
            return None  # a counter of the database
        return ranks.get(value, value) if isinstance(value, str) else value

    return {
        table.__name__: sorted(
            json.dumps({n: replaced(n, v) for n, v in row.items() if n not in NOT_COMPARED}, sort_keys=True)
            for row in held
        )
        for table, held in rows.items()
    }


def test_bulk_leaves_the_rows_of_the_writes(cast):
    sign_texts()
    by_writes, told_by_writes = written_by(play)
    in_bulk, told_in_bulk = written_by(bulk.write)
    assert all(by_writes[table] for table in TABLES), [t.__name__ for t in TABLES if not by_writes[t]]
    one, other = with_ranks(by_writes), with_ranks(in_bulk)
    for table in one:
        assert other[table] == one[table], table
    assert [(t.source, t.person) for t in told_in_bulk] == [(t.source, t.person) for t in told_by_writes]
