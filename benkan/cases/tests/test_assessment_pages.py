"""The pages of an assessment: what may be said is shown, what is restricted opens with a reason, in the journal."""

import datetime as dt

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases import writes
from benkan.cases.models import Case, Need, Screening, Skill
from benkan.cases.tests.assessing import a_need, a_skill, screened
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.writes.assessment import change_priority
from benkan.cases.writes.needs import move_need
from benkan.cases.writes.referral_moves import withdraw
from benkan.common import clock
from benkan.organisations.acting import acting_for

# What a page that asks no reason never says of the person below.
RESTRICTED = ("Urgence médicale", "Torture", "Soins médicaux", "Zoumanata", "sante", "Détresse psy")


@pytest.fixture
def kadiatou(signed_in, cast, signed_text):
    return signed_in(cast.kadiatou)


@pytest.fixture
def case(cast, signed_text) -> Case:
    with acting_for(cast.kadiatou) as by:
        return accompanied(by)


def to(name: str, case: Case, **more) -> str:
    return reverse(f"cases:{name}", kwargs={"case_id": case.pk, **more})


def text_of(answer) -> str:
    return answer.content.decode()


def last_of(case: Case) -> dict:
    last = case.screenings.first()
    return {"after": str(last.pk) if last else "", "mode": "presence"}


def test_it_begins_by_asking_whether_she_may_speak(kadiatou, case):
    gate = text_of(kadiatou.get(to("screen", case)))
    assert "Peut-elle parler maintenant" in gate
    assert "reprendre plus tard" in gate
    assert "q-soin" not in gate
    asked = text_of(kadiatou.get(to("screen", case), {"menee": "presence"}))
    assert asked.count('type="radio"') == 3 * asked.count("<fieldset")
    assert "checked" not in asked
    assert "data-keep" not in asked
    assert "q-coups" in asked
    assert "q-coups" not in text_of(kadiatou.get(to("screen", case), {"menee": "telephone"}))


def test_answers_lead_to_a_priority_and_its_reasons(kadiatou, case, cast):
    sent = last_of(case) | {"q-soin": "oui", "q-dette": "oui", "q-coups": "oui", "q-abri": "non"}
    page = text_of(kadiatou.post(to("screen", case), sent, follow=True))
    assert "Priorité urgente" in page
    assert "24\u00a0heures" in page
    assert "dettes du voyage, 2\u00a0motifs réservés" in page
    assert "Questions sans réponse" in page
    assert not [word for word in RESTRICTED if word in page]
    with acting_for(cast.kadiatou):
        assert Screening.objects.get(case=case).rule


def test_nothing_answered_comes_back(kadiatou, case):
    answer = kadiatou.post(to("screen", case), last_of(case))
    assert answer.status_code == 422
    assert "Aucune question n’a de réponse" in text_of(answer)


def test_the_one_main_button_says_what_is_next(kadiatou, case, cast):
    page = text_of(kadiatou.get(to("case", case)))
    assert "Faire l’évaluation rapide" in page
    with acting_for(cast.kadiatou) as by:
        screened(by, case, "dette")
    page = text_of(kadiatou.get(to("case", case)))
    assert f'<a class="button" href="{to("needs", case)}">Noter ses besoins</a>' in page
    assert f'<a class="button" href="{to("screen", case)}"' not in page


def test_what_it_is_about_is_never_in_an_address(kadiatou, case):
    chosen = text_of(kadiatou.post(to("deepen", case), {"theme": "detresse", "mode": "presence"}))
    assert "Pensez-vous qu’il vaudrait mieux mourir" in chosen
    assert "restez avec elle" in chosen
    assert "detresse" not in to("deepen", case)
    sent = {"theme": "detresse", **last_of(case), "q-detresse.mourir": "oui"}
    page = text_of(kadiatou.post(to("deepen", case), sent, follow=True))
    assert "orientez-la maintenant" in page
    assert "1\u00a0motif réservé" in page
    assert "mourir" not in page


def test_some_questions_wait_until_they_can_be_asked_in_person(kadiatou, case):
    answer = kadiatou.post(to("deepen", case), {"theme": "traite", "mode": "telephone"})
    assert answer.status_code == 422
    assert "qui écoute au téléphone" in text_of(answer)
    assert 'value="enfant"' not in text_of(kadiatou.get(to("deepen", case)))


def test_what_is_restricted_opens_with_a_reason_that_stays(kadiatou, case, cast):
    with acting_for(cast.kadiatou) as by:
        screened(by, case, "soin", "coups")
        a_need(by, case, kind="soins", wish="Zoumanata")
    for page in ("case", "needs", "restricted"):
        shown = text_of(kadiatou.get(to(page, case)))
        offered = ("Soins médicaux", "sante") if page == "needs" else ()  # among the kinds of help to choose from
        assert [word for word in RESTRICTED if word in shown and word not in offered] == [], page
    assert "2\u00a0motifs et 1\u00a0besoin" in text_of(kadiatou.get(to("case", case)))
    assert kadiatou.post(to("restricted", case), {}).status_code == 422
    assert kadiatou.post(to("restricted", case), {"why": "autre"}).status_code == 422
    opened = text_of(kadiatou.post(to("restricted", case), {"why": "orienter", "words": " ce  soir "}))
    for word in ("Urgence médicale", "Torture", "Soins médicaux", "Zoumanata", "Violence"):
        assert word in opened
    with acting_for(cast.kadiatou):
        (entry,) = Entry.objects.filter(verb="cases.restricted_read")
        assert (entry.reason, entry.file_id) == ("Préparer une orientation, ce soir", case.registration_id)
        assert entry.fields == ["besoins", "réponses"]


