"""What a glance looks at for each comparison, and the most that it can then add to the weight of a pair.

A level that this page does not know is held possible.
"""

import numpy as np

from benkan.linkage.engine.comparisons.levels import either_absent
from benkan.linkage.engine.ends import Ends
from benkan.linkage.engine.estimating import rarity_base
from benkan.linkage.engine.sketches import NEAR, Likeness

_NEVER = np.float32(-np.inf)


class Look:
    """What is looked at for one comparison. `numbers` of each record (name → SQL), `texts` that are sketched, the
    `highest` that it can add; looks of small `cost` come first.
    """

    cost = 0
    known: tuple[str, ...] = ()  # the levels that it tells; others are held possible

    def __init__(self, number: int, model) -> None:
        self.comparison = model.comparisons[number]
        chance = model.shares.chance[number]
        weights = np.log2(model.shares.same[number] / chance) + rarity_base(self.comparison, chance)
        self.levels = dict(zip((level.name for level in self.comparison.levels), weights.tolist(), strict=True))
        self.rarity = {
            level.name: (level.rarity, level.rarity_weight) for level in self.comparison.levels if level.rarity
        }
        self.numbers: dict[str, str] = {}
        self.texts: set[str] = set()
        rarest = {column: -np.log2(model.floors[column]) for column, _ in self.rarity.values()}
        for column in rarest:
            self.numbers[f"r_{column}"] = f"coalesce(-log2(tf_{column}), 0)::FLOAT"
        tops = {name: rarest[column] * share for name, (column, share) in self.rarity.items()}
        self.tops = {name: weight + tops.get(name, 0.0) for name, weight in self.levels.items()}
        self.highest = max(0.0, *self.tops.values())
        self.rest = np.float32(max((top for name, top in self.tops.items() if name not in self.known), default=_NEVER))
        self.read()

    def read(self) -> None:
        """Say what is looked at: nothing, where nothing is known of the comparison."""

    def hashed(self, *columns: str) -> None:
        for column in columns:
            self.numbers[f"h_{column}"] = f"CASE WHEN {column} IS NULL THEN 0 ELSE hash({column}) END"

    def sketched(self, *columns: str) -> None:
        self.texts |= set(columns)

    def weight(self, ends: Ends, *names: str) -> np.float32 | np.ndarray:
        """The heaviest of these levels, with the rarity of the pair's values; minus infinity where it has none."""
        found: np.float32 | np.ndarray = _NEVER
        for name in names:
            if name in self.rarity:
                column, share = self.rarity[name]
                here = np.float32(self.levels[name]) + np.float32(share) * np.minimum(*ends(f"r_{column}"))
                found = np.maximum(found, here)
            elif name in self.levels:
                found = np.maximum(found, np.float32(self.levels[name]))
        return found

    def most(self, ends: Ends) -> np.ndarray:
        """The most that the comparison can add to the weight of each pair, float32 (pairs,): here, the most ever."""
        return np.full(len(ends), self.highest, np.float32)


def _first(weights: np.ndarray, *cases: tuple[np.ndarray, np.float32 | np.ndarray]) -> np.ndarray:
    """The weight of the first case that holds, else `weights`."""
    for holds, weight in reversed(cases):
        weights = np.where(holds, weight, weights)
    return weights


def _or(weights: np.ndarray, *cases: tuple[np.ndarray, np.float32 | np.ndarray]) -> np.ndarray:
    """The heaviest of the cases that may hold."""
    for holds, weight in cases:
        weights = np.where(holds, np.maximum(weights, weight), weights)
    return weights


