"""The pages of a file: for Awa who receives, Issa who reads, Nana who is of another organisation, Fanta who may not."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.models import Consent, FamilyLink, Identifier, Registration, SafeContact, SpokenText
from benkan.people.tests.factories import a_registration, consented, ready_to_complete, with_identity

HTMX = {"HX-Request": "true"}


@pytest.fixture
def awa(cast, signed_in, signed_text):
    return signed_in(cast.awa)


@pytest.fixture
def made(cast, signed_text):
    """`made(factory, *traits, **answers)`: a registration of the SAR, by Awa."""

    def make(factory=a_registration, *traits, **answers):
        with acting_for(cast.awa) as by:
            return factory(by, *traits, **answers)

    return make


@pytest.fixture
def seen(cast):
    """Rows as Awa's organisation sees them."""

    def look(read):
        with acting_for(cast.awa):
            return read()

    return look


def to(name: str, registration=None) -> str:
    return reverse(f"people:{name}", args=[registration.pk] if registration else [])


def text_of(answer) -> str:
    """The words of a page, with ordinary spaces."""
    words = unescape(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", answer.content.decode(), flags=re.S))
    return re.sub(r"\s+", " ", words.replace("\u00a0", " ").replace("\u202f", " "))


def part(answer, pattern: str) -> str:
    """The first part of a page that a pattern finds."""
    return re.search(pattern, answer.content.decode(), re.S)[0]


def test_the_list_says_whose_files_it_shows_and_what_it_hides(awa, made, cast):
    made(a_registration, "kadiatou")
    lost = made(a_registration, "lassine")
    with acting_for(cast.awa) as by:
        writes.annul(by=by, registration=lost, reason="erreur")
    words = text_of(awa.get(to("search")))
    assert "de votre organisation seulement" in words
    assert "Kadiatou Traoré" in words
    assert "Lassine" not in words
    assert "Masqués : 1 autre dossier" in words


def test_an_empty_list_says_what_will_come(awa):
    assert "Aucun dossier ici" in text_of(awa.get(to("search")))


def test_live_results_are_what_a_fresh_page_would_show(awa, made):
    made(a_registration, "kadiatou")
    made(a_registration, "lassine")
    page = awa.get(to("search"), {"q": "traore"})
    fragment = awa.get(to("search"), {"q": "traore"}, headers=HTMX)
    assert "<html" not in fragment.content.decode()
    assert part(page, r'<section id="results".*</section>') == fragment.content.decode().strip()


def test_a_search_is_one_row_of_audit_without_what_was_typed(awa, made, seen):
    made(a_registration, "kadiatou")
    awa.get(to("search"), {"q": "traore", "etat": "a-completer"})
    (entry,) = seen(lambda: list(Entry.objects.filter(verb="people.searched")))
    assert (entry.fields, entry.count) == (["etat", "nom"], 1)
    assert "traore" not in str(vars(entry)).lower()


def test_a_search_without_answer_says_what_to_try(awa):
    assert "Essayez le prénom seul" in text_of(awa.get(to("search"), {"q": "Inconnue"}))


def test_a_wrong_check_digit_is_said(awa, made):
    number = made(a_registration, "kadiatou").number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert "dernier chiffre" in text_of(awa.get(to("search"), {"q": wrong}))


@pytest.mark.parametrize("q", ["", "traore"])
def test_a_list_asks_as_many_questions_for_one_as_for_many(awa, made, q):
    counts = []
    for _ in range(2):
        for _ in range(3):
            made(with_identity)
        with CaptureQueriesContext(connection) as queries:
            awa.get(to("search"), {"q": q})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_file_asks_as_many_questions_for_a_large_family(awa, made, cast):
    registration = made(ready_to_complete)
    counts = []
    for _ in range(2):
        with acting_for(cast.awa) as by:
            for _ in range(2):
                writes.link_family(by=by, one=registration, other=a_registration(by, "lassine"), kind="fratrie")
        with CaptureQueriesContext(connection) as queries:
            awa.get(to("file", registration))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_file_says_what_is_known_what_is_missing_and_what_to_do_next(awa, made):
    registration = made(a_registration, "kadiatou", "about_1990")
    answer = awa.get(to("file", registration))
    words = text_of(answer)
    assert "Kadiatou Traoré" in words
    assert registration.number in words
    assert "ans environ" in words
    for missing in ("la nationalité", "la destination", "le contact sûr", "les réponses au consentement"):
        assert missing in words
    main = re.findall(r'<a class="button" [^>]*>(.*?)</a>', answer.content.decode())
    assert main == ["Compléter l’identité"]


def test_opening_a_file_is_one_reading(awa, made, seen):
    registration = made(a_registration, "kadiatou")
    awa.get(to("file", registration))
    assert seen(lambda: Entry.objects.filter(verb="people.file_read", file_id=registration.pk).count()) == 1


def test_another_organisations_file_is_not_there(made, cast, signed_in):
    registration = made(a_registration, "kadiatou")
    for key in ("nana", "rokia"):
        assert signed_in(getattr(cast, key)).get(to("file", registration)).status_code == 404


def test_a_paper_is_masked_until_it_is_asked_for_and_that_is_remembered(awa, made, cast, seen):
    registration = made(a_registration, "kadiatou")
    with acting_for(cast.awa) as by:
        writes.note_identifier(by=by, registration=registration, kind="passeport", value="AA1234567")
    page = text_of(awa.get(to("file", registration)))
    assert "AA1234567" not in page
    assert "se termine par 567" in page
    shown = awa.post(to("reveal", registration), headers=HTMX)
    assert "AA1234567" in text_of(shown)
    assert "<html" not in shown.content.decode()
    assert "AA1234567" in text_of(awa.post(to("reveal", registration)))
    assert seen(lambda: Entry.objects.filter(verb="people.identifier_read", file_id=registration.pk).count()) == 2


def test_the_wish_to_speak_apart_is_seen_by_those_who_may_answer_it(awa, made, cast, signed_in):
    registration = made(a_registration, "kadiatou", "apart")
    assert "parler à part" in text_of(awa.get(to("file", registration)))
    issa = signed_in(cast.issa)
    assert "parler à part" not in text_of(issa.get(to("file", registration)))
    assert "parler à part" not in text_of(issa.get(to("history", registration)))


def test_whoever_only_reads_is_offered_nothing_to_change(made, cast, signed_in):
    registration = made(a_registration, "kadiatou")
    assert 'class="button' not in signed_in(cast.issa).get(to("file", registration)).content.decode().replace(
        "button link", ""
    )


def test_safe_contact_stands_before_the_telephone_and_warns_where_it_was_never_asked(awa, made, cast):
    registration = made(a_registration, "kadiatou", "with_phone")
    words = text_of(awa.get(to("file", registration)))
    assert "n’appelez pas" in words
    assert words.index("Avant d’appeler") < words.index("76 12 34 56")
    awa.post(to("contact", registration), {"phone": "66 00 00 00", "visit_allowed": "non"})
    words = text_of(awa.get(to("file", registration)))
    assert "pas de visite" in words
    assert words.index("66 00 00 00") < words.index("76 12 34 56")


def test_completing_is_prefilled_saved_and_says_what_is_missing(awa, made, seen):
    registration = made(a_registration, "kadiatou", "about_1990")
    form = awa.get(to("complete", registration)).context["form"]
    assert form.initial["given_names"] == "Kadiatou"
    assert form.initial["nationality"] == form.initial["wants_private_talk"] == ""
    answers = form.initial | {"nationality": "inconnue", "destination_said": "Banamba", "suite": "terminer"}
    answer = awa.post(to("complete", registration), answers, follow=True)
    words = text_of(answer)
    assert "Les réponses sont enregistrées, mais" in words
    assert "contact sûr" in words
    saved = seen(lambda: Registration.objects.get(pk=registration.pk))
    assert (saved.nationality_unknown, saved.destination_said, saved.status) == (True, "Banamba", "enregistree")
    assert saved.birth == registration.birth  # « vers 1990 », said once, is not read anew


def test_finishing_completes_when_nothing_is_missing(awa, made, seen):
    registration = made(ready_to_complete)
    form = awa.get(to("complete", registration)).context["form"]
    answer = awa.post(to("complete", registration), form.initial | {"suite": "terminer"}, follow=True)
    assert "L’enregistrement est complet" in text_of(answer)
    assert seen(lambda: Registration.objects.get(pk=registration.pk).status) == "completee"


def test_an_age_said_once_is_not_read_again_a_year_later(awa, made, seen):
    registration = made(with_identity)
    seen(lambda: Registration.objects.filter(pk=registration.pk).update(birth_said="27", birth_year=1990))
    form = awa.get(to("complete", registration)).context["form"]
    awa.post(to("complete", registration), form.initial | {"phone": "66 00 00 00"})
    saved = seen(lambda: Registration.objects.get(pk=registration.pk))
    assert (saved.phone, saved.birth_year) == ("66 00 00 00", 1990)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("birth", "31/02/1990", "n’est pas une date"),
        ("nationality", "atlantide", "choix"),
        ("given_names", "A" * 121, "120"),
    ],
)
def test_a_wrong_answer_is_a_sentence_and_nothing_typed_is_lost(awa, made, seen, field, typed, sentence):
    registration = made(a_registration, "kadiatou")
    form = awa.get(to("complete", registration)).context["form"]
    answer = awa.post(to("complete", registration), form.initial | {"mother_name": "Niamoye Touré", field: typed})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Niamoye Touré" in answer.content.decode()
    assert seen(lambda: Registration.objects.get(pk=registration.pk).mother_name) == "Assitan Diarra"