def test_a_priority_is_changed_with_a_note(kadiatou, case, cast):
    with acting_for(cast.kadiatou) as by:
        screened(by, case, "dette")
    assert kadiatou.post(to("priority", case), {"priority": "urgente"}).status_code == 422
    sent = {"priority": "urgente", "note": "Elle part demain"}
    page = text_of(kadiatou.post(to("priority", case), sent, follow=True))
    assert "Elle part demain" in page
    assert "proposait «\u00a0normale\u00a0»" in page


def test_a_need_is_noted_moved_and_corrected(kadiatou, case, cast):
    said = {"kind": "activite", "wish": "vendre du mil", "pillar": "economique", "dimension": "sociale"}
    assert kadiatou.post(to("needs", case), said).status_code == 422
    said["pressing"] = "oui"
    assert kadiatou.post(to("needs", case), said | {"suite": "autre"})["Location"] == to("needs", case)
    twice = kadiatou.post(to("needs", case), said)
    assert twice.status_code == 422
    assert "déjà noté" in text_of(twice)
    with acting_for(cast.kadiatou):
        need = Need.objects.get()
    assert kadiatou.post(to("move_need", case, need_id=need.pk), {"to": "non_couvert"}).status_code == 422
    page = text_of(
        kadiatou.post(
            to("move_need", case, need_id=need.pk), {"to": "non_couvert", "reason": "sans_argent"}, follow=True
        )
    )
    assert "non couvert\u00a0: pas de financement" in page
    corrected = said | {"kind": "credit", "pressing": "non"}
    page = text_of(kadiatou.post(to("correct_need", case, need_id=need.pk), corrected, follow=True))
    assert "Accès au crédit" in page


def test_a_restricted_need_is_corrected_without_being_read(kadiatou, case, cast):
    with acting_for(cast.kadiatou) as by:
        need = a_need(by, case, kind="soins", wish="Zoumanata")
    form = text_of(kadiatou.get(to("correct_need", case, need_id=need.pk)))
    assert "Zoumanata" not in form
    assert 'value="soins" selected' not in form
    said = {"kind": "", "wish": "", "pillar": "accueil", "dimension": "sociale", "pressing": "oui"}
    kadiatou.post(to("correct_need", case, need_id=need.pk), said)
    with acting_for(cast.kadiatou):
        need = Need.objects.get()
        assert (need.detail.kind, need.detail.wish, need.pressing) == ("soins", "Zoumanata", True)


def test_the_bilan_goes_from_what_is_said_to_what_is_shown(kadiatou, case, cast):
    said = {"trade": "maconnerie", "country": "dz", "years": "4", "level": "qualifie", "wishes_validation": "oui"}
    page = text_of(kadiatou.post(to("skills", case), said, follow=True))
    assert "Algérie, 4\u00a0ans" in page
    with acting_for(cast.kadiatou):
        skill = Skill.objects.get()
    shown = {"level": "maitre", "on": clock.today().isoformat(), "before": "Atelier-École de Kayes"}
    page = text_of(kadiatou.post(to("show_skill", case, skill_id=skill.pk), shown, follow=True))
    assert "Atelier-École de Kayes" in page
    page = text_of(kadiatou.post(to("validation", case, skill_id=skill.pk), follow=True))
    assert "La VAE est notée parmi ses besoins" in page
    assert "Validation des acquis" in text_of(kadiatou.get(to("case", case)))
    page = text_of(kadiatou.post(to("remove_skill", case, skill_id=skill.pk), follow=True))
    assert "Algérie, 4\u00a0ans" not in page
    assert kadiatou.post(to("skills", case), said | {"trade": "inventé"}).status_code == 422


def test_a_need_of_another_accompaniment_is_nothing_here(kadiatou, case, cast):
    with acting_for(cast.kadiatou) as by:
        other = a_need(by, accompanied(by, "lassine"))
    assert kadiatou.get(to("move_need", case, need_id=other.pk)).status_code == 404


def test_what_is_closed_shows_and_is_added_to_no_more(kadiatou, case, cast):
    with acting_for(cast.kadiatou) as by:
        screened(by, case, "dette")
        a_need(by, case)
        writes.close(by=by, case=case, reason="acheve")
    page = text_of(kadiatou.get(to("case", case)))
    assert "Création ou reprise" in page
    assert "Noter un autre besoin" not in page
    assert kadiatou.post(to("screen", case), last_of(case) | {"q-dette": "oui"}).status_code == 422


