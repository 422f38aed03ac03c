"""Apply a function of plain Python once to each distinct value of a long column: few values, many bearers."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa

_AT_ONCE = 50_000  # values held as Python objects at one time


def mapped(
    column: pa.Array | pa.ChunkedArray, function: Callable[[str], Sequence], types: Sequence[pa.DataType]
) -> list[pa.Array]:
    """One array for each member of what the function gives for a text. Strings stay encoded, and cost little.

    The dictionary of an encoded array holds each value once, and no null.
    """
    coded = _coded(column)
    parts: list[list[pa.Array]] = [[] for _ in types]
    with _without_pauses():
        for values in _some_at_once(coded.dictionary):
            given = list(zip(*map(function, values), strict=True))
            for at, kind in enumerate(types):
                parts[at].append(pa.array(given[at], kind))
    return [_given_out(part, kind, coded.indices) for part, kind in zip(parts, types, strict=True)]


def mapped_text(column: pa.Array | pa.ChunkedArray, function: Callable[[str], str | None]) -> pa.Array:
    """The same for a function that gives one text, or None."""
    coded = _coded(column)
    with _without_pauses():
        parts = [pa.array(list(map(function, values)), pa.string()) for values in _some_at_once(coded.dictionary)]
    return _given_out(parts, pa.string(), coded.indices)


def _coded(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    coded = column.dictionary_encode()
    return coded.unify_dictionaries().combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded


@contextmanager
def _without_pauses() -> Iterator[None]:
    """No search for cycles meanwhile: plain texts make none, and looking through them all costs a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _some_at_once(values: pa.Array) -> Iterator[list[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values.slice(start, _AT_ONCE).to_pylist()


def _given_out(parts: list[pa.Array], kind: pa.DataType, indices: pa.Array) -> pa.Array:
    values = pa.concat_arrays(parts) if parts else pa.array([], kind)
    if not pa.types.is_string(kind):
        return values.take(indices)
    # Several texts became one value: it is held once.
    once = values.dictionary_encode()
    return pa.DictionaryArray.from_arrays(once.indices.take(indices), once.dictionary)
