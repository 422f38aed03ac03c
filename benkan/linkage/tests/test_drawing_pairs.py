"""Pairs are drawn at random each week, so that what is answered of them measures all."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from benkan.common import clock
from benkan.common.permissions import Nobody
from benkan.linkage import drawing_tasks
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.models import Drawn, Pair
from benkan.linkage.reads import quality, queue, reviewed
from benkan.linkage.tests.test_quality_page import answered, proposed
from benkan.linkage.writes.drawing import draw_of_week
from benkan.organisations.acting import acting_for, entered


def drawn(by, number: int) -> int:
    return draw_of_week(by=Nobody(by.organisation_id), number=number)


def test_each_stratum_has_its_part_and_weights_stand_for_the_others(cast):
    with acting_for(cast.sekou) as by:
        proposed(by, 6, Word.VERY_LIKELY), proposed(by, 9), proposed(by, 5, Word.CHECK)
        assert drawn(by, 8) == 8
        rows = list(Drawn.objects.all())
        assert len({row.stratum for row in rows}) == 3
        assert sum(row.weight for row in rows) == pytest.approx(20)
        assert set(Pair.objects.filter(drawn__isnull=False)) == {row.pair for row in rows}


def test_drawn_pairs_stand_among_the_surest_and_in_their_order_where_one_word_is_asked(cast):
    with acting_for(cast.sekou) as by:
        surest, checks = proposed(by, 30, Word.VERY_LIKELY), proposed(by, 30, Word.CHECK)
        by_chance = list(queue.to_decide(by))
        assert by_chance[:30] == sorted(surest, key=lambda pair: pair.pk)
        drawn(by, 20)
        chosen = set(Drawn.objects.values_list("pair_id", flat=True))
        little = [pair for pair in checks if pair.pk in chosen]
        assert len(little) >= 5
        found = list(queue.to_decide(by))
        places = [found.index(pair) for pair in little]
        assert max(places) < 30 + len(little)  # before any that was not drawn and is as little likely
        assert min(places) < 29  # among the others, not after them
        assert found == list(queue.to_decide(by)), "the same each time: nobody is shown a pair twice"
        assert list(queue.to_decide(by, Word.CHECK)) == sorted(checks, key=lambda pair: pair.pk)


def test_a_week_draws_once_and_no_pair_twice(cast, monkeypatch):
    with acting_for(cast.sekou) as by:
        proposed(by, 12)
        assert drawn(by, 5) == 5
        assert drawn(by, 5) == 0
        for later, left in ((1, 5), (2, 2), (3, 0)):
            now = dt.datetime.now(dt.UTC) + dt.timedelta(days=7 * later)
            monkeypatch.setattr(clock, "now", lambda now=now: now)
            monkeypatch.setattr(clock, "today", lambda now=now: now.date())
            assert drawn(by, 5) == left
        assert Drawn.objects.count() == 12


def test_zero_draws_nothing(cast):
    with acting_for(cast.sekou) as by:
        proposed(by, 2)
        assert drawn(by, 0) == 0


def test_another_organisation_neither_draws_nor_sees_them(cast):
    with acting_for(cast.sekou) as by:
        pairs = proposed(by, 2)
        drawn(by, 1)
    with acting_for(cast.kadiatou) as by:
        assert Drawn.objects.count() == 0
        stolen = Drawn(pair_id=pairs[0].pk, organisation_id=by.organisation_id, stratum=0, weight=1)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            stolen.save(force_insert=True)


def test_a_drawn_pair_stays_drawn(cast):
    with acting_for(cast.sekou) as by:
        proposed(by, 1)
        drawn(by, 1)
        for change in (lambda: Drawn.objects.update(weight=9), lambda: Drawn.objects.all().delete()):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                change()


def test_the_measure_passes_to_drawn_pairs_once_enough_are_answered(cast, monkeypatch):
    monkeypatch.setattr(reviewed, "FIGURES", "default")
    with acting_for(cast.sekou) as by:
        pairs = proposed(by, 30) + proposed(by, 30)
        assert drawn(by, 25) == 25
        chosen = set(Drawn.objects.values_list("pair_id", flat=True))
        answered(by, [pair for pair in pairs if pair.pk not in chosen][:20], same=20)
        found = quality.measured(by.organisation_id)
        assert (found.basis, found.quality.pairs, found.asked, found.proposed) == (quality.Basis.DECIDED, 20, 60, 60)
        answered(by, [pair for pair in pairs if pair.pk in chosen][:20], same=10)
        found = quality.measured(by.organisation_id)
    assert (found.basis, found.quality.pairs, found.asked) == (quality.Basis.DRAWN, 20, 25)
    assert found.quality.all.words[Word.LIKELY].estimate == 0.5


def test_the_worker_draws_for_each_organisation_what_the_threshold_says(cast):
    with acting_for(cast.sekou) as by:
        proposed(by, 12)
        own = by.organisation_id
    with entered(), connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM linkage_who_draws()")
        assert cursor.fetchall() == [(own,)]
    drawing_tasks.draw_pairs_of(str(own))
    with entered(organisation_id=own):
        assert Drawn.objects.count() == 10
