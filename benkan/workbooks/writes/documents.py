"""Documents that go out: asked on a page, made by the worker, taken by who asked, emptied when their day is over."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from psycopg import Cursor as ServerCursor

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.typography import NBSP, heure, jour
from benkan.notices.writes import tell
from benkan.organisations.acting import Acting
from benkan.organisations.jobs import defer
from benkan.workbooks import verbs
from benkan.workbooks.engine.writing import write_csv, write_xlsx
from benkan.workbooks.exports import KEPT, Export, Prepared, export_of, prepared
from benkan.workbooks.models import Document
from benkan.workbooks.notices import DOCUMENT_READY
from benkan.workbooks.reads.documents import is_late, is_over

NO_NAME_OF_A_FILE = re.compile(r'[\\/:*?"<>|]')
INVENTED = "Données inventées"
FOR_ONESELF = f"Contient des noms{NBSP}: pour votre seul usage, à effacer quand il a servi."


@transaction.atomic
def ask_document(*, by: Acting, export: Export, filters: Mapping[str, str], file_format: str) -> Document:
    """Ask the worker for a list; the same one asked twice is made once. Raises `Refused`, `Impossible`, `Http404`."""
    from benkan.workbooks.tasks import make_asked  # which asks the writes below

    listed = prepared(by, export, filters)
    if not listed.count:
        raise Impossible(f"Cette liste est vide{NBSP}: il n’y a rien à emporter.")
    empty_old_documents(account_id=by.account_id)
    alike = {"kind": export.kind, "filters": dict(filters), "format": file_format, "by_id": by.account_id}
    waiting = Document.objects.filter(**alike, stage=Document.Stage.ASKED).defer("content").first()
    if waiting is not None and not is_late(waiting):
        return waiting
    name = NO_NAME_OF_A_FILE.sub("-", f"Benkan, {listed.name}, {clock.today():%d-%m-%Y}")
    asked = Document.objects.create(**alike, organisation_id=by.organisation_id, name=name)
    defer(make_asked, by=by, identifier=asked.pk)
    return asked


def make_document(*, by: Acting, document_id: UUID) -> Document | None:
    """Write a document that was asked for, with its audit row; None where it is made already, or no more there."""
    asked = Document.objects.defer("content").select_for_update()
    found = asked.filter(pk=document_id, stage=Document.Stage.ASKED).first()
    if found is None:
        return None
    with TemporaryFile() as file:  # without a name: nothing stays of it when the worker is killed
        found.rows = write_list(
            file, by=by, export=export_of(found.kind), filters=found.filters, file_format=found.format, document=found
        )
        found.size = file.tell()
        file.seek(0)
        _keep(found, file.read())
    found.stage, found.ready_at = Document.Stage.READY, clock.now()
    found.save(update_fields=["rows", "size", "stage", "ready_at"])
    tell(by=by, kind=DOCUMENT_READY, page="exports:mine", account_id=found.by_id)
    return found


def _keep(document: Document, content: bytes) -> None:
    """Write the bytes, sealed, by a bound parameter: Django spells them out in the text of its statement, which takes
    ten times as much memory."""
    field = Document._meta.get_field("content")
    sealed = field.sealed(content, organisation_id=document.organisation_id, row_id=document.pk)
    with ServerCursor(connection.connection) as cursor:
        cursor.execute("UPDATE workbooks_document SET content = %b WHERE id = %s", (sealed, document.pk))


def write_list(
    file: BinaryIO,
    *,
    by: Acting,
    export: Export,
    filters: Mapping[str, str],
    file_format: str,
    document: Document | None = None,
) -> int:
    """Write a list into an open file, row after row, in the name of who takes it; gives the number of rows.

    One audit row says the kind of list, the names of the filters and the count.
    """
    listed = prepared(by, export, filters)
    words = _words(by, listed)
    if file_format == Document.Format.XLSX:
        foot = " · ".join(words[: 2 if settings.DEMO else 1])
        rows = write_xlsx(file, words, listed.headings, listed.rows(), sheet=listed.sheet, foot=foot)
    else:
        rows = write_csv(file, words, listed.headings, listed.rows())
    record(export.verb, by=by, on=document, fields=filters, count=rows)
    return rows


def say_document_failed(*, by: Actor, document_id: UUID) -> None:
    """The page says the sentence: it is the same whatever happened, so that it tells nothing of anybody."""
    Document.objects.filter(pk=document_id, stage=Document.Stage.ASKED).update(stage=Document.Stage.FAILED)


@transaction.atomic
def take_document(*, by: Actor, document: Document) -> bytes:
    """The bytes, for who asked and still holds the right; one audit row. Raises `Refused`, `Impossible`."""
    check(by, export_of(document.kind).permission)
    if document.stage != Document.Stage.READY:
        raise Impossible("Ce fichier n’est pas prêt. Revenez à la page de vos exports.")
    if document.content is None or is_over(document):
        raise Impossible("Ce fichier est effacé d’ici, comme la page le disait. Demandez-le de nouveau.")
    record(verbs.DOCUMENT_TAKEN, by=by, on=document, count=document.rows)
    return bytes(document.content)


def empty_old_documents(*, account_id: UUID) -> int:
    """Erase the content of an account's documents whose day is over; the rows stay. Gives how many were emptied."""
    own = Document.objects.filter(by_id=account_id, content__isnull=False)
    return own.filter(ready_at__lte=clock.now() - KEPT).update(content=None)


def empty_documents_of_organisation() -> None:
    """Erase the content of every document of the organisation that acts, whoever asked for it: one of them may hold a
    person who was just erased. The rows stay, and say that the file is to be asked for again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workbooks_empty_documents()")


def _words(by: Acting, listed: Prepared) -> Sequence[str]:
    """What stands above the list, whoever opens it later."""
    now: dt.datetime = clock.now()
    masked = f" Masqués par le filtre{NBSP}: {listed.hidden}." if listed.hidden else ""
    return [
        listed.title,
        *([INVENTED] if settings.DEMO else []),
        f"Fait le {jour(now)} à {heure(now)} pour {by.account.name}, {by.organisation.name}",
        f"Source{NBSP}: {listed.source}",
        f"{listed.shown}{masked}",
        FOR_ONESELF,
    ]
