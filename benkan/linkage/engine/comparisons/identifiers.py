"""How numbers, telephones, e-mail addresses and sex are compared."""

from benkan.linkage.engine.comparisons.levels import Comparison, Level, either_absent


def _any_equal(columns: list[str]) -> str:
    crossed = [f"{a}_l = {b}_r" for a in columns for b in columns if a != b]
    return " OR ".join(crossed)


def _slip(column: str) -> str:
    # Jaro is many times quicker, and most pairs end there.
    return f"(jaro_similarity({column}_l, {column}_r) >= 0.7 AND damerau_levenshtein({column}_l, {column}_r) <= 1)"


def _none_filled(columns: list[str], side: str) -> str:
    return " AND ".join(f"{column}_{side} IS NULL" for column in columns)


def _several(columns: list[str], same: str, near: str, different: str, starts: tuple[float, float, float]):
    first = columns[0]
    levels = [Level("exact", f"{first}_l = {first}_r", starts[0], same, rarity=first)]
    levels += [
        Level(f"exact_{number}", f"{column}_l = {column}_r", starts[0] / 4, same, rarity=column)
        for number, column in enumerate(columns[1:], 2)
    ]
    if len(columns) > 1:
        levels.append(Level("crossed", _any_equal(columns), starts[0] / 10, same))
    slip = " OR ".join(_slip(column) for column in columns)
    # Two slips would take children of one family for one: their numbers follow each other.
    levels.append(Level("mistyped", slip, starts[1], near))
    levels.append(Level("different", "", starts[2], different, against=True))
    absent = f"({_none_filled(columns, 'l')}) OR ({_none_filled(columns, 'r')})"
    return tuple(levels), absent


def identifiers(columns: list[str]) -> Comparison:
    """NINA, passport, card, each kind in its column: equal is very strong, different is a conflict.

    A NINA here and a passport there are no two numbers of one kind: they say nothing.
    """
    levels, absent = _several(
        columns,
        "même numéro d’identité",
        "numéro d’identité à un signe près",
        "numéros d’identité différents",
        (0.82, 0.1, 0.08),
    )
    if len(columns) > 1:
        shared = " OR ".join(f"({column}_l IS NOT NULL AND {column}_r IS NOT NULL)" for column in columns)
        absent = f"NOT ({shared} OR coalesce({_any_equal(columns)}, false))"
    return Comparison("identifier", "identifier", absent, levels, columns=tuple(columns))


def phones(columns: list[str]) -> Comparison:
    """Telephones; one that many people give weighs little."""
    levels, absent = _several(
        columns, "même téléphone", "téléphone à un chiffre près", "téléphones différents", (0.6, 0.05, 0.35)
    )
    return Comparison("phone", "contact", absent, levels, family=True, columns=tuple(columns))


def emails(columns: list[str]) -> Comparison:
    """E-mail addresses."""
    levels, absent = _several(
        columns,
        "même adresse électronique",
        "adresse électronique voisine",
        "adresses électroniques différentes",
        (0.7, 0.1, 0.2),
    )
    box = Level(
        "same_box",
        " OR ".join(f"split_part({c}_l, '@', 1) = split_part({c}_r, '@', 1)" for c in columns),
        0.05,
        "même nom de boîte électronique",
    )
    alike = Level(
        "near",
        " OR ".join(f"jaro_winkler_similarity({c}_l, {c}_r) >= 0.88" for c in columns),
        0.05,
        "adresse électronique voisine",
    )
    return Comparison("email", "contact", absent, (*levels[:-1], box, alike, levels[-1]), columns=tuple(columns))


def sex() -> Comparison:
    """Sex, where both lines say it."""
    levels = (
        Level("exact", "sex_l = sex_r", 0.97, "même sexe"),
        Level("different", "", 0.03, "sexes différents", against=True),
    )
    return Comparison("sex", "sex", either_absent("sex"), levels, columns=("sex",))