def test_the_page_asks_as_many_questions_whatever_is_noted(kadiatou, case, cast, django_assert_max_num_queries):
    with acting_for(cast.kadiatou) as by:
        screened(by, case, "soin", "dette")
        a_need(by, case)
        a_skill(by, case)
    with django_assert_max_num_queries(200) as few:
        kadiatou.get(to("case", case))
    with acting_for(cast.kadiatou) as by:
        screened(by, case, "coups")
        for number in range(4):
            need = a_need(by, case, wish=f"mil {number}")
            move_need(by=by, need=need, to="couvert")
            a_need(by, case, kind="soins", wish=f"soin {number}")
    with django_assert_max_num_queries(len(few)):
        answer = kadiatou.get(to("case", case))
    assert len(answer.content) < 30_000


@pytest.mark.parametrize("page", ["screen", "deepen", "restricted", "needs", "skills", "priority"])
def test_pages_are_light(kadiatou, case, page):
    assert len(kadiatou.get(to(page, case), {"menee": "presence"}).content) < 30_000


def home(client) -> str:
    return text_of(client.get(reverse("home")))


def test_the_work_of_the_day_tells_who_waits_and_never_why(kadiatou, cast, signed_text):
    now = clock.now()
    with acting_for(cast.kadiatou) as by:
        with clock.at(now - dt.timedelta(days=10)):
            forgotten, urgent, told = accompanied(by), accompanied(by, "lassine"), accompanied(by, "fousseyni")
        with clock.at(now - dt.timedelta(hours=30)):
            screened(by, urgent, "soin", "coups")
            screened(by, told, "soin")
            move_need(by=by, need=a_need(by, told), to="couvert")
    page = home(kadiatou)
    assert page.index(urgent.registration.number) < page.index(forgotten.registration.number)
    assert told.registration.number not in page
    assert "Première réponse, priorité urgente" in page
    assert "1\u00a0personne à évaluer, en retard" in page
    assert not [word for word in RESTRICTED if word in page]
    with acting_for(cast.kadiatou) as by:
        writes.suspend(by=by, case=urgent, reason="hospitalisation")
        writes.confide(by=by, case=forgotten, worker=None)
    page = home(kadiatou)
    assert urgent.registration.number not in page
    assert forgotten.registration.number in page


def test_a_priority_that_a_person_raises_is_due_from_then(kadiatou, case, cast):
    now = clock.now()
    with acting_for(cast.kadiatou) as by:
        with clock.at(now - dt.timedelta(days=5)):
            screened(by, case, "dette")
        with clock.at(now - dt.timedelta(hours=2)):
            change_priority(by=by, case=case, priority="urgente", note="Expulsée ce matin")
    page = home(kadiatou)
    assert "Première réponse, priorité urgente" in page
    assert "en retard" not in page
    assert "première réponse en retard" not in text_of(kadiatou.get(to("case", case)))


def test_a_referral_is_a_first_answer_until_it_leads_nowhere(kadiatou, case, cast):
    agreed(cast, "identite")
    with acting_for(cast.kadiatou) as by:
        screened(by, case, "abri")
        referral = sent(by, case)
    assert case.registration.number not in home(kadiatou)
    with acting_for(cast.kadiatou) as by:
        withdraw(by=by, referral=referral)
    assert case.registration.number in home(kadiatou)


def test_the_work_of_the_day_shows_five_and_counts_all(kadiatou, cast, signed_text, django_assert_max_num_queries):
    past = clock.now() - dt.timedelta(days=10)
    with acting_for(cast.kadiatou) as by, clock.at(past):
        accompanied(by)
    with django_assert_max_num_queries(200) as few:
        home(kadiatou)
    with acting_for(cast.kadiatou) as by, clock.at(past):
        for number in range(6):
            screened(by, accompanied(by, "lassine", family_name=f"Coulibaly {number}"), "soin")
    with django_assert_max_num_queries(len(few)):
        page = home(kadiatou)
    in_sight, _, folded = page.partition("<summary>Et 2\u00a0autres personnes ensuite")
    words = "Première réponse, priorité urgente"
    assert (in_sight.count(words), folded.count(words)) == (5, 1)
    assert "6\u00a0personnes attendent une première réponse, toutes en retard" in page


def test_an_urgent_answer_that_is_late_says_since_when(kadiatou, case, cast):
    with acting_for(cast.kadiatou) as by, clock.at(clock.now() - dt.timedelta(days=5)):
        screened(by, case, "soin")
    page = text_of(kadiatou.get(to("case", case)))
    assert "Première réponse attendue depuis le" in page
    assert "Première réponse attendue avant le" not in page


def test_a_long_page_begins_with_what_stands_on_it(kadiatou, case, cast):
    page = home(kadiatou)
    assert page.count('<div class="part" id="evaluations">') == 1
    assert 'aria-label="Ce qui attend"' not in page  # few parts: nothing to leap over
    with acting_for(cast.kadiatou) as by:
        screened(by, case, "soin")
    assert 'href="#besoins">Besoins</a>' in text_of(kadiatou.get(to("case", case)))


def test_nobody_else_to_hand_an_accompaniment_to_is_said(kadiatou, case):
    assert "Personne d’autre n’accompagne" in text_of(kadiatou.get(to("confide", case)))
