"""Rhythms and thresholds: whole numbers that a deployment may change from a day on. What they are is declared in code;
what they are worth stands in a table, by day, with its source.

A context declares its own in its `thresholds.py`, which its `apps.py` imports, so that all are known when values are
loaded; it asks for a day:

    ELDER_FROM = declare("arrivals.elder_from", "Âge à partir duquel…", "an", least=50, most=80)
    value_of(ELDER_FROM, on=day)        # benkan.common.thresholds.reads

The first values come from `benkan/common/data/thresholds.csv`; those given on the platform win over newer files. What
the law fixes is no threshold: it stays a constant, with its reason.
"""

from dataclasses import dataclass, field

from benkan.common.typography import pluriel


@dataclass(frozen=True)
class Threshold:
    """What may be changed: its code (context.words), its French words, its unit in the singular, and the least and most
    it may be worth, with the sentence that says why where a person would ask."""

    code: str
    label: str
    unit: str
    least: int
    most: int
    why: str = ""

    def words(self, value: int) -> str:
        """« 14 jours »."""
        return pluriel(value, self.unit)

    @property
    def bounds(self) -> str:
        return f"De {self.least} à {self.words(self.most)}."

    def fault(self, value: int) -> str:
        """Why this value is not allowed, as a sentence that says what to do; "" where it is."""
        if self.least <= value <= self.most:
            return ""
        return f"Donnez un nombre entre {self.least} et {self.words(self.most)}. {self.why}".strip()


@dataclass
class _Register:
    known: dict[str, Threshold] = field(default_factory=dict)


_register = _Register()


def declare(code: str, label: str, unit: str, *, least: int, most: int, why: str = "") -> Threshold:
    """Declare a threshold; twice with other words is a mistake of the program."""
    threshold = Threshold(code, label, unit, least, most, why)
    if _register.known.setdefault(code, threshold) != threshold:
        raise ValueError(f"threshold {code} is declared twice")
    return threshold


def declared() -> dict[str, Threshold]:
    """All thresholds declared so far, by code."""
    return dict(_register.known)
