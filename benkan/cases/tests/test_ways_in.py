"""Who is brought by an event of a life, or moves here, is compared with those who are known, as at the desk."""

from benkan.cases.lifecycles.events import Tie
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.living import told
from benkan.cases.tests.moving import may_be_handed, proposed, received
from benkan.cases.writes.event_family import bring, note_birth
from benkan.common.permissions import Nobody
from benkan.linkage.models import ComparedRecord, Waiting
from benkan.linkage.writes.matching import match_waiting
from benkan.organisations.acting import acting_for


def test_a_child_that_is_born_is_compared(by):
    case = accompanied(by)
    match_waiting(by=Nobody(by.organisation_id))
    event = note_birth(by=by, registration=case.registration, told=told(), children=1)
    child = bring(by=by, event=event, tie=Tie.CHILD, answers={"given_names": "Awa", "sex": "F"})
    assert list(Waiting.objects.values_list("pk", flat=True)) == [child.pk]
    match_waiting(by=Nobody(by.organisation_id))
    assert ComparedRecord.objects.filter(pk=child.pk).exists()


def test_who_moves_is_compared_where_she_is_received(cast, by):
    may_be_handed(cast)
    transfer = proposed(by, accompanied(by, "lassine"))
    received(cast.sekou, transfer)
    with acting_for(cast.sekou) as theirs:
        assert Waiting.objects.count() == 1
        match_waiting(by=Nobody(theirs.organisation_id))
        assert ComparedRecord.objects.count() == 1