def test_two_agents_do_not_overwrite_each_other_unawares(awa, made, cast, seen):
    registration = made(a_registration, "kadiatou")
    form = awa.get(to("complete", registration)).context["form"]
    with acting_for(cast.moussa) as colleague:
        fresh = Registration.objects.get(pk=registration.pk)
        writes.correct(by=colleague, registration=fresh, answers={"phone": "66 11 11 11"})
    answer = awa.post(to("complete", registration), form.initial | {"father_name": "Bakary Traoré"})
    assert answer.status_code == 422
    assert "pendant que vous le lisiez" in text_of(answer)
    again = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())[1]
    awa.post(to("complete", registration), form.initial | {"father_name": "Bakary Traoré", "seen": again})
    assert seen(lambda: Registration.objects.get(pk=registration.pk).father_name) == "Bakary Traoré"


def test_corrections_show_what_was_before(awa, made):
    registration = made(with_identity)
    form = awa.get(to("complete", registration)).context["form"]
    awa.post(to("complete", registration), form.initial | {"given_names": "Kadidia", "nationality": "inconnue"})
    words = text_of(awa.get(to("history", registration)))
    assert "Kadiatou" in words
    assert "Kadidia" in words
    assert "Mali" in words
    assert "ne sait pas" in words


def test_consent_is_asked_purpose_by_purpose_and_a_refusal_stops_nothing(awa, made, seen):
    registration = made(with_identity)
    page = awa.get(to("consent", registration))
    assert "L’aide continue" in text_of(page)
    assert "checked" not in page.content.decode()
    text = page.context["form"].initial["text"]
    said = {"suivi": "oui", "photo": "non", "language": "bambara", "text": text}
    words = text_of(awa.post(to("consent", registration), said, follow=True))
    assert "Refusé : photo. L’aide continue." in words
    rows = seen(lambda: {c.purpose: c.given for c in Consent.objects.filter(registration=registration)})
    assert rows == {"suivi": True, "photo": False}
    assert "Réponses déjà notées" in text_of(awa.get(to("consent", registration)))


