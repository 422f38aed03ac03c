"""Agreements: proposed by one side, answered by the other, in force only with both signatures."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import body_of
from benkan.organisations import writes
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.agreements import AgreementState, declare_fields, declared_fields, moves_of
from benkan.organisations.founding import founding
from benkan.organisations.models import Agreement, AgreementStatus
from benkan.organisations.purposes import Purpose
from benkan.organisations.sharing import shares
from benkan.organisations.tests.agreeing import brought_to, proposed, signatory

HEALTH = declare_fields("essai_sante", "Santé (essai)", never=True)
MOVES = {
    "sign": lambda by, agreement: writes.sign_agreement(by=by, agreement=agreement),
    "refuse": lambda by, agreement: writes.refuse_agreement(by=by, agreement=agreement, reason="Non"),
    "withdraw": lambda by, agreement: writes.withdraw_agreement(by=by, agreement=agreement),
    "end": lambda by, agreement: writes.end_agreement(by=by, agreement=agreement, reason="Fini"),
}


@pytest.fixture
def theirs(cast):
    return signatory("BENKADI")


def _stands(account, agreement) -> AgreementState:
    with acting_for(account):
        return AgreementState(Agreement.objects.get(pk=agreement.pk).status)


def test_one_side_proposes_the_other_signs_and_each_row_says_who(cast, theirs):
    agreement = proposed(cast.fanta)
    with acting_for(theirs) as by:
        writes.sign_agreement(by=by, agreement=agreement)
        rows = AgreementStatus.objects.filter(agreement=agreement).order_by("at")
        said = [(row.status, row.organisation_id, row.by_id) for row in rows]
    with entered(account_id=cast.fanta.pk):
        sar, benkadi = body_of("SAR").pk, body_of("BENKADI").pk
    assert said == [("propose", sar, cast.fanta.pk), ("signe", benkadi, theirs.pk)]


def test_each_move_leaves_a_row_in_the_audit_and_no_value(cast, theirs):
    agreement = brought_to(AgreementState.ENDED, cast.fanta, theirs)
    with acting_for(cast.fanta):
        ours = Entry.objects.filter(object_id=agreement.pk).order_by("at")
        assert [entry.verb for entry in ours] == ["agreement.proposed", "agreement.ended"]
        assert {entry.reason for entry in ours} == {"orientation"}


@pytest.mark.parametrize("key", ["awa", "kadiatou", "issa"])
def test_only_those_with_the_right_sign(cast, key):
    with pytest.raises(Refused, match="accords de partage"):
        proposed(getattr(cast, key))


def test_the_data_protection_delegate_signs_too(cast):
    theirs = signatory("BENKADI", role="protection_donnees")
    agreement = proposed(cast.hawa)
    with acting_for(theirs) as by:
        writes.sign_agreement(by=by, agreement=agreement)
    assert _stands(cast.hawa, agreement) is AgreementState.SIGNED


def test_who_proposed_does_not_answer_in_the_place_of_the_other(cast, theirs):
    agreement = proposed(cast.fanta)
    for act in ("sign", "refuse"):
        with acting_for(cast.hawa) as by, pytest.raises(Impossible, match="à l’autre partie de répondre"):
            MOVES[act](by, agreement)
    with acting_for(theirs) as by, pytest.raises(Impossible, match="signez-le ou refusez-le"):
        MOVES["withdraw"](by, agreement)


def test_one_account_of_both_sides_does_not_sign_for_both(cast):
    both = signatory("BENKADI", "double")
    with founding() as by:
        writes.give_membership(by=by, account=both, organisation=body_of("SAR"), role="administration")
    with acting_for(cast.fanta):
        benkadi = body_of("BENKADI").pk
        sar = body_of("SAR").pk
    with acting_for(both, sar) as by:
        agreement = writes.propose_agreement(
            by=by, giver=body_of("SAR"), receiver=body_of("BENKADI"), purpose=Purpose.REFERRAL, fields=["identite"],
            begins=clock.today(), ends=clock.today(), reference="Acte",
        )  # fmt: skip
    with acting_for(both, benkadi) as by, pytest.raises(Impossible, match="une autre personne"):
        writes.sign_agreement(by=by, agreement=agreement)


def test_a_third_neither_reads_nor_moves(cast, theirs):
    agreement = proposed(cast.fanta)
    stranger = signatory("SIGUIDA")
    with acting_for(stranger) as by:
        assert not Agreement.objects.filter(pk=agreement.pk).exists()
        with pytest.raises(Agreement.DoesNotExist):
            writes.sign_agreement(by=by, agreement=agreement)


def test_one_does_not_propose_for_two_others(cast):
    with pytest.raises(Refused, match="votre organisation seulement"):
        proposed(cast.fanta, giver="BENKADI", receiver="SIGUIDA")


@pytest.mark.parametrize(
    ("traits", "sentence"),
    [
        ({"receiver": "SAR"}, "entre deux organisations"),
        ({"days": (3, 1)}, "La fin ne peut pas"),
        ({"fields": []}, "quelles données"),
    ],
)
def test_what_makes_no_sense_is_not_proposed(cast, traits, sentence):
    with pytest.raises(Impossible, match=sentence):
        proposed(cast.fanta, **traits)


def test_what_is_over_before_it_begins_is_not_proposed(cast):
    with pytest.raises(Impossible, match="Le dernier jour est passé"):
        proposed(cast.fanta, days=(-9, -1))


def test_what_never_leaves_is_not_proposed(cast):
    with pytest.raises(Impossible, match="ne se transmettent jamais"):
        proposed(cast.fanta, fields=["identite", HEALTH.code])


def test_a_group_that_nobody_declares_is_a_mistake_of_the_program(cast):
    with pytest.raises(ValueError, match="field groups"):
        proposed(cast.fanta, fields=["inconnu"])


@pytest.mark.parametrize("move", ["refuse", "end"])
def test_the_other_side_is_told_why(cast, theirs, move):
    state = AgreementState.PROPOSED if move == "refuse" else AgreementState.SIGNED
    agreement = brought_to(state, cast.fanta, theirs)
    write = {"refuse": writes.refuse_agreement, "end": writes.end_agreement}[move]
    with acting_for(theirs) as by, pytest.raises(Impossible, match="Dites pourquoi"):
        write(by=by, agreement=agreement, reason="  ")


def test_a_closed_organisation_makes_no_agreement(cast):
    with acting_for(cast.adama) as by:
        writes.close_organisation(by=by, organisation=body_of("BENKADI"), reason="Essai")
    with pytest.raises(Impossible, match="est fermée"):
        proposed(cast.fanta)


@given(moves=st.lists(st.tuples(st.sampled_from(["fanta", "hawa"]), st.sampled_from(sorted(MOVES))), max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_moves_lets_one_side_alone_put_an_agreement_in_force(cast, moves):
    """Two people of one side, whatever they try and in what order: nothing may leave."""
    with transaction.atomic():
        agreement = proposed(cast.fanta)
        for who, move in moves:
            with acting_for(getattr(cast, who)) as by:
                try:
                    MOVES[move](by, agreement)
                except Impossible:
                    continue
        assert _stands(cast.fanta, agreement) in (AgreementState.PROPOSED, AgreementState.WITHDRAWN)
        with acting_for(cast.fanta) as by:
            fields = [declared_fields()["identite"]]
            assert not shares(agreement.giver_id, agreement.receiver_id, Purpose.REFERRAL, fields, clock.today())
        transaction.set_rollback(True)


@given(
    moves=st.lists(st.tuples(st.sampled_from(["ours", "theirs"]), st.sampled_from(sorted(MOVES))), max_size=12),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_it_stands_where_the_table_says(cast, theirs, moves):
    """A slow twin, written from the words of the table: a state, and who may leave it for which."""
    twin = {
        ("propose", "theirs", "sign"): "signe",
        ("propose", "theirs", "refuse"): "refuse",
        ("propose", "ours", "withdraw"): "retire",
        ("signe", "ours", "end"): "termine",
        ("signe", "theirs", "end"): "termine",
    }
    with transaction.atomic():
        agreement, expected = proposed(cast.fanta), "propose"
        for who, move in moves:
            with acting_for({"ours": cast.fanta, "theirs": theirs}[who]) as by:
                if (then := twin.get((expected, who, move))) is None:
                    with pytest.raises(Impossible):
                        MOVES[move](by, agreement)
                else:
                    MOVES[move](by, agreement)
                    expected = then
        assert _stands(theirs, agreement) == expected
        transaction.set_rollback(True)


def test_a_page_offers_the_moves_of_its_side_only():
    proposed_state, signed = AgreementState.PROPOSED, AgreementState.SIGNED
    assert moves_of(proposed_state, proposed_it=True) == (AgreementState.WITHDRAWN,)
    assert moves_of(proposed_state, proposed_it=False) == (AgreementState.SIGNED, AgreementState.REFUSED)
    assert moves_of(signed, proposed_it=True) == moves_of(signed, proposed_it=False) == (AgreementState.ENDED,)
    assert moves_of(AgreementState.ENDED, proposed_it=True) == ()


def test_two_agreements_follow_one_another_without_a_gap(cast, theirs):
    brought_to(AgreementState.SIGNED, cast.fanta, theirs, days=(0, 4))
    brought_to(AgreementState.SIGNED, cast.fanta, theirs, days=(5, 9))
    fields, today = [declared_fields()["identite"]], clock.today()
    with acting_for(cast.fanta):
        sides = body_of("SAR"), body_of("BENKADI")
        days = [shares(*sides, Purpose.REFERRAL, fields, today + dt.timedelta(days=ahead)) for ahead in range(11)]
    assert days == [True] * 10 + [False]


def test_what_is_past_is_not_signed(cast, theirs):
    agreement = proposed(cast.fanta, days=(0, 2))
    later = clock.now() + dt.timedelta(days=3)
    with clock.at(later), acting_for(theirs) as by, pytest.raises(Impossible, match="ne se signe plus"):
        writes.sign_agreement(by=by, agreement=agreement)


# What the database itself refuses, whatever the program does


def test_no_agreement_begins_signed(cast):
    with acting_for(cast.fanta):
        born_signed = Agreement(
            giver=body_of("SAR"), receiver=body_of("BENKADI"), purpose=Purpose.REFERRAL, fields=["identite"],
            begins=clock.today(), ends=clock.today(), reference="Acte", status=AgreementState.SIGNED,
        )  # fmt: skip
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            born_signed.save(force_insert=True)


def test_no_side_signs_what_it_proposed_even_by_a_bare_statement(cast, theirs):
    agreement = proposed(cast.fanta)
    for account in (cast.fanta, cast.hawa):
        with acting_for(account), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Agreement.objects.filter(pk=agreement.pk).update(status=AgreementState.SIGNED)
    with acting_for(theirs):
        assert Agreement.objects.filter(pk=agreement.pk).update(status=AgreementState.SIGNED) == 1


def test_the_words_of_an_agreement_never_change(cast):
    agreement = proposed(cast.fanta)
    with acting_for(cast.fanta), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(fields=["identite", "papiers"])
