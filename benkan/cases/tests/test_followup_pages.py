"""The pages of follow-up: the safe contact before the number, visits, the questionnaire, what is sealed, the end."""

import re
from gzip import compress

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases import writes
from benkan.cases.models import Survey, Visit
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.test_scoring import the_vector
from benkan.common import clock
from benkan.organisations.acting import acting_for
from benkan.people.writes import say_safe_contact

CONTACT = {
    "phone": "76 11 22 33", "hours": "le soir", "who_may_answer": "sa sœur", "what_may_be_said": "c’est la tontine",
    "visit_allowed": False,
}  # fmt: skip


@pytest.fixture
def kadiatou(signed_in, cast, signed_text):
    return signed_in(cast.kadiatou)


@pytest.fixture
def case(cast, signed_text):
    with acting_for(cast.kadiatou) as by:
        made = accompanied(by)
        say_safe_contact(by=by, registration=made.registration, answers=CONTACT)
        return made


def page(client, route: str, case, **more) -> str:
    return client.get(reverse(f"cases:{route}", args=[case.pk, *more.pop("args", ())]), more).content.decode()


def send(client, route: str, case, data=None, args=()) -> str:
    answer = client.post(reverse(f"cases:{route}", args=[case.pk, *args]), data or {}, follow=True)
    assert answer.status_code < 500
    return answer.content.decode()


def test_what_may_be_said_is_read_before_the_number(kadiatou, cast, case):
    shown = page(kadiatou, "reach", case)
    order = [shown.index(words) for words in ("le soir", "sa sœur", "c’est la tontine", "non autorisée", "76 11 22 33")]
    assert order == sorted(order)
    with acting_for(cast.kadiatou):
        assert Entry.objects.filter(verb="cases.contact_read", file_id=case.registration_id).count() == 1


def test_the_accompaniment_shows_the_next_visit_and_never_the_number(kadiatou, case):
    shown = page(kadiatou, "case", case)
    assert "Prochaine visite\u00a0: Premiers jours" in shown
    assert "76 11 22 33" not in shown
    assert len(compress(shown.encode())) < 30_000


def test_a_visit_that_is_not_allowed_is_refused_beside_the_form(kadiatou, case):
    said = {"step": "m1", "mode": "presence", "day": clock.today().isoformat()}
    answer = kadiatou.post(reverse("cases:plan_visit", args=[case.pk]), said)
    assert answer.status_code == 422
    assert "Visite non autorisée" in answer.content.decode()


def test_from_the_appointment_to_the_visit(kadiatou, cast, case):
    said = {"step": "m1", "mode": "bureau", "day": clock.today().isoformat(), "hour": "09:30", "place": "Antenne"}
    shown = send(kadiatou, "plan_visit", case, said)
    assert "à 9\u00a0h\u00a030, au bureau" in shown
    card = re.search(r'href="([^"]*carte[^"]*)"', shown)[1].replace("&amp;", "&")
    card_page = kadiatou.get(card).content.decode()
    assert "Antenne" in card_page
    assert case.registration.number in card_page
    with acting_for(cast.kadiatou):
        visit = Visit.objects.get()
    noted = {
        "step": f"rdv-{visit.pk}",
        "mode": "bureau",
        "day": clock.today().isoformat(),
        "notes": "Le kit est arrivé",
    }
    shown = send(kadiatou, "note_visit", case, noted)
    assert "La visite est notée" in shown
    assert "Le kit est arrivé" not in shown
    assert "Le kit est arrivé" in page(kadiatou, "visit", case, args=[visit.pk])
    with acting_for(cast.kadiatou):
        assert Entry.objects.filter(verb="cases.visit_read").count() == 2  # the appointment, then the visit
    assert "annulée" in send(kadiatou, "cancel_visit", case, args=[visit.pk])