def test_consent_without_any_answer_is_a_sentence(awa, made):
    registration = made(with_identity)
    text = awa.get(to("consent", registration)).context["form"].initial["text"]
    answer = awa.post(to("consent", registration), {"language": "bambara", "text": text})
    assert answer.status_code == 422
    assert "Aucune réponse n’est cochée" in text_of(answer)


def test_somebody_answers_for_a_child(awa, made):
    registration = made(a_registration, "kadiatou", "child")
    page = awa.get(to("consent", registration))
    said = {"suivi": "oui", "language": "bambara", "text": page.context["form"].initial["text"]}
    assert "tuteur" in text_of(awa.post(to("consent", registration), said))
    answer = awa.post(to("consent", registration), said | {"for_child_by": "sa mère"})
    assert answer.status_code == 302


def test_without_a_signed_text_nothing_is_asked_and_aid_goes_on(cast, signed_in, made, monkeypatch):
    registration = made(a_registration, "kadiatou")
    monkeypatch.setattr("benkan.people.views.consent.texts_signed", list)
    page = text_of(signed_in(cast.awa).get(to("consent", registration)))
    assert "Aucun texte n’est encore signé" in page
    assert "Enregistrer les réponses" not in page


def test_a_paper_of_odd_format_is_kept_and_said(awa, made, seen):
    registration = made(a_registration, "kadiatou")
    answer = awa.post(to("identifier", registration), {"kind": "nina", "value": "1 87 04 750"}, follow=True)
    assert "format à vérifier" in text_of(answer)
    assert seen(lambda: Identifier.objects.get(registration=registration).value) == "1 87 04 750"


