"""The whole run on small invented registers: who is found, who is kept apart, and that nothing depends on order."""

import pytest

from benkan.linkage.engine import model as models
from benkan.linkage.engine import why
from benkan.linkage.engine.desk import Desk
from benkan.linkage.engine.linking import link
from benkan.linkage.engine.thresholds import Thresholds, Word
from benkan.linkage.tests.registers import person, register, twin

PEOPLE = 160
AGAIN = 50


def twice() -> list[dict]:
    """So many people, some of them again with a slip, some with a twin."""
    records = [person(number) for number in range(PEOPLE)]
    for number in range(AGAIN):
        again = dict(person(number))
        if number % 3 == 0:
            again["family"] = again["family"][:-1] + "x"
        if number % 4 == 0:
            again["phone_1"] = None
        if number % 5 == 0:
            again["place_1"] = None
        records.append(again)
    return records


@pytest.fixture(scope="module")
def linked():
    connection, prepared = register(twice())
    return connection, link(connection, prepared)


def believed(connection, linked) -> dict[tuple[int, int], float]:
    rows = connection.execute(f"SELECT uid_l, uid_r, probability FROM {linked.pairs}").fetchall()
    return {(one_, other): probability for one_, other, probability in rows}


def test_people_written_twice_are_found_and_hardly_anyone_else(linked):
    pairs = {pair for pair, probability in believed(*linked).items() if probability >= 0.5}
    true = {(number, PEOPLE + number) for number in range(AGAIN)}
    assert len(pairs & true) >= 0.95 * AGAIN
    assert len(pairs - true) <= 2


def test_every_record_stands_in_the_clusters_once(linked):
    connection, run = linked
    assert (
        connection.execute(f"SELECT count(*), count(DISTINCT uid) FROM {run.clusters}").fetchone()
        == (PEOPLE + AGAIN,) * 2
    )


def test_only_pairs_worth_a_look_are_written(linked):
    assert min(believed(*linked).values()) >= 0.05


def test_the_order_of_arrival_changes_neither_pairs_nor_probabilities(linked):
    records = twice()
    order = sorted(range(len(records)), key=lambda number: number * 37 % len(records))
    connection, prepared = register([records[number] for number in order])
    again = believed(connection, link(connection, prepared))
    renamed = {tuple(sorted((order[a], order[b]))): probability for (a, b), probability in again.items()}
    assert renamed == pytest.approx(believed(*linked), abs=1e-6)


def test_a_stored_model_scores_one_record_as_the_batch_did(linked, tmp_path):
    connection, run = linked
    run.model.save(tmp_path / "model.json")
    kept = models.load(tmp_path / "model.json")
    assert kept.version == run.model.version
    assert kept.habits == run.model.habits
    rows = connection.execute(
        "SELECT l.uid, r.uid, s.match_weight, s.kin_weight, s.probability FROM scored AS s "
        "JOIN features AS l ON l.rank = s.rank_l JOIN features AS r ON r.rank = s.rank_r ORDER BY l.uid, r.uid"
    ).fetchall()
    found = connection.execute("SELECT * FROM records ORDER BY uid")
    names = [column[0] for column in found.description]
    records = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    desk = Desk(kept)
    scored = desk.score_pairs([(records[one], records[other]) for one, other, *_ in rows])
    assert [one.match_weight for one in scored] == pytest.approx([weight for _, _, weight, _, _ in rows])
    assert [one.probability for one in scored] == pytest.approx([row[-1] for row in rows])
    likeliest = desk.score(records[0], records[1:])[0]
    assert likeliest.index == PEOPLE - 1
    assert "même téléphone" in likeliest.explained.sentence() or "même date" in likeliest.explained.sentence()


def test_a_model_kept_before_it_had_a_name_is_still_read(linked):
    _, run = linked
    kept = {key: value for key, value in run.model.as_data().items() if key not in ("habits", "name", "learnt_from")}
    assert models.from_data(kept).version == run.model.version


def test_a_model_of_another_format_is_refused():
    with pytest.raises(ValueError, match="format de modèle inconnu"):
        models.from_data({"format": 0})


def test_twins_are_not_one_person():
    records = twice()
    records += [
        twin(person(number), "fily" if person(number)["given"] != "fily" else "nana") for number in range(100, 110)
    ]
    connection, prepared = register(records)
    pairs = believed(connection, link(connection, prepared))
    first = PEOPLE + AGAIN
    assert [pair for number in range(10) if pairs.get(pair := (100 + number, first + number), 0) >= 0.5] == []


def test_two_files_are_compared_with_each_other_only():
    records = [{**person(number), "source": "a.csv"} for number in range(PEOPLE)]
    records += [{**person(number), "source": "b.csv"} for number in range(AGAIN)]
    records.append({**person(0), "source": "b.csv"})
    connection, prepared = register(records, mode="link", one_to_one=True)
    pairs = believed(connection, link(connection, prepared))
    assert all(one_ < PEOPLE <= other for one_, other in pairs)
    assert sum(probability >= 0.5 for probability in pairs.values()) >= AGAIN - 2


def test_names_alone_are_only_to_be_checked():
    thresholds = Thresholds()
    assert thresholds.word(0.9999999, names_alone=True) is Word.CHECK
    assert thresholds.word(0.9999999, names_alone=False) is Word.VERY_LIKELY
    assert thresholds.word(0.6, names_alone=False) is Word.LIKELY
    assert thresholds.word(0.04, names_alone=False) is None
    alone = (why.Reason("même prénom", 8.0, "name"), why.Reason("même sexe", 1.0, "sex"))
    assert why.names_alone(alone)
    assert not why.names_alone((*alone, why.Reason("même mère", 8.0, "parent")))
