"""How two births are compared: digit by digit where both are written to the day, by the year where one is vague.

A date that cannot be (31/02, month 15) keeps its digits: mistyped, it is still strong evidence.
"""

from benkan.linkage.engine.comparisons.levels import Comparison, Level

_BOTH_WRITTEN = "birth_text_l IS NOT NULL AND birth_text_r IS NOT NULL"
# Jaro is many times quicker than an edit distance, and most pairs end there.
_ONE_SLIP = (
    "jaro_similarity(birth_text_l, birth_text_r) >= 0.85 AND damerau_levenshtein(birth_text_l, birth_text_r) <= 1"
)
_TWO_SLIPS = (
    "jaro_similarity(birth_text_l, birth_text_r) >= 0.8 AND damerau_levenshtein(birth_text_l, birth_text_r) <= 2"
)
_SAME_YEAR = "left(birth_text_l, 4) = left(birth_text_r, 4)"
_SAME_MONTH = "substr(birth_text_l, 5, 2) = substr(birth_text_r, 5, 2)"
_SAME_DAY = "right(birth_text_l, 2) = right(birth_text_r, 2)"
_SAME_MONTH_AND_DAY = "right(birth_text_l, 4) = right(birth_text_r, 4)"
_DRIFT = "abs(birth_year_l - birth_year_r)"


def birth_day() -> Comparison:
    """Births both written to the day. A day that many share is weighed by its frequency."""
    swapped = "right(birth_text_l, 2) || substr(birth_text_l, 5, 2) = right(birth_text_r, 4)"
    levels = (
        Level("exact", "birth_text_l = birth_text_r", 0.75, "même date de naissance", rarity="birth_text"),
        Level("swapped", f"{_SAME_YEAR} AND {swapped}", 0.02, "jour et mois de naissance intervertis"),
        Level(
            "day_slip", f"{_SAME_YEAR} AND {_SAME_MONTH} AND {_ONE_SLIP}", 0.03, "jour de naissance à un chiffre près"
        ),
        Level(
            "month_slip", f"{_SAME_YEAR} AND {_SAME_DAY} AND {_ONE_SLIP}", 0.03, "mois de naissance à un chiffre près"
        ),
        Level("year_slip", f"{_SAME_MONTH_AND_DAY} AND {_ONE_SLIP}", 0.03, "année de naissance à un chiffre près"),
        Level("slip", _ONE_SLIP, 0.02, "date de naissance à un chiffre près"),
        Level("year_off", f"{_SAME_MONTH_AND_DAY} AND {_DRIFT} <= 2", 0.02, "même jour, année voisine"),
        Level("year_differs", _SAME_MONTH_AND_DAY, 0.01, "même jour, autre année"),
        Level("month_differs", f"{_SAME_YEAR} AND {_SAME_DAY}", 0.02, "même année et même quantième"),
        Level("day_differs", f"{_SAME_YEAR} AND {_SAME_MONTH}", 0.03, "même mois de naissance"),
        Level("two_slips", _TWO_SLIPS, 0.02, "date de naissance à deux chiffres près"),
        Level("same_year", _SAME_YEAR, 0.02, "même année de naissance"),
        Level("close_year", f"{_DRIFT} <= 2", 0.01, "âge voisin"),
        Level("different", "", 0.02, "dates de naissance différentes", against=True),
    )
    return Comparison("birth_day", "birth", f"NOT ({_BOTH_WRITTEN})", levels, columns=("birth_text", "birth_year"))


def birth_year(*, with_text: bool) -> Comparison:
    """Births of which one at least is vague: the years alone speak, and a drift of one or two is usual."""
    levels = (
        Level("same_year", "birth_year_l = birth_year_r", 0.55, "âge compatible"),
        Level("one_off", f"{_DRIFT} <= 1", 0.15, "âge compatible à un an près"),
        Level("two_off", f"{_DRIFT} <= 2", 0.1, "âge compatible à deux ans près"),
        Level("five_off", f"{_DRIFT} <= 5", 0.1, "âge voisin"),
        Level("ten_off", f"{_DRIFT} <= 10", 0.05, "âges éloignés"),
        Level("different", "", 0.05, "âges incompatibles", against=True),
    )
    absent = "birth_year_l IS NULL OR birth_year_r IS NULL"
    if with_text:
        absent += f" OR ({_BOTH_WRITTEN})"
    return Comparison("birth_year", "birth", absent, levels, columns=("birth_year", "birth_precision"))
