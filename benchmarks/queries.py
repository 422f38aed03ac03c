"""How many queries each page makes for an actor of some thirty files and for the largest: more must not ask more."""

from random import Random

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.users import User, accounts_of, sizes, user_of
from benkan.organisations.acting import entered
from benkan.organisations.models import Presence

FEW, POINT = 30, "rte-gog"


def pages_of(user: User) -> dict[str, str]:
    """One address of each read page."""
    pages = {"accueil": "/", "arrivées": "/arrivees/", "liste des dossiers": "/dossiers/", "lieux": "/lieux/"}
    if user.names:
        pages["recherche par nom"] = f"/dossiers/?q={user.names[0]}"
        pages["dossier"] = user.files[0]
    if user.desks:
        pages["convoi"] = user.desks[0]
        pages["enregistrer (page)"] = f"{user.desks[0]}enregistrer/"
    return pages


def counted() -> tuple[tuple[int, int], dict[str, list[int]]]:
    """The two sizes compared, and by page the queries of each: two actors of the same entry point, so that both have
    convoys of the day."""
    with entered(door="founding"):
        present = {str(one.organisation_id) for one in Presence.objects.filter(place__slug=POINT)}
    held = [one for one in sizes() if one[0] in present]
    small = min(held, key=lambda one: (abs(one[1] - FEW), one[0]))
    large = held[0]
    found: dict[str, list[int]] = {}
    for organisation, _ in (small, large):
        account = accounts_of(organisation)[0]
        user, client = user_of(account, Random(1)), Client(HTTP_HOST="localhost")  # noqa: S311 - which page to open
        with entered(account_id=account.pk):
            client.force_login(account)
        for page, path in pages_of(user).items():
            client.get(path)  # what is read once for all is read here
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{page} answered {answer.status_code}: nothing was counted")
            found.setdefault(page, []).append(len(asked))
    return (small[1], large[1]), found
