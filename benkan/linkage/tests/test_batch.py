"""A batch of very likely pairs: what may stand in it, what is decided, what the database refuses row by row."""

import pytest

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.thresholds.reads import value_of
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import State, Verdict
from benkan.linkage.models import Decision, Pair
from benkan.linkage.reads.queue import for_a_batch
from benkan.linkage.tests.factories import a_pair, files, persons
from benkan.linkage.thresholds import BATCH
from benkan.linkage.writes import decide, undo
from benkan.linkage.writes.answering import decide_many
from benkan.organisations.acting import acting_for
from benkan.people.tests.test_pages import text_of

SURE = {"word": Word.VERY_LIKELY, "probability": 0.999}
BATCH_PAGE = "/rapprochements/lot/"


@pytest.fixture
def by(cast, signed_text):
    """Issa, who decides batches."""
    with acting_for(cast.issa) as acting:
        yield acting


@pytest.fixture
def made(cast, signed_text):
    """`made(5)`: so many files, registered by Kadiatou, for the tests of Issa."""

    def make(count: int):
        with acting_for(cast.kadiatou) as kadiatou:
            return files(kadiatou, count)

    return make


@pytest.mark.parametrize(
    "said",
    [
        {"word": Word.LIKELY, "probability": 0.9},
        {**SURE, "hard": True},
        {**SURE, "relatives": True},
        {**SURE, "reasons": [["même mère", 6.0], ["prénoms différents", -2.5]]},
    ],
    ids=["probable", "à deux", "famille", "une raison contre"],
)
def test_what_leaves_a_doubt_stands_in_no_batch(made, by, said):
    pair = a_pair(by, *made(2), **said)
    assert not for_a_batch(by).exists()
    (outcome,) = decide_many(by=by, pairs=[pair])
    assert "ne se décide plus dans un lot" in outcome.refused
    assert Pair.objects.get(pk=pair.pk).state == State.OPEN


def test_each_of_a_batch_is_decided_and_undone_by_itself(made, by):
    four = made(4)
    came_with = persons(four)
    one, other = a_pair(by, *four[:2], **SURE), a_pair(by, *four[2:], **SURE)
    assert [outcome.refused for outcome in decide_many(by=by, pairs=[one, other])] == ["", ""]
    assert len(set(persons(four))) == 2
    undo(by=by, pair=one)
    assert persons(four)[:2] == came_with[:2]
    assert persons(four)[2] == persons(four)[3]
    said = Entry.objects.filter(verb="linkage.decided").values_list("object_id", "file_id")
    ends = ((one, four[:2]), (other, four[2:]))
    assert sorted(said) == sorted((pair.pk, file.pk) for pair, files in ends for file in files)


def test_what_contradicts_is_refused_by_its_row_and_the_others_pass(made, by):
    one, two, three, four, five = made(5)
    decide(by=by, pair=a_pair(by, one, three), verdict=Verdict.DIFFERENT)
    batch = [a_pair(by, one, two, **SURE), a_pair(by, two, three, **SURE), a_pair(by, four, five, **SURE)]
    outcomes = decide_many(by=by, pairs=batch)
    assert [bool(outcome.refused) for outcome in outcomes] == [False, True, False]
    assert "deux personnes différentes" in outcomes[1].refused
    assert [Pair.objects.get(pk=pair.pk).state for pair in batch] == [State.SAME, State.OPEN, State.SAME]


def test_a_batch_has_an_end(made, by):
    most = value_of(BATCH, on=clock.today())
    with pytest.raises(Impossible, match=f"par {most}.paires"):
        decide_many(by=by, pairs=[Pair()] * (most + 1))


def test_who_may_not_decides_no_batch(cast, made, by):
    pair = a_pair(by, *made(2), **SURE)
    with acting_for(cast.kadiatou) as kadiatou, pytest.raises(Refused):
        decide_many(by=kadiatou, pairs=[pair])


def test_the_page_shows_each_row_and_decides_the_checked_ones(cast, signed_in, made):
    issa = signed_in(cast.issa)
    with acting_for(cast.issa) as by:
        pairs = [a_pair(by, *made(2), **SURE) for _ in range(2)]
    page = issa.get(BATCH_PAGE)
    assert "Pour : même mère" in text_of(page)
    assert " checked" not in page.content.decode()
    assert issa.get(f"{BATCH_PAGE}?tout=oui").content.decode().count(" checked") == 2
    answer = issa.post(BATCH_PAGE, {"paire": [str(pairs[0].pk), "nothing"]})
    assert answer["Location"] == "/rapprochements/?liste=decidees"
    assert "1 paire décidée" in text_of(issa.get(answer["Location"]))
    with acting_for(cast.issa):
        assert [Pair.objects.get(pk=pair.pk).state for pair in pairs] == [State.SAME, State.OPEN]


def test_a_refused_row_is_told_by_the_numbers_of_its_files(cast, signed_in, made):
    issa, (one, two, three) = signed_in(cast.issa), made(3)
    with acting_for(cast.issa) as by:
        decide(by=by, pair=a_pair(by, one, three), verdict=Verdict.DIFFERENT)
        batch = [a_pair(by, one, two, **SURE), a_pair(by, two, three, **SURE)]
    answer = issa.post(BATCH_PAGE, {"paire": [str(pair.pk) for pair in batch]})
    words = text_of(issa.get(answer["Location"]))
    assert f"{two.number} et {three.number} : Ces dossiers ne peuvent pas être d’une seule personne" in words


def test_nothing_checked_decides_nothing(cast, signed_in, made):
    issa = signed_in(cast.issa)
    with acting_for(cast.issa) as by:
        a_pair(by, *made(2), **SURE)
    answer = issa.post(BATCH_PAGE)
    assert answer.status_code == 422
    assert "Aucune paire n’est cochée" in text_of(answer)
    with acting_for(cast.issa):
        assert not Decision.objects.exists()


def test_a_stranger_decides_nothing_by_its_identifier(cast, signed_in, made):
    with acting_for(cast.issa) as by:
        pair = a_pair(by, *made(2), **SURE)
    seydou = signed_in(cast.seydou)
    answer = seydou.post(BATCH_PAGE, {"paire": [str(pair.pk)]})
    assert "ne sont plus à décider" in text_of(seydou.get(answer["Location"]))
    with acting_for(cast.issa):
        assert Pair.objects.get(pk=pair.pk).state == State.OPEN
