"""Who reads a complaint, and who never does: with the eyes of each account, then of the tables’ owner."""

import pytest

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.complaints import reads
from benkan.complaints.models import Complaint, ComplaintStatus, Copy, Recipient, Writing
from benkan.complaints.tests.factories import CODE, body, named, noted, the_complaint
from benkan.complaints.writes import name_recipient
from benkan.notices.models import Notice
from benkan.notices.reads import notices_of
from benkan.organisations.acting import acting_for
from benkan.organisations.founding import founding
from benkan.organisations.models import Membership
from benkan.organisations.writes import give_membership

TABLES = (Complaint, ComplaintStatus, Copy, Writing)
EVERYBODY = (
    "awa", "moussa", "kadiatou", "issa", "fanta", "hawa", "aissata", "oumar", "binta", "yacouba", "nana", "sekou",
    "seydou", "mariam", "rokia", "salimata", "ramata", "adama",
)  # fmt: skip


def who_reads(cast, number: str) -> set[str]:
    """The accounts to which the database shows anything of a complaint, whatever page asks."""
    found = set()
    for key in EVERYBODY:
        with acting_for(getattr(cast, key)):
            seen = Complaint.objects.filter(number=number).exists()
            rows = [table.objects.exists() for table in TABLES]
            journal = Entry.objects.filter(kind="complaints.complaint").exists()
            assert not (any((*rows, journal)) and not seen), key
            if seen:
                found.add(key)
    return found


def who_is_told(cast) -> set[str]:
    found = set()
    for key in EVERYBODY:
        with acting_for(getattr(cast, key)) as by:
            if any(one.kind.startswith("complaints.") for one in notices_of(by)):
                found.add(key)
    return found


def test_an_ordinary_complaint_is_its_officers_alone(recipients):
    with acting_for(recipients.moussa) as by:
        slip = noted(by, "service")
    assert who_reads(recipients, slip.number) == {"aissata"}
    assert who_is_told(recipients) == {"aissata"}
    assert not slip.outside


@pytest.mark.parametrize("kind", ["argent", "eas"])
def test_money_and_abuse_go_to_two_recipients_outside(recipients, kind):
    with acting_for(recipients.moussa) as by:
        slip = noted(by, kind, about="agent", agent=recipients.awa)
    assert who_reads(recipients, slip.number) == {"yacouba", "ramata"}
    assert who_is_told(recipients) == {"yacouba", "ramata"}
    assert slip.outside


@pytest.mark.parametrize("accused", ["aissata", "fanta"])
def test_the_officer_and_who_opens_accounts_do_not_examine_themselves(recipients, accused):
    with acting_for(recipients.moussa) as by:
        slip = noted(by, "comportement", about="agent", agent=getattr(recipients, accused))
    assert who_reads(recipients, slip.number) == {"yacouba"}


def test_an_accused_office_reads_nothing(recipients):
    with acting_for(recipients.moussa) as by:
        slip = noted(by, "attente", about="bureau")
    assert who_reads(recipients, slip.number) == {"yacouba"}


def test_another_desk_may_note_a_complaint_against_an_office(recipients):
    with acting_for(recipients.nana) as by:
        slip = noted(by, "argent", about="bureau", organisation=body("DJIGUI"))
    # Yacouba is of the office accused: the second seat waits, by its number, with the national administration.
    assert who_reads(recipients, slip.number) == {"ramata", "adama"}


def test_a_complaint_of_a_colleague_without_power_stays_inside(recipients):
    with acting_for(recipients.moussa) as by:
        slip = noted(by, "comportement", about="agent", agent=recipients.awa)
    assert who_reads(recipients, slip.number) == {"aissata"}


def test_the_accused_who_becomes_officer_later_reads_nothing(recipients):
    with acting_for(recipients.moussa) as by:
        slip = noted(by, "comportement", about="agent", agent=recipients.hawa)
    with acting_for(recipients.fanta) as by:
        give_membership(by=by, account=recipients.hawa, organisation=by.organisation, role="plaintes")
    assert who_reads(recipients, slip.number) == {"aissata"}


def test_one_does_not_note_a_complaint_against_oneself(moussa, cast):
    with pytest.raises(Impossible, match="contre vous"):
        noted(moussa, "argent", about="agent", agent=cast.moussa)


