"""A death stops at once all that was to come; false news is annulled, and each thing is taken up by a person."""

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases import writes
from benkan.cases.lifecycles.cases import CaseStatus, ClosingReason
from benkan.cases.lifecycles.events import WhyAnnulled
from benkan.cases.lifecycles.referrals import ReferralStatus
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, Ending, LifeEventStop, Referral, ReferralStatusRow, Visit
from benkan.cases.reads.events import stops_of
from benkan.cases.reads.week import visits as work_of_visits
from benkan.cases.tests.factories import accompanied, completed
from benkan.cases.tests.living import a_girl, died, tomorrow_at_the_office
from benkan.cases.tests.paying import let_plans_leave, requests_of, submitted, wanted
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.writes.event_stops import settle_stop
from benkan.cases.writes.events import annul_event, confirm_event
from benkan.common.errors import Impossible, Refused
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.people.writes import link_family, say_head


@pytest.fixture
def busy(cast, signed_text) -> Case:
    """Accompanied, with an appointment, a referral that was answered by nobody, and a request of money."""
    agreed(cast, "identite", "contact")
    let_plans_leave(cast.fanta, cast.drissa)
    with acting_for(cast.kadiatou) as by:
        case = accompanied(by)
        tomorrow_at_the_office(by, case)
        sent(by, case)
        submitted(by, wanted(), case=case)
    return case


def test_all_that_was_to_come_stops_at_once(cast, busy):
    with acting_for(cast.kadiatou) as by:
        event = died(by, busy.registration, words="Tombée au marché")
        assert Case.objects.get().status == CaseStatus.CLOSED
        assert busy.statuses.last().reason == ClosingReason.DIED
        assert Visit.objects.get().status == VisitStatus.CANCELLED
        assert Referral.objects.get().status == ReferralStatus.WITHDRAWN
        assert [one.status for one in requests_of(busy.plans.get())] == ["reprise"]
        assert len(stops_of(event)) == LifeEventStop.objects.count() == 4
        assert Ending.objects.get().needs_open == 0
        assert work_of_visits(by) is None
    with acting_for(cast.sekou):
        assert ReferralStatusRow.objects.last().words == ""
        assert Notice.objects.filter(kind="cases.referral_withdrawn").exists()


def test_nobody_is_asked_for_her_any_more(cast, busy, signed_in):
    with acting_for(cast.kadiatou) as by:
        died(by, busy.registration)
        with pytest.raises(Impossible, match="décédée"):
            writes.reopen(by=by, case=busy)
        with pytest.raises(Impossible, match="décédée"):
            died(by, busy.registration)
        with pytest.raises(Impossible):
            tomorrow_at_the_office(by, busy)
    client = signed_in(cast.kadiatou)
    assert client.get(reverse("people:card", args=[busy.registration_id])).status_code == 409
    assert client.get(reverse("cases:events", args=[busy.registration_id])).status_code == 409
    page = client.get(reverse("people:file", args=[busy.registration_id])).content.decode()
    assert "Cette personne est décédée" in page
    assert "76 00 00 00" not in page
    assert "Imprimer la carte" not in page


def test_notices_that_lead_to_her_are_taken_away(cast, busy):
    with acting_for(cast.kadiatou) as by:
        page = reverse("cases:referral", args=[Referral.objects.get().pk])
        Notice.objects.create(
            organisation_id=by.organisation_id, told_by_id=by.organisation_id, kind="cases.referral_answered",
            account=cast.kadiatou, address=page,
        )  # fmt: skip
        died(by, busy.registration)
        assert not Notice.objects.filter(address=page).exists()


