"""« Déjà aidée ? » tells pillar and quarter, of persons whom both sides know to be the same, and nothing else ever."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases import verbs
from benkan.cases.models import HelpQuestion
from benkan.cases.reads.helped import already_helped, partners
from benkan.cases.tests.giving import funded, given, signed_for
from benkan.cases.tests.paying import let_plans_leave
from benkan.cases.writes.cases import open_case
from benkan.cases.writes.helped import approve_help, ask_help, needs_second
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.tests.between import HERE, THERE, a_file, agreed, consented, pair_of
from benkan.linkage.writes import decide, undo
from benkan.notices.models import Notice
from benkan.offers.words import Pillar
from benkan.organisations.acting import acting_for
from benkan.organisations.agreements import AgreementState
from benkan.organisations.writes import end_agreement
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(databases=["default", "figures"])
FIELDS = ("identite", "aides")
PLAN = HelpQuestion.Why.PLAN


@pytest.fixture
def woman(cast, signed_text):
    """Helped by the reception service, and accompanied by Sékou's association, which both say to be one person."""
    made = type("Woman", (), {})()
    made.agreement = agreed("SAR", "BENKADI", cast.fanta, cast.mariam, fields=FIELDS)
    let_plans_leave(cast.fanta, cast.drissa)
    made.there, made.here = a_file(cast.kadiatou, THERE), a_file(cast.sekou, HERE)
    made.pair = pair_of(cast.sekou, made.here)
    with acting_for(cast.kadiatou) as kadiatou:
        case = open_case(by=kadiatou, registration=made.there)
        decide(by=kadiatou, pair=made.pair, verdict=Verdict.SAME)
    delivery = given(cast, funded(cast, case=case))
    with acting_for(cast.kadiatou) as kadiatou:
        signed_for(kadiatou, delivery)
    with acting_for(cast.sekou) as sekou:
        made.case = open_case(by=sekou, registration=made.here)
        decide(by=sekou, pair=made.pair, verdict=Verdict.SAME)
    return made


def asked(cast, woman) -> list:
    """What Sékou reads of her today: (pillar, quarter)."""
    with acting_for(cast.sekou) as sekou:
        found = already_helped(ask_help(by=sekou, cases=[woman.case.pk], why=PLAN))
        return [(one.pillar, one.quarter) for one in found.get(woman.case.pk, [])]


def quarter(day: dt.date) -> dt.date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def test_pillar_and_quarter_and_nothing_else(cast, woman):
    assert asked(cast, woman) == [(Pillar.ECONOMIC, quarter(clock.today()))]


def test_nothing_before_both_say_it_is_her_nor_after_one_undoes_it(cast, woman):
    with acting_for(cast.kadiatou) as kadiatou:
        undo(by=kadiatou, pair=woman.pair)
    assert asked(cast, woman) == []


@pytest.mark.parametrize("who", ["sekou", "kadiatou"])
def test_nothing_once_she_no_longer_agrees_on_either_side(cast, woman, who):
    with acting_for(getattr(cast, who)) as by:
        consented(by, woman.here if who == "sekou" else woman.there, False)
    assert asked(cast, woman) == []


def test_nothing_without_the_signature_of_who_helped(cast, woman):
    assert woman.agreement.status == AgreementState.SIGNED
    with acting_for(cast.fanta) as fanta:
        end_agreement(by=fanta, agreement=woman.agreement, reason="essai")
    assert asked(cast, woman) == []
    with acting_for(cast.sekou) as sekou:
        assert partners(sekou) == []


def test_nothing_of_a_file_that_keeps_silent(cast, woman, monkeypatch):
    monkeypatch.setattr("benkan.cases.reads.helped.silent_among", lambda files: frozenset(one.pk for one in files))
    assert asked(cast, woman) == []


def test_partners_say_how_fresh_their_data_are_not_whom_they_know(cast, woman):
    with acting_for(cast.sekou) as sekou:
        (one,) = partners(sekou)
    # Written in this transaction: the connection of the figures does not read it yet.
    assert (one.organisation.code, one.at) == ("SAR", None)


