"""The measured quality of pairs. In tests the figures' connection cannot see what this one has not committed: pages
are read through the ordinary connection, and what crosses organisations in a database of the test's own."""

import re

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.linkage.engine.desk import shipped_model
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.models import Pair
from benkan.linkage.reads import quality, reviewed, undecided
from benkan.linkage.tests.factories import REASONS, files
from benkan.linkage.writes import Proposal, decide, propose, undo
from benkan.organisations.acting import acting_for

NUMBERS = {Word.VERY_LIKELY: 0.999, Word.LIKELY: 0.9, Word.CHECK: 0.3}


@pytest.fixture
def ordinary(monkeypatch):
    """Read through the connection of the test, with the rights of whoever asks."""
    for module in (reviewed, undecided):
        monkeypatch.setattr(module, "FIGURES", "default")


def proposed(by, count: int, word: Word = Word.LIKELY, *, hard: bool = False, model: str = "essai") -> list[Pair]:
    """As many pairs, of files of their own."""
    ends = files(by, 2 * count)
    before = set(Pair.objects.values_list("pk", flat=True))
    propose(
        by=by,
        proposals=[
            Proposal(one.pk, other.pk, word=word, probability=NUMBERS[word], model=model, hard=hard, reasons=REASONS)
            for one, other in zip(ends[::2], ends[1::2], strict=True)
        ],
    )
    return list(Pair.objects.exclude(pk__in=before).order_by("pk"))


def answered(by, pairs, same: int) -> None:
    """The first `same` of them are one person; the others are two."""
    for place, pair in enumerate(pairs):
        decide(by=by, pair=pair, verdict=Verdict.SAME if place < same else Verdict.DIFFERENT)


def text(client, name="linkage:quality", **asked) -> str:
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_share_is_told_with_its_interval_and_its_answers(cast, signed_in, ordinary):
    with acting_for(cast.sekou) as by:
        answered(by, proposed(by, 24), same=21)
        answered(by, proposed(by, 3, Word.VERY_LIKELY), same=3)
        answered(by, proposed(by, 2, Word.CHECK), same=0)
        proposed(by, 1, Word.CHECK)
    said = text(signed_in(cast.seydou))
    assert "«\u00a0Probable\u00a0» Sur cent paires proposées avec ce mot" in said
    assert "87,5\u00a0% 69,0\u00a0% à 95,7\u00a0% 24" in said
    assert "moins de 20 réponses 3" in said  # three answers are no percentage
    assert "29\u00a0réponses pour 30\u00a0paires" in said
    assert "presque toutes les paires proposées ont leur réponse" in said


def test_fewer_than_twenty_answers_give_no_percentage(cast, signed_in, ordinary):
    with acting_for(cast.sekou) as by:
        answered(by, proposed(by, 19), same=19)
    said = text(signed_in(cast.seydou))
    assert "100,0" not in said
    assert "moins de 20 réponses 19" in said


def test_what_waits_is_counted_with_its_age_and_its_list(cast, signed_in, ordinary):
    with acting_for(cast.sekou) as by:
        answered(by, proposed(by, 1, hard=True), same=1)
        proposed(by, 3, Word.VERY_LIKELY)
    client = signed_in(cast.seydou)
    said = text(client)
    assert "4\u00a0doublons probables restent à décider" in said
    behind = text(client, "linkage:quality_behind", quoi="attend", force="probable", deuxieme="oui")
    assert "1\u00a0paire, autant que le nombre ouvert" in behind
    assert "Attend une autre personne" in behind
    with acting_for(cast.sekou):
        assert Entry.objects.filter(verb="linkage.quality_behind_read", count=1).exists()


def test_every_number_is_as_long_as_its_list(cast, signed_in, ordinary):
    with acting_for(cast.sekou) as by:
        for word, same in ((Word.VERY_LIKELY, 4), (Word.LIKELY, 2), (Word.CHECK, 1)):
            answered(by, proposed(by, 5, word)[:4], same=same)
    client = signed_in(cast.seydou)
    links = re.findall(
        r'href="([^"]*qualite/liste[^"]*)">([\d\u202f]+)(?:\u00a0r|<)',
        client.get(reverse("linkage:quality")).content.decode(),
    )
    assert len(links) >= 10
    for url, number in links:
        answer = client.get(url.replace("&amp;", "&"))
        assert answer.context["count"] == int(number), url


