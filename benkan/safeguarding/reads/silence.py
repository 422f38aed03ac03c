"""Whose ordinary files never answer what another organisation asks, while a restricted one is under way."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from benkan.people.models import Registration
from benkan.safeguarding.marks import file_mark


def silent_among(registrations: Sequence[Registration]) -> frozenset[UUID]:
    """Identifiers of those that keep silent (see `people.silence`); one query, whatever their number."""
    of_mark = {file_mark(one.number): one.pk for one in registrations}
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM safeguarding_silent(%s)", [list(of_mark)])
        return frozenset(of_mark[mark] for (mark,) in cursor.fetchall())
