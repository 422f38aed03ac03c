"""The queue: what waits for whom, in which order, of which places; and nothing of what colleagues answered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.reads import queue
from benkan.linkage.reads.standing import votes_of
from benkan.linkage.tests.factories import a_pair, files
from benkan.linkage.writes import decide, undo
from benkan.linkage.writes.answering import respond
from benkan.organisations.acting import acting_for, change
from benkan.organisations.founding import founding
from benkan.organisations.models import Organisation
from benkan.organisations.roles import ROLES
from benkan.organisations.writes import give_membership, open_account
from benkan.people.tests.test_pages import text_of
from benkan.people.writes import annul
from benkan.places.models import Place

SAME, DIFFERENT, LATER = Verdict.SAME, Verdict.DIFFERENT, Verdict.LATER
QUEUE = "/rapprochements/"


@pytest.fixture
def kadiatou(cast, signed_in, signed_text):
    return signed_in(cast.kadiatou)


def pairs_of(by, count: int, **said) -> list:
    """So many pairs, each of two files of its own."""
    made = files(by, 2 * count)
    return [a_pair(by, made[2 * n], made[2 * n + 1], **said) for n in range(count)]


def test_the_surest_come_first_and_what_was_put_off_last(by):
    check, likely, surest = (
        pairs_of(by, 1, word=word, probability=probability)[0]
        for word, probability in ((Word.CHECK, 0.9), (Word.LIKELY, 0.8), (Word.VERY_LIKELY, 0.999))
    )
    assert list(queue.to_decide(by)) == [surest, likely, check]
    respond(by=by, pair=surest, verdict=LATER)
    assert [(pair, pair.put_off) for pair in queue.to_decide(by)] == [(likely, 0), (check, 0), (surest, 1)]
    respond(by=by, pair=surest, verdict=SAME)
    assert list(queue.to_decide(by)) == [likely, check]
    undo(by=by, pair=surest)
    assert queue.to_decide(by).first() == surest


def test_a_hard_pair_waits_for_a_second_person_and_not_for_the_first(cast, by):
    (pair,) = pairs_of(by, 1, hard=True)
    decide(by=by, pair=pair, verdict=SAME)
    assert list(queue.to_decide(by)) == []
    assert list(queue.waiting(by)) == [pair]
    with acting_for(cast.issa) as issa:
        assert _voters(issa) == [1]
        assert list(queue.waiting(issa)) == []
        decide(by=issa, pair=pair, verdict=SAME)
        assert list(queue.to_decide(issa)) == list(queue.waiting(issa)) == []
        assert list(queue.settled(issa)) == [pair]


def test_a_hard_pair_that_was_undone_waits_for_two_again(cast, by):
    (pair,) = pairs_of(by, 1, hard=True)
    decide(by=by, pair=pair, verdict=SAME)
    with acting_for(cast.issa) as issa:
        decide(by=issa, pair=pair, verdict=SAME)
        undo(by=issa, pair=pair)
        assert _voters(issa) == [0]
    with acting_for(cast.kadiatou) as again:
        assert _voters(again) == [0]


def _voters(by) -> list[int]:
    """How many answered each pair that waits for somebody."""
    return [len(votes_of(one.said)) for one in queue.with_own_files(queue.to_decide(by), by)]


def test_a_file_that_was_annulled_leaves_the_queue(cast, by):
    one, other = files(by, 2)
    a_pair(by, one, other)
    annul(by=by, registration=other, reason="erreur de saisie")
    assert list(queue.to_decide(by)) == []


def test_another_organisation_sees_none_of_it(cast, by):
    pairs_of(by, 2)
    with acting_for(cast.sekou) as sekou:
        assert not queue.readable(sekou).exists()


@pytest.fixture
def at_kayes(cast, signed_text):
    """An account that accompanies for the reception service at Kayes alone."""
    with founding() as by:
        account = open_account(by=by, email="kayes@exemple.ml", name="Kia Kayes")
        service = Organisation.objects.get(code="SAR")
        kayes = Place.objects.filter(name="Kayes").order_by("pk").first()
        give_membership(by=by, account=account, organisation=service, role="accompagnement", place=kayes)
    return account, kayes


def test_who_is_limited_to_places_decides_of_the_files_of_these_places(at_kayes, by, signed_in):
    account, kayes = at_kayes
    here, there = pairs_of(by, 2)
    for side in here.sides.all():
        side.registration.destination = kayes
        side.registration.save(update_fields=["destination"])
    with acting_for(account) as limited:
        assert list(queue.to_decide(limited)) == [here]
    client = signed_in(account)
    assert "Les paires des dossiers de vos lieux" in text_of(client.get(QUEUE))
    assert client.get(reverse("linkage:pair", args=[here.pk])).status_code == 200
    assert client.get(reverse("linkage:pair", args=[there.pk])).status_code == 404
    said = {"reponse": SAME}
    assert client.post(reverse("linkage:answer", args=[there.pk]), said).status_code == 404


def test_who_reviews_reads_files():
    """The places of the right to review bound what is read: whoever holds it reads files there too."""
    reviewers = [role for role in ROLES.values() if "linkage.review" in role.rights]
    assert reviewers
    assert all("people.read" in role.rights for role in reviewers)


def test_the_list_says_what_it_shows_and_hides(kadiatou, cast):
    with acting_for(cast.kadiatou) as by:
        pairs_of(by, 2, word=Word.VERY_LIKELY, probability=0.999)
        pairs_of(by, 1)
    words = text_of(kadiatou.get(QUEUE))
    assert "Affichées : à décider." in words
    assert "Pour : même mère ; prénom voisin." in words
    assert "Fin de la liste : 3 sur 3" in words
    words = text_of(kadiatou.get(f"{QUEUE}?force=probables"))
    assert "Masqués : 2 autres paires" in words
    assert "Fin de la liste : 1 sur 1" in words


def test_the_list_is_one_row_of_the_audit(kadiatou, cast):
    with acting_for(cast.kadiatou) as by:
        pairs_of(by, 2)
    kadiatou.get(f"{QUEUE}?force=probables")
    with acting_for(cast.issa):
        (entry,) = Entry.objects.filter(verb="linkage.queue_read")
    assert (entry.count, entry.fields) == (2, ["a_decider", "force"])


def test_the_decided_list_says_what_was_decided_and_leads_to_undoing_it(kadiatou, cast):
    with acting_for(cast.kadiatou) as by:
        (pair,) = pairs_of(by, 1)
        respond(by=by, pair=pair, verdict=SAME)
    answer = kadiatou.get(f"{QUEUE}?liste=decidees")
    assert "une personne" in text_of(answer)
    assert reverse("linkage:undo", args=[pair.pk]) in answer.content.decode()


def test_what_a_first_person_said_of_a_hard_pair_is_not_in_the_list(cast, signed_in, signed_text):
    with acting_for(cast.kadiatou) as by:
        (pair,) = pairs_of(by, 1, hard=True)
        respond(by=by, pair=pair, verdict=DIFFERENT)
    words = text_of(signed_in(cast.issa).get(QUEUE))
    assert "attend une deuxième réponse" in words
    assert "différentes" not in words


@pytest.mark.parametrize("address", [QUEUE, f"{QUEUE}?liste=attente", f"{QUEUE}?liste=decidees", "/", f"{QUEUE}lot/"])
def test_as_many_queries_for_many_pairs_as_for_two(signed_in, cast, signed_text, address):
    """Issa reviews, and decides batches."""
    issa, counts = signed_in(cast.issa), []
    for _ in range(2):
        with acting_for(cast.issa), acting_for(cast.kadiatou) as by:
            _some_of_each(by, cast)
        issa.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert issa.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _some_of_each(by, cast) -> None:
    """Open ones, a hard one that waits, decided ones."""
    pairs_of(by, 2, word=Word.VERY_LIKELY, probability=0.999)
    for pair in pairs_of(by, 2):
        decide(by=by, pair=pair, verdict=SAME)
    for pair in pairs_of(by, 2, hard=True):
        with acting_for(cast.issa) as issa:
            decide(by=issa, pair=pair, verdict=SAME)
        change(account_id=by.account_id, organisation_id=by.organisation_id)


def test_the_next_fifty_come_after_the_first(kadiatou, cast):
    with acting_for(cast.kadiatou) as by:
        made = files(by, 12)
        for n, one in enumerate(made):
            for other in made[n + 1 :]:
                a_pair(by, one, other)
    first, last = kadiatou.get(QUEUE), kadiatou.get(f"{QUEUE}?de=50")
    assert "50 sur 66" in text_of(first)
    assert "66 sur 66" in text_of(last)
    assert "de=50" in first.content.decode()
