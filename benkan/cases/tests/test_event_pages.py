"""The pages of events: short forms, what each leads to, what no list says, and as many queries whatever was noted."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.cases.life_links import is_routed
from benkan.cases.lifecycles.events import RestrictedKind
from benkan.cases.models import Case, LifeEvent, LifeEventDetail
from benkan.cases.reads.events import detail_of
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.living import accompanied_girl, told
from benkan.cases.views.event_gestures import GESTURES
from benkan.cases.writes.event_absence import note_away
from benkan.cases.writes.event_family import note_birth, note_joined
from benkan.common import clock
from benkan.organisations.acting import acting_for
from benkan.people.models import Registration

SHARED = {"day": "inconnu", "learnt": "elle"}
ANSWERS = {
    "naissance": {"children": "deux", "day": "mars 2026"},
    "grossesse": {"due": "vers la Tabaski", "followed": "oui"},
    "regroupement": {},
    "empechement": {"kind": "hospitalisation", "words": "Sa sœur y va"},
    "depart": {"gone": "non", "after": "continue", "words": "vers le nord"},
    "deces": {"confirmed": "oui", "told_to": "sa famille", "learnt": "compagnon"},
}


@pytest.fixture
def case(cast, signed_text) -> Case:
    with acting_for(cast.kadiatou) as by:
        return accompanied(by)


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.kadiatou)


def body(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def note(client, case, what, **said):
    address = reverse("cases:note_event", args=[case.registration_id, what])
    return client.post(address, SHARED | ANSWERS[what] | said)


def test_each_form_asks_five_answers_at_most(cast, case):
    with acting_for(cast.kadiatou):
        held = Case.objects.get()
        forms = {one.code: one.form(held, None) for one in GESTURES}
    assert {code: len(form.fields) for code, form in forms.items() if form and len(form.fields) > 5} == {}
    assert forms["projet"] is None  # nothing was paid yet


@pytest.mark.parametrize("what", sorted(ANSWERS))
def test_each_event_is_noted_and_leads_on(cast, case, client, what):
    page = body(client.get(reverse("cases:events", args=[case.registration_id])))
    assert next(one.hint for one in GESTURES if one.code == what).replace("\u00a0", " ") in page
    answer = note(client, case, what)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    with acting_for(cast.kadiatou):
        event = LifeEvent.objects.get()
    shown = client.get(reverse("cases:event", args=[event.pk]))
    assert len(shown.content) < 30_000
    whole = body(client.get(reverse("cases:case", args=[case.pk])))
    assert "Ce qui a changé dans sa vie" in whole


@pytest.mark.parametrize("what", ["grossesse", "empechement", "depart"])
def test_what_is_restricted_is_said_on_no_page_but_its_own(cast, case, client, what):
    note(client, case, what)
    with acting_for(cast.kadiatou):
        event = LifeEvent.objects.get()
    pages = [
        reverse("cases:case", args=[case.pk]), reverse("cases:event", args=[event.pk]), reverse("cases:list"), "/",
        reverse("people:file", args=[case.registration_id]), reverse("cases:event_restricted", args=[event.pk]),
        reverse("people:print", args=[case.registration_id]),
    ]  # fmt: skip
    for address in pages:
        page = body(client.get(address))
        for word in ("Grossesse", "ospitalis", "Pense repartir", "Sa sœur y va", "vers le nord", "Tabaski"):
            assert word not in page, (address, word)
    opened = body(client.post(reverse("cases:event_restricted", args=[event.pk]), {"why": "suivre"}))
    assert any(word in opened for word in ("Tabaski", "Sa sœur y va", "vers le nord"))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"day": "27"}, "Écrivez le jour, ou le mois"),
        ({"day": "hier"}, "ne se lit pas comme un jour"),
        ({"day": "30/02/2026"}, "ne se lit pas comme un jour"),
        ({"day": ""}, "Écrivez quel jour"),
        ({"learnt": ""}, "Dites de qui vous le tenez"),
        ({"children": ""}, "Dites qui est né"),
    ],
)
def test_what_is_missing_is_said_beside_its_answer(case, client, said, sentence):
    answer = note(client, case, "naissance", **said)
    assert answer.status_code == 422
    assert sentence in body(answer)


def test_a_day_that_is_to_come_is_refused_with_a_sentence(case, client):
    tomorrow = clock.today() + dt.timedelta(days=1)
    answer = note(client, case, "regroupement", day=f"{tomorrow:%d/%m/%Y}")
    assert answer.status_code == 422


def test_twins_are_registered_one_after_the_other(cast, case, client):
    address = note(client, case, "naissance")["Location"]
    assert "(1 sur 2)" in body(client.get(address))
    assert client.post(address, {"given_names": "Awa", "sex": "F"})["Location"] == address
    assert "(2 sur 2)" in body(client.get(address))
    done = client.post(address, {"given_names": "", "sex": "M"})["Location"]
    page = body(client.get(done))
    assert "Awa" in page
    assert "Enregistrer l’enfant" not in page
    with acting_for(cast.kadiatou):
        assert Registration.objects.filter(source="Naissance notée").count() == 2


def test_who_joins_and_is_not_malian_has_a_procedure_of_her_own(case, client):
    address = note(client, case, "regroupement")["Location"]
    assert client.post(address, {"tie": "conjoint", "given_names": "Hassane", "sex": "M"}).status_code == 422
    said = {"tie": "conjoint", "given_names": "Hassane", "sex": "M", "nationality": "ne"}
    page = body(client.get(client.post(address, said)["Location"]))
    assert "N’est pas malienne" in page
    assert "Titre de séjour" in page


def test_moving_is_offered_once_its_page_is_served(case, client):
    page = body(client.get(reverse("cases:events", args=[case.registration_id])))
    assert "On ne la trouve plus" in page
    assert "Déménagement" in page
    assert is_routed("cases:transfer_out")
    assert not is_routed("cases:nowhere")
    assert not is_routed("nowhere:at_all")


def test_the_page_of_18_years_asks_what_is_left(cast, signed_text, client):
    soon = clock.today() + dt.timedelta(days=20)
    with acting_for(cast.kadiatou) as by, clock.at(clock.now() - dt.timedelta(days=100)):
        case = accompanied_girl(by, f"{soon:%d/%m}/{soon.year - 18}")
    address = reverse("cases:of_age", args=[case.registration_id])
    assert "son tuteur ne répond plus" in body(client.get(address))
    assert "Bientôt 18 ans" in body(client.get(reverse("cases:case", args=[case.pk])))
    with clock.at(clock.now() + dt.timedelta(days=20)):
        page = body(client.get(address))
        assert page.count("à redemander") == 7  # six answers, and the safe contact
        assert client.post(address, {"worker": str(cast.kadiatou.pk)}).status_code == 302
        assert "Lui dire le texte" in body(client.get(address))
        assert "à redemander" in body(client.get(reverse("people:file", args=[case.registration_id])))


def test_as_many_queries_whatever_was_noted(cast, case, client):
    def asked(address):
        with CaptureQueriesContext(
            connection,
        ) as held:
            assert client.get(address).status_code == 200
        return len(held)

    pages = [reverse("cases:case", args=[case.pk]), "/", reverse("people:file", args=[case.registration_id])]
    with acting_for(cast.kadiatou) as by:
        note_birth(by=by, registration=case.registration, told=told(), children=1)
        note_away(by=by, registration=case.registration, told=told(), kind=RestrictedKind.PRISON, until=clock.today())
    for page in pages:  # what is read once for the life of the process
        asked(page)
    before = [asked(page) for page in pages]
    with acting_for(cast.kadiatou) as by:
        for _ in range(3):
            note_birth(by=by, registration=case.registration, told=told(), children=1)
            note_joined(by=by, registration=case.registration, told=told())
            note_away(
                by=by, registration=case.registration, told=told(), kind=RestrictedKind.PRISON, until=clock.today()
            )
    assert [asked(page) for page in pages] == before


def test_an_intention_is_read_by_who_accompanies_her_alone(cast, case, client):
    note(client, case, "depart")
    with acting_for(cast.kadiatou) as by:
        event = LifeEvent.objects.get()
        assert LifeEventDetail.objects.exists()
        Case.objects.update(worker=cast.issa)
        assert detail_of(by, LifeEvent.objects.select_related("case").get()) is None
    page = body(client.post(reverse("cases:event_restricted", args=[event.pk]), {"why": "suivre"}))
    assert "reste avec qui accompagne" in page
