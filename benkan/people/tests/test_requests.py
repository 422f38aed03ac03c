"""What persons ask of their own data: noted, decided without a name, done; and what ends with its retention."""

import datetime as dt

import pytest
from django.urls import reverse

from benkan.attachments.models import Attachment
from benkan.attachments.writes import attach
from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.models import Identifier, PersonRequest, Registration, RetentionEnd, SafeContact
from benkan.people.reads.ends import due_for_erasure, months_before
from benkan.people.requests import deadline
from benkan.people.retention import Group
from benkan.people.tests.factories import a_registration
from benkan.people.writes.ends import decide_end
from benkan.workbooks.tests.working import work

LONG_AGO = dt.datetime(2015, 3, 1, 9, tzinfo=dt.UTC)


def granted(cast, registration, kind: str) -> PersonRequest:
    with acting_for(cast.awa) as by:
        asked = writes.note_request(by=by, kind=kind, registration=registration)
    with acting_for(cast.hawa) as by:
        return writes.decide_request(by=by, request=asked, granted=True)


def test_a_request_is_due_thirty_days_after_it_was_said(by):
    asked = writes.note_request(by=by, kind="acces", registration=a_registration(by, "kadiatou"))
    assert asked.due == clock.today() + dt.timedelta(days=30)
    assert [row.status for row in asked.statuses.all()] == ["notee"]
    with pytest.raises(Impossible, match="déjà notée"):
        writes.note_request(by=by, kind="acces", registration=asked.registration)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (-3, ("late", "en retard de 3\u00a0jours")),
        (0, ("soon", "à rendre aujourd’hui")),
        (5, ("soon", "dans 5\u00a0jours")),
    ],
)
def test_late_is_a_word_and_a_tone(left, expected):
    today = dt.date(2026, 3, 10)
    assert deadline("notee", today + dt.timedelta(days=left), today) == expected
    assert deadline("notee", dt.date(2026, 4, 1), today)[0] == ""
    assert deadline("faite", today - dt.timedelta(days=9), today)[0] == ""


def test_who_decides_does_not_do_and_who_does_not_decides(by, cast):
    asked = writes.note_request(by=by, kind="rectification", registration=a_registration(by, "kadiatou"))
    with acting_for(cast.kadiatou) as does, pytest.raises(Refused):
        writes.decide_request(by=does, request=asked, granted=True)
    with acting_for(cast.hawa) as decides:
        with pytest.raises(Impossible, match="pourquoi"):
            writes.decide_request(by=decides, request=asked, granted=False, reason=" ")
        writes.decide_request(by=decides, request=asked, granted=True)
        with pytest.raises(Refused):
            writes.answer_request(by=decides, request=asked)
    with acting_for(cast.kadiatou) as does:
        assert writes.answer_request(by=does, request=asked).status == "faite"
        with pytest.raises(Impossible, match="ne devient pas"):
            writes.answer_request(by=does, request=asked)


def without_file(cast, kind: str = "effacement") -> PersonRequest:
    with acting_for(cast.hawa) as hawa:
        return writes.note_request(by=hawa, kind=kind, words="Kadiatou, revenue en mars")


def test_a_request_without_a_number_is_found_and_what_helped_is_forgotten(by, cast):
    registration = a_registration(by, "kadiatou")
    asked = without_file(cast, "acces")
    with acting_for(cast.kadiatou) as does:
        found = writes.find_file(by=does, request=asked, registration=registration)
    assert (found.registration_id, found.words) == (registration.pk, "")
    assert (found.found_by_id, found.found_at is not None) == (cast.kadiatou.pk, True)


@pytest.mark.parametrize("kind", ["effacement", "acces", "rectification", "opposition"])
def test_nothing_is_granted_before_its_file_is_found(by, cast, kind):
    asked, registration = without_file(cast, kind), a_registration(by, "kadiatou")
    with acting_for(cast.hawa) as decides:
        with pytest.raises(Impossible, match="pas encore retrouvé"):
            writes.decide_request(by=decides, request=asked, granted=True)
        # Who decides opens no file: another hand finds it.
        with pytest.raises(Refused):
            writes.find_file(by=decides, request=asked, registration=registration)
        refused = writes.decide_request(by=decides, request=asked, granted=False, reason="Reçue deux fois")
    assert (refused.status, refused.words) == ("refusee", "")


def test_a_decision_is_upon_the_number_that_was_read(by, cast):
    asked, registration = without_file(cast), a_registration(by, "kadiatou")
    with acting_for(cast.kadiatou) as does:
        writes.find_file(by=does, request=asked, registration=registration)
    with acting_for(cast.hawa) as decides:
        with pytest.raises(Impossible, match="vient d’être retrouvé"):
            writes.decide_request(by=decides, request=asked, granted=True, number="")
        granted = writes.decide_request(by=decides, request=asked, granted=True, number=registration.number)
    assert granted.status == "accordee"


