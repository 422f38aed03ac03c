"""Companions grouped: what is likely the same for somebody of the family, proposed in the form and never assumed."""

from dataclasses import dataclass

from benkan.arrivals.models import Line
from benkan.people.models import FamilyLink, Sex


@dataclass(frozen=True)
class Step:
    words: str
    kind: str


STEPS = {
    "fratrie": Step("son frère, sa sœur", FamilyLink.Kind.SIBLING),
    "enfant": Step("son enfant", FamilyLink.Kind.PARENT),
    "conjoint": Step("son conjoint", FamilyLink.Kind.SPOUSE),
    "autre": Step("autre parent", FamilyLink.Kind.OTHER),
}


def link_of(code: str) -> str:
    """The family link of a step; "" where none was said."""
    return STEPS[code].kind if code in STEPS else ""


def first_answers(relative: Line | None, code: str) -> dict[str, str]:
    """What a relative probably shares: where they go and a telephone; a mother or a name only where custom says so."""
    known = relative.registration if relative else None
    if known is None:
        return {}
    answers = {"destination": known.destination_said, "phone": known.phone}
    if code == "fratrie":
        answers |= {"family_name": known.family_name, "mother_name": known.mother_name}
    elif code == "enfant" and known.sex == Sex.WOMAN:
        answers["mother_name"] = f"{known.given_names} {known.family_name}".strip()
    elif code == "enfant" or code == "autre":
        answers["family_name"] = known.family_name
    # A married woman keeps her name: a spouse's is asked.
    return answers
