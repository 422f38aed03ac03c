"""Somebody is sent elsewhere: with her consent and an agreement, or for her life; each side makes its own moves."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from benkan.audit.models import Entry
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.lifecycles.referrals import Outcome, ReferralStatus, RefusalReason, Urgency
from benkan.cases.models import Extract, Need, Referral, ReferralStatusRow, VitalReason
from benkan.cases.numbers import REFERRAL
from benkan.cases.reads.extracts import handed
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.writes import referral_moves as moves
from benkan.cases.writes.needs import NeedSaid, note_need
from benkan.cases.writes.referrals import Destination
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.numbers import number_of, number_typed
from benkan.demo.cast import body_of
from benkan.notices.models import Notice
from benkan.offers.tests.factories import a_structure, an_offer, cercle, kind
from benkan.offers.words import Dimension, Pillar
from benkan.offers.writes import end_offer
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import consented
from benkan.people.writes import annul


@pytest.fixture
def case(by, cast):
    agreed(cast)
    return accompanied(by, destination=cercle("Kita"))


def _as(account, move, referral, **said):
    with acting_for(account) as acting:
        return move(by=acting, referral=referral, **said)


def test_who_receives_reads_no_name_before_it_accepts(by, case, cast):
    referral = sent(by, case, message="Elle parle soninké", hand_on=["identite", "contact"])
    assert (referral.age_group, referral.sex, referral.cercle.name) == ("adulte", "F", "Kita")
    with acting_for(cast.sekou) as sekou:
        seen = Referral.objects.get(pk=referral.pk)
        assert not Extract.objects.exists()
        assert handed(sekou, seen) is None
        with pytest.raises(type(case).DoesNotExist):
            _ = seen.case
        moves.accept(by=sekou, referral=seen)
        seen.refresh_from_db()
        crossed = handed(sekou, seen)
    assert dict(crossed.groups[0][1])["Prénoms"] == "Kadiatou"
    assert dict(crossed.groups[1][1])["Numéro sûr"] == "76 00 00 00"
    assert crossed.message == "Elle parle soninké"


def test_a_third_learns_nothing_at_any_moment(by, case, cast):
    referral = sent(by, case)
    _as(cast.sekou, moves.accept, referral)
    for stranger in (cast.rokia, cast.binta):
        with acting_for(stranger):
            assert not Referral.objects.exists()
            assert not ReferralStatusRow.objects.exists()
            assert not Extract.objects.exists()


def test_what_crosses_is_a_copy_of_that_day(by, case, cast):
    from benkan.people.writes import correct

    referral = sent(by, case)
    correct(by=by, registration=case.registration, answers={"given_names": "Corrigée"})
    _as(cast.sekou, moves.accept, referral)
    with acting_for(cast.sekou) as sekou:
        assert dict(handed(sekou, Referral.objects.get()).groups[0][1])["Prénoms"] == "Kadiatou"


def test_without_her_consent_nothing_leaves(by, case):
    consented(by, case.registration, orientation=False)
    with pytest.raises(Refused, match="elle l’a retiré"):
        sent(by, case)
    assert not Referral.objects.exists()


def test_without_an_agreement_nothing_leaves(by, case):
    with pytest.raises(Refused, match="Aucun accord de partage"):
        sent(by, case, to=Destination(receiver=body_of("DJIGUI")))
    with pytest.raises(Refused, match="ne couvre pas"):
        sent(by, case, hand_on=["identite", "papiers"])
    with pytest.raises(Impossible, match="Dites ce qui est transmis"):
        sent(by, case, hand_on=[])


def test_for_her_life_the_least_crosses_and_the_delegate_is_told(by, case, cast):
    consented(by, case.registration, orientation=False)
    djigui = Destination(receiver=body_of("DJIGUI"))
    with pytest.raises(Impossible, match="identité et le contact seulement"):
        sent(by, case, to=djigui, vital="Hémorragie", hand_on=["identite", "papiers"])
    referral = sent(by, case, to=djigui, vital=" Hémorragie,  ce soir ", urgency=Urgency.URGENT)
    assert referral.vital
    with acting_for(cast.hawa) as hawa:
        assert VitalReason.objects.get().reason == "Hémorragie, ce soir"
        assert Notice.objects.filter(kind="cases.referral_vital").count() == 1
        assert moves.note_vital_read(by=hawa) == 1
        assert moves.note_vital_read(by=hawa) == 0
        assert VitalReason.objects.get().read_by_id == cast.hawa.pk
        assert "Hémorragie" not in str(list(Entry.objects.values()))
    with acting_for(cast.binta) as binta:
        assert not VitalReason.objects.exists()
        moves.accept(by=binta, referral=referral)  # her consent is not asked again


def test_consent_taken_back_meanwhile_stops_the_acceptance(by, case, cast):
    referral = sent(by, case)
    consented(by, case.registration, orientation=False)
    with acting_for(cast.sekou) as sekou:
        with pytest.raises(Impossible, match="ne peut plus être acceptée"):
            moves.accept(by=sekou, referral=referral)
        assert Referral.objects.get().status == ReferralStatus.SENT
        assert not Extract.objects.exists()


def test_the_clock_begins_when_it_is_sent_and_when_it_is_accepted(by, case, cast):
    now = clock.now()
    for urgency, answer, done in (
        (Urgency.URGENT, dt.timedelta(hours=24), dt.timedelta(hours=72)),
        (Urgency.HIGH, dt.timedelta(hours=72), dt.timedelta(days=7)),
        (Urgency.ORDINARY, dt.timedelta(days=7), dt.timedelta(days=30)),
    ):
        with clock.at(now):
            referral = sent(by, case, urgency=urgency)
            assert referral.answer_due == now + answer
            accepted = _as(cast.sekou, moves.accept, referral)
            assert accepted.done_due == now + done
            _as(cast.kadiatou, moves.withdraw, referral)


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (moves.acknowledge, {}),
        (moves.accept, {}),
        (moves.must_assess, {}),
        (moves.put_on_waiting_list, {}),
        (moves.refuse, {"reason": RefusalReason.FULL}),
    ],
)
def test_the_receiver_answers_and_the_sender_does_not(by, case, cast, move, said):
    referral = sent(by, case)
    with pytest.raises(Impossible, match="C’est à qui la reçoit"):
        move(by=by, referral=referral, **said)
    moved = _as(cast.sekou, move, referral, **said)
    assert moved.statuses.last().by_id == cast.sekou.pk
    told = Notice.objects.filter(kind="cases.referral_answered", account=cast.kadiatou)
    assert told.count() == 1


def test_the_receiver_takes_nothing_back(by, case, cast):
    referral = sent(by, case)
    with acting_for(cast.sekou) as sekou:
        for move in (moves.withdraw, moves.say_unknown):
            with pytest.raises(Impossible, match="C’est à qui l’envoie"):
                move(by=sekou, referral=referral)
    with acting_for(cast.nana) as desk, pytest.raises(Refused):
        moves.accept(by=desk, referral=referral)
    with acting_for(cast.rokia) as stranger, pytest.raises(Refused, match="ni envoyée ni reçue"):
        moves.accept(by=stranger, referral=referral)


def test_it_is_closed_with_its_outcome_or_not_at_all(by, case, cast):
    referral = sent(by, case)
    with acting_for(cast.sekou) as sekou:
        with pytest.raises(Impossible, match="pas encore de réponse"):
            moves.close_referral(by=sekou, referral=referral, outcome=Outcome.GIVEN)
        moves.accept(by=sekou, referral=referral)
        tomorrow = clock.today() + dt.timedelta(days=1)
        with pytest.raises(Impossible, match="une fois faite"):
            moves.close_referral(by=sekou, referral=referral, outcome=Outcome.GIVEN, done_on=tomorrow)
        with pytest.raises(Impossible, match="avant l’orientation"):
            moves.close_referral(
                by=sekou, referral=referral, outcome=Outcome.GIVEN, done_on=clock.today() - dt.timedelta(days=1)
            )
        closed = moves.close_referral(by=sekou, referral=referral, outcome=Outcome.PARTLY, words="Deux séances")
    assert (closed.status, closed.outcome, closed.done_on) == (ReferralStatus.DONE, Outcome.PARTLY, clock.today())
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(outcome="")


def test_nothing_heard_is_not_done_and_what_is_heard_later_is_said(by, case, cast):
    referral = sent(by, case)
    with pytest.raises(Impossible, match="pas encore de réponse"):
        moves.say_unknown(by=by, referral=referral)
    _as(cast.sekou, moves.accept, referral)
    referral = moves.say_unknown(by=by, referral=referral)
    assert referral.status == ReferralStatus.UNKNOWN
    assert not referral.outcome
    referral = moves.close_referral(by=by, referral=referral, outcome=Outcome.GIVEN)
    assert [row.status for row in referral.statuses.all()] == ["envoyee", "acceptee", "sans_suite", "rendue"]


def test_a_structure_answers_by_whoever_sent_her(by, case):
    structure = a_structure(by)
    referral = sent(by, case, kind="soins", to=Destination(structure=structure), hand_on=["identite", "contact"])
    assert referral.restricted
    with pytest.raises(Impossible):
        moves.acknowledge(by=by, referral=referral)
    referral = moves.put_on_waiting_list(by=by, referral=referral, words="Dit au téléphone")
    referral = moves.accept(by=by, referral=referral)
    referral = moves.close_referral(by=by, referral=referral, outcome=Outcome.GIVEN)
    assert [row.on_paper for row in referral.statuses.all()] == [False, True, True, True]
    again = sent(by, case, kind="soins", to=Destination(structure=structure))
    assert moves.close_referral(by=by, referral=again, outcome=Outcome.NOT_COME).status == ReferralStatus.DONE


def test_a_sheet_carries_no_paper_and_asks_her_consent(by, case):
    to = Destination(structure=a_structure(by))
    with pytest.raises(Refused, match="ne porte pas"):
        sent(by, case, to=to, hand_on=["identite", "papiers"])
    consented(by, case.registration, orientation=False)
    with pytest.raises(Refused, match="elle l’a retiré"):
        sent(by, case, to=to)


def test_it_leaves_the_house_once_and_to_somebody_open(by, case, cast):
    with pytest.raises(Impossible, match="une autre organisation"):
        sent(by, case, to=Destination(receiver=body_of("SAR")))
    with pytest.raises(Impossible, match="Choisissez vers qui"):
        sent(by, case, to=Destination(receiver=body_of("BENKADI"), structure=a_structure(by)))
    sent(by, case)
    with pytest.raises(Impossible, match="déjà orientée"):
        sent(by, case)
    with acting_for(cast.seydou) as seydou:
        shelter = an_offer(seydou, help_kind="hebergement", confidential=True)
        training = an_offer(seydou)
    with pytest.raises(Impossible, match="pas celle de cette aide"):
        sent(by, case, kind="emploi", to=Destination.of_offer(training))
    with acting_for(cast.seydou) as seydou:
        end_offer(by=seydou, offer=training)
        training.refresh_from_db()
        closed = Destination.of_offer(training)
    with pytest.raises(Impossible, match="plus ouverte"):
        sent(by, case, to=closed)
    with pytest.raises(Impossible, match="plus ouverte"):
        sent(by, case, kind="hebergement", to=Destination(receiver=body_of("BENKADI"), offer=shelter))


def _a_need(by, case, code="formation_qualifiante") -> Need:
    return note_need(by=by, case=case, said=NeedSaid(kind(code), Pillar.TRAINING, Dimension.ECONOMIC))


def test_its_need_is_planned_and_a_person_says_when_it_is_covered(by, case, cast):
    need = _a_need(by, case)
    referral = sent(by, case, need=need)
    need.refresh_from_db()
    assert need.status == NeedStatus.PLANNED
    with pytest.raises(Impossible, match="encore en cours"):
        moves.settle_need(by=by, referral=referral, to=NeedStatus.MET)
    _as(cast.sekou, moves.accept, referral)
    _as(cast.sekou, moves.close_referral, referral, outcome=Outcome.GIVEN)
    need.refresh_from_db()
    assert need.status == NeedStatus.PLANNED
    assert moves.settle_need(by=by, referral=referral, to=NeedStatus.MET).status == NeedStatus.MET


def test_a_restricted_need_makes_a_restricted_referral(by, case):
    referral = sent(by, case, kind="soins", need=_a_need(by, case, "soins"))
    assert referral.restricted
    told = str(list(Entry.objects.values())) + str(list(Notice.objects.values()))
    assert "soins" not in told


def test_what_is_read_by_both_names_nobody_and_what_crosses_is_sealed(by, case):
    sent(by, case, message="Elle parle soninké", hand_on=["identite", "contact"])
    assert "Kadiatou" not in str(Referral.objects.values().get())
    stored = str(Extract.objects.values("fields", "message").get())
    assert "Kadiatou" not in stored
    assert "soninké" not in stored


def test_an_annulled_file_takes_its_referrals_back(by, case, cast):
    referral = sent(by, case)
    annul(by=by, registration=case.registration, reason="deux fois la même personne")
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.WITHDRAWN
    with acting_for(cast.sekou):
        assert Notice.objects.filter(kind="cases.referral_withdrawn").exists()


def test_what_was_asked_never_changes(by, case):
    referral = sent(by, case)
    for column in ("number", "vital", "urgency", "sent_at"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Referral.objects.filter(pk=referral.pk).update(**{column: getattr(referral, column)})


def test_a_number_is_read_out_and_typed_and_is_no_card():
    from benkan.people.identifiers import number_typed as card_typed

    number = number_of(REFERRAL, 123, 2026)
    assert number.startswith("F-26-000123-")
    assert number_typed(REFERRAL, number.lower().replace("-", " ")) == number
    assert number_typed(REFERRAL, number[:-1] + str((int(number[-1]) + 1) % 10)) is None
    assert card_typed(number) is None