def test_one_organisation_sees_itself_alone(cast, signed_in, ordinary):
    with acting_for(cast.sekou) as by:
        answered(by, proposed(by, 20), same=20)
    own, other = text(signed_in(cast.seydou)), text(signed_in(cast.issa))
    assert "Par organisation" not in own
    assert "Par région" in own
    assert "Aucune réponse encore" in other


def test_figures_say_whose_model_they_are_and_are_told_apart_where_two_proposed(cast, signed_in, ordinary):
    client, now = signed_in(cast.seydou), shipped_model().name
    with acting_for(cast.sekou) as by:
        answered(by, proposed(by, 25), same=20)
    said = text(client)
    assert "ce que vaut le modèle essai , qui a proposé toutes ces paires" in said
    assert f"celui qui compare maintenant, {now} , n’a encore aucune réponse" in said
    assert "Par modèle" not in said
    with acting_for(cast.sekou) as by:
        answered(by, proposed(by, 30, model=now), same=15)
    said = text(client)
    assert "mêlent ce qu’ont proposé 2\u00a0modèles" in said
    (group,) = [one for one in client.get(reverse("linkage:quality")).context["groups"] if one["heading"] == "Modèle"]
    shares = {row["name"]: row["figures"][1]["share"] for row in group["rows"]}
    assert {name: (share.n, share.estimate) for name, share in shares.items()} == {"essai": (25, 0.8), now: (30, 0.5)}
    behind = client.get(reverse("linkage:quality_behind"), {"quoi": "repondu", "par": "modele", "de": now})
    assert behind.context["count"] == 30


def test_an_address_that_means_nothing_is_not_found(cast, signed_in, ordinary):
    client = signed_in(cast.seydou)
    for asked in (
        {},
        {"quoi": "attend", "force": "x"},
        {"quoi": "attend", "par": "nom"},
        {"quoi": "attend", "par": "region", "de": "1"},
    ):
        assert client.get(reverse("linkage:quality_behind"), asked).status_code == 404


def test_the_number_of_questions_does_not_grow_with_the_pairs(cast, signed_in, ordinary, django_assert_max_num_queries):
    client = signed_in(cast.seydou)
    with acting_for(cast.sekou) as by:
        proposed(by, 2)
    text(client)
    with django_assert_max_num_queries(40) as few:
        text(client)
    with acting_for(cast.sekou) as by:
        answered(by, proposed(by, 12), same=6)
    with django_assert_max_num_queries(len(few)):
        text(client)


def test_two_people_agree_or_not_without_seeing_each_other(cast, signed_in, ordinary):
    with acting_for(cast.sekou) as by:
        pairs = proposed(by, 20, hard=True)
        answered(by, pairs, same=20)
    with acting_for(cast.seydou) as by:
        answered(by, pairs, same=15)
        decide(by=by, pair=pairs[19], verdict=Verdict.SAME)  # she thinks again: her first answer was blind, not this
        undo(by=by, pair=pairs[0])
        decide(by=by, pair=pairs[0], verdict=Verdict.DIFFERENT)
        found = quality.measured(by.organisation_id)
    assert (found.agreement.share.n, found.agreement.share.estimate, found.agreement.reviewers) == (20, 0.75, 2)
    said = text(signed_in(cast.seydou))
    assert "Elles disent la même chose de 75\u00a0% des paires difficiles (53\u00a0% à 89\u00a0%)" in said


def test_a_hard_pair_without_its_second_answer_settles_nothing(cast, ordinary):
    with acting_for(cast.sekou) as by:
        answered(by, proposed(by, 2, hard=True), same=2)
        found = quality.measured(by.organisation_id)
    assert (found.quality.pairs, found.open.count, found.open.begun) == (0, 2, 2)
