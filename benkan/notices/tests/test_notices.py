"""Notices reach those who must know, once, and say nothing of anybody; the letter of the day says only how many."""

import datetime as dt

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from benkan.arrivals.permissions import JOIN
from benkan.arrivals.tests.factories import desk, expelled, place, registered
from benkan.arrivals.writes import cancel_convoy
from benkan.common import clock
from benkan.common.shell import menu_of
from benkan.notices.kinds import declared
from benkan.notices.models import Digest, Notice
from benkan.notices.reads import notices_of
from benkan.notices.tasks import letter, of_the_day
from benkan.notices.work import notices
from benkan.notices.writes import let_go, mark_all_read, want_digest
from benkan.organisations.acting import acting_for
from benkan.organisations.doors.mail import Unsent
from benkan.organisations.models import Membership
from benkan.organisations.roles import ROLES
from benkan.organisations.writes import end_membership, give_membership
from benkan.people.models import Registration
from benkan.people.writes import decide_request, note_request
from benkan.workbooks.exports import exports

pytestmark = pytest.mark.django_db


def told(account) -> list[str]:
    with acting_for(account) as by:
        return [notice.kind for notice in notices_of(by, unread=True)]


@pytest.fixture
def convoy(cast):
    """Announced by Awa at Gogui, where the agency and the association receive too."""
    with acting_for(cast.awa) as by:
        return registered(by, desk(by)).list.convoy


def test_a_convoy_is_told_to_the_actors_of_its_entry_point_only(cast, convoy):
    for key in ("awa", "moussa", "kadiatou", "oumar", "nana", "seydou"):
        assert told(getattr(cast, key)) == ["arrivals.convoy_announced"], key
    for key in ("rokia", "salimata", "fanta", "hawa", "adama"):
        assert told(getattr(cast, key)) == [], key


def test_who_is_limited_to_another_place_is_not_told(cast, convoy):
    with acting_for(cast.fanta) as by:
        everywhere, kayes = Membership.objects.get(account=cast.moussa), place("hub-kay")
        give_membership(by=by, account=cast.moussa, organisation=by.organisation, role="accueil", place=kayes)
        end_membership(by=by, membership=everywhere)
    assert told(cast.moussa) == []


def test_what_one_has_read_is_unread_for_others(cast, convoy, signed_in):
    with acting_for(cast.awa):
        notice = Notice.objects.get()
    answer = signed_in(cast.awa).post(reverse("notices:go", args=[notice.pk]))
    assert answer.url == reverse("arrivals:arrival", args=[convoy.pk])
    assert told(cast.awa) == []
    assert told(cast.moussa) == ["arrivals.convoy_announced"]


def test_the_page_shows_what_is_unread_then_what_was_read(cast, convoy, signed_in):
    client = signed_in(cast.nana)
    page = client.get(reverse("notices:list")).content.decode()
    assert "Un convoi est annoncé à Gogui" in page
    assert "Service d’accueil des retours" in page
    client.post(reverse("notices:all_read"))
    page = client.get(reverse("notices:list")).content.decode()
    assert "Rien de nouveau" in page
    assert "Un convoi est annoncé à Gogui" in page


def test_the_page_asks_as_many_queries_whatever_there_is_to_read(cast, convoy, signed_in):
    client = signed_in(cast.nana)

    def queries() -> int:
        with CaptureQueriesContext(connection) as held:
            client.get(reverse("notices:list"))
        return len(held)

    one = queries()
    with acting_for(cast.awa) as by:
        for _ in range(5):
            desk(by)
    assert queries() == one


def test_a_request_is_told_to_who_decides_then_to_who_does_it(cast, convoy):
    with acting_for(cast.awa) as by:
        request = note_request(by=by, kind="acces", registration=Registration.objects.get())
    assert told(cast.hawa) == ["people.request_to_decide"]
    with acting_for(cast.hawa) as by:
        decide_request(by=by, request=request, granted=True)
    assert "people.request_to_do" in told(cast.kadiatou)


