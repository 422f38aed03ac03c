"""She moves: proposed, accepted, met; the first holder is responsible until then, and nothing crosses before a yes."""

import datetime as dt
import json

import pytest

from benkan.cases import reserved
from benkan.cases.lifecycles.cases import CaseStatus, ClosingReason
from benkan.cases.lifecycles.transfers import TransferRefusal, TransferStatus
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, Need, Transfer, TransferExtract, TransferLink
from benkan.cases.reads.transfers import checklist, responsible_words
from benkan.cases.tests.assessing import a_need
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.moving import may_be_handed, proposed, received
from benkan.cases.tests.referring import sent
from benkan.cases.views.transfer_shown import restricted_of, sheet_of
from benkan.cases.writes import close, plan_visit
from benkan.cases.writes import transfer_moves as moves
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import body_of
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.people.models import Registration
from benkan.people.tests.factories import consented


@pytest.fixture
def agreement(cast):
    may_be_handed(cast)


@pytest.fixture
def case(by, agreement):
    return accompanied(by, "lassine", given_names="Zoumana")


def _notices(account) -> list[str]:
    with acting_for(account) as acting:
        return list(Notice.objects.filter(organisation=acting.organisation_id).values_list("kind", flat=True))


def test_nothing_is_read_before_a_yes_and_no_notice_names_her(by, case, cast):
    transfer = proposed(by, case)
    with acting_for(cast.sekou) as sekou:
        seen = Transfer.objects.get(pk=transfer.pk)
        assert (seen.sex, seen.age_group) == ("M", "adulte")
        assert sheet_of(sekou, seen) is None
        moves.accept(by=sekou, transfer=seen)
        read = sheet_of(sekou, seen)
        assert dict(read.sheet.groups)["Identité\u00a0: noms, parents, naissance, sexe, nationalité"][0][1] == "Zoumana"
        assert read.answers["given_names"] == "Zoumana"
    assert "cases.transfer_received" in _notices(cast.sekou)
    assert "cases.transfer_answered" in _notices(cast.kadiatou)


def test_accepted_is_not_received_and_the_first_holder_stays_responsible(by, case, cast):
    transfer = proposed(by, case)
    with acting_for(cast.sekou) as sekou:
        accepted = moves.accept(by=sekou, transfer=transfer)
        assert "Jusque-là, Service d’accueil des retours reste responsable" in responsible_words(accepted)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.OPEN


def test_met_it_is_handed_over_in_one_go(by, case, cast):
    today = clock.today()
    visit = plan_visit(by=by, case=case, mode="bureau", day=today + dt.timedelta(days=3))
    referral = sent(by, case)
    transfer = proposed(by, case)
    assert [(item.words, item.count) for item in checklist(case)] == [
        ("Rendez-vous pris", 1), ("Orientations en cours", 1),
    ]  # fmt: skip
    after = received(cast.sekou, transfer, given_names="Zoumana", family_name="Coulibaly", sex="M")
    assert after.status == TransferStatus.MET
    assert "Association Benkadi est responsable" in responsible_words(after)
    case.refresh_from_db()
    visit.refresh_from_db()
    referral.refresh_from_db()
    assert (case.status, visit.status, referral.status) == (CaseStatus.TRANSFERRED, VisitStatus.CANCELLED, "envoyee")
    row = case.statuses.get(status=CaseStatus.TRANSFERRED)
    assert (row.by_id, row.organisation_id) == (None, case.organisation_id)
    with acting_for(cast.sekou) as sekou:
        own = TransferLink.objects.get(transfer=transfer).registration
        assert (own.organisation_id, own.given_names) == (sekou.organisation_id, "Zoumana")
        assert not Case.objects.exists()  # no accompaniment is opened without her: she is asked anew
    assert not TransferLink.objects.exists()  # which file it is stays the receiver's


