"""Every route, as every role, on one's own, a partner's and a stranger's object."""

from http.cookies import SimpleCookie
from itertools import cycle
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from benkan.arrivals.tests.factories import desk, place, registered
from benkan.arrivals.tests.listing import TRAORE, brought, csv
from benkan.arrivals.writes import desk_of
from benkan.attachments.writes import attach
from benkan.audit.models import Entry
from benkan.cases.tests.assessing import a_need, a_skill
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import capped, granted, requests_of, sat, submitted, wanted
from benkan.cases.tests.referring import sent
from benkan.cases.tests.returning import a_list_brought_back
from benkan.cases.writes import begin_survey, plan_visit
from benkan.cases.writes.plans import begin_plan
from benkan.common import clock, middleware
from benkan.common import views as pages
from benkan.complaints.models import Complaint, Recipient
from benkan.complaints.tests.factories import named, noted
from benkan.demo.cast import body_of
from benkan.notices.models import Notice
from benkan.offers.tests.factories import a_structure, an_offer
from benkan.organisations.acting import acting_for
from benkan.organisations.founding import founding
from benkan.organisations.models import HandedLink, Membership, Presence
from benkan.organisations.roles import ROLES
from benkan.organisations.seeing_as import ALWAYS_OPEN
from benkan.organisations.tests.agreeing import proposed
from benkan.organisations.tests.posts import on_shift
from benkan.organisations.writes import give_membership, invite, make_entry_link, open_account
from benkan.organisations.writes.posts import make_post
from benkan.people.models import SpokenText
from benkan.people.writes import link_family, note_request, register
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.exports import export_of
from benkan.workbooks.writes.documents import ask_document, make_document
from tests.house.matrix import MATRIX, Row
from tests.house.matrix_across import make_across
from tests.house.matrix_deliveries import make_deliveries
from tests.house.matrix_events import make_events
from tests.house.matrix_groups import make_groups
from tests.house.matrix_helped import make_helped
from tests.house.matrix_pairs import make_pairs
from tests.house.matrix_safeguarding import make_safeguarding
from tests.house.matrix_training import make_training
from tests.house.matrix_transfers import make_transfers
from tests.signing_in import sign_in

# Totals of all actors are read by the connection of the figures.
pytestmark = pytest.mark.django_db(databases=["default", "figures"])
ASKERS = {"own": "SAR", "partner": "BENKADI", "stranger": "SIGUIDA"}


