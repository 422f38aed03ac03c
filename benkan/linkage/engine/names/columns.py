"""The columns of names of a register, as `cleaning` asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from benkan.linkage.engine.distinct import mapped
from benkan.linkage.engine.names.parsing import FAMILY, FULL, GIVEN, PART, parse

_TEXTS = (pa.string(),) * 5
# Kin are written with one word or with all their names: they are read as whole names.
_READ_AS = {"given": GIVEN, "family": FAMILY, "full": FULL, "father": FULL, "mother": FULL}
_NO_TEXT = pa.scalar(None, pa.string())


def joined(parts: Sequence[pa.ChunkedArray], name: str) -> pa.ChunkedArray:
    """Several columns of one name in one, in their order; null where all are empty."""
    if len(parts) == 1:
        return parts[0]
    return _side_by_side(parts, PART if name == "full" else " ")


def columns_of(texts: Mapping[str, pa.ChunkedArray]) -> dict[str, pa.Array]:
    """The folded words, keys and canons of each name that is there (given, family, full, father, mother).

    With given and family names, a full name counts only where one of the two is empty. Adds `name`, `name_key`,
    `name_canon` and `name_bag` over the person's own names, her `particle` and `nickname`.
    """
    held = dict(texts)
    if "full" in held:
        held["full"] = _where_needed(held)
    columns: dict[str, pa.Array] = {}
    own: dict[str, list[pa.Array]] = {"particle": [], "nickname": []}
    for name, column in held.items():
        surface, key, canon, particle, nickname = mapped(column, lambda text, name=name: _read(text, name), _TEXTS)
        columns |= {name: surface, f"{name}_key": key, f"{name}_canon": canon}
        if name in ("given", "family", "full"):
            own["particle"].append(particle)
            own["nickname"].append(nickname)
    for name, found in own.items():
        if found:
            columns[name] = pc.coalesce(*[_plain(one) for one in found])
    if own["particle"]:
        columns |= {f"name{suffix}": _whole(columns, suffix) for suffix in ("", "_key", "_canon")}
        (columns["name_bag"],) = mapped(columns["name_canon"], _bag, (pa.list_(pa.string()),))
    return columns


def _read(text: str, name: str) -> tuple:
    surface, key, canon, particle, nickname = parse(text, _READ_AS[name])
    return surface or None, key or None, canon or None, particle, nickname


def _bag(canons: str) -> tuple[list[str]]:
    return (sorted(set(canons.split())),)


def _where_needed(held: Mapping[str, pa.ChunkedArray]) -> pa.ChunkedArray:
    if "given" not in held or "family" not in held:
        return held["full"]
    lacking = pc.or_(pc.is_null(held["given"]), pc.is_null(held["family"]))
    return pc.if_else(lacking, held["full"], _NO_TEXT)


def _whole(columns: Mapping[str, pa.Array], suffix: str) -> pa.Array:
    parts = [_plain(columns[name + suffix]) for name in ("given", "family") if name in columns]
    full = _plain(columns["full" + suffix]) if "full" in columns else None
    if not parts:
        return full
    both = parts[0] if len(parts) == 1 else _side_by_side(parts, " ")
    return both if full is None else pc.coalesce(full, both)


def _side_by_side(parts: Sequence, between: str):
    # Skipping nulls while joining loses the rows where all are null (Arrow 26): they are made empty first.
    filled = [pc.coalesce(part, pa.scalar("")) for part in parts]
    whole = pc.utf8_trim(pc.binary_join_element_wise(*filled, between), characters=between)
    return pc.if_else(pc.equal(whole, ""), _NO_TEXT, whole)


def _plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
