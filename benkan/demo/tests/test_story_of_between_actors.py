"""The story of people whom two actors know is told through the writes: every state a visitor should see is there."""

from benkan.demo.agreements import agree
from benkan.demo.stories.between_actors import tell
from benkan.linkage.models import Disclosure, Pair
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.people.models import Registration
from benkan.people.writes.consents import sign_for_demonstration


def test_the_story_is_told(cast):
    with acting_for(cast.hawa) as hawa:
        sign_for_demonstration(by=hawa)
    agree()
    tell()
    with acting_for(cast.kadiatou) as by:
        assert sorted(Pair.objects.values_list("state", flat=True)) == ["meme", "ouverte", "ouverte", "ouverte"]
        assert Pair.objects.exclude(asker=by.organisation_id).count() == 1, "asked by another"
        assert Disclosure.objects.count() == 5
        ours = Registration.objects.get(family_name="Fomba").person_id
    with acting_for(cast.sekou):
        assert Registration.objects.get(family_name="Fomba").person_id == ours
        assert Notice.objects.filter(kind="linkage.asked").count() == 2
