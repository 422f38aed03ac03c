"""Two files said to be one person's, then undone: every page and every figure is what it was, to the letter.

On the demonstration, with the pages of the whole matrix of rights. A page that changes while two files are one, and one
that may not be as before, are named here with their reason.
"""

import pytest
from django.db import connections
from django.urls import reverse

from benkan.cases.models import Case, FundingRequest, Grant
from benkan.common import clock
from benkan.demo import bulk
from benkan.demo.agreements import agree
from benkan.demo.cast import BODIES, MEMBERS, account_of
from benkan.demo.country.world import World
from benkan.demo.crowd import actors
from benkan.demo.found import agents_of, sign_texts
from benkan.demo.invitations import propose as propose_invitations
from benkan.demo.stories import tell_all
from benkan.demo.stories.plans import GRANT
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.models import Pair
from benkan.linkage.tests.factories import a_pair
from benkan.linkage.writes import decide, undo
from benkan.organisations.acting import acting_for, entered
from benkan.people.models import Registration
from tests.house.walking import Walk
from tests.signing_in import sign_in

PERSONS = 400  # the fewest of whom every story can be told
# One of each role that reads persons, files or figures, and both sides of what crosses organisations.
WHO = ("awa", "kadiatou", "issa", "hawa", "assa", "salimata", "aminata", "modibo", "sekou")
FEWEST_ROUTES = 150  # that a walk of all reaches
SIDES = {False: ("kadiatou",), True: ("kadiatou", "sekou")}  # across two organisations or not, who answers


@pytest.fixture
def told(committed):
    """The demonstration, in a database of its own, at an hour that stays; gives the accounts of `WHO`."""
    with clock.at(clock.now()):
        sign_texts()
        agree()
        propose_invitations()
        world = World(seed=1, today=clock.today(), persons=PERSONS, actors=actors(BODIES, MEMBERS))
        for _ in bulk.write(world.units(), agents_of(world), seed=1):
            pass
        tell_all()
        with entered(door="open"):
            accounts = {key: account_of(key) for key in WHO}
        yield accounts


# Pages that change while files are one person's, and why each does.
CHANGES = {
    "home": "pairs to decide are fewer",
    "linkage:queue": "pairs to decide are fewer",
    "linkage:pair": "says that the two are one person, and by whom it was said",
    "linkage:across": "says that the two are one person, and what one’s own side answered",
    "linkage:quality": "an answer measures; fewer probable duplicates are left",
    "linkage:quality_behind": "the lists behind those numbers",
    "people:file": "names her other files of the organisation, and where the pair stands",
    "cases:grant": "two whom it paid are one person",
    "cases:totals": "fewer probable duplicates are left beside what is counted",
    "groups:totals": "fewer probable duplicates are left beside what is counted",
    "training:totals": "fewer probable duplicates are left beside what is counted",
}
# Pages that are not as before once all is undone, and why: nothing is lost.
REMEMBERS = {
    "journal": "who read, answered and undid",
    "linkage:across": "its thread says what one’s own side answered, and that it was undone",
}


@pytest.mark.installation
def test_a_link_undone_leaves_every_page_and_figure_as_before(told):
    own, across = two_that_one_grant_pays(told), of_two_organisations(told)
    walks = {key: Walk(account) for key, account in told.items()}
    before = {key: walk.find(wanted_of(own, across, told)) | walk.take_lists() for key, walk in walks.items()}
    persons, paid = persons_counted(), of_the_grant(told)
    for pair in (own, across):
        decided_by_all(pair, told)
    assert (persons_counted(), of_the_grant(told)) == (persons - 2, paid - 1), "each link is one person less"
    changed = differing(walks, before)
    assert changed == set(CHANGES) | {"journal"}
    for pair in (own, across):
        undone_by_all(pair, told)
    assert (persons_counted(), of_the_grant(told)) == (persons, paid)
    assert differing(walks, before) == set(REMEMBERS)
    reached = {route for walk in walks.values() for route in walk.addresses.values()}
    assert len(reached) > FEWEST_ROUTES, "the walk no longer finds its way"


def differing(walks: dict[str, Walk], before: dict[str, dict[str, str]]) -> set[str]:
    """The routes, and the lists taken away, that answer anybody otherwise than before."""
    found = set()
    for key, walk in walks.items():
        now = walk.take() | walk.take_lists()
        assert now.keys() == before[key].keys(), f"{key} may take other lists away than before"
        found |= {walk.addresses.get(one, one) for one in now if now[one] != before[key][one]}
    return found


def decided_by_all(pair: Pair, told) -> None:
    """By each side that it has."""
    for key in SIDES[pair.organisation_id is None]:
        with acting_for(told[key]) as by:
            decide(by=by, pair=pair, verdict=Verdict.SAME)


def undone_by_all(pair: Pair, told) -> None:
    for key in SIDES[pair.organisation_id is None]:
        with acting_for(told[key]) as by:
            undo(by=by, pair=pair)


def persons_counted() -> int:
    with connections["figures"].cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT person_id) FROM people_registration")
        return cursor.fetchone()[0]


def of_the_grant(told) -> int:
    """How many persons its own page tells the funder."""
    with acting_for(told["aminata"]):
        grant = Grant.objects.get(code=GRANT)
    page = sign_in(told["aminata"]).get(reverse("cases:grant", args=[grant.pk]))
    return page.context["totals"].persons


def two_that_one_grant_pays(told) -> Pair:
    """Of her whom the association accompanies too, and another of the reception service: one grant pays both, so that
    the two, who are three files, are one person in it."""
    with acting_for(told["kadiatou"]) as by:
        hers = Registration.objects.get(given_names="Ténimba", organisation=by.organisation_id)
        paid = FundingRequest.objects.filter(grant__code=GRANT, line__plan__case__organisation=by.organisation_id)
        (other,) = {request.line.plan.case.registration for request in paid.filter(status="financee")}
        return a_pair(by, hers, other, word=Word.LIKELY, probability=0.9)


def of_two_organisations(told) -> Pair:
    with acting_for(told["kadiatou"]):
        return Pair.objects.get(organisation=None, sides__registration__family_name="Sanou")


def wanted_of(own: Pair, across: Pair, told) -> dict[str, list]:
    """The files of both pairs and their accompaniments, whichever organisation's."""
    files, cases = set(), set()
    for key in ("kadiatou", "sekou"):
        with acting_for(told[key]):
            hers = Registration.objects.filter(pair_sides__pair__in=[own, across]).values_list("pk", flat=True)
            files |= set(hers)
            cases |= set(Case.objects.filter(registration__in=hers).values_list("pk", flat=True))
    return {"registration_id": sorted(files), "case_id": sorted(cases), "pair_id": [own.pk, across.pk]}
