"""One's own documents, without their content: a page of them weighs nothing, however long the lists."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.workbooks.exports import KEPT
from benkan.workbooks.models import Document

SHOWN = 20
LATE = dt.timedelta(minutes=10)  # twenty times what the longest list takes


def own_documents(by: Actor) -> list[Document]:
    """One's latest documents, each with `held`: whether its content is still there."""
    return list(_own(by).order_by("-asked_at", "-pk")[:SHOWN])


def own_document(by: Actor, document_id: UUID) -> Document | None:
    """One of one's own, with its content; None for anybody else's."""
    return _own(by).defer(None).filter(pk=document_id).first()


def _own(by: Actor) -> QuerySet[Document]:
    own = Document.objects.filter(by_id=by.account_id, organisation_id=by.organisation_id)
    return own.annotate(held=Q(content__isnull=False)).defer("content")


def is_late(document: Document) -> bool:
    """Whether its preparation lasts so long that something must have stopped it."""
    return document.stage == Document.Stage.ASKED and document.asked_at < clock.now() - LATE


def is_over(document: Document) -> bool:
    """Whether its day is over: not given any more, though the worker may not have emptied it yet."""
    return document.ready_at is not None and document.ready_at <= clock.now() - KEPT
