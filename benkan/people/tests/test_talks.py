"""A talk apart: noted without a word of it, undone the same day, wished for again later."""

import datetime as dt

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people.models import PrivateTalk, Registration
from benkan.people.reads.history import corrections_of
from benkan.people.tests.factories import a_registration
from benkan.people.writes import annul, correct, note_talk, put_back


def wish(registration) -> bool | None:
    return Registration.objects.get(pk=registration.pk).wants_private_talk


def test_a_talk_says_who_and_when_and_takes_the_wish_away(by):
    registration = a_registration(by, "kadiatou", "apart")
    talk = note_talk(by=by, registration=registration)
    assert (talk.by_id, talk.organisation_id, talk.undone_at) == (by.account_id, by.organisation_id, None)
    assert wish(registration) is None
    verbs = Entry.objects.filter(file_id=registration.pk).values_list("verb", flat=True)
    assert {"people.talk_noted", "people.corrected"} <= set(verbs)


def test_nothing_of_what_was_said_has_a_place(by):
    columns = {field.name for field in PrivateTalk._meta.concrete_fields}
    assert columns == {"id", "registration", "organisation", "at", "by", "undone_at", "undone_by"}


def test_the_wish_stays_in_the_corrections_of_those_who_may_read_it(by):
    registration = a_registration(by, "kadiatou", "apart")
    note_talk(by=by, registration=registration)
    registration.refresh_from_db()
    (told,) = corrections_of(registration, private=True)
    assert (told.label, told.before, told.after) == ("Souhaite parler à part", "oui", "")
    assert corrections_of(registration, private=False) == []


@pytest.mark.parametrize("answer", [None, False])
def test_nobody_is_heard_for_a_wish_she_does_not_have(by, answer):
    registration = a_registration(by, "kadiatou", wants_private_talk=answer)
    with pytest.raises(Impossible, match="n’attend plus"):
        note_talk(by=by, registration=registration)


def test_pressing_twice_makes_one_talk(by):
    registration = a_registration(by, "kadiatou", "apart")
    note_talk(by=by, registration=registration)
    with pytest.raises(Impossible, match="déjà noté"):
        note_talk(by=by, registration=registration)  # this object still says that she wishes it
    assert PrivateTalk.objects.count() == 1


def test_a_wish_said_again_waits_again(by):
    registration = a_registration(by, "kadiatou", "apart")
    note_talk(by=by, registration=registration)
    registration.refresh_from_db()
    correct(by=by, registration=registration, answers={"wants_private_talk": True})
    assert wish(registration) is True
    note_talk(by=by, registration=registration)
    assert PrivateTalk.objects.filter(undone_at=None).count() == 2


def test_a_talk_noted_too_soon_is_undone_the_same_day(by):
    registration = a_registration(by, "kadiatou", "apart")
    talk = put_back(by=by, talk=note_talk(by=by, registration=registration))
    assert (talk.undone_by_id, wish(registration)) == (by.account_id, True)
    assert Entry.objects.filter(verb="people.talk_undone", file_id=registration.pk).count() == 1
    with pytest.raises(Impossible, match="déjà remise"):
        put_back(by=by, talk=talk)


def test_what_she_said_since_is_not_undone_with_it(by):
    registration = a_registration(by, "kadiatou", "apart")
    talk = note_talk(by=by, registration=registration)
    registration.refresh_from_db()
    correct(by=by, registration=registration, answers={"wants_private_talk": False})
    put_back(by=by, talk=talk)
    assert wish(registration) is False


def test_a_talk_of_yesterday_stands(by):
    registration = a_registration(by, "kadiatou", "apart")
    with clock.at(clock.now() - dt.timedelta(days=1)):
        talk = note_talk(by=by, registration=registration)
    with pytest.raises(Impossible, match="le jour même"):
        put_back(by=by, talk=talk)
    assert wish(registration) is None


def test_a_file_that_was_a_mistake_awaits_nothing(by):
    registration = a_registration(by, "kadiatou", "apart")
    annul(by=by, registration=registration, reason="deux fois")
    with pytest.raises(Impossible, match="annulé"):
        note_talk(by=by, registration=registration)
    assert PrivateTalk.objects.count() == 0


def test_only_those_who_hold_files_note_a_talk(by, cast):
    registration = a_registration(by, "kadiatou", "apart")
    talk = note_talk(by=by, registration=registration)
    with acting_for(cast.issa) as focal:
        for attempt in (lambda: note_talk(by=focal, registration=registration), lambda: put_back(by=focal, talk=talk)):
            with pytest.raises(Refused):
                attempt()


def test_a_talk_is_seen_by_its_own_organisation_only(by, cast):
    note_talk(by=by, registration=a_registration(by, "kadiatou", "apart"))
    for key in ("nana", "rokia"):
        with acting_for(getattr(cast, key)):
            assert PrivateTalk.objects.count() == 0


def test_the_file_tells_of_the_talk_to_those_who_may_complete_it(by, cast, signed_in):
    registration = a_registration(by, "kadiatou", "apart")
    note_talk(by=by, registration=registration)
    address = reverse("people:file", args=[registration.pk])
    page = signed_in(cast.kadiatou).get(address).content.decode()
    assert "Entretien à part" in page
    assert "fait le" in page
    assert "Recevez cette personne seule" not in page
    assert "souhaite parler à part" not in page  # neither wished for, nor « pas encore dit »
    assert "à part" not in signed_in(cast.issa).get(address).content.decode()
