"""`benkan relearn`: a model is learnt from all files and answers, kept, and put in force by a command alone."""

import json
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.imprecise import parse
from benkan.demo.cast import accounts_by_key
from benkan.host.cli import main
from benkan.linkage import learning, told
from benkan.linkage.engine import estimating, linking
from benkan.linkage.engine.desk import shipped_model
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.models import ModelInForce, StoredModel, Waiting
from benkan.linkage.reads.inforce import name_in_force
from benkan.linkage.tests.factories import BORN
from benkan.linkage.tests.registers import person
from benkan.linkage.writes import Proposal, decide, propose
from benkan.linkage.writes.learning import keep, put_in_force
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes import NewFile, register_many

pytestmark = pytest.mark.exhaustive
PEOPLE, TWICE = 90, 30
HAWA = ("relearn", "--as", "hawa@exemple.ml")


def heard(number: int, **otherwise) -> NewFile:
    """An invented person, as a desk hears her."""
    one = person(number)
    day = f"{one['birth_day']}/{one['birth_month']}/{one['birth_year']}"
    answers = {
        "given_names": one["given"].title(), "family_name": one["family"].title(), "mother_name": one["mother"].title(),
        "sex": one["sex"], "phone": one["phone_1"], "destination_said": one["place_1"], "birth": parse(day, on=BORN),
    }  # fmt: skip
    return NewFile(answers | otherwise)


@pytest.fixture
def files(committed):
    """Ninety people, thirty of them heard twice; thirty pairs decided the same, thirty different."""
    with entered(door="open"):
        cast = accounts_by_key()
    with acting_for(cast["kadiatou"]) as by:
        people = [heard(number) for number in range(PEOPLE)]
        again = [heard(number, phone="", mother_name="") for number in range(TWICE)]
        made = register_many(by=by, people=[*people, *again], source="Accueil")
        first, second = made[:PEOPLE], made[PEOPLE:]
        pairs = [(first[n], second[n], 0.97) for n in range(TWICE)]
        pairs += [(first[n], second[(n + 1) % TWICE], 0.3) for n in range(TWICE)]
        for one, other, probability in pairs:
            word = Word.LIKELY if probability > 0.5 else Word.CHECK
            propose(by=by, proposals=[Proposal(one.pk, other.pk, word=word, probability=probability, model="essai")])
            pair = one.pair_sides.get(pair__sides__registration=other).pair
            decide(by=by, pair=pair, verdict=Verdict.SAME if probability > 0.5 else Verdict.DIFFERENT)
    return cast


@pytest.fixture
def command(files, monkeypatch, tmp_path):
    """`command("--switch")`: `benkan relearn` in Hawa's name, on a database of the test's own."""
    monkeypatch.setattr("benkan.host.platform.ready", nullcontext)
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))
    monkeypatch.setattr(linking, "DRAWN", 2_000)
    monkeypatch.setattr(estimating, "ITERATIONS", 12)  # enough for ninety people, and quick
    yield lambda *said, who=HAWA: CliRunner().invoke(main, [*who, *said])
    told.hold_shipped(True)


def test_a_model_is_learnt_measured_and_changes_nothing_by_itself(command, files):
    answer = command()
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout.splitlines()[-1])
    assert (said["files"], said["answers"], said["against"]) == (120, 60, shipped_model().name)
    assert said["switched"] is False
    assert "paires décidées" in said["sentence"]
    assert said["before"]["pairs"] == said["after"]["pairs"] == 60
    assert "Paires retrouvées" in answer.stderr
    with acting_for(files["hawa"]):
        kept = StoredModel.objects.get()
        assert not ModelInForce.objects.exists()
        assert Entry.objects.get(verb="linkage.learnt").count == 120
    assert kept.report["sentence"] == said["sentence"]
    assert kept.learnt_from == "120 dossiers de la plateforme et 60 paires décidées"


def test_no_stored_value_is_borne_by_fewer_than_five_files(command, files):
    command()
    with acting_for(files["hawa"]):
        kept = StoredModel.objects.get()
    shares = kept.body["frequencies"]
    assert any(shares.values())
    assert min(share for column in shares.values() for share in column.values()) * 120 >= learning.BEARERS - 0.5
    assert shares.get("phone_1", {}) == {}


def test_what_the_measure_does_not_allow_is_refused_and_the_model_kept_aside(command, files):
    refused = command("--switch")
    assert refused.exit_code == 2, refused.output
    assert "celui qui est en force le reste" in refused.stderr
    with acting_for(files["hawa"]):
        assert not ModelInForce.objects.exists()
        assert StoredModel.objects.count() == 1
    assert command("--force", "parce que").exit_code == 2


def test_a_model_is_put_in_force_against_the_measure_with_a_reason_that_is_kept(command, files):
    with entered(organisation_id=_organisation(files)):
        Waiting.objects.all().delete()
    done = command("--switch", "--force", "Essai demandé par le comité")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout.splitlines()[-1])
    assert (said["switched"], said["waiting"]) == (True, 120)
    with acting_for(files["hawa"]):
        assert Waiting.objects.count() == 120
        assert ModelInForce.objects.get().reason == "Essai demandé par le comité"
        assert Entry.objects.get(verb="linkage.switched").reason == "Essai demandé par le comité"
    told.hold_shipped(False)
    with entered():
        assert name_in_force() == said["model"]  # whoever asks: nobody too
    with acting_for(files["hawa"]):
        assert told.desk().model.name == said["model"] == f"{clock.today()}"


def test_only_who_answers_for_all_may_have_it_learnt(command):
    answer = command(who=("relearn", "--as", "kadiatou@exemple.ml"))
    assert answer.exit_code == 2
    assert "Votre rôle ne permet pas" in answer.stderr


def test_nothing_decided_is_nothing_to_learn(committed, monkeypatch, tmp_path):
    monkeypatch.setattr("benkan.host.platform.ready", nullcontext)
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))
    answer = CliRunner().invoke(main, HAWA)
    assert answer.exit_code == 2
    assert "Aucune paire n’est décidée" in answer.stderr


def test_no_page_puts_a_model_in_force(cast):
    with acting_for(cast.hawa):
        row = {"name": "x", "made_on": clock.today(), "body": {}, "learnt_from": "x", "report": {}}
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            StoredModel.objects.create(**row)


def _organisation(files):
    with acting_for(files["hawa"]) as by:
        return by.organisation_id


def test_a_better_model_is_put_in_force_with_what_the_measure_says(committed):
    hawa = _account("hawa")
    better = SimpleNamespace(model=shipped_model(), report={"sentence": "Meilleur."}, files=3, switch=True)
    with acting_for(hawa) as by:
        kept = keep(by=by, learnt=better)
        assert put_in_force(by=by, kept=kept, learnt=better) == 0  # no file yet
        assert ModelInForce.objects.get().reason == "Meilleur."
        assert kept.name == f"{shipped_model().made}"
        assert keep(by=by, learnt=better).name == f"{shipped_model().made} (2)"


def test_a_model_that_this_version_cannot_read_stops_nobody(committed, caplog):
    row = {"made_on": clock.today(), "learnt_from": "x", "report": {}}
    old = StoredModel.objects.using("owner").create(name="ancien", body={"format": 0}, **row)
    ModelInForce.objects.using("owner").create(model=old, reason="x")
    try:
        told.hold_shipped(False)
        with acting_for(_account("hawa")):
            assert told.desk().model.name == shipped_model().name
    finally:
        told.hold_shipped(True)
    assert "ancien cannot be read by this version" in caplog.text


def _account(key: str):
    with entered(door="open"):
        return accounts_by_key()[key]