def test_nobody_outside_is_accused_by_name(moussa, cast):
    with pytest.raises(Impossible, match="Choisissez le collègue"):
        noted(moussa, "argent", about="agent", agent=cast.nana)


def test_a_recipient_reads_what_was_said_and_where_to_answer(moussa, recipients):
    slip = noted(moussa, "eas", about="agent", agent=recipients.awa, person="Mariétou", reach="76 00 00 00, le soir")
    for key in ("yacouba", "ramata"):
        with acting_for(getattr(recipients, key)) as by:
            opened = reads.opened(by, reads.copies_of(by).get(complaint__number=slip.number))
            assert "vingt mille francs" in opened.copy.words
            assert (opened.copy.person, opened.copy.reach) == ("Mariétou", "76 00 00 00, le soir")
            assert (opened.concerned.account_name, opened.concerned.noted_by) == ("Awa Sangaré", "Moussa Keïta")


def test_without_recipients_it_waits_sealed_and_nothing_is_lost(cast):
    with acting_for(cast.moussa) as by:
        slip = noted(by, "eas", about="agent", agent=cast.awa)
    assert slip.waits
    assert slip.number
    with acting_for(cast.adama) as by:
        assert reads.waiting_for_a_recipient() == 2
        assert Notice.objects.filter(kind="complaints.nobody").exists()
    named(cast.adama, cast.yacouba)
    assert who_reads(cast, slip.number) == {
        "yacouba",
        "adama",
    }  # one seat waits still: its number, no page of its words
    named(cast.adama, cast.ramata)
    assert who_reads(cast, slip.number) == {"yacouba", "ramata"}
    with acting_for(cast.ramata) as by:
        assert "vingt mille francs" in reads.copies_of(by).get().words
        assert Notice.objects.filter(kind="complaints.waits", account=cast.ramata).exists()


def test_what_waits_is_not_handed_to_the_office_accused(cast):
    with acting_for(cast.moussa) as by:
        noted(by, "argent", about="bureau")
    named(cast.adama, cast.aissata)
    with acting_for(cast.adama):
        assert reads.waiting_for_a_recipient() == 2


def test_only_the_nation_names_recipients_and_only_officers(cast):
    with pytest.raises(Refused):
        named(cast.fanta, cast.yacouba)
    with pytest.raises(Impossible, match="chargée des plaintes"):
        named(cast.adama, cast.awa)
    named(cast.adama, cast.yacouba)
    with pytest.raises(Impossible, match="déjà destinataire"):
        named(cast.adama, cast.yacouba)
    with acting_for(cast.fanta):
        assert not Recipient.objects.exists()


def test_the_desk_keeps_nothing_but_the_number(moussa):
    slip = noted(moussa, "service")
    assert not Complaint.objects.exists()
    assert not Entry.objects.filter(kind="complaints.complaint").exists()
    assert (len(CODE), slip.number[0]) == (4, "R")


def test_the_same_form_sent_twice_is_noted_once(moussa, cast):
    from benkan.common.ids import new_id

    given = new_id()
    slip = noted(moussa, "service", complaint_id=given)
    with pytest.raises(Impossible, match="déjà notée"):
        noted(moussa, "service", complaint_id=given)
    with acting_for(cast.aissata):
        assert the_complaint(slip.number).copies.count() == 1


def test_who_leaves_does_not_take_complaints_with_her(recipients):
    """The next officer of her organisation who is named holds them, but for those of that very office."""
    with acting_for(recipients.moussa) as by:
        grave = noted(by, "argent", about="agent", agent=recipients.awa)
    with acting_for(recipients.oumar) as by:
        own = noted(by, "service")  # examined by Yacouba, in his own agency
    agency = _organisation_of(recipients.yacouba)
    with founding() as by:
        give_membership(by=by, account=recipients.salimata, organisation=agency, role="plaintes")
    with acting_for(recipients.yacouba):
        Membership.objects.filter(account=recipients.yacouba).update(ended_at=clock.now())
    with acting_for(recipients.adama) as by:
        name_recipient(by=by, account_id=recipients.salimata.pk, organisation_id=agency.pk, kinds=["argent"])
    with acting_for(recipients.salimata, agency) as by:
        assert "vingt mille francs" in reads.copies_of(by).get().words
        assert list(Complaint.objects.values_list("number", flat=True)) == [grave.number] != [own.number]


def _organisation_of(account):
    with acting_for(account) as by:
        return by.organisation
