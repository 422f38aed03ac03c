"""What a clerk writes of somebody: half of the births vague, a third of phones and mothers missing, other spellings.

Two actors who receive the same person write two different things; this is what linking records is about.
"""

import datetime as dt
from random import Random

from benkan.demo.country.names import as_written
from benkan.demo.country.people import MAJORITY, Invented

MISSING_PHONE, MISSING_MOTHER = 0.18, 0.33  # of those who have one; the others have none to give
INVERTED = 0.02  # family name and given names in each other's box


def at_the_desk(rng: Random, one: Invented, on: dt.date, *, care: float) -> dict:
    """The nine answers of the night, as they are written; what was not said is left out."""
    given, family = as_written(rng, one.given, care=care), as_written(rng, one.family, care=care)
    if family.startswith("Ag ") and rng.random() < 0.1:
        family = family.replace("Ag ", "Ag", 1)
    if rng.random() < INVERTED:
        given, family = family, given
    said = {"given_names": given, "family_name": family, "sex": one.sex, "birth": birth_said(rng, one, on)}
    if rng.random() > MISSING_MOTHER:
        said["mother_name"] = as_written(rng, one.mother, care=care)
    if one.phone and rng.random() > MISSING_PHONE:
        said["phone"] = _phone_written(rng, one.phone)
    said["destination"] = one.destination
    if rng.random() < 0.7:
        said["destination_said"] = one.quarter
    if one.private_talk:
        said["wants_private_talk"] = True
    elif rng.random() < 0.7:
        said["wants_private_talk"] = False
    return said


def afterwards(rng: Random, one: Invented, *, care: float) -> dict:
    """The second step: what nobody asks in the queue."""
    said = {"father_name": as_written(rng, one.father, care=care), "marital_status": one.marital}
    said |= {"nationality": one.nationality} if one.nationality else {"nationality_unknown": True}
    said["languages"] = [one.language] if one.language == "bambara" else [one.language, "bambara"]
    if rng.random() < 0.6:
        said["birth_place"] = one.quarter
    return said


def birth_said(rng: Random, one: Invented, on: dt.date) -> str:
    """The whole date from those who know it; else an age rounded to 0 or 5, « vers 1998 », a year, or 01/01."""
    born = one.born
    if one.knows_birth and rng.random() < 0.92:
        return f"{born.day:02}/{born.month:02}/{born.year}"
    age = one.age_on(on)
    if age < 2:
        return f"{max(1, (on - born).days // 30)} mois"
    about = max(2, age + rng.choice((-1, 0, 0, 0, 1)))
    rounded = round(about / 5) * 5 if about > 9 and rng.random() < 0.6 else about
    if age < MAJORITY:  # a child stays one, however badly the age is known
        about, rounded = min(about, MAJORITY - 1), min(rounded, MAJORITY - 1)
    else:
        about, rounded = max(about, MAJORITY), max(rounded, MAJORITY)
    form = rng.random()
    if form < 0.4:
        return str(rounded)
    if form < 0.65:
        return f"vers {on.year - about}"
    if form < 0.8:
        return str(on.year - about)
    return f"01/01/{on.year - about}"


def _phone_written(rng: Random, phone: str) -> str:
    form = rng.random()
    if form < 0.5:
        return phone
    if form < 0.85:
        return " ".join(phone[at : at + 2] for at in range(0, 8, 2))
    return f"+223 {phone}"