def test_a_link_is_noted_by_proposal_or_by_number(awa, made, seen):
    lassine, fousseyni = made(a_registration, "lassine"), made(a_registration, "fousseyni")
    page = text_of(awa.get(to("link", lassine)))
    assert "Fousseyni Coulibaly" in page
    awa.post(to("link", lassine), {"other": str(fousseyni.pk), "kind": "jumeau"})
    other = made(a_registration, given_names="Bakary", family_name="Sow")
    awa.post(to("link", lassine), {"number": other.number.replace("-", " "), "kind": "autre"})
    assert seen(FamilyLink.objects.count) == 2
    assert "jumeau" in text_of(awa.get(to("file", fousseyni)))


@pytest.mark.parametrize(
    ("typed", "sentence"), [("ML-26-000001-0", "chiffre"), ("", "Choisissez"), ("du texte", "n’est pas un numéro")]
)
def test_a_link_to_nobody_is_a_sentence(awa, made, typed, sentence):
    answer = awa.post(to("link", made(a_registration, "lassine")), {"number": typed, "kind": "autre"})
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_link_never_tells_of_another_organisations_file(awa, cast, made):
    with acting_for(cast.nana) as by:
        foreign = a_registration(by, "fousseyni")
    answer = awa.post(to("link", made(a_registration, "lassine")), {"number": foreign.number, "kind": "jumeau"})
    assert answer.status_code == 422
    assert "Aucun dossier de votre organisation" in text_of(answer)


def test_an_annulled_file_stays_readable_and_says_why(awa, made):
    registration = made(a_registration, "kadiatou")
    assert awa.post(to("annul", registration), {"reason": " "}).status_code == 422
    words = text_of(awa.post(to("annul", registration), {"reason": "enregistrée deux fois"}, follow=True))
    assert "enregistrée deux fois" in words
    assert awa.get(to("complete", registration)).status_code == 409
    assert awa.post(to("annul", registration), {"reason": "encore"}).status_code == 422


def test_the_card_says_number_appointment_telephone_and_nothing_else(awa, made, seen):
    registration = made(a_registration, "kadiatou", "with_phone")
    said = {"rendez_vous": "mardi 3 mars à 9 h", "lieu": "Antenne de Kayes", "telephone": "21 52 00 00"}
    answer = awa.get(to("card", registration), said)
    card = part(answer, r'<div class="card">.*?</div>')
    for words in (registration.number, "mardi 3 mars à 9 h", "Antenne de Kayes", "21 52 00 00"):
        assert words in card.replace("\u00a0", " ")
    for never in ("Kadiatou", "Traoré", "76 12 34 56"):
        assert never not in answer.content.decode()
    assert "appelez ce numéro" in text_of(awa.get(to("card", registration)))
    assert seen(lambda: Entry.objects.filter(verb="people.card_printed", file_id=registration.pk).count()) == 2


def test_what_is_refused_changes_nothing(made, cast, signed_in, seen):
    registration = made(with_identity)
    issa = signed_in(cast.issa)
    for name, said in (
        ("contact", {"phone": "1"}),
        ("identifier", {"kind": "nina", "value": "1"}),
        ("annul", {"reason": "x"}),
    ):
        assert issa.post(to(name, registration), said).status_code == 403
    assert seen(lambda: SafeContact.objects.exists() or Identifier.objects.exists()) is False


def test_consents_in_force_stand_on_the_file(awa, made, cast):
    registration = made(with_identity)
    with acting_for(cast.awa) as by:
        consented(by, registration, photo=False)
    words = text_of(awa.get(to("file", registration)))
    assert re.search(r"Photo non", words)
    assert re.search(r"Suivi oui", words)


def test_the_officer_reads_a_text_and_has_it_signed(cast, signed_in):
    with acting_for(cast.hawa):
        text = SpokenText(language="bambara", version="1", text="I ni ce.")
        text.save(force_insert=True)
    hawa = signed_in(cast.hawa)
    assert "à signer" in text_of(hawa.get(to("texts")))
    address = reverse("people:sign_text", args=[text.pk])
    assert "I ni ce" in text_of(hawa.get(address))
    assert hawa.post(address, {"signed_by": ""}).status_code == 422
    assert "Le texte est signé" in text_of(hawa.post(address, {"signed_by": "Hawa Dembélé"}, follow=True))
    assert hawa.post(address, {"signed_by": "Une autre"}).status_code == 422
