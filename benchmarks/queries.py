"""How many queries each page makes for an actor of some thirty files and for the largest: more must not ask more.

A part of a page that has something to show asks a question of its own, once. What more rows must not do is ask one
question more often.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.users import User, accounts_of, sizes, user_of, worker_of
from benkan.organisations.acting import entered
from benkan.organisations.models import Presence

FEW, POINT = 30, "rte-gog"
# What differs from one asking to the next of the same question: values, and how many of them.
VALUES = re.compile(r"'(?:[^']|'')*'(?:::\w+)?|\b\d+\b|%s")
SEVERAL = re.compile(r"\(\?(?:, \?)*\)")
# A name that is written in two ways is looked up by either, in one question.
EITHER = re.compile(r"\((\([^()]*\))(?: OR \1)+\)")


@dataclass(frozen=True)
class Questions:
    """What one page asked: how many queries, and how often each question, its values left out."""

    count: int
    asked: Counter

    def repeated_since(self, fewer: "Questions") -> bool:
        """Whether a question is asked more often than where there are fewer rows, or more than once where none was."""
        return any(times > max(fewer.asked[question], 1) for question, times in self.asked.items())


def pages_of(user: User) -> dict[str, str]:
    """One address of each read page."""
    pages = {"accueil": "/", "arrivées": "/arrivees/", "liste des dossiers": "/dossiers/", "lieux": "/lieux/"}
    if user.names:
        pages["recherche par nom"] = f"/dossiers/?q={user.names[0]}"
        pages["dossier"] = user.files[0]
    if user.cases:
        pages["accompagnements"], pages["accompagnement"] = "/accompagnements/", user.cases[0]
    if user.plans:
        pages["plan"] = user.plans[0]
    if user.desks and user.job == "accueil":
        pages["convoi"] = user.desks[0]
        pages["enregistrer (page)"] = f"{user.desks[0]}enregistrer/"
    return pages


def counted() -> tuple[tuple[int, int], dict[str, list[Questions]]]:
    """The two sizes compared, and by page the queries of each: two actors of the same entry point, so that both have
    convoys of the day."""
    with entered(door="founding"):
        present = {str(one.organisation_id) for one in Presence.objects.filter(place__slug=POINT)}
    held = [one for one in sizes() if one[0] in present]
    small = min(held, key=lambda one: (abs(one[1] - FEW), one[0]))
    large = held[0]
    found: dict[str, list[Questions]] = {}
    for organisation, _ in (small, large):
        for role, of in (("accueil", user_of), ("accompagnement", worker_of)):
            account = accounts_of(organisation, role)[0]
            of_pages = pages_of(of(account, Random(1)))  # noqa: S311 - which page to open
            for page, asked in _asked(account, of_pages):
                found.setdefault(page if role == "accueil" else f"{page} (qui accompagne)", []).append(asked)
    return (small[1], large[1]), found


def _asked(account, pages: dict[str, str]) -> Iterator[tuple[str, Questions]]:
    client = Client(HTTP_HOST="localhost")
    with entered(account_id=account.pk):
        client.force_login(account)
    for page, path in pages.items():
        client.get(path)  # what is read once for all is read here
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{page} answered {answer.status_code}: nothing was counted")
        questions = Counter(_question(one["sql"]) for one in asked.captured_queries)
        yield page, Questions(len(asked), questions)


def _question(sql: str) -> str:
    return EITHER.sub(r"\1", SEVERAL.sub("(…)", VALUES.sub("?", sql)))
