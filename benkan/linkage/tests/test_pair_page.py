"""Two files side by side: what is read and noted, the four answers, undoing, what two people must not read."""

import re

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.linkage.lifecycle import State, Verdict
from benkan.linkage.models import Decision, Pair
from benkan.linkage.tests.factories import a_pair, files, persons
from benkan.linkage.writes.answering import respond
from benkan.organisations.acting import acting_for
from benkan.people.models import FamilyLink
from benkan.people.tests.factories import a_registration
from benkan.people.tests.test_pages import text_of
from benkan.people.writes import annul, decide_request, erase, link_family, note_identifier, note_request

SAME, DIFFERENT, FAMILY, LATER = Verdict.SAME, Verdict.DIFFERENT, Verdict.FAMILY, Verdict.LATER


@pytest.fixture
def kadiatou(cast, signed_in, signed_text):
    return signed_in(cast.kadiatou)


@pytest.fixture
def issa(cast, signed_in, signed_text):
    return signed_in(cast.issa)


@pytest.fixture
def made(cast, signed_text):
    """`made(hard=True)`: a pair of two new files of the reception service."""

    def make(**said) -> Pair:
        with acting_for(cast.kadiatou) as by:
            return a_pair(by, *files(by, 2), **said)

    return make


@pytest.fixture
def stands(cast):
    """Where a pair stands now."""

    def look(pair) -> str:
        with acting_for(cast.kadiatou):
            return Pair.objects.get(pk=pair.pk).state

    return look


def to(name: str, pair) -> str:
    return reverse(f"linkage:{name}", args=[pair.pk])


def answering(client, pair, verdict, **said):
    return client.post(to("answer", pair), {"reponse": verdict} | said)


def test_opening_two_files_is_reading_both(kadiatou, cast, made):
    pair = made()
    words = text_of(kadiatou.get(to("pair", pair)))
    assert "Pour : même mère ; prénom voisin." in words
    assert "par le modèle essai" in words
    with acting_for(cast.kadiatou):
        read = Entry.objects.filter(verb="linkage.compared").values_list("file_id", flat=True)
        assert set(read) == set(pair.sides.values_list("registration", flat=True))
        assert len(read) == 2


def test_differences_are_said_in_words_and_numbers_stay_masked(kadiatou, cast, signed_text):
    with acting_for(cast.kadiatou) as by:
        one = a_registration(by, "kadiatou", "born_1990", "with_phone")
        other = a_registration(by, "kadiatou", "about_1990", family_name="Traore", mother_name="Fatoumata Diarra")
        for file, number in ((one, "A1234567"), (other, "B7654321")):
            note_identifier(by=by, registration=file, kind="passeport", value=number)
        pair = a_pair(by, one, other, reasons=[["même père", 4.0], ["mères différentes", -3.0]], relatives=True)
    words = text_of(kadiatou.get(to("pair", pair)))
    assert "Contre : mères différentes. Plutôt deux personnes d’une même famille." in words
    assert "Passeport se termine par 567 se termine par 321 numéros différents" in words
    assert "A1234567" not in words
    assert "peut concorder" in words
    assert "Assitan Diarra Fatoumata Diarra en partie" in words


def test_who_lives_with_whom_is_said(kadiatou, cast, signed_text):
    with acting_for(cast.kadiatou) as by:
        mother, one, other = (a_registration(by, given_names=name) for name in ("Oumou", "Sira", "Siré"))
        for child in (one, other):
            link_family(by=by, one=mother, other=child, kind="parent", senior=mother, together=True)
        pair = a_pair(by, one, other)
    assert "Vit avec Oumou Oumou même ménage" in text_of(kadiatou.get(to("pair", pair)))


def test_same_makes_one_person_and_leads_to_the_next_pair(kadiatou, cast, made):
    first, following = made(probability=0.9), made(probability=0.7)
    answer = answering(kadiatou, first, SAME)
    assert answer["Location"] == f"{to('pair', following)}?avant={first.pk}"
    words = text_of(kadiatou.get(answer["Location"]))
    assert "ces deux dossiers sont d’une seule personne" in words
    assert "Revenir à la paire précédente" in words
    with acting_for(cast.kadiatou):
        assert len(set(persons([side.registration for side in first.sides.all()]))) == 1


def test_the_last_answer_leads_back_to_the_list(kadiatou, made):
    pair = made()
    answer = answering(kadiatou, pair, DIFFERENT, force="probables")
    assert answer["Location"] == "/rapprochements/?force=probables"
    assert "Aucune paire de cette force" in text_of(kadiatou.get(answer["Location"]))


def test_later_never_turns_in_a_circle(kadiatou, made, stands):
    first, last = made(probability=0.9), made(probability=0.7)
    assert to("pair", last) in answering(kadiatou, first, LATER)["Location"]
    assert answering(kadiatou, last, LATER)["Location"] == "/rapprochements/"
    assert stands(first) == State.OPEN
    assert "remise à plus tard" in text_of(kadiatou.get("/rapprochements/"))
    assert to("pair", last) in answering(kadiatou, first, SAME)["Location"]


