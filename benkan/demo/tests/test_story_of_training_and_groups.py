"""The stories of trainings and of a cooperative are told through the writes: every state worth seeing is there."""

import datetime as dt

import pytest

from benkan.cases.tests.factories import completed
from benkan.common import clock
from benkan.demo.stories import groups, training
from benkan.groups.models import CommunityProject, Group, Tranche
from benkan.groups.reads.members import living_members, shares_of
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration
from benkan.training.models import Certificate, Enrolment, Placement, Session

FILES = 14


@pytest.fixture
def people(cast):
    with clock.at(clock.now() - dt.timedelta(days=300)):
        with acting_for(cast.hawa) as hawa:
            sign_for_demonstration(by=hawa)
        with acting_for(cast.kadiatou) as by:
            for number in range(FILES):
                completed(by, given_names=f"Kadiatou {number}")
        with acting_for(cast.sekou) as by:
            for number in range(2):
                completed(by, given_names=f"Fatim {number}")


def test_the_stories_are_told(cast, people):
    training.tell()
    groups.tell()
    with acting_for(cast.kadiatou):
        assert set(Session.objects.values_list("status", flat=True)) == {"terminee", "en_cours", "ouverte"}
        assert set(Enrolment.objects.values_list("status", flat=True)) >= {
            "suivie", "abandonnee", "inscrite", "attente", "proposee",
        }  # fmt: skip
        assert Certificate.objects.count() == FILES - 2
        assert Placement.objects.count() == 8
        group = Group.objects.get()
        assert (living_members(group).count(), group.members.count()) == (11, 13)
        assert sum(shares_of(group).values()) == 10_000
        assert list(Tranche.objects.order_by("rank").values_list("status", flat=True)) == ["payee", "prevue"]
        assert CommunityProject.objects.get().population_rows.get().people == 1_850
