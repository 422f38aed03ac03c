"""What one question costs at size M, without the page around it: searching, finding who resembles, registering."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import connection, transaction

from benchmarks.users import accounts_of, sizes
from benkan.organisations.acting import acting_for
from benkan.people.alike import Asked
from benkan.people.models import Registration
from benkan.people.reads import candidates, search
from benkan.people.writes import register

TIMES = 200


@dataclass(frozen=True)
class Lookup:
    """A question asked many times: milliseconds in all, and those of the database (its own time, the floor)."""

    name: str
    milliseconds: list[float]
    database: list[float]
    queries: int


def lookups(rng: Random) -> tuple[int, list[Lookup]]:
    """Asked in the name of an agent of the organisation that holds most files; gives how many, and the measures."""
    organisation, files = sizes()[0]
    with acting_for(accounts_of(organisation)[0]) as by:
        known = list(Registration.objects.exclude(family_name="").order_by("?")[:TIMES])
        measured = [
            _measure("un aller-retour (SELECT 1)", known, lambda one: _one()),
            _measure("chercher par nom et prénom", known, lambda one: search(one.full_name)),
            _measure("chercher par nom de famille seul", known, lambda one: search(one.family_name)),
            _measure("chercher par numéro", known, lambda one: search(one.number)),
            _measure("chercher par téléphone", known, lambda one: search(one.phone or "30000000")),
            _measure("qui ressemble, dans ses dossiers", known, _resembling),
            _measure(
                "enregistrer, avec la recherche de doublons dans ses dossiers", known, lambda one: _register(by, one)
            ),
        ]
        transaction.set_rollback(True)
    return files, measured


def _measure(name: str, known: list[Registration], ask: Callable) -> Lookup:
    spent, asked, took = [0.0], [0], ([], [])

    def count(execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[0] += time.perf_counter() - begun
            asked[0] += 1

    with connection.execute_wrapper(count):
        for nth, one in enumerate([*known[:5], *known]):  # the first five warm up
            spent[0], asked[0] = 0.0, 0
            begun = time.perf_counter()
            ask(one)
            if nth >= 5:
                took[0].append((time.perf_counter() - begun) * 1000)
                took[1].append(spent[0] * 1000)
    return Lookup(name, *took, asked[0])


def _one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _resembling(one: Registration) -> None:
    told = ("given_names", "family_name", "mother_name", "phone", "birth", "sex")
    candidates(Asked(**{name: getattr(one, name) for name in told}, destination=one.destination_said))


def _register(by, one: Registration) -> None:
    _resembling(one)
    answers = {
        name: getattr(one, name) for name in ("given_names", "family_name", "mother_name", "phone", "sex", "birth")
    }
    register(by=by, answers=answers)