def test_of_one_family_notes_the_link_that_was_chosen(kadiatou, cast, signed_text):
    with acting_for(cast.kadiatou) as by:
        father, son = (a_registration(by, given_names=name) for name in ("Bakary", "Modibo"))
        pair = a_pair(by, father, son)
    assert answering(kadiatou, pair, FAMILY, lien="parent_un").status_code == 302
    with acting_for(cast.kadiatou):
        link = FamilyLink.objects.get()
        assert (link.kind, link.senior_id) == ("parent", father.pk)
        assert len(set(persons([father, son]))) == 2
        father.refresh_from_db()
        assert father.household_id is None  # nobody said that they live together


def test_of_one_family_without_more_is_another_link_unless_one_is_known(kadiatou, cast, made):
    pair, known = made(), made()
    with acting_for(cast.kadiatou) as by:
        one, other = (side.registration for side in known.sides.all())
        link_family(by=by, one=one, other=other, kind="jumeau", together=False)
    assert answering(kadiatou, pair, FAMILY).status_code == 302
    assert answering(kadiatou, known, FAMILY).status_code == 302
    with acting_for(cast.kadiatou):
        assert sorted(FamilyLink.objects.values_list("kind", flat=True)) == ["autre", "jumeau"]


def test_a_link_that_contradicts_what_is_noted_keeps_nothing(kadiatou, cast, made, stands):
    pair = made()
    with acting_for(cast.kadiatou) as by:
        one, other = (side.registration for side in pair.sides.all())
        link_family(by=by, one=one, other=other, kind="jumeau", together=False)
    answer = answering(kadiatou, pair, FAMILY, lien="conjoints")
    assert answer.status_code == 422
    assert "ont déjà un lien : jumeau ou jumelle" in text_of(answer)
    assert stands(pair) == State.OPEN


def test_who_may_not_note_links_says_the_family_all_the_same(issa, cast, made, stands):
    pair = made()
    answer = answering(issa, pair, FAMILY)
    assert "Le lien se note depuis le dossier" in text_of(issa.get(answer["Location"]))
    assert stands(pair) == State.FAMILY
    with acting_for(cast.issa):
        assert not FamilyLink.objects.exists()


def test_no_answer_is_asked_for_again(kadiatou, made, stands):
    pair = made()
    answer = answering(kadiatou, pair, "peut-etre")
    assert answer.status_code == 422
    assert "Choisissez une des quatre réponses" in text_of(answer)
    assert stands(pair) == State.OPEN


def test_a_colleagues_answer_is_never_overwritten_by_a_page_that_was_open(kadiatou, issa, cast, made, stands):
    pair = made()
    answering(issa, pair, SAME)
    answer = answering(kadiatou, pair, DIFFERENT)
    assert answer.status_code == 422
    assert "Un collègue vient de répondre" in text_of(answer)
    assert "Dit par Issa Cissé" in text_of(answer)
    assert stands(pair) == State.SAME


def test_the_same_answer_sent_twice_is_one(kadiatou, cast, made):
    pair = made()
    for _ in range(2):
        assert answering(kadiatou, pair, SAME).status_code == 302
    with acting_for(cast.kadiatou):
        assert Decision.objects.filter(pair=pair).count() == 1


def test_nothing_is_decided_of_a_file_that_is_closed_since(kadiatou, cast, made, stands):
    pair = made()
    with acting_for(cast.kadiatou) as by:
        annul(by=by, registration=pair.sides.first().registration, reason="erreur de saisie")
    answer = answering(kadiatou, pair, SAME)
    assert "vient d’être annulé ou effacé" in text_of(answer)
    assert "Plus rien à décider" in text_of(kadiatou.get(to("pair", pair)))
    assert stands(pair) == State.OPEN


def test_undoing_says_what_follows_and_parts_the_two(kadiatou, cast, made, stands):
    pair = made()
    answering(kadiatou, pair, SAME)
    assert "Une seule personne" in text_of(kadiatou.get(to("pair", pair)))
    words = text_of(kadiatou.get(to("undo", pair)))
    assert "redeviennent ceux de deux personnes ; tous les comptes suivent" in words
    assert stands(pair) == State.SAME
    answer = kadiatou.post(to("undo", pair))
    assert "C’est défait" in text_of(kadiatou.get(answer["Location"]))
    assert stands(pair) == State.OPEN
    assert kadiatou.post(to("undo", pair)).status_code == 409


