"""Which comparisons a set of columns allows."""

from benkan.linkage.engine.comparisons import dates, identifiers, names, places
from benkan.linkage.engine.comparisons.levels import Comparison, Level

__all__ = ["Comparison", "Level", "for_columns", "numbered"]


def numbered(columns, role: str) -> list[str]:
    """The columns of a role that may repeat, in order: phone_1, phone_2…"""
    found = [name for name in columns if name.startswith(f"{role}_") and name.removeprefix(f"{role}_").isdigit()]
    return sorted(found, key=lambda name: int(name.rsplit("_", 1)[1]))


def for_columns(
    columns, *, forbidden: tuple[tuple[str, str], ...] = (), settled: dict[str, str] | None = None
) -> list[Comparison]:
    """The comparisons that the columns of `records` allow, in a fixed order.

    `columns` is any container of column names that hold something; `forbidden` the canonical family names that look
    alike and are never one; `settled` says which place another place settles.
    """
    settled = settled or {}
    chosen = [*_names(columns, forbidden)]
    chosen += [names.parent_name(role) for role in ("mother", "father") if role in columns]
    if "birth_text" in columns:
        chosen.append(dates.birth_day())
    if "birth_year" in columns:
        chosen.append(dates.birth_year(with_text="birth_text" in columns))
    if "sex" in columns:
        chosen.append(identifiers.sex())
    for role, make in (
        ("identifier", identifiers.identifiers),
        ("phone", identifiers.phones),
        ("email", identifiers.emails),
    ):
        if found := numbered(columns, role):
            chosen.append(make(found))
    for role, make in (("place", places.place), ("address", places.address), ("category", places.category)):
        chosen += [make(column, settled.get(column)) for column in numbered(columns, role)]
    return chosen


def _names(columns, forbidden) -> list[Comparison]:
    given, family, full = ("given" in columns, "family" in columns, "full" in columns)
    if not given and not family:
        return [names.whole_name()] if "name" in columns else []
    chosen = []
    if given:
        chosen.append(names.given_name(with_family=family))
    if family:
        chosen.append(names.family_name(with_given=given, forbidden=forbidden))
    if full:
        missing = [
            f"{x}_{side} IS NULL" for x, there in (("given", given), ("family", family)) if there for side in "lr"
        ]
        chosen.append(names.whole_name(only_where=" OR ".join(missing)))
    return chosen
