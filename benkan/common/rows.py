"""Insert many rows of a table that has a column of lists: one JSON text carries them all in one statement.

`bulk_create` sends such tables value by value, tens of thousands of placeholders to write and to read for a thousand
rows; others it sends column by column, and they need nothing of this. The row policies hold here as there.
"""

import json
from collections.abc import Sequence

from django.db import connection, models

from benkan.common.sealed_fields import SealedField

INSERT = "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s::json)"


def insert(made: Sequence[models.Model]) -> None:
    """Insert objects of one model whose identifiers are ours, as `bulk_create` does, and let them know it."""
    if not made:
        return
    options, quoted = made[0]._meta, connection.ops.quote_name
    fields = options.concrete_fields
    if any(isinstance(field, SealedField) for field in fields):
        raise TypeError(f"{options.label} has sealed fields: bulk_create seals them, this does not")
    rows = [{field.column: getattr(one, field.attname) for field in fields} for one in made]
    statement = INSERT.format(
        table=quoted(options.db_table), columns=", ".join(quoted(field.column) for field in fields)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, default=str, ensure_ascii=False)])
    for one in made:
        one._state.adding, one._state.db = False, connection.alias
