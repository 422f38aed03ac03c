"""What no likeness outweighs: children of one birth, two identity numbers, two names for one person.

Twins share everything but a given name, so that adding up likenesses always finds them alike. The rule comes first:
one house, one date of birth and two different names of their own are two people, until somebody who knows them says
otherwise.
"""

from enum import StrEnum

FAMILY = 4.0  # log2 odds of one family over one person
RELIABLE = 0.03  # of a person's pairs show two different numbers, at most, for two numbers to part two people
TWINS = 0.45  # the most that a pair of probable twins is believed: it is shown, and is rather not the same
CONTRADICTED = 0.98  # the most that a pair is believed whose names, sexes or numbers contradict each other


def gamma(comparison, names) -> str:
    """The numbers under which Splink tells these levels of a comparison, as a SQL list."""
    last = len(comparison.levels) - 1
    return ", ".join(str(last - number) for number, level in enumerate(comparison.levels) if level.name in names)


class Contradiction(StrEnum):
    """What bounds the belief in a pair, in words for people."""

    TWINS = "jumeaux possibles"
    NUMBERS = "deux numéros d’identité"
    SEXES = "deux sexes"
    NAMES = "deux noms"


_SUBJECTS = {"identifier": Contradiction.NUMBERS, "sex": Contradiction.SEXES, "name": Contradiction.NAMES}


def bounded(model, probability: str) -> str:
    """SQL over scored pairs: the probability, bounded where the pair contradicts itself."""
    cases = [f"WHEN {condition} THEN least({probability}, {_most(kind)})" for kind, condition in _conditions(model)]
    return f"CASE {' '.join(cases)} ELSE {probability} END" if cases else probability


def told(model) -> str:
    """SQL over scored pairs: the `Contradiction` that bounds the pair, NULL where there is none."""
    cases = [f"WHEN {condition} THEN '{kind}'" for kind, condition in _conditions(model)]
    return f"CASE {' '.join(cases)} END" if cases else "NULL"


def _most(kind: Contradiction) -> float:
    return TWINS if kind is Contradiction.TWINS else CONTRADICTED


def _conditions(model) -> list[tuple[Contradiction, str]]:
    """Each contradiction that the model's comparisons can tell, and its SQL over scored pairs; the first that holds
    bounds the pair.
    """
    twins = probable_twins(model)
    found = [(Contradiction.TWINS, twins)] if twins else []
    for subject, kind in _SUBJECTS.items():
        against = [
            f"gamma_{c.name} IN ({gamma(c, {level.name for level in c.levels if level.against})})"
            for c in model.comparisons
            if c.subject == subject
        ]
        if against:
            found.append((kind, f"({' OR '.join(against)})"))
    return found


def probable_twins(model) -> str | None:
    """SQL over scored pairs: one date of birth, one parent or telephone, two given names that others bear too."""
    held = {comparison.name: comparison for comparison in model.comparisons}
    shared = [
        f"gamma_{c.name} IN ({gamma(c, _CLOSE)})" for c in model.comparisons if c.subject in ("parent", "contact")
    ]
    if "given" not in held or "birth_day" not in held or not shared:
        return None
    two_names = f"gamma_given IN ({gamma(held['given'], {'other'})})"
    one_day = f"gamma_birth_day IN ({gamma(held['birth_day'], {'exact'})})"
    return f"{two_names} AND {one_day} AND ({' OR '.join(shared)})"


_CLOSE = frozenset({"exact", "canon", "shortened", "mistyped", "near"})


def _reliable(model, comparison) -> bool:
    """Whether one person hardly ever bears two numbers: in some files they are mistyped too often to part anybody."""
    learnt = next(
        share for c, share in zip(model.comparisons, model.shares.same, strict=True) if c.name == comparison.name
    )
    return float(learnt[[level.against for level in comparison.levels]].sum()) <= RELIABLE


def between(connection, model, scored: str) -> dict[int, set[int]]:
    """For each rank, the ranks that may never stand with it, among the pairs weighed.

    Probable twins; pairs plainly of one family and not of one person; and pairs whose two identity numbers differ
    by more than a slip of the pen and that are not held for one person all the same.
    """
    conditions = [f"(kin_weight - match_weight > {FAMILY} AND probability < 0.05)"]
    if twins := probable_twins(model):
        conditions.append(f"({twins})")
    for comparison in model.comparisons:
        if comparison.subject == "identifier" and _reliable(model, comparison):
            different = f"gamma_{comparison.name} IN ({gamma(comparison, {'different'})})"
            conditions.append(f"({different} AND probability < 0.5)")
    found: dict[int, set[int]] = {}
    rows = connection.execute(f"SELECT rank_l, rank_r FROM {scored} WHERE {' OR '.join(conditions)}").fetchall()
    for one, other in rows:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found
