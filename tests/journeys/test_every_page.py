"""Every page that each role meets from its bar and its home: it answers, and fits a phone and a desk.

A link that is shown is a link that answers. What a page must be is checked by the browser of each person (see
`people.Person`): no error, no overflow, axe; once for each kind of page, whoever opens it first. Each is also walked by
the keyboard alone.
"""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from tests.journeys.keyboard import walk
from tests.journeys.people import IDENTIFIER

ROLES = ("awa", "kadiatou", "issa", "fanta", "hawa", "aissata", "salimata", "adama", "assa")
# Leaving, downloads, and the reference of eight hundred places, of which one says all.
LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')
# Of what is one kind of page: an identifier, the code of a threshold.
ONE_OF_A_KIND = re.compile(rf"{IDENTIFIER.pattern}|(?<=^/seuils/)[^/]+")
PHONE, DESK = 360, 1280
WIDTHS = (PHONE, DESK)
NOT_FOLLOWED = ("/sortir/", "/lieux/", "/entrer/")


_looked_at: set[str] = set()


@pytest.mark.parametrize("key", ROLES)
def test_a_role_opens_every_page_within_reach(person, key):
    awa = person("awa", phone=True).signs_in()
    given_somebody_received_at_gogui(awa)
    she = person(key, phone=True).signs_in()
    opened = when_she_follows_every_link(she)
    assert len(opened) > 4, opened


def given_somebody_received_at_gogui(awa):
    awa.opens("/arrivees/sans-convoi/").selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    awa.fills("Prénom(s)", "Kadidia").fills("Nom de famille", "Ongoïba").chooses("Sexe", "Femme")
    awa.presses("Enregistrer, jeton suivant").sees("Jeton 001 enregistré")


def when_she_follows_every_link(she) -> set[str]:
    """Each kind of page once, from page to page; gives their addresses without identifiers."""
    waiting, opened = ["/"], set()
    while waiting:
        address = waiting.pop()
        kind = ONE_OF_A_KIND.sub("…", address)
        if kind in opened:
            continue
        opened.add(kind)
        answer = she.page.request.get(address)
        assert answer.ok, f"{she.key}, {address}: {answer.status}"
        if "html" in answer.headers["content-type"]:  # a sheet is taken, not looked at
            if kind not in _looked_at:
                _looked_at.add(kind)
                look_at_it(she, address)
            paths = (urlsplit(unescape(link)).path for link in LINK.findall(answer.text()))
            waiting += [path for path in paths if not path.startswith(NOT_FOLLOWED)]
    return opened


def look_at_it(she, address):
    for width in WIDTHS:
        she.page.set_viewport_size({"width": width, "height": 800})
        she.opens(address)
        # On a phone, where a bar of actions stays at the bottom, it may cover what one is at; elsewhere nothing can.
        if width == PHONE and not she.page.locator(".actions.reach").count():
            continue
        walked = walk(she.page)
        assert walked.went_well, f"{she.key}, {address} at {width}, by keyboard: {walked}"
