"""The pages: read by anyone signed in, corrected by those who hold the right, with and without JavaScript."""

import re

import pytest
from django.urls import reverse

from benkan.common.typography import fr
from benkan.organisations.acting import acting_for
from benkan.places.models import Correction, Place

WHY = {"source": "carte de la commune", "reason": "graphie du panneau"}
LIST = "places:list"


@pytest.fixture
def reader(signed_in, cast):
    return signed_in(cast.awa)


@pytest.fixture
def corrector(signed_in, cast):
    return signed_in(cast.adama)


def page(client, name, *args, htmx=False, **asked):
    answer = client.get(reverse(name, args=args), asked, headers={"HX-Request": "true"} if htmx else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_finds_homonyms_with_their_parents(reader):
    html = page(reader, LIST, q="Ansongo")
    assert reverse("places:place", args=["ml-gao-ansongo"]) in html
    assert reverse("places:place", args=["rte-ans"]) in html
    assert "Ansongo, Gao, Mali" in html


def test_the_level_filter_says_what_it_hides(reader):
    html = page(reader, LIST, q="Kayes", niveau="region")
    assert re.search(r"Masqués.*2.autres lieux", html)
    assert "Masqués" not in page(reader, LIST, q="Jalbo", niveau="entry_point")


def test_a_live_search_gives_the_same_results_as_the_page(reader):
    fragment = page(reader, LIST, q="tombou", htmx=True)
    whole = page(reader, LIST, q="tombou")
    assert "<html" not in fragment
    assert fragment.strip() in whole


def test_a_search_without_answer_says_what_to_do(reader):
    assert "Essayez le début du nom" in page(reader, LIST, q="Atlantide")


def test_the_list_is_paged_and_keeps_the_question(reader):
    html = page(reader, LIST, niveau="cercle", page="2")
    assert "niveau=cercle&amp;page=3" in html
    assert html.count("<tr>") == 51


@pytest.mark.parametrize(
    "asked", [{"page": "x"}, {"page": "999"}, {"niveau": "galaxie"}, {"q": "Gao\x00"}, {"q": "a" * 5000}]
)
def test_odd_questions_are_answered(reader, asked):
    page(reader, LIST, **asked)


@pytest.mark.parametrize("slug", ["ml", "ml-kayes", "ml-bamako", "ml-tombouctou-soumpi", "rte-dib", "ext-ass", "ci"])
def test_a_place_shows_its_names_codes_children_and_source(reader, slug, cast):
    html = page(reader, "places:place", slug)
    with acting_for(cast.awa):
        place = Place.objects.get(slug=slug)
        shown = [place.name, fr(place.source), *place.codes.values_list("code", flat=True)]
        shown += place.aliases.values_list("name", flat=True)
        shown += [reverse("places:place", args=[child.slug]) for child in place.children.all()]
    assert [text for text in shown if text.replace("'", "&#x27;") not in html] == []


def test_a_code_shows_its_edition(reader):
    html = page(reader, "places:place", "ml-bamako")
    assert re.search(r"ML20</td>.*?2026.*?ML09</td>.*?2021", html, re.DOTALL)


def test_the_number_of_queries_does_not_follow_the_number_of_rows(reader, django_assert_max_num_queries):
    counts = []
    for asked in ({"q": "Jalbo", "niveau": "entry_point"}, {"niveau": "cercle"}):
        with django_assert_max_num_queries(40) as captured:
            page(reader, LIST, **asked)
        counts.append(len(captured))
    for slug in ("rte-nar", "rte-zeg"):
        with django_assert_max_num_queries(40) as captured:
            page(reader, "places:place", slug)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[2] == counts[3]
    assert max(counts) <= 20


FORMS = ["places:correct_name", "places:add_alias", "places:close"]


def test_who_may_not_correct_sees_no_form_and_gets_none(reader):
    assert "nom/" not in page(reader, "places:place", "rte-gog")
    assert "nouveau-point" not in page(reader, LIST)
    addresses = [reverse(name, args=["rte-gog"]) for name in FORMS] + [reverse("places:new_entry_point")]
    for address in addresses:
        assert reader.get(address).status_code == 403
        assert reader.post(address, {"name": "X", **WHY}).status_code == 403


def test_a_name_is_corrected_and_the_page_shows_it(corrector):
    page(corrector, "places:correct_name", "rte-gog")
    answer = corrector.post(reverse("places:correct_name", args=["rte-gog"]), {"name": "Gogi", **WHY}, follow=True)
    html = answer.content.decode()
    assert "Gogi" in html
    assert "graphie du panneau" in html
    assert "nom corrigé" in html


def test_a_place_is_closed_on_a_day(corrector):
    answer = corrector.post(reverse("places:close", args=["rte-gog"]), {"ends": "2026-01-31", **WHY}, follow=True)
    html = answer.content.decode()
    assert "fermé</span>" in html
    assert "31\u00a0janvier\u00a02026" in html


@pytest.mark.parametrize(
    ("name", "answers", "sentence"),
    [
        ("places:correct_name", {"name": "Gogui", **WHY}, "s’appelle déjà"),
        ("places:correct_name", {"name": "Gogi", "source": WHY["source"]}, "pourquoi vous corrigez"),
        ("places:add_alias", {"name": "GOGUI", **WHY}, "accents"),
        ("places:close", {"ends": "31/02/2026", **WHY}, "n’est pas une date"),
        ("places:close", {}, "le dernier jour"),
    ],
)
def test_a_wrong_answer_comes_back_with_its_sentence(corrector, cast, name, answers, sentence):
    answer = corrector.post(reverse(name, args=["rte-gog"]), answers)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with acting_for(cast.adama):
        assert Correction.objects.count() == 0


def test_an_entry_point_is_added_from_the_form(corrector):
    html = page(corrector, "places:new_entry_point")
    assert html.count("<option") > 400
    answers = {"name": "Boughessa", "kind": "desert", "parent": "ml-kidal-abeibara", "facing": ["dz"], **WHY}
    answer = corrector.post(reverse("places:new_entry_point"), answers, follow=True)
    shown = answer.content.decode()
    assert "Boughessa" in shown
    assert "Algérie" in shown
    assert "Abeïbara" in shown


def test_an_incomplete_entry_point_comes_back(corrector):
    answer = corrector.post(reverse("places:new_entry_point"), {"name": "Boughessa", "parent": "nulle-part", **WHY})
    assert answer.status_code == 422
    assert "Choisissez comment on y arrive" in answer.content.decode()


def test_an_unknown_place_is_not_found(reader):
    assert reader.get(reverse("places:place", args=["atlantide"])).status_code == 404


def test_tables_speak_on_a_phone_and_nothing_is_styled_inline(reader, corrector):
    for html in (page(reader, LIST), page(corrector, "places:place", "ml-bamako")):
        assert '<table class="cards">' in html
        assert "data-label=" in html
        assert "style=" not in html
        assert len(html) < 150_000
