"""Learning from decided pairs, on an invented register whose truth is known: it helps, or says that it does not."""

import csv
from collections import Counter
from random import Random

import numpy as np
import pytest

from benchmarks.linkage import registers
from benkan.linkage.engine import linking, rescoring
from benkan.linkage.engine import model as models
from benkan.linkage.engine.cleaning import prepare
from benkan.linkage.engine.drawing import draw
from benkan.linkage.engine.reading import read
from benkan.linkage.engine.retraining import Decided, retrain
from benkan.linkage.engine.schema import read_schema
from benkan.linkage.engine.verdict import Verdict

LINES, ASKED = 3_000, 300
FEWER = 20_000  # pairs drawn and learnt from: enough for so small a register, and quick


class Known:
    """A linked register with its truth."""

    def __init__(self, folder):
        duckdb = pytest.importorskip("duckdb")
        registers.write(folder, records=LINES, seed=3)
        self.connection = duckdb.connect(config={"threads": 1})
        tables = [read(folder / f"{one.name}.csv") for one in registers.REGISTERS]
        self.prepared = prepare(self.connection, tables, read_schema(folder / "schema.yaml"))
        with open(folder / "truth.csv", encoding="utf-8") as file:
            person = {(row["source"], row["id"]): row["person"] for row in csv.DictReader(file)}
        rows = self.connection.execute("SELECT uid, source, id FROM records").fetchall()
        self.person = {uid: person[source, key] for uid, source, key in rows}
        self.old = linking.link(self.connection, self.prepared).model
        self.pairs = self.connection.execute("SELECT uid_l, uid_r, probability FROM pairs ORDER BY ALL").fetchall()
        self.before = self.f1(self.old)

    def same(self, one: int, other: int) -> bool:
        return self.person[one] == self.person[other]

    def decided(self, same) -> list[Decided]:
        drawn, _ = draw([(str(one), str(other), p) for one, other, p in self.pairs], ASKED, "sel")
        return [Decided(int(d.one), int(d.other), same(int(d.one), int(d.other)), weight=d.weight) for d in drawn]

    def f1(self, model) -> float:
        """Of the pairs proposed, against the truth of all."""
        pairs = np.array([pair[:2] for pair in self.pairs])
        found = pairs[rescoring.probabilities(self.connection, model, self.prepared, pairs) >= 0.5]
        right = sum(self.same(one, other) for one, other in found.tolist())
        true = sum(times * (times - 1) // 2 for times in Counter(self.person.values()).values())
        return 2 * right / (len(found) + true)


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setattr(linking, "DRAWN", FEWER)
    patch.setattr(linking, "LEARNT_FROM", FEWER)
    yield Known(tmp_path_factory.mktemp("registers"))
    patch.undo()


@pytest.mark.exhaustive
def test_true_answers_do_not_make_it_worse_and_the_model_is_kept_whole(known, tmp_path):
    found = retrain(known.connection, known.prepared, known.old, known.decided(known.same))
    assert found.before.pairs == found.after.pairs == ASKED
    assert found.verdict in (Verdict.BETTER, Verdict.UNDECIDED)
    assert known.f1(found.model) >= known.before
    assert found.model.calibration is not None
    found.model.save(tmp_path / "model.json")
    kept = models.load(tmp_path / "model.json")
    assert (kept.calibration, kept.version) == (found.model.calibration, found.model.version)
    assert kept.version.endswith(f"/{ASKED}")
    older = known.old.as_data()
    del older["calibration"], older["answers"]
    assert models.from_data(older).calibration is None


@pytest.mark.exhaustive
def test_answers_at_random_are_seen_and_change_nothing(known):
    rng = Random(1)
    found = retrain(known.connection, known.prepared, known.old, known.decided(lambda one, other: rng.random() < 0.5))
    assert found.verdict in (Verdict.DOUBTFUL, Verdict.WORSE)
    assert not found.switch
    assert "ardez l’ancien" in found.sentence()
