"""Amounts in French letters, as a receipt says them beside the figures: 85 000 → « quatre-vingt-cinq mille »."""

_SMALL = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
_SCALES = ((10**9, "milliard"), (10**6, "million"), (10**3, "mille"))


def in_letters(amount: int) -> str:
    """A whole amount, not negative, below a thousand milliards."""
    if amount < 0 or amount >= 10**12:
        raise ValueError(f"not written in letters: {amount}")
    if amount == 0:
        return _SMALL[0]
    parts, rest = [], amount
    for scale, name in _SCALES:
        count, rest = divmod(rest, scale)
        if not count:
            continue
        if scale == 1000:
            parts.append(name if count == 1 else f"{_below_thousand(count, final=False)} {name}")
        else:
            parts.append(f"{_below_thousand(count)} {name}{'s' if count > 1 else ''}")
    if rest:
        parts.append(_below_thousand(rest))
    return " ".join(parts)


def _below_thousand(number: int, *, final: bool = True) -> str:
    """`final`: nothing follows in the number but million and milliard, which are nouns: cent and vingt take their s."""
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds:
        words.append("cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent{'s' if not rest and final else ''}")
    if rest:
        words.append(_below_hundred(rest, final=final))
    return " ".join(words)


def _below_hundred(number: int, *, final: bool) -> str:
    if number < 20:
        return _SMALL[number]
    ten, unit = divmod(number, 10)
    if ten in (7, 9):  # soixante-dix, quatre-vingt-dix: on the ten before
        ten, unit = ten - 1, unit + 10
    if not unit:
        return f"{_TENS[ten]}{'s' if ten == 8 and final else ''}"
    joined = " et " if unit in (1, 11) and ten != 8 else "-"
    return f"{_TENS[ten]}{joined}{_SMALL[unit]}"