def test_one_that_was_granted_without_a_file_is_decided_anew_once_it_is_found(by, cast):
    asked, registration = without_file(cast), a_registration(by, "kadiatou")
    PersonRequest.objects.filter(pk=asked.pk).update(status="accordee")  # as was once possible
    with acting_for(cast.kadiatou) as does:
        with pytest.raises(Impossible, match="Retrouvez d’abord"):
            writes.erase(by=does, request=asked)
        found = writes.find_file(by=does, request=asked, registration=registration)
        assert found.status == "notee"
        with pytest.raises(Impossible, match="accordée"):
            writes.erase(by=does, request=asked)


def test_finding_then_deciding_on_the_pages_shows_a_number_and_no_name(by, cast, signed_in):
    registration, asked = a_registration(by, "kadiatou"), without_file(cast)
    hawa, kadiatou = signed_in(cast.hawa), signed_in(cast.kadiatou)
    page, decide = (reverse(f"people:{name}", args=[asked.pk]) for name in ("one_request", "decide_request"))
    assert "attend votre décision" not in hawa.get(reverse("home")).content.decode()
    assert "attend que son dossier soit retrouvé" in kadiatou.get(reverse("home")).content.decode()
    shown = hawa.get(decide).content.decode()
    assert "retrouve d’abord le dossier" in shown
    assert "<span>Accorder</span>" not in shown
    assert hawa.post(decide, {"decision": "accordee"}).status_code == 422
    found = {"number": registration.number}
    look = kadiatou.post(reverse("people:find_request", args=[asked.pk]), found).content.decode()
    assert registration.full_name in look  # before it is chosen for good
    assert "Dossier retrouvé par" not in hawa.get(page).content.decode()
    kadiatou.post(reverse("people:find_request", args=[asked.pk]), found | {"sure": str(registration.pk)})
    assert "1\u00a0demande attend votre décision" in hawa.get(reverse("home")).content.decode()
    for address in (page, decide):
        shown = hawa.get(address).content.decode()
        assert registration.number in shown
        assert f"Dossier retrouvé par {cast.kadiatou.name}" in shown
        assert "Traoré" not in shown
    stale = hawa.post(decide, {"decision": "accordee", "number": ""})
    assert (stale.status_code, "vient d’être retrouvé" in stale.content.decode()) == (422, True)
    assert hawa.post(decide, {"decision": "accordee", "number": registration.number}).status_code == 302
    assert "Effacer ce dossier" in kadiatou.get(page).content.decode()


def test_nothing_is_erased_that_was_not_granted(by, cast):
    asked = writes.note_request(by=by, kind="effacement", registration=a_registration(by, "kadiatou"))
    with acting_for(cast.kadiatou) as does, pytest.raises(Impossible, match="accordée"):
        writes.erase(by=does, request=asked)


def test_nothing_is_written_in_an_erased_file(by, cast):
    registration = a_registration(by, "kadiatou")
    asked = granted(cast, registration, "effacement")
    with acting_for(cast.kadiatou) as does:
        writes.erase(by=does, request=asked)
        registration.refresh_from_db()
        for attempt in (
            lambda: writes.correct(by=does, registration=registration, answers={"given_names": "Awa"}),
            lambda: writes.say_safe_contact(by=does, registration=registration, answers={"phone": "76"}),
            lambda: writes.note_identifier(by=does, registration=registration, kind="cni", value="A1"),
            lambda: writes.link_family(by=does, one=registration, other=a_registration(does), kind="autre"),
            lambda: writes.annul(by=does, registration=registration, reason="x"),
            lambda: writes.note_request(by=does, kind="acces", registration=registration),
        ):
            with pytest.raises(Impossible):
                attempt()


def test_the_queue_shows_no_name_and_the_erased_page_a_number(by, cast, signed_in):
    registration = a_registration(by, "kadiatou")
    asked = granted(cast, registration, "effacement")
    hawa, kadiatou = signed_in(cast.hawa), signed_in(cast.kadiatou)
    for address in (reverse("people:requests"), reverse("people:one_request", args=[asked.pk]), reverse("home")):
        page = hawa.get(address).content.decode()
        assert "Traoré" not in page
    assert registration.number in hawa.get(reverse("people:requests")).content.decode()
    assert "demande accordée est à faire" in kadiatou.get(reverse("home")).content.decode()
    assert kadiatou.post(reverse("people:answer_request", args=[asked.pk])).status_code == 302
    page = kadiatou.get(reverse("people:file", args=[registration.pk])).content.decode()
    assert registration.number in page
    assert "sur demande" in page
    assert "Traoré" not in page
    for name in ("history", "complete", "consent", "print"):
        assert kadiatou.get(reverse(f"people:{name}", args=[registration.pk])).status_code == 409
    found = kadiatou.get(reverse("people:search"), {"q": registration.number}).content.decode()
    assert "Dossier effacé" not in found