class _Name(Look):
    """Names, of a person or of her parents."""

    cost = 4
    known = (
        "exact", "canon", "reordered", "swapped", "shortened", "initial", "other", "different", "other_near",
        "mistyped", "near", "distant",
    )  # fmt: skip

    def read(self) -> None:
        column = self.comparison.name
        self.hashed(column, f"{column}_canon")
        self.sketched(column, f"{column}_key")
        self.numbers[f"words_{column}"] = f"coalesce(len({column}_words), 0)::UTINYINT"
        if "reordered" in self.levels:
            self.hashed("name_bag")
        self.may_be_silent = "given_canon" in self.comparison.absent
        if self.may_be_silent or "swapped" in self.levels:
            self.hashed("given_canon", "family_canon")
            self.sketched("given", "family")

    def most(self, ends: Ends) -> np.ndarray:
        column = self.comparison.name
        text, key = (Likeness(*ends(f"s_{name}")) for name in (column, f"{column}_key"))
        alike = text.reaches(0.78) | key.reaches(0.78)
        near = alike & (text.slips(2) | text.reaches(0.9) | key.reaches(0.92))
        words = ends(f"words_{column}")
        apart = np.maximum(self.weight(ends, "other", "different"), self.rest)
        found = _or(
            np.broadcast_to(apart, alike.shape),
            (alike, self.weight(ends, "other_near", "distant")),
            (near, self.weight(ends, "mistyped", "near")),
            (words[0] != words[1], self.weight(ends, "shortened")),
            (text.shortest <= 1, self.weight(ends, "initial")),
        )
        if "reordered" in self.levels:
            found = _or(found, (ends.same("name_bag"), self.weight(ends, "reordered")))
        exchanged = self._exchanged(ends) if self.may_be_silent or "swapped" in self.levels else None
        if "swapped" in self.levels:
            found = _or(found, (exchanged, self.weight(ends, "swapped")))
        found = _first(
            found,
            (ends.same(column), self.weight(ends, "exact")),
            (ends.same(f"{column}_canon"), self.weight(ends, "canon")),
        )
        if self.may_be_silent:
            found = _or(found, (exchanged, np.float32(0)))
        elif self.comparison.absent != either_absent(column):
            found = np.maximum(found, np.float32(0))
        return np.where(ends.silent(column), np.float32(0), found)

    def _exchanged(self, ends: Ends) -> np.ndarray:
        """Whether given name and family name may stand in each other's place."""
        one, other = (
            ends.crossed(*names) for names in (("h_given_canon", "h_family_canon"), ("h_family_canon", "h_given_canon"))
        )
        alike = [Likeness(*ends.crossed(*names)) for names in (("s_given", "s_family"), ("s_family", "s_given"))]
        return ((one[0] == one[1]) & (other[0] == other[1])) | (alike[0].reaches(0.9) & alike[1].reaches(0.9))


class _Place(Look):
    """A village, an address."""

    cost = 3
    known = ("exact", "contained", "different", "mistyped", "near", "distant")

    def read(self) -> None:
        self.hashed(self.comparison.columns[0])
        self.sketched(self.comparison.columns[0])

    def most(self, ends: Ends) -> np.ndarray:
        column = self.comparison.columns[0]
        text = Likeness(*ends(f"s_{column}"))
        alike = text.winkler >= np.where(text.longest >= 4, np.float32(0.75 - NEAR), np.float32(0.5 - NEAR))
        apart = np.maximum(self.weight(ends, "different"), self.rest)
        unknown = text.shortest == 0
        found = _or(
            np.broadcast_to(apart, alike.shape),
            (text.within & (unknown | (text.shortest >= 4)), self.weight(ends, "contained")),
            (alike | unknown, self.weight(ends, "distant")),
            ((alike & text.slips(2)) | unknown, self.weight(ends, "mistyped")),
            ((alike & text.reaches(0.88)) | unknown, self.weight(ends, "near")),
        )
        found = _first(found, (ends.same(column), self.weight(ends, "exact")))
        if self.comparison.absent != either_absent(column):
            found = np.maximum(found, np.float32(0))
        return np.where(ends.silent(column), np.float32(0), found)


class _Whole(Look):
    """Sex, a category: one value or another."""

    cost = 1
    known = ("exact", "different")

    def read(self) -> None:
        self.hashed(self.comparison.columns[0])

    def most(self, ends: Ends) -> np.ndarray:
        column = self.comparison.columns[0]
        same = ends.same(column)
        different = np.maximum(self.weight(ends, "different"), self.rest)
        found = np.where(same, self.weight(ends, "exact"), different)
        if self.comparison.absent != either_absent(column):
            found = np.maximum(found, np.float32(0))
        return np.where(ends.silent(column), np.float32(0), found)