def test_notices_end(cast, convoy):
    with clock.at(clock.now() + dt.timedelta(days=31)), acting_for(cast.awa) as by:
        assert let_go(by=by) == 1
    assert told(cast.awa) == []
    assert told(cast.nana) == ["arrivals.convoy_announced"]


def test_a_convoy_that_did_not_come_is_told(cast):
    with acting_for(cast.awa) as by:
        cancel_convoy(by=by, convoy=expelled(by))
    assert told(cast.nana) == ["arrivals.convoy_cancelled", "arrivals.convoy_announced"]


class TestTheLetterOfTheDay:
    def test_it_says_how_many_and_nothing_else(self, cast, convoy):
        letter(str(cast.nana.pk))
        (sent,) = mail.outbox
        assert sent.to == [cast.nana.email]
        assert "Un avis" in sent.subject
        for word in ("Gogui", "convoi", "Maïga", "BENKADI", "Service d’accueil"):
            assert word not in sent.subject + sent.body

    def test_it_comes_once_a_day(self, cast, convoy):
        letter(str(cast.nana.pk))
        letter(str(cast.nana.pk))
        assert len(mail.outbox) == 1
        with clock.at(clock.now() + dt.timedelta(days=1)):
            letter(str(cast.nana.pk))
        assert len(mail.outbox) == 2

    def test_nobody_is_written_to_for_nothing(self, cast, convoy):
        with acting_for(cast.nana) as by:
            mark_all_read(by=by)
        letter(str(cast.nana.pk))
        assert mail.outbox == []

    def test_who_does_not_want_it_has_none(self, cast, convoy):
        with acting_for(cast.nana) as by:
            want_digest(by=by, wanted=False)
        letter(str(cast.nana.pk))
        assert mail.outbox == []

    def test_those_to_whom_something_was_told_are_written_to(self, cast, convoy):
        of_the_day(0)
        waiting = ProcrastinateJob.objects.filter(task_name="benkan.notices_letter")
        asked = {job.args["account_id"] for job in waiting}
        assert str(cast.nana.pk) in asked
        assert str(cast.rokia.pk) not in asked

    def test_a_letter_that_waits_keeps_nobody_elses_away(self, cast, convoy):
        of_the_day(0)
        waiting = ProcrastinateJob.objects.filter(task_name="benkan.notices_letter").count()
        of_the_day(0)
        assert ProcrastinateJob.objects.filter(task_name="benkan.notices_letter").count() == waiting > 1

    def test_a_letter_that_the_server_refuses_is_not_counted_as_sent(self, cast, convoy, monkeypatch):
        def refuses(*_):
            raise OSError("nana@exemple.ml")

        monkeypatch.setattr(EmailMessage, "send", refuses)
        with pytest.raises(Unsent, match="OSError") as failure:
            letter(str(cast.nana.pk))
        assert "nana" not in str(failure.value)
        with acting_for(cast.nana):
            assert not Digest.objects.filter(sent_on__isnull=False).exists()


# Who has a page of notices in the bar


def test_a_role_that_no_notice_reaches_has_no_notices_in_its_bar(cast, signed_in):
    reached = {"awa", "kadiatou", "issa", "hawa", "adama"}
    for key in (*reached, "salimata", "fanta"):
        with acting_for(getattr(cast, key)) as by:
            assert ("notices:list" in [entry.route for entry in menu_of(by)]) is (key in reached), key
    assert signed_in(cast.salimata).get(reverse("notices:list")).status_code == 200


def test_who_may_ask_for_a_list_or_bring_one_has_notices():
    by_right = {kind.right.code for kind in declared().values() if kind.right}
    answered = {JOIN.code} | {export.permission.code for export in exports().values()}
    for code, role in ROLES.items():
        assert not role.rights & answered or role.rights & by_right, code


def test_what_happened_several_times_is_one_line_of_the_day(cast):
    with acting_for(cast.awa) as awa:
        for days in range(3):
            expelled(awa, days=days)
    with acting_for(cast.nana) as nana:
        (told,) = notices(nana)["told"]
        assert told.others == notices_of(nana, unread=True).count() - 1 >= 2
