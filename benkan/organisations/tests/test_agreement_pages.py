"""The pages of agreements: what each side reads, is asked and is warned of."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.common import clock
from benkan.organisations.acting import acting_for
from benkan.organisations.agreements import AgreementState
from benkan.organisations.models import Agreement
from benkan.organisations.reads.agreements import agreement_of
from benkan.organisations.tests.agreeing import brought_to, proposed
from benkan.organisations.thresholds import AGREEMENT_WARNING
from benkan.organisations.writes import change_threshold


@pytest.fixture
def fanta(cast, signed_in):
    return signed_in(cast.fanta)


def _text(answer) -> str:
    return re.sub(r"[ \n]+", " ", answer.content.decode())


def _answers(**others) -> dict:
    return {
        "direction": "donner", "purpose": "orientation", "groups": ["identite"], "reference": "Protocole 2026-014",
        "begins": clock.today().isoformat(), "ends": (clock.today() + dt.timedelta(days=90)).isoformat(),
    } | others  # fmt: skip


def test_an_agreement_is_proposed_by_the_page_in_either_direction(cast, fanta):
    with acting_for(cast.mariam) as by:
        other = by.organisation
    for direction in ("donner", "recevoir"):
        sent = _answers(direction=direction, other=str(other.pk))
        assert "signé pour nous" in _text(fanta.post(reverse("propose_agreement"), sent, follow=True))
    with acting_for(cast.fanta) as by:
        made = Agreement.objects.order_by("id")
        assert [one.giver_id == by.organisation_id for one in made] == [True, False]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"ends": "2020-01-01"}, "La fin ne peut pas précéder le début"),
        ({"begins": "2020-01-01", "ends": "2020-01-02"}, "Le dernier jour est passé"),
        ({"groups": []}, "Dites quelles données"),
        ({"other": ""}, "Choisissez l’organisation"),
        ({"reference": " "}, "Dites quel acte"),
    ],
)
def test_what_is_wrong_is_said(cast, fanta, answers, sentence):
    with acting_for(cast.mariam) as by:
        other = by.organisation
    answer = fanta.post(reverse("propose_agreement"), _answers(other=str(other.pk)) | answers)
    assert answer.status_code == 422
    assert sentence in _text(answer)


def test_the_other_side_is_called_on_its_home_page_and_signs(cast, fanta, signed_in):
    agreement = proposed(cast.fanta)
    mariam = signed_in(cast.mariam)
    assert "1\u00a0accord attend notre signature" in _text(mariam.get(reverse("home")))
    assert "accord attend" not in _text(fanta.get(reverse("home")))
    address = reverse("move_agreement", args=[agreement.pk, "signer"])
    assert "Le consentement de chaque personne reste demandé" in _text(mariam.get(address))
    assert "signé des deux côtés" in _text(mariam.post(address, follow=True))
    assert "accord attend" not in _text(mariam.get(reverse("home")))


@pytest.mark.parametrize(("days", "warned"), [(30, True), (31, False), (0, True)])
def test_both_sides_are_warned_before_the_end(cast, fanta, days, warned):
    brought_to(AgreementState.SIGNED, cast.fanta, cast.mariam, days=(0, days))
    assert ("finit bientôt" in _text(fanta.get(reverse("home")))) == warned


def test_the_warning_is_a_dated_threshold(cast, fanta):
    brought_to(AgreementState.SIGNED, cast.fanta, cast.mariam, days=(0, 40))
    with acting_for(cast.adama) as by:
        change_threshold(
            by=by, threshold=AGREEMENT_WARNING, value=45, begins=clock.today(), source="Note", note="Plus tôt"
        )
    assert "finit bientôt" in _text(fanta.get(reverse("home")))


def test_those_who_do_not_sign_are_not_called(cast, signed_in):
    proposed(cast.mariam)
    assert "notre signature" not in _text(signed_in(cast.awa).get(reverse("home")))
    assert "notre signature" in _text(signed_in(cast.hawa).get(reverse("home")))


@pytest.mark.parametrize("word", ["refuser", "denoncer"])
def test_a_reason_is_asked_where_the_other_side_reads_it(cast, signed_in, word):
    state = AgreementState.PROPOSED if word == "refuser" else AgreementState.SIGNED
    agreement = brought_to(state, cast.fanta, cast.mariam)
    mariam, address = signed_in(cast.mariam), reverse("move_agreement", args=[agreement.pk, word])
    assert mariam.post(address, {"reason": ""}).status_code == 422
    assert mariam.post(address, {"reason": "Le projet est fini"}).status_code == 302
    page = _text(signed_in(cast.fanta).get(reverse("agreement", args=[agreement.pk])))
    assert "Le projet est fini" in page
    assert "Mariam Dolo" not in page


def test_a_move_that_is_not_ours_is_refused_by_a_sentence(cast, fanta):
    agreement = proposed(cast.fanta)
    answer = fanta.post(reverse("move_agreement", args=[agreement.pk, "signer"]))
    assert answer.status_code == 409
    assert "à l’autre partie de répondre" in _text(answer)
    assert fanta.post(reverse("move_agreement", args=[agreement.pk, "inventer"])).status_code == 404


def test_what_is_past_is_signed_by_nobody_any_more(cast):
    agreement = proposed(cast.fanta, days=(0, 2))
    with clock.at(clock.now() + dt.timedelta(days=3)), acting_for(cast.mariam) as by:
        shown = agreement_of(by, agreement.pk)
        assert shown.moves == ()
        assert shown.words == ("late", "jamais signé, ses jours sont passés")


def test_the_number_of_queries_does_not_grow_with_the_agreements(cast, fanta):
    proposed(cast.fanta)
    fanta.get(reverse("agreements"))
    with CaptureQueriesContext(connection) as few:
        fanta.get(reverse("agreements"))
    for _ in range(8):
        brought_to(AgreementState.SIGNED, cast.fanta, cast.mariam)
    with CaptureQueriesContext(connection) as many:
        fanta.get(reverse("agreements"))
    assert len(many) == len(few)
