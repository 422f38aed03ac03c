"""How villages, suburbs, postcodes, streets and categories are compared."""

from benkan.linkage.engine.comparisons.levels import Comparison, Level, either_absent
from benkan.linkage.engine.comparisons.names import slips


def mistyped(column: str) -> str:
    """SQL: one slip of the pen, two in a long word."""
    shortest = f"least(length({column}_l), length({column}_r))"
    return f"({shortest} >= 2 AND {slips(column, 1)}) OR ({shortest} >= 8 AND {slips(column, 2)})"


def _text_levels(column: str, same: str, near: str, different: str) -> tuple[Level, ...]:
    left, right = f"{column}_l", f"{column}_r"
    shortest = f"least(length({left}), length({right}))"
    longest = f"greatest(length({left}), length({right}))"
    alike = f"jaro_winkler_similarity({left}, {right})"
    return (
        Level("exact", f"{left} = {right}", 0.65, same, rarity=column),
        Level("contained", f"{shortest} >= 4 AND (contains({left}, {right}) OR contains({right}, {left}))", 0.04, near),
        Level(
            "different",
            f"{alike} < CASE WHEN {longest} >= 4 THEN 0.75 ELSE 0.5 END",
            0.11,
            different,
            against=True,
        ),
        Level("mistyped", mistyped(column), 0.1, near, rarity=column, rarity_weight=0.5),
        Level("near", f"{alike} >= 0.88", 0.06, near),
        Level("distant", "", 0.04, f"{near}, de loin"),
    )


def _absent(column: str, settled_by: str | None) -> str:
    absent = either_absent(column)
    if settled_by:
        here = f"{settled_by}_l = {settled_by}_r OR {mistyped(settled_by)}"
        absent += f" OR coalesce({here}, false)"
    return absent


def place(column: str, settled_by: str | None = None) -> Comparison:
    """A village, a town, a suburb, a postcode; silent where the column that settles it agrees already."""
    levels = _text_levels(column, "même lieu", "lieu voisin", "lieux différents")
    return Comparison(column, "place", _absent(column, settled_by), levels, family=True, columns=(column,))


def address(column: str, settled_by: str | None = None) -> Comparison:
    """A street, a house number, a neighbourhood; silent where the column that settles it agrees already."""
    levels = _text_levels(column, "même adresse", "adresse voisine", "adresses différentes")
    return Comparison(column, "place", _absent(column, settled_by), levels, family=True, columns=(column,))


def category(column: str, settled_by: str | None = None) -> Comparison:
    """A trade, a convoy, a group: whether it speaks for or against is learnt from the data."""
    levels = (
        Level("exact", f"{column}_l = {column}_r", 0.5, "même catégorie", rarity=column),
        Level("different", "", 0.5, "catégories différentes", against=True),
    )
    return Comparison(column, "category", _absent(column, settled_by), levels, family=True, columns=(column,))