def routes(patterns=None, prefix="") -> list[str]:
    """Names of all routes, as `reverse` takes them; a route without a name is named by its pattern, and has no row."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += routes(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            found.append(f"{prefix}{pattern.name}" if pattern.name else str(pattern.pattern))
    return found


def test_every_route_has_a_row_and_every_row_a_route():
    assert sorted(set(routes())) == sorted(MATRIX)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The world below, made once: each test works in a transaction of its own within this one, and undoes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = _world()
        made.entered = {account.pk: sign_in(account).cookies for account in made.accounts.values()}
        yield made
        transaction.set_rollback(True)


def _world() -> SimpleNamespace:
    """An account of each role in each of the three organisations, and one object of each kind, the SAR's."""
    made = SimpleNamespace(accounts={})
    with founding() as by:
        for asker, code in ASKERS.items():
            for role in ROLES:
                account = open_account(by=by, email=f"{role}-{asker}@exemple.ml", name=f"{role} {asker}")
                give_membership(by=by, account=account, organisation=body_of(code), role=role)
                made.accounts[asker, role] = account
    with acting_for(made.accounts["own", "protection_donnees"]) as by:
        sign_for_demonstration(by=by)
    with acting_for(made.accounts["own", "accueil"]) as by:
        made.text = SpokenText.objects.first()
        made.registration = register(by=by, answers={"given_names": "Kadiatou", "family_name": "Traoré", "sex": "F"})
        made.paper = attach(by=by, on=made.registration, kind="papier", name="nina.pdf", content=b"%PDF-1.7")
        made.request = note_request(by=by, kind="acces", registration=made.registration)
        made.mother, made.neighbour = (_with_a_child(by, name) for name in ("Oumou", "Djénéba"))
        made.line = registered(by, desk(by))
        made.notice = Notice.objects.get(kind="arrivals.convoy_announced")
        made.brought = brought(by, made.line.list.convoy, csv(TRAORE))
        made.announcement = made.line.list.convoy.announcements.get()
        made.row = made.brought.rows.get()
        made.alone = desk_of(by=by, convoy=None, entry_point=place("rte-gog"))
    with acting_for(made.accounts["own", "administration"]) as by:
        made.post = make_post(by=by, place=place("rte-gog"), name="Téléphone 1")
    made.agreement = proposed(made.accounts["own", "administration"])
    with acting_for(made.accounts["own", "administration"]) as by:
        made.membership = Membership.objects.get(account=made.accounts["own", "accueil"])
        made.presence = Presence.objects.filter(organisation=by.organisation_id).first()
        made.invitation = invite(
            by=by, organisation=by.organisation, email="djeneba@exemple.ml", name="Djénéba Sow", role="accueil"
        ).invitation
        make_entry_link(by=by, account=made.accounts["own", "accueil"])
    with acting_for(made.accounts["partner", "administration"]) as by:
        made.proposal = invite(
            by=by, organisation=by.organisation, email="accueil-own@exemple.ml", name="Accueil", role="point_focal"
        ).invitation
    with acting_for(made.accounts["own", "accueil"]):
        made.handed = HandedLink.objects.get()
    made.shift = on_shift(made.accounts["own", "accueil"], made.post)
    with acting_for(made.accounts["own", "accompagnement"]) as by:
        made.case = accompanied(by)
        asking = submitted(by, wanted(payer="SAR"), wanted(0, "gestion"), case=made.case)
        (made.funding_request,) = requests_of(asking)
        made.plan = begin_plan(by=by, case=made.case, why="Elle déménage")
        made.plan_line = made.plan.lines.get(cost=0)
    with acting_for(made.accounts["own", "commission"]) as by:
        made.sitting, made.grant, made.ceiling = sat(by), granted(by), capped(by)
    with acting_for(made.accounts["own", "accompagnement"]) as by:
        made.need, made.skill = a_need(by, made.case), a_skill(by, made.case)
        made.structure = a_structure(by)
        made.referral = sent(by, made.case, vital="Sans soins ce soir, elle meurt")
        made.visit = plan_visit(by=by, case=made.case, mode="bureau", day=clock.today())
        made.survey = begin_survey(by=by, case=made.case, moment="suivi", mode="telephone")
        asked = ask_document(by=by, export=export_of("dossiers"), filters={}, file_format="csv")
        made.document = make_document(by=by, document_id=asked.pk)
        made.returned = a_list_brought_back(by, made.plan_line)
        made.returned_row = made.returned.rows.get()
    with acting_for(made.accounts["own", "point_focal"]) as by:
        made.offer = an_offer(by)
    made.complaint, made.recipient = _a_complaint(made.accounts)
    make_events(made)
    make_deliveries(made)
    make_transfers(made)
    make_safeguarding(made)
    make_training(made)
    make_groups(made)
    make_helped(made)
    make_pairs(made)
    make_across(made)
    return made


def _client(world, account) -> Client:
    """Somebody of the world who has just signed in: once for all tests, since each undoes what it did."""
    client = Client()
    client.cookies = SimpleCookie({name: morsel.value for name, morsel in world.entered[account.pk].items()})
    return client


def _with_a_child(by, name: str):
    """Somebody who lives in a household, with a child of hers."""
    mother, child = (register(by=by, answers={"given_names": one}) for one in (name, f"Enfant de {name}"))
    link_family(by=by, one=mother, other=child, kind="parent", senior=mother)
    return mother


def _a_complaint(accounts) -> tuple[Complaint, Recipient]:
    """Against an agency; the officer of the SAR, named for it, examines it."""
    named(accounts["own", "plateforme"], accounts["own", "plaintes"], kinds=["attente"])
    with acting_for(accounts["own", "accueil"]) as by:
        slip = noted(by, "attente", about="bureau", organisation=body_of("DJIGUI"))
    with acting_for(accounts["own", "plaintes"]):
        return Complaint.objects.get(number=slip.number), Recipient.objects.get()


# In two, so that two processes share them: each route is asked once for each role in three organisations.
ACCOMPANIED = sorted(name for name in MATRIX if name.startswith("cases:"))


