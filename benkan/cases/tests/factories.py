"""Invented people who are accompanied, made through the writes, inside `acting_for`."""

from benkan.cases.models import Case
from benkan.cases.writes import open_case
from benkan.people.models import Registration
from benkan.people.tests.factories import consented, mali, ready_to_complete
from benkan.people.writes import complete, correct, say_safe_contact


def completed(by, *traits: str, **answers) -> Registration:
    """A file of which nothing of the minimum is missing, said complete."""
    return complete(by=by, registration=ready_to_complete(by, *traits, **answers))


def accompanied(by, *traits: str, **answers) -> Case:
    """`accompanied(by, "lassine")`: her file is complete, and `by` accompanies her."""
    return open_case(by=by, registration=completed(by, *traits, **answers))


def brought_to_completion(by, registration: Registration) -> Registration:
    """Somebody received at a desk, of whom nothing of the minimum is missing any more."""
    correct(by=by, registration=registration, answers={"nationality": mali(), "destination_said": "Banamba"})
    say_safe_contact(by=by, registration=registration, answers={"phone": "76 00 00 00"})
    consented(by, registration)
    return complete(by=by, registration=registration)
