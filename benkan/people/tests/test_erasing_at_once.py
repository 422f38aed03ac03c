"""Somebody is erased while a list that names her is applied: one waits for the other, and neither is stopped."""

import pytest

from benkan.arrivals import writes as arrivals
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import brought, csv
from benkan.arrivals.writes.files import decide_rows
from benkan.people import writes
from benkan.people.models import Registration
from benkan.people.tests.factories import a_registration
from benkan.people.tests.test_requests_at_once import granted
from benkan.workbooks.models import Import, Row
from benkan.workbooks.tests.at_once import as_, held_back, overtaking

TITLES = "N°;Nom;Prénoms;Sexe;Mère;Tél"
HERS = "1;Traoré;Kadiatou;F;Assitan Diarra;76 12 34 56"


@pytest.fixture
def registration(committed):
    with as_("awa") as awa:
        return a_registration(awa, "kadiatou", "with_phone", sex="F")


def that_names_her(by, registration) -> Import:
    """A list that names her, upon whose row somebody said: it is she. Not applied yet."""
    source = brought(by, make.expelled(by), csv(HERS, titles=TITLES))
    row = source.rows.get()
    assert row.against == registration.pk
    decide_rows(by=by, source=source, rows=[row], decision=Row.Decision.ATTACH)
    return source


def of(key: str, act):
    """What somebody does at once, on a connection of her own."""

    def at_work():
        with as_(key) as by:
            return act(by)

    return at_work


def hold(registration):
    return lambda: Registration.objects.select_for_update().get(pk=registration.pk)


def test_an_erasure_and_the_list_that_takes_her_in_do_not_stop_each_other(registration):
    """Both wait for her file; the one that has asked for it first holds nothing that the other needs to go on."""
    with as_("awa") as awa:
        source = that_names_her(awa, registration)
    asked = granted("effacement", registration)
    erased, applied = held_back(
        "hawa",
        hold(registration),
        of("kadiatou", lambda by: writes.erase(by=by, request=asked)),
        of("awa", lambda by: arrivals.apply_rows(by=by, source=source)),
    )
    assert (erased.error, erased.waited, applied.waited) == (None, True, True)
    # Of a row that was hers nothing is left to write.
    assert (applied.value, applied.error) == (0, None)
    with as_("awa"):
        assert Registration.objects.get(pk=registration.pk).status == "effacee"
        assert Row.objects.get().answers == {}


def test_the_list_first_then_the_erasure(registration):
    with as_("awa") as awa:
        source = that_names_her(awa, registration)
    asked = granted("effacement", registration)
    applied, erased = held_back(
        "hawa",
        hold(registration),
        of("awa", lambda by: arrivals.apply_rows(by=by, source=source)),
        of("kadiatou", lambda by: writes.erase(by=by, request=asked)),
    )
    assert (applied.error, erased.error) == (None, None)
    with as_("awa"):
        assert Registration.objects.get(pk=registration.pk).status == "effacee"
        row = Row.objects.get()
        assert (row.answers, row.applied_at is not None) == ({}, True)


def test_a_list_that_takes_her_in_while_her_file_is_waited_for_is_emptied_too(registration):
    asked = granted("effacement", registration)
    applied, erased = overtaking(
        ("awa", lambda by: arrivals.apply_rows(by=by, source=that_names_her(by, registration))),
        ("kadiatou", lambda by: writes.erase(by=by, request=asked)),
    )
    assert (applied.error, erased.error, erased.waited) == (None, None, True)
    with as_("awa"):
        assert Row.objects.get().answers == {}
        assert Import.objects.get().content is None


def test_two_erasures_of_one_list_wait_for_each_other(registration):
    with as_("awa") as awa:
        that_names_her(awa, registration)
    asked = granted("effacement", registration)
    erase = ("kadiatou", lambda by: writes.erase(by=by, request=asked))
    first, second = overtaking(erase, erase)
    assert (first.error, second.error, second.waited) == (None, None, True)
