"""A prepared read gives what Django gives by itself, whoever asks and whatever differs; several make one question."""

import datetime as dt
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from benkan.common import clock
from benkan.common.asking import number_of, prepared, together
from benkan.common.models import ThresholdValue
from benkan.common.permissions import Permission

pytestmark = pytest.mark.django_db
HELD = Permission("tests.asking", "Ne sert qu’aux tests")


def _actor(*rights, places=None):
    return SimpleNamespace(
        account_id=uuid4(), organisation_id=uuid4(), permissions=frozenset(rights), places_for=lambda right: places
    )


@pytest.fixture
def rows():
    """Six rows, each given by another account."""
    day = dt.date(2026, 1, 1)
    found = [
        ThresholdValue(code=f"tests.{at}", value=at, unit="jour", begins=day + dt.timedelta(days=at), as_of=day,
                       source="Tests", account_id=uuid4(), note="Pour voir", at=clock.now())
        for at in range(6)
    ]  # fmt: skip
    for row in found:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('benkan.account', %s, true)", [str(row.account_id)])
        row.save(force_insert=True)
    return found


@prepared
def begun(day, least, ids):
    found = ThresholdValue.objects.filter(begins__lte=day, value__gte=least, pk__any=ids)
    return found.order_by("-begins", "code")


@prepared
def of_code(code):
    return ThresholdValue.objects.filter(code=code).values_list("code").annotate(Max("value"))


def test_a_prepared_read_gives_what_django_gives(rows):
    ids = [row.pk for row in rows]
    for day, least, asked in ((3, 1, ids), (5, 0, ids[:4]), (5, 2, []), (0, 0, ids)):
        last = dt.date(2026, 1, 1) + dt.timedelta(days=day)
        slow = ThresholdValue.objects.filter(begins__lte=last, value__gte=least, pk__in=asked)
        fast = begun(day=last, least=least, ids=asked)
        assert fast == list(slow.order_by("-begins", "code"))
        assert [_said(one) for one in fast] == [_said(one) for one in slow.order_by("-begins", "code")]


def _said(row) -> dict:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_several_make_one_question(rows):
    day, ids = dt.date(2026, 1, 4), [row.pk for row in rows]
    asked = begun.of(day=day, least=0, ids=ids)
    with CaptureQueriesContext(connection) as questions:
        found, number, pairs, none = together(asked, number_of(asked), of_code.of(code="tests.2"), of_code.of(code="?"))
    assert len(questions) == 1
    assert [_said(one) for one in found] == [_said(one) for one in begun(day=day, least=0, ids=ids)]
    assert (number, pairs, none) == (4, [("tests.2", 2)], [])


def test_the_text_is_built_once_for_a_shape_and_holds_nothing_of_who_asked_first(rows):
    built = []

    @prepared
    def given(by, day):
        built.append(by)
        return ThresholdValue.objects.filter(account_id=by.account_id, begins=day)

    for row in rows:
        by = _actor("tests.asking")
        by.account_id = row.account_id
        assert given(by, day=row.begins) == [row]
        assert given(by, day=row.begins + dt.timedelta(days=1)) == []
    assert len(built) == 1
    assert given(_actor("tests.other"), day=rows[0].begins) == []
    assert given(_actor("tests.asking"), day=None) == []
    assert len(built) == 3  # other rights may ask otherwise, and so may a value that is not said


def test_where_places_take_part_it_is_built_for_them(rows):
    @prepared
    def at_places(by):
        places, found = by.places_for(HELD), ThresholdValue.objects.filter(code__startswith="tests.")
        return found if places is None else found.filter(account_id__in=places)

    own, other = (frozenset({row.account_id}) for row in rows[:2])
    for places, expected in ((None, 6), (own, 1), (other, 1), (own | other, 2), (frozenset(), 0), (None, 6)):
        assert len(at_places(_actor(places=places))) == expected
        assert together(number_of(at_places.of(_actor(places=places)))) == [expected]


def test_what_was_read_while_building_is_refused():
    """Otherwise the day of the first page would be everybody's."""

    @prepared
    def of_that_day():
        return ThresholdValue.objects.filter(begins=clock.today())

    @prepared
    def around(day):
        return ThresholdValue.objects.filter(begins__gt=day - dt.timedelta(days=2))

    @prepared
    def number_near(least):
        return ThresholdValue.objects.filter(value__gt=least + 1)

    @prepared
    def transformed(code):
        return ThresholdValue.objects.filter(code=code.upper())

    refused = (
        (of_that_day, {}, "is a value it is given"),
        (around, {"day": clock.today()}, "is a value it is given"),
        (number_near, {"least": 3}, "is a value it is given"),
        (transformed, {"code": "a"}, "as it was given"),
    )
    for read, values, words in refused:
        with pytest.raises(ValueError, match=words):
            read(**values)
    with pytest.raises(TypeError, match="takes no dict"):
        around(day={})
