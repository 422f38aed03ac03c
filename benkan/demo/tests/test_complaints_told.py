"""The invented complaints can be told, and stand where the story leaves them."""

from benkan.complaints.models import Complaint
from benkan.demo.stories.complaints import tell
from benkan.organisations.acting import acting_for


def test_the_story_of_the_complaints_is_told(cast):
    tell()
    with acting_for(cast.yacouba):
        assert sorted(Complaint.objects.values_list("kind", "status")) == [
            ("argent", "en_examen"),
            ("attente", "contestee"),
            ("comportement", "recue"),
            ("decision", "recue"),  # the association has no officer of its own
        ]
    with acting_for(cast.awa):
        assert not Complaint.objects.exists()
