"""Accompaniments in bulk are those that the stories tell, of other people: complete, apart, and theirs alone."""

from collections import Counter

import pytest
from django.db.models import Count

from benkan.audit.models import Entry
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case, Visit
from benkan.common import clock
from benkan.demo import bulk
from benkan.demo.agreements import agree
from benkan.demo.bulk.accompaniments import _Tree, multiply
from benkan.demo.country.world import World
from benkan.demo.crowd import actors
from benkan.demo.found import agents_of, sign_texts
from benkan.demo.stories import followup, plans
from benkan.organisations.acting import acting_for


@pytest.fixture
def told(cast):
    """A hundred people came back, some of whom Kadiatou accompanies; the others are given the same stories."""
    sign_texts()
    agree()
    world = World(seed=3, today=clock.today(), persons=120, actors=actors())
    list(bulk.write(world.units(), agents_of(world)))
    for story in (followup, plans):
        story.tell()
    with acting_for(cast.kadiatou):
        before = Counter(Case.objects.values_list("status", flat=True))
    return multiply(), before


@pytest.mark.django_db
def test_everybody_else_is_accompanied_as_the_stories_tell(cast, told, signed_in):
    written, before = told
    assert written
    with acting_for(cast.kadiatou):
        assert Counter(Case.objects.values_list("status", flat=True)) == before  # the told ones stay as they were
        first = list(Case.objects.all())
        earlier = {model: set(model.objects.values_list("pk", flat=True)) for model in _Tree().paths}
    with acting_for(cast.sekou) as by:
        cases = list(Case.objects.select_related("registration", "episode").annotate(plans_count=Count("plans")))
        assert {case.organisation_id for case in cases} == {by.organisation_id}
        assert len({case.number for case in [*cases, *first]}) == len(cases) + len(first)
        assert all(case.episode.registration_id == case.registration_id for case in cases)
        under_way = Counter(case.registration_id for case in cases if case.status in UNDER_WAY)
        assert set(under_way.values()) == {1}
        for model, known in earlier.items():
            assert not known & set(model.objects.filter(organisation=by.organisation_id).values_list("pk", flat=True))
        said = [visit.notes for visit in Visit.objects.filter(organisation=by.organisation_id) if visit.notes]
        assert said  # sealed with the key of her own organisation, and opened
        for case in cases:
            opened = Entry.objects.filter(object_id=case.pk, verb="case.opened")
            assert {entry.file_id for entry in opened} <= {case.registration_id}
    plan = next(case for case in cases if case.plans_count)
    assert signed_in(cast.sekou).get(f"/accompagnements/{plan.pk}/").status_code == 200