def test_her_home_never_stands_on_her_card(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        say_safe_contact(by=by, registration=case.registration, answers=CONTACT | {"visit_allowed": True})
        writes.plan_visit(by=by, case=case, mode="presence", day=clock.today(), place="Lafiabougou")
    shown = page(kadiatou, "case", case)
    assert "carte" in shown
    assert "Lafiabougou" not in shown


def test_each_gesture_has_its_page(kadiatou, case):
    today = clock.today().isoformat()
    assert "tentative est notée" in send(
        kadiatou, "attempt", case, {"means": "telephone", "result": "sans_reponse", "day": today}
    )
    assert "zone est notée inaccessible" in send(kadiatou, "zone", case, {"since": today, "why": "Route coupée"})
    assert "rien n’est en retard" in page(kadiatou, "case", case)
    assert "de nouveau accessible" in send(kadiatou, "open_zone", case)
    assert "n’est plus attendue" in send(kadiatou, "impossible_visit", case, {"step": "j3", "reason": "absente"})
    assert "Son avis est noté" in send(kadiatou, "opinion", case, {"mode": "telephone", "overall": "4"})


def test_she_is_not_lost_before_she_was_looked_for(kadiatou, case):
    answer = kadiatou.post(reverse("cases:lose", args=[case.pk]))
    assert answer.status_code == 409
    assert "il manque" in answer.content.decode()


@pytest.fixture
def survey(cast, case) -> Survey:
    with acting_for(cast.kadiatou) as by:
        return writes.begin_survey(by=by, case=case, moment="suivi", mode="telephone")


def test_the_questionnaire_in_three_steps(kadiatou, cast, case):
    answers = the_vector()
    first = send(kadiatou, "begin_survey", case, {"moment": "cloture", "mode": "telephone"})
    assert first.count("<fieldset") == 10
    assert first.count("Ne sait pas, ou ne répond pas") == 10
    assert len(compress(first.encode())) < 30_000
    with acting_for(cast.kadiatou):
        survey = Survey.objects.get()
    for number, letter in enumerate("ESP", start=1):
        given = {code: said for code, said in answers.items() if code.startswith(letter)}
        shown = send(kadiatou, "survey_step", case, given, args=[survey.pk, number])
    assert "Le questionnaire est terminé" in shown
    assert "9\u00a0réponses" in shown
    assert "rille non officielle" in shown


def test_each_answer_is_kept_as_soon_as_it_is_given(kadiatou, cast, case, survey):
    address = reverse("cases:survey_step", args=[case.pk, survey.pk, 3])
    answer = kadiatou.post(address, {"P1": "4", "P8": "oui"}, headers={"hx-request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert kadiatou.post(address, {"P1": "5"}, headers={"hx-request": "true"}).status_code == 204
    shown = kadiatou.get(address).content.decode()
    assert "Réponse gardée, réservée" in shown
    assert re.findall(r'name="(\w+)" value="(\w+)"[^>]*checked', shown) == [("P1", "5")]
    with acting_for(cast.kadiatou):
        survey.refresh_from_db()
        assert survey.restricted == '{"P8": "oui"}'


def test_what_is_sealed_asks_why(kadiatou, cast, case, survey):
    with acting_for(cast.kadiatou) as by:
        writes.save_answers(by=by, survey=survey, answers={"P7": "3", "E1": "4"})
        writes.finish_survey(by=by, survey=survey)
    shown = page(kadiatou, "survey", case, args=[survey.pk])
    assert "Réponse réservée" in shown
    address = reverse("cases:survey_reserved", args=[case.pk, survey.pk])
    assert kadiatou.post(address, {"reason": " "}).status_code == 422
    assert "Parfois" in kadiatou.post(address, {"reason": "Orienter vers un psychologue"}).content.decode()
    with acting_for(cast.kadiatou):
        entry = Entry.objects.get(verb="cases.survey_reserved_read")
        assert (entry.reason, entry.file_id) == ("Orienter vers un psychologue", case.registration_id)


def test_no_page_shows_a_score_outside_training(kadiatou, cast, case, survey, settings):
    with acting_for(cast.kadiatou) as by:
        writes.save_answers(by=by, survey=survey, answers=the_vector())
        writes.finish_survey(by=by, survey=survey)
    for demo in (True, False):
        settings.DEMO = demo
        for shown in (page(kadiatou, "survey", case, args=[survey.pk]), page(kadiatou, "case", case)):
            assert ("0,67" in shown) == (demo and "Exercice de calcul" in shown)


def test_the_end_says_what_is_still_open_and_prevents_nothing(kadiatou, case):
    shown = page(kadiatou, "close", case)
    assert "aucune visite notée" in shown
    answer = kadiatou.post(reverse("cases:close", args=[case.pk]), {"reason": "acheve"})
    assert answer.status_code == 422
    assert "dites pourquoi il n’y en a pas" in answer.content.decode()
    shown = send(kadiatou, "close", case, {"reason": "acheve", "no_survey": "injoignable"})
    assert "sans questionnaire (elle n’a pas pu être jointe)" in shown


def test_the_page_of_an_accompaniment_asks_as_many_questions(kadiatou, cast, case, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as few:
        page(kadiatou, "case", case)
    with acting_for(cast.kadiatou) as by:
        for mode in ("telephone", "bureau"):
            writes.note_visit(by=by, case=case, mode=mode, day=clock.today())
    with django_assert_max_num_queries(len(few) + 1):  # how long she was not met is asked once
        page(kadiatou, "case", case)


def test_a_strangers_visit_is_not_found_through_ones_own_case(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        other = accompanied(by, "lassine")
        visit = writes.note_visit(by=by, case=other, mode="telephone", day=clock.today())
    assert kadiatou.get(reverse("cases:visit", args=[case.pk, visit.pk])).status_code == 404


def test_the_focal_point_sees_the_teams_visits_without_names(signed_in, cast, case):
    with acting_for(cast.kadiatou) as by:
        writes.plan_visit(by=by, case=case, mode="bureau", day=clock.today())
    shown = signed_in(cast.issa).get(reverse("home")).content.decode()
    assert "Visites de l’équipe" in shown
    assert case.registration.number in shown
    assert case.registration.full_name not in shown.split("Visites de l’équipe")[1]
