"""Reads that every page makes anew: their SQL is built once a process, and several of them make one question.

    @prepared
    def waiting(by, today): return Visit.objects.filter(worker=by.account_id, day__lte=today)

    waiting(by, today=today)                                           # the rows
    due, known = together(waiting.of(by, today=today), others.of(by))  # the rows of both, by one question

For small reads Django takes longer to write the SQL than PostgreSQL to answer it. What is kept is the text and how rows
become objects; never a value, a row or a right. A read therefore says no day, moment or identifier of its own: it takes
them as values. One that does not is refused where it is built, so that no page is ever given another's.
"""

import copy
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from inspect import signature
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import ForeignKey, Lookup, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler
from psycopg import ClientCursor, Cursor
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format

from benkan.common.permissions import Actor, Permission

# What differs from one asking to the next. A number among them is told by its mark: small, and used for nothing else.
_TOLD = (UUID, dt.date)
_MARK_DAY, _MARK_NUMBER, _MARKS = dt.date(1001, 1, 1), 31_000, 100
_WHO = {"account", "organisation"}  # need not be asked of


@dataclass(frozen=True)
class _Named:
    """A place in the SQL that takes the value of this name, in the wrapping that Django gave the mark."""

    name: str
    wrap: Callable[[Any], Any] | None = None


@dataclass
class _StandIn:
    """An actor whose identifiers are marks; it notes of which rights the places were asked."""

    account_id: UUID
    organisation_id: UUID
    permissions: frozenset[str]
    true: Actor
    rights: set[Permission] = field(default_factory=set)

    def places_for(self, permission: Permission) -> frozenset[UUID] | None:
        self.rights.add(permission)
        return self.true.places_for(permission)


@dataclass(frozen=True)
class _Built:
    """SQL with its places, and what makes objects of the rows; `sql` is "" where nothing can ever answer."""

    sql: str
    places: tuple
    queryset: QuerySet
    compiler: SQLCompiler
    rights: frozenset[Permission]

    def objects(self, rows: Sequence[tuple]) -> list:
        compiler, queryset = copy.copy(self.compiler), self.queryset._chain()
        compiler.connection = connections[queryset.db]
        compiler.execute_sql = lambda *args, **kwargs: [[row[: compiler.col_count] for row in rows]]
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)


@dataclass(frozen=True)
class Asked:
    """A read with its values, not made yet."""

    built: _Built
    values: dict[str, Any]
    counts: bool = False

    @property
    def sql(self) -> str:
        return f"SELECT count(*) FROM ({self.built.sql}) counted" if self.counts else self.built.sql  # noqa: S608

    @property
    def params(self) -> list:
        return [self._value(place) if isinstance(place, _Named) else place for place in self.built.places]

    @property
    def alias(self) -> str:
        return self.built.queryset.db

    def answer(self, rows: Sequence[tuple]) -> Any:
        if self.counts:
            return rows[0][0] if rows else 0
        return self.built.objects(rows) if rows else []

    def _value(self, place: _Named) -> Any:
        value = self.values[place.name]
        return place.wrap(value) if place.wrap else value


def number_of(asked: Asked) -> Asked:
    """How many rows it has, instead of the rows."""
    return replace(asked, counts=True)


