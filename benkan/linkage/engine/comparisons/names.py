"""How two names are compared: as written, by their canonical form, swapped, shortened, mistyped."""

from benkan.linkage.engine.comparisons.levels import Comparison, Level, either_absent

_WORDS = {
    "given": ("même prénom", "prénom voisin", "prénoms différents"),
    "family": ("même nom de famille", "nom de famille voisin", "noms de famille différents"),
    "name": ("même nom complet", "nom complet voisin", "noms différents"),
    "mother": ("même mère", "nom de la mère voisin", "mères différentes"),
    "father": ("même père", "nom du père voisin", "pères différents"),
}


def slips(column: str, most: float) -> str:
    """SQL: about so many slips of the pen.

    Jaro's likeness falls by a third of a letter's share for a letter lost, added or moved, by two thirds for a
    letter changed; counted so, slips cost a tenth of what an edit distance costs.
    """
    left, right = f"{column}_l", f"{column}_r"
    return f"(1 - jaro_similarity({left}, {right})) * greatest(length({left}), length({right})) <= {0.67 * most:.2f}"


def mistyped(column: str) -> str:
    """SQL: one slip of the pen, two in a long word."""
    shortest = f"least(length({column}_l), length({column}_r))"
    return f"{shortest} >= 3 AND ({slips(column, 1)} OR ({shortest} >= 8 AND {slips(column, 2)}))"


def _shortened(column: str) -> str:
    left, right = f"{column}_words_l", f"{column}_words_r"
    return f"len({left}) <> len({right}) AND (list_has_all({left}, {right}) OR list_has_all({right}, {left}))"


def _initial(column: str) -> str:
    left, right = f"{column}_l", f"{column}_r"
    return f"least(length({left}), length({right})) = 1 AND left({left}, 1) = left({right}, 1)"


def alike(column: str, threshold: float) -> str:
    """SQL: Jaro-Winkler likeness of two texts."""
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {threshold}"


def _swapped() -> str:
    return (
        "(given_canon_l = family_canon_r AND family_canon_l = given_canon_r) OR "
        "(jaro_winkler_similarity(given_l, family_r) >= 0.9 AND jaro_winkler_similarity(family_l, given_r) >= 0.9)"
    )


def _forbidden(column: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """SQL: the two names look alike and are never the same (Koné and Konaté)."""
    if not pairs:
        return "false"
    listed = ", ".join(f"'{a}|{b}', '{b}|{a}'" for a, b in pairs)
    return f"{column}_canon_l || '|' || {column}_canon_r IN ({listed})"


def _apart(column: str, forbidden: tuple[tuple[str, str], ...]) -> str:
    left, right = f"{column}_l", f"{column}_r"
    keys = f"{column}_key_l, {column}_key_r"
    apart = f"(jaro_winkler_similarity({left}, {right}) < 0.78 AND jaro_winkler_similarity({keys}) < 0.78)"
    return f"{apart} OR {_forbidden(column, forbidden)}" if forbidden else apart


def name_levels(
    column: str, *, swappable: bool, knowable: bool = False, forbidden: tuple[tuple[str, str], ...] = ()
) -> tuple[Level, ...]:
    """Levels of one name column (which stands beside its `_canon`, `_key` and `_words`)."""
    same, near, different = _WORDS[column]
    levels = [
        Level("exact", f"{column}_l = {column}_r", 0.62, same, rarity=column),
        Level(
            "canon",
            f"{column}_canon_l = {column}_canon_r",
            0.08,
            f"{same}, autre graphie",
            rarity=f"{column}_canon",
        ),
    ]
    if swappable:
        levels.append(Level("swapped", _swapped(), 0.02, "prénom et nom intervertis"))
    levels += [
        Level("shortened", _shortened(column), 0.05, f"{near} (un nom de plus ou de moins)"),
        Level("initial", _initial(column), 0.01, "même initiale"),
    ]
    # Asked early: most pairs end here, and what follows costs more. Two names that others bear are two names,
    # however close; a name
    # that nobody else bears may be a slip for any.
    apart, both = _apart(column, forbidden), f"{column}_known_l AND {column}_known_r"
    if knowable:
        levels.append(Level("other", f"({both}) AND ({apart})", 0.03, different, against=True))
    levels.append(Level("different", apart, 0.04, different, against=True))
    if knowable:
        levels.append(Level("other_near", both, 0.04, f"{different}, mais proches"))
    near_enough = f"{slips(column, 2)} OR {alike(column, 0.9)} OR {alike(column + '_key', 0.92)}"
    levels += [
        Level("mistyped", mistyped(column), 0.1, near, rarity=column, rarity_weight=0.5),
        Level("near", near_enough, 0.05, near),
        Level("distant", "", 0.03, f"{near}, de loin"),
    ]
    return tuple(levels)


def given_name(*, with_family: bool) -> Comparison:
    """Given names."""
    return Comparison(
        "given",
        "name",
        either_absent("given"),
        name_levels("given", swappable=with_family, knowable=True),
        columns=("given", "given_canon", "given_key", "given_words", "given_known"),
    )


def family_name(*, with_given: bool, forbidden: tuple[tuple[str, str], ...]) -> Comparison:
    """Family names; a swap is counted once, by the given name, so that here it says nothing."""
    absent = either_absent("family")
    if with_given:
        absent += " OR (given_canon_l <> given_canon_r AND family_canon_l <> family_canon_r AND " + f"({_swapped()}))"
    return Comparison(
        "family",
        "name",
        absent,
        name_levels("family", swappable=False, knowable=True, forbidden=forbidden),
        family=True,
        columns=("family", "family_canon", "family_key", "family_words", "family_known"),
    )


def whole_name(*, only_where: str = "") -> Comparison:
    """All names of a person in one text, in any order; `only_where` (SQL) keeps it for lines that have nothing
    finer.
    """
    absent = either_absent("name")
    if only_where:
        absent += f" OR NOT ({only_where})"
    levels = list(name_levels("name", swappable=False))
    levels.insert(
        2,
        Level("reordered", "name_bag_l = name_bag_r", 0.05, "mêmes noms dans un autre ordre"),
    )
    return Comparison(
        "name", "name", absent, tuple(levels), columns=("name", "name_canon", "name_key", "name_words", "name_bag")
    )


def parent_name(role: str) -> Comparison:
    """The mother's or the father's name, as a whole."""
    return Comparison(
        role,
        "parent",
        either_absent(role),
        name_levels(role, swappable=False),
        family=True,
        columns=(role, f"{role}_canon", f"{role}_key", f"{role}_words"),
    )