def test_her_file_is_printed_section_by_section_without_a_name_of_staff(by, cast, signed_in):
    registration = a_registration(by, "kadiatou", "with_phone")
    writes.note_identifier(by=by, registration=registration, kind="cni", value="AB 12 34")
    client = signed_in(cast.kadiatou)
    client.get(reverse("people:file", args=[registration.pk]))
    address = reverse("people:print", args=[registration.pk])
    assert client.post(address).status_code == 422
    page = client.post(address, {"sections": ["identite", "lectures"]}).content.decode()
    article = page[page.index("<article") :]
    assert "Traoré" in article
    assert "Chargé d’accompagnement" in article
    assert "a ouvert un dossier" in article
    assert "AB 12 34" not in article
    assert cast.kadiatou.name not in article
    (entry,) = Entry.objects.filter(verb="people.file_printed", file_id=registration.pk)
    assert entry.fields == ["identite", "lectures"]
    assert (
        "AB 12 34"
        in client.post(address, {"sections": ["pieces", "contact", "consentements", "retours"]}).content.decode()
    )


def test_months_are_counted_back_to_a_day_that_exists():
    assert months_before(dt.date(2026, 3, 31), 1) == dt.date(2026, 2, 28)
    assert months_before(dt.date(2026, 1, 15), 24) == dt.date(2024, 1, 15)


def test_what_ends_is_erased_once_somebody_decided_it_and_nothing_else(by, cast):
    with clock.at(LONG_AGO):
        old = a_registration(by, "kadiatou", "with_phone")
        writes.note_identifier(by=by, registration=old, kind="cni", value="AB 12 34")
    recent = a_registration(by, "lassine", "with_phone")
    due = due_for_erasure(clock.today())
    assert [[one.pk for one in due[group]] for group in Group] == [[old.pk]] * 3
    with acting_for(cast.kadiatou) as does, pytest.raises(Refused):
        decide_end(by=does, group=Group.PAPERS)
    with acting_for(cast.hawa) as hawa:
        decide_end(by=hawa, group=Group.PAPERS)
        with pytest.raises(Impossible, match="déjà décidé"):
            decide_end(by=hawa, group=Group.PAPERS)
    assert Identifier.objects.count() == 1  # the worker has not come yet
    work()
    assert Identifier.objects.count() == SafeContact.objects.count() == 0
    assert RetentionEnd.objects.get().erased == 1
    old.refresh_from_db()
    assert (old.status, old.full_name) == ("enregistree", "Kadiatou Traoré")
    with acting_for(cast.hawa) as hawa:
        decide_end(by=hawa, group=Group.IDENTITY)
    work()
    statuses = {one.pk: one.status for one in Registration.objects.all()}
    assert statuses == {old.pk: "effacee", recent.pk: "enregistree"}


PDF = b"%PDF-1.4 une copie inventee"


def joined(by, registration, kind: str) -> Attachment:
    return attach(by=by, on=registration, kind=kind, name=f"{kind}.pdf", content=PDF + kind.encode())


def test_copies_of_papers_end_with_their_numbers_and_other_papers_with_the_file(by, cast):
    with clock.at(LONG_AGO):
        copied, numbered, signed = a_registration(by, "kadiatou"), a_registration(by, "lassine"), a_registration(by)
        held = {kind: joined(by, copied, kind) for kind in ("papier", "consentement", "autre")}
        joined(by, signed, "consentement")
        writes.note_identifier(by=by, registration=numbered, kind="cni", value="AB 12 34")
    due = due_for_erasure(clock.today())
    assert {one.pk for one in due[Group.PAPERS]} == {copied.pk, numbered.pk}
    with acting_for(cast.hawa) as hawa:
        decide_end(by=hawa, group=Group.PAPERS)
    work()
    kept = {
        one.kind: one.content is not None for one in Attachment.objects.filter(pk__in=[o.pk for o in held.values()])
    }
    assert kept == {"papier": False, "consentement": True, "autre": True}
    assert not due_for_erasure(clock.today())[Group.PAPERS].exists()
    removed = Attachment.objects.get(pk=held["papier"].pk)
    assert (removed.name, removed.digest, removed.removed_by_id) == ("", "", cast.hawa.pk)
    assert Entry.objects.filter(verb="attachment.removed", file_id=copied.pk).count() == 1


def test_a_paper_attached_lately_is_a_last_word(by):
    with clock.at(LONG_AGO):
        old = a_registration(by, "kadiatou", "with_phone")
        joined(by, old, "papier")
    assert all(old in files for files in due_for_erasure(clock.today()).values())
    joined(by, old, "autre")
    assert not any(files.exists() for files in due_for_erasure(clock.today()).values())


def test_the_page_of_ends_says_numbers_and_no_name(by, cast, signed_in):
    with clock.at(LONG_AGO):
        old = a_registration(by, "kadiatou")
    page = signed_in(cast.hawa).get(reverse("people:ends")).content.decode()
    assert old.number in page
    assert "Traoré" not in page
    assert "Effacer ces dossiers" in page
    assert signed_in(cast.hawa).post(reverse("people:ends"), {"group": "identite"}).status_code == 302
