"""Thresholds on the platform: who may give a value, from when, and how the pages tell it."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.models import ThresholdValue
from benkan.common.thresholds import declared
from benkan.common.thresholds.reads import Disagreement, all_values, forget, value_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.writes import change_threshold

WHY = {"source": "note du 3 mars", "note": "les convois sont plus espacés"}
PLACED, RECENT = declared()["arrivals.placed_after"], declared()["arrivals.list_recent"]


def day(days=0) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def change(by, value=21, *, threshold=RECENT, begins=0, **said):
    return change_threshold(by=by, threshold=threshold, value=value, begins=day(begins), **WHY | said)


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " "))


@pytest.fixture
def by(cast):
    with acting_for(cast.adama) as acting:
        yield acting


def test_a_new_value_holds_from_its_day_and_not_before(by):
    change(by, begins=5)
    assert [value_of(RECENT, on=day(n)) for n in (-400, 0, 4, 5, 400)] == [14, 14, 14, 21, 21]


def test_a_change_is_told_to_the_audit_with_its_reason(by):
    given = change(by)
    entry = Entry.objects.get(verb="threshold.changed")
    assert (entry.object_id, entry.fields, entry.reason) == (given.pk, [RECENT.code], WHY["note"])


@pytest.mark.parametrize("key", ["awa", "kadiatou", "fanta", "hawa", "salimata"])
def test_only_the_national_administration_gives_a_value(cast, key):
    with acting_for(getattr(cast, key)) as other, pytest.raises(Refused, match="nouvelle valeur"):
        change(other)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"value": 13, "threshold": PLACED}, r"entre 14 et 365.*s’allonge, elle ne se raccourcit pas"),
        ({"begins": -1}, "Ce jour est passé"),
        ({"value": 14}, "vaut déjà 14\u00a0jours"),
        ({"source": " "}, "d’où vous tenez"),
        ({"note": ""}, "pourquoi"),
    ],
)
def test_a_value_that_cannot_be_says_why(by, said, sentence):
    with pytest.raises(Impossible, match=sentence):
        change(by, **said)


def test_a_value_given_is_never_changed_nor_removed(by):
    change(by)
    for attempt in ("update", "delete"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            getattr(ThresholdValue.objects.all(), attempt)(**({"value": 1} if attempt == "update" else {}))


def test_nobody_gives_a_value_in_another_name_nor_in_the_files(cast, by):
    row = {"code": RECENT.code, "value": 21, "unit": "jour", "begins": day(), "as_of": day(), **WHY}
    for account in (cast.awa.pk, None):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            ThresholdValue.objects.create(**row, account_id=account)


# ---- Read once, never stale ----


def test_all_thresholds_cost_one_query_a_transaction(by, django_assert_num_queries):
    forget()
    with django_assert_num_queries(1):
        for _ in range(50):
            value_of(RECENT, on=day())
            value_of(PLACED, on=day(-100))


def test_a_change_is_seen_at_once(by):
    assert value_of(RECENT, on=day()) == 14
    change(by)
    assert value_of(RECENT, on=day()) == 21


def test_what_was_undone_is_not_believed(by):
    forget()
    with transaction.atomic():
        change(by)
        assert value_of(RECENT, on=day()) == 21
        transaction.set_rollback(True)
    assert value_of(RECENT, on=day()) == 14


def test_another_transaction_reads_anew(cast, by):
    """As between two requests: the mark of what was read goes with the transaction that read it."""
    first = all_values()
    connection.run_on_commit.clear()  # what the end of a transaction does, which a test does not reach
    assert all_values() is not first


def test_nobody_signed_in_reads_nothing(db):
    forget()
    with entered(), pytest.raises(LookupError):
        value_of(RECENT, on=day())


# ---- Pages ----


def test_whoever_is_signed_in_reads_them_and_one_changes_them(signed_in, cast):
    page = text(signed_in(cast.nana).get(reverse("thresholds")))
    assert "Ancienneté des convois que la liste des arrivées montre d’abord" in page
    assert "14 jours" in page
    assert "60 ans" in page
    assert "l’origine" in page
    assert "Seuils et rythmes</a>" not in page  # no entry in her menu
    one = reverse("threshold", args=[PLACED.code])
    assert "Donner une nouvelle valeur" not in text(signed_in(cast.nana).get(one))
    adama = signed_in(cast.adama)
    assert "Seuils et rythmes</a>" in text(adama.get(reverse("home")))
    assert "elle ne se raccourcit pas" in text(adama.get(one))
    assert "Donner une nouvelle valeur" in text(adama.get(one))


def test_a_value_is_given_on_the_page_and_told_with_who_and_why(signed_in, cast):
    adama = signed_in(cast.adama)
    address = reverse("change_threshold", args=[RECENT.code])
    answers = {"value": "21", "begins": day(3).isoformat(), **WHY}
    answer = adama.post(address, answers, follow=True)
    page = text(answer)
    assert "La nouvelle valeur vaut à partir du" in page
    assert "14 jours aujourd’hui" in page
    assert "21 jours" in page
    assert "Adama Dicko" in page
    assert WHY["note"] in page
    listed = text(signed_in(cast.nana).get(reverse("thresholds")))
    assert "21 jours à partir du" in listed
    assert "Adama Dicko" not in text(signed_in(cast.nana).get(reverse("threshold", args=[RECENT.code])))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"value": "3"}, "Donnez un nombre entre 14 et 365 jours"),
        ({"value": "beaucoup"}, "Une valeur est un nombre entier"),
        ({"begins": "2020-01-01"}, "Ce jour est passé"),
        ({"begins": "31/02"}, "n’est pas une date"),
        ({"source": ""}, "Dites d’où vous la tenez"),
    ],
)
def test_a_wrong_answer_comes_back_with_its_sentence(signed_in, cast, said, sentence):
    answers = {"value": "21", "begins": day().isoformat(), **WHY} | said
    answer = signed_in(cast.adama).post(reverse("change_threshold", args=[PLACED.code]), answers)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_an_unknown_code_is_not_there(signed_in, cast):
    assert signed_in(cast.adama).get("/seuils/arrivals.unheard_of/").status_code == 404
    assert signed_in(cast.adama).get("/seuils/arrivals.unheard_of/changer/").status_code == 404


def test_the_same_value_again_answers_a_newer_file(by, monkeypatch):
    given = change(by)
    newer = ThresholdValue(code=RECENT.code, value=30)
    answer = [Disagreement(RECENT, newer, given)]
    monkeypatch.setattr("benkan.organisations.writes.thresholds.disagreements", lambda values: answer)
    assert change(by).value == given.value


def test_a_newer_file_is_told_to_whoever_may_answer_it(signed_in, cast, monkeypatch):
    one = Disagreement(RECENT, ThresholdValue(value=30), ThresholdValue(value=21))
    monkeypatch.setattr("benkan.organisations.views.thresholds.disagreements", lambda values: [one])
    sentence = "le fichier dit 30 jours, la plateforme garde 21 jours"
    for address in (reverse("thresholds"), reverse("threshold", args=[RECENT.code])):
        assert sentence in text(signed_in(cast.adama).get(address))
        assert sentence not in text(signed_in(cast.nana).get(address))
