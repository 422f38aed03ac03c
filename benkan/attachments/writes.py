"""All changes of papers that are attached; and their opening, which is a reading."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import PurePath
from uuid import UUID

from django.db import models, transaction

from benkan.attachments import verbs
from benkan.attachments.content import kept_of, media_type_of
from benkan.attachments.models import Attachment
from benkan.attachments.permissions import ADD, READ
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check

LONGEST_NAME = 120


@transaction.atomic
def attach(*, by: Actor, on, kind: str, name: str, content: bytes, file_id: UUID | None = None) -> Attachment:
    """Attach a paper to an object of the actor's organisation; the same bytes once. `file_id`: the file it speaks of.

    A photograph is kept without what its device says of it. Raises `Refused`; `Impossible` where the bytes are no
    photograph and no PDF, are damaged, or weigh too much.
    """
    check(by, ADD)
    if kind not in Attachment.Kind.values:
        raise Impossible("Dites ce qu’est cette pièce.")
    media_type = media_type_of(content)
    content = kept_of(content, media_type)
    digest = hashlib.sha256(content).hexdigest()
    where = {"organisation_id": by.organisation_id, "on_kind": on._meta.label_lower, "on_id": on.pk}
    if Attachment.objects.filter(**where, digest=digest).exists():
        raise Impossible("Cette pièce est déjà jointe ici. Choisissez-en une autre.")
    attached = Attachment(
        **where,
        kind=kind,
        name=_plain(name),
        media_type=media_type,
        size=len(content),
        digest=digest,
        content=content,
        by_id=by.account_id,
    )
    attached.save(force_insert=True)
    record(verbs.ATTACHED, by=by, on=attached, file_id=file_id, fields=[kind])
    return attached


@transaction.atomic
def open_attachment(*, by: Actor, attachment: Attachment, file_id: UUID | None = None) -> bytes:
    """The bytes of a paper, with one audit row. Raises `Refused`, `Impossible` once it is removed."""
    check(by, READ)
    if attachment.removed_at is not None:
        raise Impossible("Cette pièce a été retirée\u00a0: elle n’est plus gardée.")
    content = attachment.content
    record(verbs.OPENED, by=by, on=attachment, file_id=file_id, fields=[attachment.kind])
    return content


@transaction.atomic
def remove_attachment(*, by: Actor, attachment: Attachment, file_id: UUID | None = None) -> Attachment:
    """Forget the bytes and the name of a paper; that it was there, by whom and until when stays."""
    check(by, ADD)
    held = Attachment.objects.defer("content").select_for_update().get(pk=attachment.pk)
    if held.removed_at is None:
        _forget(by, held, file_id)
    return held


def forget_with(*, by: Actor, registrations: Sequence[models.Model], whole: bool) -> None:
    """Papers go with the file they are attached to, when it is erased whole; the caller has checked who decided it."""
    if whole:
        forget_of(by=by, files=registrations, kinds=Attachment.Kind.values)


@transaction.atomic
def forget_of(*, by: Actor, files: Sequence[models.Model], kinds: Sequence[str]) -> int:
    """Forget the papers of some kinds of these files, by law; gives how many. The caller has checked who decided it."""
    by_id = {one.pk: one for one in files}
    held = Attachment.objects.filter(on_id__in=by_id, kind__in=list(kinds), removed_at=None)
    forgotten = 0
    for attachment in held.defer("content").order_by("pk").select_for_update():
        if attachment.on_kind == by_id[attachment.on_id]._meta.label_lower:
            _forget(by, attachment, attachment.on_id)
            forgotten += 1
    return forgotten


def _forget(by: Actor, held: Attachment, file_id: UUID | None) -> None:
    held.content, held.name, held.digest = None, "", ""
    held.removed_at, held.removed_by_id = clock.now(), by.account_id
    held.save(update_fields=["content", "name", "digest", "removed_at", "removed_by"])
    record(verbs.REMOVED, by=by, on=held, file_id=file_id, fields=[held.kind])


def _plain(name: str) -> str:
    """The name of a file without folders, extension, nor what a header or a page cannot hold."""
    stem = PurePath(name.replace("\\", "/")).stem
    return re.sub(r'[\x00-\x1f\x7f:*?"<>|]', "", stem).strip()[:LONGEST_NAME] or "piece"