def test_the_second_of_a_hard_pair_does_not_read_the_first_answer(kadiatou, issa, made, stands):
    pair = made(hard=True)
    words = text_of(kadiatou.get(to("pair", pair)))
    assert "Cette paire se décide à deux" in words
    blind = text_of(issa.get(to("pair", pair)))
    kept = answering(kadiatou, pair, DIFFERENT)
    assert "Votre réponse est gardée" in text_of(kadiatou.get(kept["Location"]))
    assert "Votre réponse est gardée : deux personnes différentes" in text_of(kadiatou.get(to("pair", pair)))
    seen = text_of(issa.get(to("pair", pair)))
    assert "sa réponse ne se lit qu’après la vôtre" in seen
    assert seen.count("différentes") == blind.count("différentes")  # of the buttons alone
    answering(issa, pair, DIFFERENT)
    assert "Dit par Kadiatou Diarra et Issa Cissé" in text_of(kadiatou.get(to("pair", pair)))
    assert stands(pair) == State.DIFFERENT


def test_the_first_answer_of_a_hard_pair_notes_no_link(kadiatou, issa, cast, made, stands):
    pair = made(hard=True)
    answering(issa, pair, FAMILY)
    with acting_for(cast.kadiatou):
        assert not FamilyLink.objects.exists()
    answering(kadiatou, pair, FAMILY, lien="jumeaux")
    with acting_for(cast.kadiatou):
        assert FamilyLink.objects.get().kind == "jumeau"
    assert stands(pair) == State.FAMILY


def test_two_who_disagree_are_told_that_a_third_is_needed(kadiatou, issa, made, stands):
    pair = made(hard=True)
    answering(kadiatou, pair, SAME)
    told = answering(issa, pair, DIFFERENT)
    assert "une troisième personne est nécessaire" in text_of(issa.get(told["Location"]))
    for client in (kadiatou, issa):
        words = text_of(client.get(to("pair", pair)))
        assert "une troisième personne est nécessaire" in words
        assert "La vôtre est gardée" in words
    assert stands(pair) == State.OPEN


def test_who_does_not_review_is_refused_and_strangers_learn_nothing(cast, signed_in, made):
    pair = made()
    assert signed_in(cast.awa).get(to("pair", pair)).status_code == 403
    assert signed_in(cast.sekou).get(to("pair", pair)).status_code == 404


def test_the_file_shows_its_other_files_and_what_is_to_decide(kadiatou, cast, signed_in, signed_text):
    with acting_for(cast.kadiatou) as by:
        one, two, three = files(by, 3)
        pair = respond(by=by, pair=a_pair(by, one, two), verdict=SAME)
        a_pair(by, one, three)
    address = reverse("people:file", args=[one.pk])
    words = text_of(kadiatou.get(address))
    assert "Autres dossiers de cette personne" in words
    assert two.number in words
    assert "1 rapprochement à décider" in words
    assert to("undo", pair) in kadiatou.get(address).content.decode()
    received = signed_in(cast.awa).get(address)
    assert two.number in text_of(received)
    assert "rapprochement à décider" not in text_of(received)
    assert to("undo", pair) not in received.content.decode()


def test_a_file_that_stands_alone_has_no_such_section(kadiatou, cast, signed_text):
    with acting_for(cast.kadiatou) as by:
        (one,) = files(by, 1)
    assert "Autres dossiers" not in text_of(kadiatou.get(reverse("people:file", args=[one.pk])))


def test_the_work_of_the_day_says_how_many_and_the_first(kadiatou, made):
    assert "paires de dossiers attendent" not in text_of(kadiatou.get("/"))
    for _ in range(4):
        made()
    answer = kadiatou.get("/")
    assert "4 paires de dossiers attendent votre réponse" in text_of(answer)
    assert len(re.findall(r'href="/rapprochements/[0-9a-f-]{36}/"', answer.content.decode())) == 3


def test_an_erased_file_names_nobody_on_any_page_and_its_pair_is_undone_all_the_same(
    kadiatou, cast, signed_text, stands
):
    with acting_for(cast.kadiatou) as by:
        gone = [a_registration(by, given_names="Zoumanata", mother_name="Sitankoro") for _ in range(2)]
        decided, waiting = (a_pair(by, one, other) for one, other in zip(gone, files(by, 2), strict=True))
    answering(kadiatou, decided, SAME)
    for registration in gone:
        _erase(cast, registration)
    lists = ["/rapprochements/", "/rapprochements/?liste=decidees"]
    for page in [*lists, to("pair", decided), to("undo", decided), to("pair", waiting)]:
        answer = kadiatou.get(page)
        assert answer.status_code == 200
        assert not {"Zoumanata", "Sitankoro"} & set(text_of(answer).split())
    assert "Dossier effacé" in text_of(kadiatou.get(lists[1]))
    assert "Plus rien à décider" in text_of(kadiatou.get(to("pair", waiting)))
    kadiatou.post(to("undo", decided))
    assert stands(decided) == State.OPEN


def _erase(cast, registration) -> None:
    with acting_for(cast.kadiatou) as by:
        asked = note_request(by=by, kind="effacement", registration=registration)
    with acting_for(cast.hawa) as by:
        decide_request(by=by, request=asked, granted=True, reason="", number=registration.number)
    with acting_for(cast.kadiatou) as by:
        erase(by=by, request=asked)
