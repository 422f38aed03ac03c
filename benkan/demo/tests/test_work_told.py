"""The work of the day asks by reads whose text is kept: each gives whoever opens it what Django gives by itself."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from benkan.cases.reads.once import read_once
from benkan.cases.tests.factories import accompanied, completed
from benkan.cases.tests.paying import let_plans_leave
from benkan.common import clock
from benkan.common.asking import Asked, Prepared
from benkan.common.work import parts_of
from benkan.demo.agreements import agree
from benkan.demo.stories import deliveries, events, followup, grant_changes, groups, moving, plans, referrals, training
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration

FILES, AT_MOST = 14, 31


def _said(row, above=()) -> object:
    """All that was read of a row, and of those read with it, which may lead back to it."""
    if not isinstance(row, Model) or row in above:
        return row
    own = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return own | {name: _said(one, (*above, row)) for name, one in row._state.fields_cache.items()}


@pytest.fixture
def compared(monkeypatch):
    """Every answer is set beside that of the same read, built anew; gives the names of those that had rows."""
    read, true_of, true_answer, answered = {}, Prepared.of, Asked.answer, set()

    def of(self, by=None, **values):
        asked = true_of(self, by, **values)
        read[id(asked.values)] = (asked, self._build, (by,) if self._asks_who else (), values)
        return asked

    def answer(self, rows):
        fast = true_answer(self, rows)
        _, build, who, values = read[id(self.values)]
        slow = build(*who, **values)
        assert fast == slow.count() if self.counts else [_said(one) for one in fast] == [_said(one) for one in slow]
        answered.update({build.__name__} if fast else ())
        return fast

    monkeypatch.setattr(Prepared, "of", of)
    monkeypatch.setattr(Asked, "answer", answer)
    return answered


@pytest.fixture
def people(cast):
    with clock.at(clock.now() - dt.timedelta(days=300)):
        with acting_for(cast.hawa) as hawa:
            sign_for_demonstration(by=hawa)
        let_plans_leave(cast.fanta, cast.drissa)
        with acting_for(cast.kadiatou) as by:
            for number in range(FILES):
                completed(by, "lassine" if number % 3 else "kadiatou", family_name=f"Traoré {number}")
        with acting_for(cast.sekou) as by:
            for number in range(2):
                completed(by, given_names=f"Fatim {number}")
    agree()


def _lives(cast):
    with clock.at(clock.now() - dt.timedelta(days=120)), acting_for(cast.kadiatou) as by:
        cases = [accompanied(by, given_names=f"Invitée {at}") for at in range(8)]
    followup.tell_of(cast.kadiatou, cases[:4])
    events.tell_of(cast.kadiatou, cases[4:])
    events.girl_who_comes_of_age(cast.kadiatou)


def _money(cast):
    for story in (plans, grant_changes, deliveries):
        story.tell()


def _sent(cast):
    for story in (referrals, moving):
        story.tell()


def _trades(cast):
    for story in (training, groups):
        story.tell()


@pytest.mark.exhaustive
@pytest.mark.django_db(databases=["default", "figures"])
@pytest.mark.parametrize(
    ("told", "rows"),
    [
        (_lives, {"_followed", "_ones_own", "_without_papers", "_born_until"}),
        (_money, {"_to_hand_over", "_to_check", "_to_tell", "_agreed_at"}),
        (_sent, {"_own", "_to_others", "_received", "_from_others", "_coming", "_asked", "_met", "_returned"}),
        (_trades, {"_done", "_known", "_sessions", "_active", "_statuses"}),
    ],
)
def test_each_role_is_given_what_django_gives_by_few_questions(
    cast, people, compared, monkeypatch, signed_in, told, rows
):
    told(cast)
    for account in vars(cast).values():
        with acting_for(account) as by, read_once():
            list(parts_of(by))
    assert rows <= compared
    monkeypatch.undo()  # what is compared asks twice
    kadiatou = signed_in(cast.kadiatou)
    kadiatou.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert kadiatou.get("/").status_code == 200
    assert len(asked) <= AT_MOST