def test_each_person_asked_about_is_a_reading_of_her_file(cast, woman):
    asked(cast, woman)
    with acting_for(cast.mariam) as mariam:
        rows = Entry.objects.filter(verb=verbs.HELP_ASKED.code, organisation_id=mariam.organisation_id)
        assert [(row.file_id, row.reason) for row in rows] == [(woman.here.pk, "Préparer ou revoir son plan")]


def test_one_asks_of_ones_own_accompaniments_alone(cast, woman):
    with acting_for(cast.kadiatou) as kadiatou, pytest.raises(Impossible, match="Choisissez"):
        ask_help(by=kadiatou, cases=[woman.case.pk], why=PLAN)
    with acting_for(cast.awa) as awa, pytest.raises(Refused):
        ask_help(by=awa, cases=[], why=PLAN)


def test_many_at_once_wait_for_a_second_person(cast, woman, monkeypatch):
    with acting_for(cast.sekou) as sekou:
        question = HelpQuestion.objects.create(
            organisation_id=sekou.organisation_id, cases=[woman.case.pk] * 21, asked_by_id=sekou.account_id
        )
        assert needs_second(question)
        assert already_helped(question) == {}
        with pytest.raises(Impossible, match="collègue"):
            approve_help(by=sekou, question=question)
        with pytest.raises(DatabaseError), transaction.atomic():
            HelpQuestion.objects.update(approved_by=sekou.account_id, approved_at=clock.now())
    with acting_for(cast.seydou) as seydou:
        approve_help(by=seydou, question=question)
    with acting_for(cast.sekou) as sekou:
        question.refresh_from_db()
        assert already_helped(question)[woman.case.pk]
        assert Notice.objects.filter(kind="cases.help_approved", account_id=sekou.account_id).count() == 1


def test_an_answer_is_read_the_day_it_was_asked(cast, woman):
    with acting_for(cast.sekou) as sekou:
        question = ask_help(by=sekou, cases=[woman.case.pk], why=PLAN)
        with clock.at(clock.now() + dt.timedelta(days=1)):
            assert already_helped(question) == {}


def test_her_own_page_leads_to_the_question_about_her_alone(cast, woman):
    sekou = sign_in(cast.sekou)
    address = f"{reverse('cases:choose_helped')}?pour={woman.case.pk}"
    assert address in sekou.get(reverse("cases:case", args=[woman.case.pk])).content.decode()
    page = sekou.get(address).content.decode()
    assert page.count('name="cases"') == 1
    assert f'value="{woman.case.pk}" checked' in page
    assert "n’est plus, parmi les vôtres" in sekou.get(f"{reverse('cases:choose_helped')}?pour=autre").content.decode()


def test_the_pages(cast, woman):
    sekou = sign_in(cast.sekou)
    page = sekou.get(reverse("cases:choose_helped"))
    assert woman.case.number in page.content.decode()
    unsaid = sekou.post(reverse("cases:choose_helped"), {"cases": [str(woman.case.pk)]})
    assert unsaid.status_code == 422
    assert "Dites pourquoi vous le demandez." in unsaid.content.decode()
    assert f'value="{woman.case.pk}" checked' in unsaid.content.decode(), "what was chosen stays"
    nobody = sekou.post(reverse("cases:choose_helped"), {"why": "plan"})
    assert "Choisissez au moins une personne" in nobody.content.decode()
    said = {"cases": [str(woman.case.pk), "autre"], "why": "plan"}
    told = sekou.post(reverse("cases:choose_helped"), said, follow=True)
    words = told.content.decode()
    assert "Réinsertion économique, " in words
    assert "trimestre" in words
    with acting_for(cast.sekou):
        question = HelpQuestion.objects.get()
    seydou = sign_in(cast.seydou)
    assert (
        "se lit par qui a posé la question" in seydou.get(reverse("cases:helped", args=[question.pk])).content.decode()
    )
    assert sign_in(cast.kadiatou).get(reverse("cases:helped", args=[question.pk])).status_code == 404
