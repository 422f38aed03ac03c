"""Pages of complaints: short at the desk, silent afterwards, whole for their recipients, weightless for everybody."""

import re

import pytest
from django.urls import reverse

from benkan.common.ids import new_id
from benkan.complaints.models import Complaint
from benkan.complaints.tests.factories import CODE, WORDS, noted, the_complaint
from benkan.organisations.acting import acting_for

NOTE, DESK, FOLLOW, QUEUE = (reverse(f"complaints:{name}") for name in ("note", "desk", "follow", "queue"))
LIGHT = 30_000  # octets


def told(cast, **answers) -> dict:
    given = {"id": new_id(), "kind": "argent", "words": WORDS, "about": "agent", "agent": cast.awa.pk}
    return {**given, "code": CODE, "channel": "guichet", **answers}


@pytest.fixture
def desk(signed_in, recipients):
    return signed_in(recipients.moussa)


def number_on(answer) -> str:
    return answer.context["slip"].number


def test_a_desk_notes_it_and_the_slip_says_three_things(desk, recipients):
    answer = desk.post(NOTE, told(recipients))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert number_on(answer) in page
    assert "30 00 02 02" in page  # the agency's telephone, not that of the service accused
    assert CODE not in page
    assert "Awa" not in page
    assert WORDS not in page


def test_after_an_abuse_care_comes_first(desk, recipients):
    assert "Soins et sécurité d’abord" in desk.post(NOTE, told(recipients, kind="eas")).content.decode()
    assert "Soins et sécurité" not in desk.post(NOTE, told(recipients)).content.decode()


def test_the_page_forgets_it_at_once(desk, recipients):
    number = number_on(desk.post(NOTE, told(recipients)))
    for address in (DESK, NOTE, reverse("home"), reverse("notices:list")):
        page = desk.get(address).content.decode()
        assert number not in page
        assert "1 plainte" not in page


def test_each_missing_answer_is_said_beside_it(desk, recipients):
    answer = desk.post(NOTE, {"id": new_id()})
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("Dites de quoi", "Écrivez ce qu’elle dit", "Dites de qui", "quatre chiffres"):
        assert sentence in page
    for wrong, sentence in (
        ({"code": "1234"}, "Trop simple"),
        ({"code": "12"}, "sont quatre"),
        ({"agent": ""}, "Choisissez le collègue"),
        ({"about": "decision"}, "numéro de la décision"),
        ({"file_number": "ML-26-000001-0"}, "numéro de carte"),
        ({"received_on": "2999-01-01"}, "à venir"),
    ):
        answer = desk.post(NOTE, told(recipients, **wrong))
        assert answer.status_code == 422, wrong
        assert sentence in answer.content.decode()


def test_the_one_who_notes_is_not_in_the_list_of_the_accused(desk, recipients):
    page = desk.get(NOTE).content.decode()
    assert str(recipients.awa.pk) in page
    assert f'value="{recipients.moussa.pk}"' not in page


def test_paper_typed_later_keeps_its_real_day(desk, recipients):
    import datetime as dt

    from benkan.common import clock

    day = clock.today() - dt.timedelta(days=4)
    desk.post(NOTE, told(recipients, channel="papier", received_on=day.isoformat()))
    with acting_for(recipients.yacouba):
        complaint = Complaint.objects.get()
        assert (complaint.received_on, (complaint.due - day).days) == (day, 15)


def test_her_number_and_digits_open_where_it_is(desk, recipients):
    number = number_on(desk.post(NOTE, told(recipients)))
    page = desk.post(FOLLOW, {"number": number, "code": CODE}).content.decode()
    assert "Votre plainte est reçue" in page
    assert WORDS not in page
    wrong = desk.post(FOLLOW, {"number": number, "code": "9996"})
    assert wrong.status_code == 422
    assert "ne vont pas ensemble" in wrong.content.decode()
    unknown = desk.post(FOLLOW, {"number": "R-0000-0000-0", "code": "9996"}).content.decode()
    assert "ne vont pas ensemble" in unknown
    assert "pas juste" in desk.post(FOLLOW, {"number": "R-0000-0000-1", "code": CODE}).content.decode()


def test_wrong_tries_are_kept_whatever_the_answer(desk, recipients):
    number = number_on(desk.post(NOTE, told(recipients)))
    for _ in range(5):
        desk.post(FOLLOW, {"number": number, "code": "9996"})
    assert "Trop d’essais" in desk.post(FOLLOW, {"number": number, "code": CODE}).content.decode()