def test_what_is_reserved_crosses_only_where_she_says_so(by, case, cast):
    a_need(by, case, kind="soins")
    assert Need.objects.get(case=case).restricted
    for said in (False, True):
        transfer = proposed(by, case, restricted_too=said)
        copy = TransferExtract.objects.get(transfer=transfer)
        assert "Soins" not in copy.fields
        assert [question for question, _ in json.loads(copy.fields)["besoins"]] == [reserved.NEED] * said
        assert bool(copy.restricted) is said
        with acting_for(cast.sekou) as sekou:
            moves.accept(by=sekou, transfer=transfer)
            assert bool(restricted_of(sekou, transfer)) is said
        moves.withdraw(by=by, transfer=transfer)
        with acting_for(cast.sekou) as sekou:
            assert sheet_of(sekou, transfer) is None


def test_without_her_consent_or_an_agreement_nothing_is_proposed(by, cast, case):
    with pytest.raises(Refused, match="ne couvre pas"):
        proposed(by, case, hand_on=["identite", "papiers"])
    with pytest.raises(Refused, match="Aucun accord"):
        proposed(by, case, receiver=body_of("DJIGUI"))
    consented(by, case.registration, orientation=False)
    with pytest.raises(Refused, match="n’est pas d’accord"):
        proposed(by, case)
    assert not Transfer.objects.exists()


def test_consent_taken_back_meanwhile_stops_it(by, cast, case):
    transfer = proposed(by, case)
    consented(by, case.registration, orientation=False)
    with acting_for(cast.sekou) as sekou:
        with pytest.raises(Impossible, match="ne peut plus être accepté"):
            moves.accept(by=sekou, transfer=transfer)
        assert sheet_of(sekou, transfer) is None


def test_one_at_a_time_and_never_to_oneself(by, cast, case):
    proposed(by, case)
    with pytest.raises(Impossible, match="déjà proposé"):
        proposed(by, case)
    with pytest.raises(Impossible, match="autre organisation"):
        proposed(by, case, receiver=body_of("SAR"))
    with pytest.raises(Impossible, match="passé"):
        proposed(by, case, wished_on=clock.today() - dt.timedelta(days=1))


def test_refused_with_who_else_could(by, cast, case):
    transfer = proposed(by, case)
    with acting_for(cast.sekou) as sekou:
        moves.refuse(by=sekou, transfer=transfer, reason=TransferRefusal.FULL, words="Voyez la Maison Siguida")
    transfer.refresh_from_db()
    assert (transfer.refusal, transfer.statuses.last().words) == ("complet", "Voyez la Maison Siguida")


def test_she_comes_back(by, cast, case):
    transfer = received(cast.sekou, proposed(by, case))
    again = moves.come_back(by=by, transfer=transfer)
    transfer.refresh_from_db()
    assert (again.pk, again.status, transfer.status) == (case.pk, CaseStatus.OPEN, TransferStatus.BACK)
    assert "cases.transfer_back" in _notices(cast.sekou)
    with acting_for(cast.sekou) as sekou:
        assert sheet_of(sekou, transfer) is None
    assert proposed(by, case).status == TransferStatus.PROPOSED  # and may move once more


def test_her_file_there_may_be_one_that_it_had(by, cast, case):
    transfer = proposed(by, case)
    with acting_for(cast.sekou) as sekou:
        from benkan.people.tests.factories import a_registration

        known = a_registration(sekou, "lassine")
        before = Registration.objects.count()
        moves.accept(by=sekou, transfer=transfer)
        assert moves.meet(by=sekou, transfer=transfer, registration=known).registration_id == known.pk
        assert Registration.objects.count() == before


def test_closing_takes_it_back_and_tells(by, cast, case):
    transfer = proposed(by, case)
    close(by=by, case=case, reason=ClosingReason.WITHDREW)
    transfer.refresh_from_db()
    assert transfer.status == TransferStatus.WITHDRAWN
    assert "cases.transfer_withdrawn" in _notices(cast.sekou)


def test_each_side_makes_its_own_moves(by, cast, case):
    transfer = proposed(by, case)
    with pytest.raises(Impossible, match="C’est à l’acteur qui la reçoit"):
        moves.accept(by=by, transfer=transfer)
    with acting_for(cast.sekou) as sekou, pytest.raises(Impossible, match="C’est à l’acteur qui propose"):
        moves.withdraw(by=sekou, transfer=transfer)


def test_transfers_between_two_others_do_not_exist(by, cast, case):
    transfer = proposed(by, case)
    with acting_for(cast.rokia):
        assert not Transfer.objects.filter(pk=transfer.pk).exists()
