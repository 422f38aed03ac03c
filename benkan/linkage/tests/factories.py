"""Invented files and pairs of them, made through the writes, inside `acting_for`."""

import datetime as dt

from benkan.common.imprecise import parse
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.models import Pair
from benkan.linkage.writes.proposing import Proposal, mark_of, propose
from benkan.people.models import Registration
from benkan.people.writes import NewFile, register_many

BORN = dt.date(2026, 1, 1)
REASONS = (("même mère", 6.0), ("prénom voisin", 3.5))


def files(by, count: int) -> list[Registration]:
    """Registered one after the other, in their order."""
    told = [NewFile({"given_names": "Mamadou", "family_name": f"Traoré {'i' * n}"}) for n in range(count)]
    return register_many(by=by, people=told, source="Accueil")


def mamadou(**answers) -> dict:
    """What the desk hears of one man; some of it heard otherwise (`family_name="TRAWORE"`)."""
    told = {"given_names": "Mamadou", "family_name": "Traoré", "mother_name": "Assitan Diarra", "sex": "M"}
    return told | {"birth": parse("3/5/1990", on=BORN), "phone": "76 12 34 56", "destination_said": "Banamba"} | answers


def a_pair(by, one: Registration, other: Registration, *, hard: bool = False, **said) -> Pair:
    """`a_pair(by, one, other, word=Word.VERY_LIKELY)`."""
    found = {"word": Word.LIKELY, "probability": 0.8, "model": "essai", "reasons": REASONS} | said
    propose(by=by, proposals=[Proposal(one.pk, other.pk, hard=hard, **found)])
    return Pair.objects.get(mark=mark_of(one.pk, other.pk))


def persons(registrations) -> list:
    """Whose each file is now, in their order."""
    now = dict(Registration.objects.filter(pk__in=[one.pk for one in registrations]).values_list("pk", "person_id"))
    return [now[one.pk] for one in registrations]
