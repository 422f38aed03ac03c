"""All changes of files that come in; documents that go out are in `documents`."""

from benkan.workbooks.writes.imports import (
    correct_cell,
    decide,
    enter,
    forget_bytes,
    note_applied,
    receive_file,
    remember_columns,
    stage_rows,
)

__all__ = [
    "correct_cell",
    "decide",
    "enter",
    "forget_bytes",
    "note_applied",
    "receive_file",
    "remember_columns",
    "stage_rows",
]