def test_a_recipient_goes_from_the_day_to_the_end(desk, signed_in, recipients):
    number = number_on(desk.post(NOTE, told(recipients, person="Mariétou", reach="76 00 00 00")))
    yacouba = signed_in(recipients.yacouba)
    assert "1 plainte attend votre réponse" in yacouba.get(reverse("home")).content.decode().replace("\u00a0", " ")
    with acting_for(recipients.yacouba):
        pk = the_complaint(number).pk
    address = reverse("complaints:one", args=[pk])
    page = yacouba.get(address).content.decode()
    for said in ("vingt mille francs", "Awa Sangaré", "Mariétou", "76 00 00 00", "Moussa Keïta"):
        assert said in page
    for route, data, sentence in (
        ("examine", {}, "L’examen est commencé"),
        ("write_note", {"words": "Entendu le chef de poste"}, "Entendu le chef de poste"),
        ("answer", {"words": "Le jeton est gratuit."}, "La réponse est gardée"),
        ("told", {}, "la réponse lui est dite"),
    ):
        page = yacouba.post(reverse(f"complaints:{route}", args=[pk]), data, follow=True).content.decode()
        assert sentence in page, route
    page = desk.post(FOLLOW, {"number": number, "code": CODE}).content.decode()
    assert "Le jeton est gratuit." in page
    contest = {"number": number, "code": CODE, "words": "Il continue"}
    page = desk.post(reverse("complaints:contest"), contest).content.decode()
    assert "Une autre personne reprend" in page
    assert signed_in(recipients.ramata).get(address).content.decode().count("Il continue") == 1


def test_no_list_names_an_abuse(desk, signed_in, recipients):
    number = number_on(desk.post(NOTE, told(recipients, kind="eas")))
    yacouba = signed_in(recipients.yacouba)
    for address in (QUEUE, reverse("home"), reverse("notices:list")):
        page = yacouba.get(address).content.decode()
        assert "abus" not in page.lower()
        assert (number in page) == (address != reverse("notices:list"))


def test_an_empty_note_and_an_empty_answer_come_back(desk, signed_in, recipients):
    number = number_on(desk.post(NOTE, told(recipients)))
    yacouba = signed_in(recipients.yacouba)
    with acting_for(recipients.yacouba):
        pk = the_complaint(number).pk
    for route in ("write_note", "answer"):
        assert yacouba.post(reverse(f"complaints:{route}", args=[pk]), {}).status_code == 422


def test_a_queue_of_any_length_asks_as_many_questions(signed_in, recipients, django_assert_max_num_queries):
    def note():
        with acting_for(recipients.moussa) as by:
            noted(by, "eas")

    yacouba = signed_in(recipients.yacouba)
    note()
    with django_assert_max_num_queries(100) as few:
        yacouba.get(QUEUE)
    with django_assert_max_num_queries(100) as day:
        yacouba.get(reverse("home"))
    for _ in range(3):
        note()
    with django_assert_max_num_queries(len(few)):
        yacouba.get(QUEUE)
    with django_assert_max_num_queries(len(day)):
        yacouba.get(reverse("home"))


def test_pages_are_light(desk, signed_in, recipients):
    number = number_on(desk.post(NOTE, told(recipients)))
    with acting_for(recipients.yacouba):
        pk = the_complaint(number).pk
    yacouba = signed_in(recipients.yacouba)
    pages = [desk.get(DESK), desk.get(NOTE), yacouba.get(QUEUE), yacouba.get(reverse("complaints:one", args=[pk]))]
    pages.append(signed_in(recipients.adama).get(reverse("complaints:recipients")))
    assert [len(page.content) for page in pages if len(page.content) > LIGHT] == []


def test_the_nation_names_and_ends_and_reads_nothing(signed_in, cast):
    adama = signed_in(cast.adama)
    with acting_for(cast.moussa) as by:
        noted(by, "eas")
    address = reverse("complaints:recipients")
    page = adama.get(address).content.decode()
    assert "Des plaintes attendent un destinataire" in page
    assert "vingt mille" not in page
    with acting_for(cast.yacouba) as by:
        officer = f"{by.account_id}/{by.organisation_id}"
    page = adama.post(address, {"officer": officer, "kinds": ["eas", "argent"]}, follow=True).content.decode()
    assert "La personne est nommée" in page
    assert "Yacouba Sanogo" in page
    recipient = re.search(r"/plaintes/destinataires/([0-9a-f-]{36})/finir/", page)[1]
    page = adama.post(reverse("complaints:end_mandate", args=[recipient]), follow=True).content.decode()
    assert "Le mandat a pris fin" in page
    assert "Mandats finis" in page
