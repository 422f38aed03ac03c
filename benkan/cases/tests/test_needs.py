"""Needs are said, tagged, corrected and followed; what is restricted says nothing outside what is sealed."""

import datetime as dt

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.audit.models import Entry
from benkan.cases.lifecycles.needs import LABELS, MOVES, NeedStatus, UnmetReason
from benkan.cases.models import Need, NeedStatusRow, RestrictedNeed
from benkan.cases.tests.assessing import a_need, need_said
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.needs import correct_need, move_need, note_need, told
from benkan.common.errors import Impossible
from benkan.offers.words import Dimension, Pillar
from benkan.organisations.acting import acting_for


def earlier(need: Need) -> list[tuple]:
    return list(Need.pgh_event_model.objects.filter(pgh_obj=need).values_list("kind_id", "wish").order_by("pgh_id"))


def in_clear(word: str) -> bool:
    """Whether a word stands in any column of what is written of needs."""
    with connection.cursor() as cursor:
        for table in ("cases_need", "cases_needevent", "cases_restrictedneed", "cases_needstatusrow", "audit_entry"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE strpos(t::text, %s) > 0", [word])  # noqa: S608
            if cursor.fetchone()[0]:
                return True
    return False


def test_pillar_and_dimension_are_each_said(by):
    need = a_need(by)
    assert (need.pillar, need.dimension, need.status) == (Pillar.ECONOMIC, Dimension.SOCIAL, NeedStatus.SAID)
    assert need.wish == "vendre du mil"
    assert list(need.statuses.values_list("status", flat=True)) == [NeedStatus.SAID]


def test_a_restricted_one_says_nothing_outside_what_is_sealed(by):
    need = a_need(by, kind="psychiatrie", wish="Zoumanatavoix")
    need.refresh_from_db()
    assert (need.restricted, need.kind, need.wish) == (True, None, "")
    assert told(need) == ("psychiatrie", "Zoumanatavoix")
    assert not in_clear("Zoumanatavoix")
    assert not in_clear("psychiatrie")


def test_a_correction_keeps_what_was_said_before(by):
    need = a_need(by)
    correct_need(by=by, need=need, said=need_said("credit", wish="un prêt", pressing=True))
    need.refresh_from_db()
    assert (need.kind_id, need.wish, need.pressing) == ("credit", "un prêt", True)
    assert earlier(need) == [("activite", "vendre du mil")]


def test_a_need_that_becomes_restricted_leaves_nothing_in_clear(by):
    need = a_need(by, wish="Zoumanatavoix")
    correct_need(by=by, need=need, said=need_said("soins", wish="Zoumanatasoin"))
    assert told(Need.objects.get(pk=need.pk)) == ("soins", "Zoumanatasoin")
    assert not in_clear("Zoumanata")
    correct_need(by=by, need=need, said=need_said("credit", wish="un prêt"))
    need.refresh_from_db()
    assert (need.restricted, need.kind_id, need.wish) == (False, "credit", "un prêt")
    assert not RestrictedNeed.objects.exists()


def test_the_same_need_waits_once(by):
    case = accompanied(by)
    a_need(by, case)
    restricted = a_need(by, case, kind="soins", wish="")
    for kind, wish in (("activite", "vendre  du mil"), ("soins", "")):
        with pytest.raises(Impossible, match="déjà noté"):
            a_need(by, case, kind=kind, wish=wish)
    a_need(by, case, wish="élever des moutons")
    move_need(by=by, need=restricted, to=NeedStatus.MET)
    a_need(by, case, kind="soins", wish="")


def test_help_that_is_offered_no_more_is_not_noted(by):
    case = accompanied(by)
    gone = need_said()
    gone.kind.ends = dt.date(2020, 1, 1)
    with pytest.raises(Impossible, match="n’est plus proposée"):
        note_need(by=by, case=case, said=gone)
    assert not Need.objects.exists()


def test_what_is_not_covered_says_why(by):
    need = a_need(by)
    with pytest.raises(Impossible, match="Dites pourquoi"):
        move_need(by=by, need=need, to=NeedStatus.UNMET)
    move_need(by=by, need=need, to=NeedStatus.UNMET, reason=UnmetReason.NO_MONEY)
    move_need(by=by, need=need, to=NeedStatus.MET, reason=UnmetReason.FULL)
    assert list(need.statuses.values_list("status", "reason")) == [
        ("exprime", ""), ("non_couvert", "sans_argent"), ("couvert", ""),
    ]  # fmt: skip
    assert Entry.objects.filter(verb="cases.need_moved").count() == 2


def test_every_status_has_its_words_and_its_moves():
    assert set(MOVES) == set(LABELS) == set(NeedStatus)
    assert set().union(*MOVES.values()) == set(NeedStatus)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(NeedStatus)), max_size=6))
def test_no_sequence_of_moves_loses_a_status(by, moves):
    need = a_need(by, _one_case(by), wish=f"{len(moves)}{Need.objects.count()}")
    expected = [NeedStatus.SAID]
    for to in moves:
        try:
            move_need(by=by, need=need, to=to, reason=UnmetReason.FULL)
        except Impossible:
            assert to not in MOVES[expected[-1]]
        else:
            assert to in MOVES[expected[-1]]
            expected.append(to)
    assert list(NeedStatusRow.objects.filter(need=need).values_list("status", flat=True)) == expected
    need.refresh_from_db()
    assert need.status == expected[-1]


def _one_case(by):
    from benkan.cases.models import Case

    return Case.objects.filter(organisation=by.organisation_id).first() or accompanied(by)


def test_another_organisation_reads_nothing_of_it(by, cast):
    a_need(by, kind="soins")
    with acting_for(cast.sekou):
        assert not Need.objects.exists()
        assert not RestrictedNeed.objects.exists()
