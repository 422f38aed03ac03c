"""The story of assessments is told of whoever is there, and leaves people in every state."""

import pytest

from benkan.cases.models import Case, Need, Screening, Skill
from benkan.cases.tests.factories import completed
from benkan.demo.stories import assessment
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration


@pytest.fixture
def people(cast):
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)
    with acting_for(cast.kadiatou) as by:
        for number in range(15):
            completed(by, "lassine" if number % 3 else "kadiatou", family_name=f"Traoré {number}")


def test_it_leaves_people_in_every_state(people, cast):
    assessment.tell()
    with acting_for(cast.kadiatou):
        assert Case.objects.count() == assessment.WORKERS["kadiatou"]
        assert Case.objects.filter(screenings=None).count() >= 2
        assert set(Screening.objects.values_list("priority", flat=True)) == {"urgente", "elevee", "normale"}
        assert set(Screening.objects.values_list("kind", flat=True)) == {"rapide", "detaille"}
        assert set(Need.objects.values_list("status", flat=True)) >= {"exprime", "couvert", "non_couvert"}
        assert Need.objects.filter(restricted=True).exists()
        assert Skill.objects.exclude(shown_level="").exists()
