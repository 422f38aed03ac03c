"""A registration as the engine is told of it, and the desk of this process, with the model in force."""

import logging
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Thread
from time import monotonic
from traceback import extract_tb

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connections

from benkan.common.errors import Impossible, Refused
from benkan.linkage.engine.desk import Desk, shipped_model
from benkan.linkage.engine.model import Model, from_data
from benkan.linkage.models import StoredModel
from benkan.linkage.reads.inforce import name_in_force
from benkan.people.alike import NotSearched
from benkan.people.models import Registration

# What `told_of` reads; papers and the place are to be fetched with it (`with_what_is_told`).
SAID = (
    "given_names", "family_name", "also_known_as", "father_name", "mother_name", "birth_year", "birth_month",
    "birth_day", "birth_precision", "sex", "phone",
)  # fmt: skip
LOOKED_UP_EVERY = 60  # seconds

logger = logging.getLogger(__name__)


@dataclass
class _Desk:
    """The desk of this process; `name` of the model in force when it was last looked up, None for the shipped one."""

    made: Desk | None = None
    name: str | None = None
    until: float = -math.inf  # the name holds so long, by the clock of the process
    held: bool = False  # the shipped model compares, and nobody asks which is in force


_desk = _Desk()
_turn = Lock()


def desk() -> Desk:
    """The desk of this process, with the model in force, looked up once a minute at most.

    The first call, and the first after models changed, take a second or two.
    """
    with _turn:
        if not _desk.held and monotonic() >= _desk.until:
            name = name_in_force()
            if name != _desk.name:
                _desk.made, _desk.name = None, name
            _desk.until = monotonic() + LOOKED_UP_EVERY
        if _desk.made is None:
            _desk.made = Desk(shipped_model() if _desk.name is None else _stored(_desk.name))
        return _desk.made


def make_ready() -> None:
    """Make the desk beside what is being done, where it is not made yet: who opens the search types meanwhile."""
    if _desk.made is None:
        Thread(target=_make, daemon=True).start()


def _make() -> None:
    try:
        desk()
    finally:
        connections.close_all()  # this thread's own: nobody else would


@contextmanager
def answering() -> Iterator[None]:
    """Around what the engine works out. Where it fails, what failed and where are logged, never its message, which may
    quote what was told of somebody; the desk is made anew; and `NotSearched` says the sentence.

    What the database or a rule refuses is no failure of the engine's, and passes.
    """
    try:
        yield
    except (DatabaseError, Impossible, Refused, ObjectDoesNotExist):
        raise
    except Exception as failure:
        logger.error("linkage: the engine failed: %s", _where(failure))
        with _turn:
            _desk.made = None
        raise NotSearched from None  # without what caused it, which whoever prints a traceback would quote


def _where(failure: Exception) -> str:
    """« OutOfMemoryException, benkan/linkage/engine/desk.py:181 »: the last of our lines that ran."""
    ours = [frame for frame in extract_tb(failure.__traceback__) if "benkan" in frame.filename]
    last = ours[-1]
    return f"{type(failure).__name__}, {last.filename[last.filename.rindex('benkan') :]}:{last.lineno}"


def look_again() -> None:
    """Ask at the next call which model is in force, without waiting for the minute to end."""
    with _turn:
        _desk.until = -math.inf


def hold_shipped(held: bool) -> None:
    """Compare by the shipped model and ask nothing, or ask again: for tests, which count what is asked."""
    with _turn:
        if held and _desk.name is not None:
            _desk.made, _desk.name = None, None
        _desk.held, _desk.until = held, -math.inf


def _stored(name: str) -> Model:
    """What a version before this one kept may not be read any more: the shipped model then compares meanwhile."""
    body = StoredModel.objects.values_list("body", flat=True).get(pk=name)
    try:
        return from_data(body)
    except (ValueError, KeyError, TypeError):
        logger.exception("linkage: model %s cannot be read by this version; the shipped one compares. Relearn.", name)
        return shipped_model()


def with_what_is_told(files):
    """A queryset of registrations with what `told_of` reads of each, in two questions whatever their number."""
    return files.select_related("destination").prefetch_related("identifiers")


def told_of(registration: Registration) -> dict:
    """What was told of her, in the engine's fields (`engine.desk.FIELDS`)."""
    said = {name: getattr(registration, name) for name in SAID}
    papers = sorted(registration.identifiers.all(), key=lambda paper: (paper.kind, paper.key))
    place = registration.destination_said or (registration.destination.name if registration.destination else "")
    return said | {"identifiers": [paper.value for paper in papers], "destination": place}


def cleaned_of(registrations: Sequence[Registration]) -> list[dict]:
    """The cleaned words of each, in their order."""
    return desk().clean([told_of(one) for one in registrations])