@pytest.mark.exhaustive
@pytest.mark.usefixtures("bare")
class TestRoutesOfAccompaniments:
    @pytest.mark.parametrize("name", ACCOMPANIED)
    def test_a_route_answers_those_it_must_and_nobody_else(self, world, name):
        _answers_those_it_must(world, name)


@pytest.mark.exhaustive
@pytest.mark.usefixtures("bare")
class TestOtherRoutes:
    @pytest.mark.parametrize("name", sorted(set(MATRIX) - set(ACCOMPANIED)))
    def test_a_route_answers_those_it_must_and_nobody_else(self, world, name):
        _answers_those_it_must(world, name)


def _who_ask(row: Row) -> list[tuple[str, str]]:
    """Each role in each of the three organisations; a page without an object is one page, which each role asks in one
    of the three by turns."""
    if row.of_an_object:
        return [(asker, role) for asker in ASKERS for role in ROLES]
    return list(zip(cycle(ASKERS), ROLES, strict=False))


@pytest.fixture
def bare(monkeypatch):
    """Refusals and absences are counted, not read: their pages have tests of their own."""
    for module in (pages, middleware):
        monkeypatch.setattr(module, "render", lambda request, page, words=None, status=200: HttpResponse(status=status))


def _answers_those_it_must(world, name):
    row = MATRIX[name]
    address = reverse(name, kwargs=dict(row.arguments(world)))
    wrong = []
    for asker, role in _who_ask(row):
        client = _client(world, world.accounts[asker, role])
        answer = getattr(client, row.method)(address, data=dict(row.data(world)))
        expected = role in getattr(row, asker)
        answered = answer.status_code < 400 or answer.status_code in (409, 422)
        if answered != expected or (row.hidden and not expected and asker != "own" and answer.status_code != 404):
            wrong.append(f"{role} ({asker}): {answer.status_code}")
    assert not wrong, f"{name} {address}: {', '.join(wrong)}"


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_only_the_door_is_open_to_people_who_are_not_signed_in(world, name):
    row = MATRIX[name]
    answer = getattr(Client(), row.method)(reverse(name, kwargs=dict(row.arguments(world))))
    if row.at_the_door:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(name for name, row in MATRIX.items() if row.method == "post"))
def test_a_route_that_writes_refuses_to_be_read(world, name):
    address = reverse(name, kwargs=dict(MATRIX[name].arguments(world)))
    assert _client(world, next(iter(world.accounts.values()))).get(address).status_code in (403, 404, 405)


@pytest.mark.exhaustive
@pytest.mark.parametrize("role", ["accueil", "accompagnement", "point_focal", "protection_donnees"])
def test_nothing_is_written_by_who_sees_as_another_role(world, role):
    """Every route of the matrix, sent what it takes: refused before its view, but for stopping and leaving."""
    administrator = (
        "plateforme" if role == "protection_donnees" else "administration"
    )  # who gives that role in the State
    client = _client(world, world.accounts["own", administrator])
    assert client.post(reverse("see_as"), {"role": role}).status_code == 302
    passed = []
    for name, row in MATRIX.items():
        if name not in ALWAYS_OPEN:
            answer = client.post(reverse(name, kwargs=dict(row.arguments(world))), data=dict(row.data(world)))
            passed += [f"{name}: {answer.status_code}"] if answer.status_code != 403 else []
    assert passed == []
    assert "Vous voyez comme" in client.get(reverse("home")).content.decode()


def _rows_of_every_table() -> dict[str, int]:
    """Of ours, those that whoever acts may read; the journal apart."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("benkan.") and model is not Entry]
    return {model._meta.label: model._base_manager.count() for model in ours}


@pytest.mark.exhaustive
def test_no_page_writes_while_it_is_seen_as_another_role(world):
    """Opening every page leaves the journal's rows, and nothing else."""
    account = world.accounts["own", "administration"]
    client = _client(world, account)
    client.post(reverse("see_as"), {"role": "accueil"})
    with acting_for(account):
        before = _rows_of_every_table()
    for name, row in MATRIX.items():
        if name not in ALWAYS_OPEN:
            client.get(reverse(name, kwargs=dict(row.arguments(world))))
    with acting_for(account):
        assert _rows_of_every_table() == before


def test_pages_forbid_scripts_styles_and_frames_from_elsewhere(world):
    policy = Client().get(reverse("account_login"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy.replace("https:", "")


def test_pages_travel_compressed(world):
    answer = Client().get(reverse("account_login"), headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