class Prepared:
    """A read whose SQL is kept by the shape of what it is asked with: the rights of who asks, which values are None.

    Where the places of a role take part it is built anew, for their number changes the text. A read that is the same
    for everybody takes no `by`; a list of identifiers is looked for by `__any`.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self._build = build
        self._asks_who = next(iter(signature(build).parameters), "") == "by"
        self._kept: dict[tuple, _Built] = {}
        self.__doc__ = build.__doc__

    def __call__(self, by: Actor | None = None, **values) -> list:
        (rows,) = together(self.of(by, **values))
        return rows

    def of(self, by: Actor | None = None, **values) -> Asked:
        said = {"account": by.account_id, "organisation": by.organisation_id, **values} if self._asks_who else values
        rights = by.permissions if self._asks_who else None
        shape = (rights, tuple(name for name, value in said.items() if value is None), _binds())
        built = self._kept.get(shape)
        if built is None or _limited(by, built.rights):
            built = self._built(by, said)
            if not _limited(by, built.rights):
                self._kept[shape] = built
        return Asked(built, said)

    def _built(self, by: Actor | None, said: dict) -> _Built:
        numbers = count(1)
        marks = {name: _mark(value, next(numbers)) for name, value in said.items()}
        actor, queryset = self._queryset(by, dict(marks))
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            sql, params = "", ()
        compiler.connection = None  # of this thread: each asks by its own
        rights = frozenset(actor.rights) if actor else frozenset()
        places = _places(params, marks, frozenset().union(*(by.places_for(right) or () for right in rights)))
        told = {place.name for place in places if isinstance(place, _Named)}
        if sql and (lost := {name for name, mark in marks.items() if mark is not None} - told - _WHO):
            raise ValueError(f"a prepared read must hold {', '.join(sorted(lost))} as it was given")
        return _Built(sql, places, queryset, compiler, rights)

    def _queryset(self, by: Actor | None, given: dict) -> tuple[_StandIn | None, QuerySet]:
        if not self._asks_who:
            return None, self._build(**given)
        actor = _StandIn(given.pop("account"), given.pop("organisation"), by.permissions, by)
        return actor, self._build(actor, **given)


def _limited(by: Actor | None, rights: frozenset[Permission]) -> bool:
    return any(by.places_for(right) is not None for right in rights)


prepared = Prepared


def together(*asked: Asked) -> list:
    """What each gives, in one question; none where nothing can answer."""
    to_ask = [one for one in asked if one.built.sql]
    if len(to_ask) == 1 and not to_ask[0].counts:
        answers = [_rows(to_ask[0])]
    else:
        answers = _rows_of_all(to_ask) if to_ask else []
    found = iter(answers)
    return [one.answer(next(found)) if one.built.sql else one.answer(()) for one in asked]


def _rows(one: Asked) -> list[tuple]:
    with connections[one.alias].cursor() as cursor:
        cursor.execute(one.sql, one.params)
        return cursor.fetchall()


def _rows_of_all(asked: Sequence[Asked]) -> Sequence[list[tuple]]:
    """Each read is a list of records; in the binary format a record says the type of each of its values."""
    lists = ", ".join(f"ARRAY(SELECT ROW(asked.*) FROM ({one.sql}) asked)" for one in asked)  # noqa: S608
    sql, params = f"SELECT {lists}", [value for one in asked for value in one.params]
    with connections[asked[0].alias].cursor() as cursor:
        if isinstance(cursor.cursor, ClientCursor):  # the worker's and the tests': it reads no binary answer
            sql, params = cursor.cursor.mogrify(sql, params), None
            cursor.cursor = Cursor(cursor.cursor.connection)
        cursor.cursor.format = Format.BINARY
        cursor.cursor.adapters.register_loader("jsonb", _JsonText)
        cursor.execute(sql, params)
        return cursor.fetchone()


class _JsonText(Loader):
    """JSON as Django reads it by itself: behind the number of its version, a text."""

    format = Format.BINARY

    def load(self, data: Buffer) -> str:
        return bytes(data)[1:].decode()


def _binds() -> bool:
    """Values bound by the server are cast in the text, those that the driver puts into it are not."""
    return bool(connections["default"].settings_dict.get("OPTIONS", {}).get("server_side_binding"))


def _mark(value: Any, rank: int) -> Any:
    """Something that stands for a value of this kind and that nothing else equals."""
    if value is None:
        return None
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, dt.datetime):
        return dt.datetime.combine(_MARK_DAY, dt.time(rank // 60, rank % 60), dt.UTC)
    if isinstance(value, dt.date):
        return _MARK_DAY + dt.timedelta(days=rank)
    if type(value) is int:
        return _MARK_NUMBER + rank
    if isinstance(value, str):
        return uuid4().hex
    if isinstance(value, list | tuple):
        return [uuid4()]
    raise TypeError(f"a prepared read takes no {type(value).__name__}")


def _places(params: Sequence, marks: dict[str, Any], allowed: frozenset[UUID]) -> tuple:
    """A mark's place takes a value; what is the same for everybody stays; anything else was read at the wrong time."""
    known = {_key(mark): name for name, mark in marks.items() if mark is not None}
    return tuple(_place(param, known.get(_key(param)), allowed) for param in params)


def _place(param: Any, name: str | None, allowed: frozenset[UUID]) -> Any:
    if name is not None:
        return _Named(name, type(param) if isinstance(param, int) and type(param) is not int else None)
    near_a_mark = isinstance(param, int) and abs(param - _MARK_NUMBER) < _MARKS
    if near_a_mark or (isinstance(param, _TOLD) and param not in allowed):
        raise ValueError(f"a prepared read holds {param!r}: a day, a moment or an identifier is a value it is given")
    return param


def _key(param: Any) -> tuple:
    """Two values are the same where they are of a kind, too: Django wraps numbers by the size of their column."""
    if isinstance(param, list):
        return (list, *map(_key, param))
    return (int, int(param)) if isinstance(param, int) else (type(param), param)


@ForeignKey.register_lookup
@UUIDField.register_lookup
class AnyOf(Lookup):
    """`case__any=[…]`: the same text however many there are, where `__in` writes each of them into it.

    Behind a selection the server never looks at how many there are: one plan is kept for all, and not made each time.
    """

    lookup_name = "any"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return ("%s", [list(value)])

    def as_sql(self, compiler, connection):
        column, before = self.process_lhs(compiler, connection)
        values, params = self.process_rhs(compiler, connection)
        return f"{column} = ANY(ARRAY(SELECT unnest({values}::uuid[])))", [*before, *params]
