"""The end of a list that was brought in: what it says of persons goes, how many it listed stays."""

from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.common.permissions import Actor
from benkan.organisations.jobs import is_asked
from benkan.workbooks import verbs
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import
from benkan.workbooks.reads.ends import ended
from benkan.workbooks.writes.imports import enter, forget_bytes

# All that a row says of somebody; its number, what became of it and when stay. Identifiers of what it made go too: the
# lines and files of the arrival say the same, and are erased with the person.
EMPTY = {
    "answers": {}, "cells": {}, "corrections": {}, "errors": [], "warnings": [], "against": None, "reasons": [],
    "strength": "", "difference": [], "made": {},
}  # fmt: skip


def holders() -> list[tuple]:
    """(Organisation, account) of whoever brought files that are not closed yet: identifiers, for the worker alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, account_id FROM workbooks_holders()")
        return cursor.fetchall()


@transaction.atomic
def empty_ended(*, by: Actor) -> int:
    """Empty the files that an account brought to its organisation and whose time is over; gives how many were.

    No right is asked: the day decides, whoever the account has become. A file that somebody holds, or that the worker
    was asked for, is looked at again the next hour.
    """
    own = Import.objects.filter(organisation_id=by.organisation_id, by_id=by.account_id)
    for_update = own.select_for_update(of=("self",), skip_locked=True)
    found = [one.pk for one in ended(own.defer("content")) if not is_asked(one.pk)]
    held = [one.pk for one in for_update.filter(pk__in=found).only("pk")]
    over = ended(own.filter(pk__in=held).defer("content"))  # as they stand now that they are held
    for source in over:
        _empty(by, source)
    return len(over)


def _empty(by: Actor, source: Import) -> None:
    rows = source.rows.update(**EMPTY)
    forget_bytes(source=source)
    enter(by=by, source=source, stage=Stage.EMPTIED)
    record(verbs.FILE_EMPTIED, by=by, on=source, count=rows)