class _Number(Look):
    """Identity numbers, telephones, addresses of mail, in one column or in several."""

    known = ("exact", "crossed", "mistyped", "different", *(f"exact_{number}" for number in range(2, 30)))

    def read(self) -> None:
        columns = self.comparison.columns
        self.hashed(*columns)
        for column in columns:
            # One slip touches the first three signs or the last three, never both, in a number of seven.
            start, end = f"hash(left({column}, 3)) >> 32 << 32", f"hash(right({column}, 3)) >> 32"
            self.numbers[f"e_{column}"] = f"CASE WHEN length({column}) >= 7 THEN ({start}) | ({end}) ELSE 0 END"

    def most(self, ends: Ends) -> np.ndarray:
        columns = self.comparison.columns
        found = np.broadcast_to(np.maximum(self.weight(ends, "different"), self.rest), ends(f"h_{columns[0]}")[0].shape)
        for number, column in enumerate(columns, 1):
            name = "exact" if number == 1 else f"exact_{number}"
            slip = ~ends.silent(column) & self._slipped(*ends(f"e_{column}"))
            found = _or(found, (slip, self.weight(ends, "mistyped")), (ends.same(column), self.weight(ends, name)))
        for a, b in ((a, b) for a in columns for b in columns if a != b):
            one, other = ends.crossed(f"h_{a}", f"h_{b}")
            found = _or(found, ((one == other) & (one != 0), self.weight(ends, "crossed")))
        if len(columns) > 1:
            return np.maximum(found, np.float32(0))
        return np.where(ends.silent(columns[0]), np.float32(0), found)

    def _slipped(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        apart = one ^ other
        start, end = apart >> np.uint64(32) == 0, apart & np.uint64(0xFFFFFFFF) == 0
        return start | end | (one == 0) | (other == 0)


class _BirthDay(Look):
    """Births both written to the day."""

    cost = 2
    known = (
        "exact", "swapped", "day_slip", "month_slip", "year_slip", "slip", "year_off", "year_differs", "month_differs",
        "day_differs", "two_slips", "same_year", "close_year", "different",
    )  # fmt: skip

    def read(self) -> None:
        # A date, yyyymmdd, four bits a digit: what two dates share is read in one number.
        written = [f"(substr(birth_text, {n + 1}, 1)::UINTEGER << {28 - 4 * n})" for n in range(8)]
        plain = "regexp_full_match(birth_text, '[0-9]{8}')"  # a digit of another script is none here
        self.numbers["birth"] = f"CASE WHEN {plain} THEN {' | '.join(written)} ELSE 0 END::UINTEGER"
        self.hashed("birth_text")
        self.numbers["year"] = "coalesce(birth_year, 0)::SMALLINT"

    def most(self, ends: Ends) -> np.ndarray:
        one, other = ends("birth")
        years = ends("year")
        apart = one ^ other
        year, turn = apart < 1 << 16, apart & 0xFFFF == 0
        month, day = apart & 0xFF00 == 0, apart & 0xFF == 0
        turned = (one & 0xFF == (other >> 8) & 0xFF) & ((one >> 8) & 0xFF == other & 0xFF)
        lowest = np.maximum(self.weight(ends, "different", "two_slips"), self.rest)
        close = (np.abs(years[0] - years[1]) <= 2) | (years[0] == 0) | (years[1] == 0)
        found = _or(
            np.broadcast_to(lowest, apart.shape),
            (close, self.weight(ends, "close_year")),
            (year, self.weight(ends, "same_year")),
            # A slip between year and month, which touches both, leaves the decade.
            (turn | (apart < 1 << 20), self.weight(ends, "slip")),
            (turn, self.weight(ends, "year_slip", "year_off", "year_differs")),
            (year & month, self.weight(ends, "day_slip", "day_differs")),
            (year & day, self.weight(ends, "month_slip", "month_differs")),
            (year & turned, self.weight(ends, "swapped")),
        )
        found = _first(found, (apart == 0, self.weight(ends, "exact")))
        found = np.where((one == 0) | (other == 0), np.float32(self.highest), found)
        return np.where(ends.silent("birth_text"), np.float32(0), found)


class _BirthYear(Look):
    """Births of which one at least is vague."""

    cost = 2
    known = ("same_year", "one_off", "two_off", "five_off", "ten_off", "different")

    def read(self) -> None:
        self.numbers["year"] = "coalesce(birth_year, 0)::SMALLINT"
        self.with_text = "birth_text" in self.comparison.absent
        if self.with_text:
            self.numbers["written"] = "birth_text IS NOT NULL"

    def most(self, ends: Ends) -> np.ndarray:
        one, other = ends("year")
        apart = np.abs(one - other)
        found = _first(
            np.broadcast_to(np.maximum(self.weight(ends, "different"), self.rest), apart.shape),
            (apart == 0, self.weight(ends, "same_year")),
            (apart <= 1, self.weight(ends, "one_off")),
            (apart <= 2, self.weight(ends, "two_off")),
            (apart <= 5, self.weight(ends, "five_off")),
            (apart <= 10, self.weight(ends, "ten_off")),
        )
        silent = (one == 0) | (other == 0)
        if self.with_text:
            silent |= np.logical_and(*ends("written"))
        return np.where(silent, np.float32(0), found)


_KINDS: dict[str, type[Look]] = {
    "name": _Name, "parent": _Name, "place": _Place, "sex": _Whole, "category": _Whole, "identifier": _Number,
    "contact": _Number,
}  # fmt: skip


def look_at(number: int, model) -> Look:
    """The look of one comparison of a model, by its number."""
    comparison = model.comparisons[number]
    if comparison.subject == "birth":
        return (_BirthDay if comparison.name == "birth_day" else _BirthYear)(number, model)
    return _KINDS.get(comparison.subject, Look)(number, model)
