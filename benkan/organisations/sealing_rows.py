"""For migrations: rows that were written before their column was sealed, sealed where they stand.

Without the wrapping key such a migration stops with the sentence and changes nothing; empty tables need no key. No
clear value stays on the disk: the table's file is written anew (the write-ahead log and older backups keep theirs).
"""

from benkan.common.sealed_fields import SealedField
from benkan.organisations.keys import OrganisationKeys

LIST = "SELECT {row} FROM {table} WHERE {clear} IS NOT NULL"
READ = "SELECT organisation_id, {clear} FROM {table} WHERE {row} = %s"
WRITE = "UPDATE {table} SET {column} = %s WHERE {row} = %s"


def seal_column(apps, schema_editor, field: SealedField, *, table: str, clear: str, row: str = "id") -> int:
    """Fill a sealed column from a clear one, which may be itself; gives the number of rows.

    The table has an `organisation_id`, and `row` is its identifier. Raises `Unopened`.
    """
    connection = schema_editor.connection
    keys = OrganisationKeys(connection.alias, apps.get_model("organisations", "OrganisationKey"))
    quoted = {"table": table, "clear": clear, "row": row, "column": field.column}
    names = {name: connection.ops.quote_name(value) for name, value in quoted.items()}
    list_rows, read, write = (statement.format(**names) for statement in (LIST, READ, WRITE))
    with connection.cursor() as cursor:
        cursor.execute(list_rows)
        rows = [row_id for (row_id,) in cursor.fetchall()]
        for row_id in rows:  # one at a time: it may be a whole file
            cursor.execute(read, [row_id])
            organisation_id, value = cursor.fetchone()
            place = {"organisation_id": organisation_id, "row_id": row_id, "key": keys.current(organisation_id)}
            cursor.execute(write, [connection.Database.Binary(field.sealed(value, **place)), row_id])
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with deferred checks waiting cannot be altered
    return len(rows)


def rewrite(schema_editor, table: str, column: str) -> None:
    """Write the table's file anew, by way of one of its columns of bytes: earlier versions and dropped columns go."""
    table, column = schema_editor.quote_name(table), schema_editor.quote_name(column)
    schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE bytea USING {column} || ''::bytea")
