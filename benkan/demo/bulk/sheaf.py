"""Rows on their way into the database: gathered by table and by who may write them, inserted many at a time.

As the application's role and inside the row policies, like everybody: COPY is refused to a role that policies bind, and
the owner, who could, is not needed for it. One JSON text carries thousands of rows in one statement.
"""

import json
from collections import defaultdict
from random import Random

import psycopg
from django.db import connection, models, transaction
from psycopg import sql

from benkan.arrivals import models as arrivals
from benkan.audit.models import Entry
from benkan.common.ids import id_at
from benkan.common.sealed_fields import SealedField
from benkan.organisations.acting import change
from benkan.people import models as people

MANY = 60_000  # rows: some megabytes
INSERT = sql.SQL(
    "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s::json)"
)
# Parents first.
TABLES = (
    people.Person, people.Household, people.Registration, people.Registration.pgh_event_models["before"],
    people.RegistrationStatus, people.NameToken, people.Identifier, people.FamilyLink, people.SafeContact,
    people.PrivateTalk, people.Consent, arrivals.Convoy, arrivals.Announcement, arrivals.HeadCount,
    arrivals.ArrivalList, arrivals.Line, arrivals.ImmediateAid, arrivals.ReturnEpisode, Entry,
)  # fmt: skip


class Sheaf:
    def __init__(self, seed: int = 0, *, tables: tuple = TABLES, someone: dict | None = None):
        """`tables`, parents first; `someone`: by organisation, who writes its rows where none is of the audit."""
        self._tables, self._someone = tables, someone or {}
        self._random = Random(seed)  # noqa: S311 - identifiers of invented rows, not secrets
        self._order = 0
        self._rows: dict[type, dict[tuple, list[dict]]] = {table: defaultdict(list) for table in tables}
        self._blank = {table: _blank(table) for table in tables}
        self._held = 0

    def add(self, table: type[models.Model], organisation, account, moment, /, **columns) -> dict:
        """A new row, which may still change until it is written. Its identifier is of that moment."""
        row = {**self._blank[table], **columns}
        if "id" in row:
            row["id"] = self._id(moment)
        if "organisation_id" in row:
            row["organisation_id"] = organisation
        # Only the audit asks who wrote: for the other tables any account of the organisation will do.
        self._rows[table][organisation, account if table is Entry else None].append(row)
        self._held += 1
        return row

    def write(self, *, all_of_it: bool = False) -> None:
        """Write what is held, once it is much. Never within a unit, whose rows may still change."""
        if not self._held or (self._held < MANY and not all_of_it):
            return
        someone = self._someone | dict(self._rows[Entry].keys())  # an account of each organisation
        # Not Django's cursor, which would write the values into the statement: here they are megabytes.
        with transaction.atomic(), psycopg.Cursor(_plain()) as cursor:
            for table in self._tables:
                insert = INSERT.format(
                    table=sql.Identifier(table._meta.db_table),
                    columns=sql.SQL(", ").join(map(sql.Identifier, self._blank[table])),
                )
                for (organisation, account), rows in self._rows[table].items():
                    change(account_id=account or someone[organisation], organisation_id=organisation)
                    _seal(table, rows)
                    cursor.execute(insert, [json.dumps(rows, default=str, ensure_ascii=False)])
                self._rows[table].clear()
        self._held = 0

    def _id(self, moment) -> str:
        self._order += 1
        return str(id_at(moment, self._order, self._random.getrandbits(34)))


def _seal(table: type[models.Model], rows: list[dict]) -> None:
    """Put what saving an object would put in its sealed columns, in the way a text says bytes."""
    key = table._meta.pk.column
    for field in table._meta.concrete_fields:
        if isinstance(field, SealedField):
            for row in rows:
                place = {"organisation_id": row["organisation_id"], "row_id": row[key]}
                sealed = field.sealed(row[field.column], **place)
                row[field.column] = None if sealed is None else f"\\x{sealed.hex()}"


def _plain() -> psycopg.Connection:
    connection.ensure_connection()
    return connection.connection


def _blank(table: type[models.Model]) -> dict:
    """The columns of a table with the values that a row has when nothing is said; counters of the database left out."""
    fields = [field for field in table._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return {field.column: _default(field) for field in fields}


def _default(field):
    if field.has_default() and callable(field.default) and field.default is not list:
        return None  # a moment or an identifier: given with the row
    return field.get_default()