def test_the_journal_and_the_thread_say_no_word_of_it(cast, busy, signed_in):
    with acting_for(cast.kadiatou) as by:
        event = died(by, busy.registration, words="Tombée au marché")
        entry = Entry.objects.get(verb="cases.event_noted")
        assert (entry.fields, entry.reason) == (["deces"], "")
    client = signed_in(cast.kadiatou)
    page = client.get(reverse("cases:event", args=[event.pk])).content.decode()
    assert "Tombée" not in page
    assert "D’un compagnon".lower() in page.lower()
    asked = client.post(reverse("cases:event_restricted", args=[event.pk]), {"why": "suivre"}).content.decode()
    assert "Tombée au marché" in asked
    with acting_for(cast.kadiatou):
        assert Entry.objects.get(verb="cases.event_restricted_read").reason == "Préparer ou mener son accompagnement"


def test_who_receives_people_may_note_it_of_somebody_nobody_accompanies(cast, signed_text, signed_in):
    with acting_for(cast.kadiatou) as by:
        registration = completed(by)
    client = signed_in(cast.awa)
    answer = client.post(
        reverse("cases:note_event", args=[registration.pk, "deces"]),
        {"day": "inconnu", "learnt": "compagnon", "confirmed": "non"},
    )
    assert answer["Location"] == reverse("people:file", args=[registration.pk])
    with acting_for(cast.kadiatou) as by:
        event = registration.life_events.get()
        assert (event.case, event.day, event.confirmed) == (None, None, False)
        assert confirm_event(by=by, event=event).confirmed
    with acting_for(cast.awa) as by, pytest.raises(Refused):
        annul_event(by=by, event=event, why=WhyAnnulled.MISTAKE)


def test_false_news_is_annulled_and_each_thing_is_taken_up_by_a_person(cast, busy, signed_in):
    with acting_for(cast.kadiatou) as by:
        event = died(by, busy.registration)
        with pytest.raises(Impossible, match="n’est pas annulé"):
            settle_stop(by=by, stop=stops_of(event)[0], again=True)
        event = annul_event(by=by, event=event, why=WhyAnnulled.FALSE_NEWS)
        with pytest.raises(Impossible, match="déjà annulé"):
            annul_event(by=by, event=event, why=WhyAnnulled.MISTAKE)
        assert Case.objects.get().status == CaseStatus.CLOSED  # a person takes it up, the machine does not
    client = signed_in(cast.kadiatou)
    page = client.get(reverse("cases:event", args=[event.pk])).content.decode()
    for words in ("Rouvrir l’accompagnement", "Reprendre ce rendez-vous", "Orienter de nouveau", "Réviser le plan"):
        assert words in page
    with acting_for(cast.kadiatou) as by:
        stops = sorted(stops_of(event), key=lambda stop: stop.case is None)
        for stop in stops:
            settle_stop(by=by, stop=stop, again=stop.referral is None)
        with pytest.raises(Impossible, match="déjà repris"):
            settle_stop(by=by, stop=stops[0], again=True)
        assert Case.objects.get().status == CaseStatus.OPEN
        assert sorted(Visit.objects.values_list("status", flat=True)) == ["annulee", "prevue"]
        assert work_of_visits(by) is not None


def test_whom_she_leaves_is_asked_for_and_needs_are_proposed_for_them(cast, busy, signed_in):
    with acting_for(cast.kadiatou) as by:
        brother = accompanied(by, given_names="Fousseyni")
        child = a_girl(by, "9", given_names="Awa")
        link_family(by=by, one=busy.registration, other=brother.registration, kind="fratrie")
        link_family(by=by, one=busy.registration, other=child, kind="parent", senior=busy.registration)
        say_head(by=by, registration=busy.registration)
        event = died(by, busy.registration)
    client = signed_in(cast.kadiatou)
    page = client.get(reverse("cases:event", args=[event.pk])).content.decode()
    for words in ("notez qui en répond maintenant", "1\u00a0enfant", "Soutien funéraire", "acte de décès"):
        assert words in page
    key = f"{brother.pk}:funerailles"
    client.post(reverse("cases:event_need", args=[event.pk]), {"besoin": key})
    with acting_for(cast.kadiatou):
        assert brother.needs.get().kind_id == "funerailles"
