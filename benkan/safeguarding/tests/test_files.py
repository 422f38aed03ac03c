"""A child's file from the worry to the visits: what each step asks, refuses, and makes due."""

import datetime as dt

import pytest

from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.safeguarding import writes
from benkan.safeguarding.models import Holding, RestrictedFile, SectionRow
from benkan.safeguarding.reads.mine import confided as count_confided
from benkan.safeguarding.reads.mine import next_step
from benkan.safeguarding.reads.opened import person_of, rows_of
from benkan.safeguarding.sections import CONSENT, section_of
from benkan.safeguarding.tests.factories import (
    AGREED,
    CLAIMED,
    HANDED,
    MEASURE,
    PLACED,
    WORRY,
    confided,
    handed_over,
    taken,
    verified,
)


def refreshed(file) -> RestrictedFile:
    return RestrictedFile.objects.get(pk=file.pk)


def test_who_confides_keeps_a_number_and_nothing_else(cast, child):
    with acting_for(cast.awa) as by:
        assert count_confided(by) == 1
        assert RestrictedFile.objects.count() == SectionRow.objects.count() == Holding.objects.count() == 0


def test_the_holder_reads_who_it_is_and_what_worried(cast, child):
    with acting_for(cast.assa):
        file = refreshed(child.file)
        assert ("Dossier", child.registration.number) in person_of(file)
        (row,) = rows_of(file, section_of(file.kind, "inquietude"))
        assert row.pairs == [("Ce qui inquiète", WORRY)]


def test_the_authority_for_children_opens_what_another_organisation_sealed(cast, child):
    from benkan.organisations import keys

    keys.forget()
    with acting_for(cast.kalifa):
        file = refreshed(child.file)
        assert ("Dossier", child.registration.number) in person_of(file)
        assert rows_of(file, section_of(file.kind, "inquietude"))[0].pairs[0][1] == WORRY


def test_a_second_worry_joins_the_file_that_is_there(cast, child):
    with acting_for(cast.kadiatou) as by:
        confided(by, child.registration, words="Il pleure la nuit")
        assert count_confided(by) == 1
    with acting_for(cast.assa):
        assert RestrictedFile.objects.count() == 1
        assert child.file.rows.count() == 2
        assert Notice.objects.filter(account=cast.assa).count() == 2


def test_where_an_office_has_no_referent_a_child_goes_to_the_authority(cast, child):
    with acting_for(cast.nana) as by:
        confided(by, a_registration(by, "kadiatou"))
    file = taken(cast.kalifa)
    with acting_for(cast.kalifa):
        assert person_of(refreshed(file))
        assert file.organisation_id != child.file.organisation_id
    with acting_for(cast.assa):
        assert RestrictedFile.objects.count() == 1


def test_where_nobody_can_receive_it_nothing_is_kept_and_it_says_what_to_do(cast):
    with acting_for(cast.nana) as by:
        registration = a_registration(by, "kadiatou")
        for kind in ("enfant", "traite"):
            with pytest.raises(Impossible, match="rien n’a été gardé"):
                confided(by, registration, kind)
        with pytest.raises(Impossible, match="en une phrase"):
            confided(by, registration, words="  ")


def test_who_may_not_confide_or_hold_is_refused(cast, child):
    with acting_for(cast.assa) as by, pytest.raises(Refused):
        confided(by, child.registration)
    with acting_for(cast.kalifa) as by:
        holding = Holding(pk=child.file.pk)
        with pytest.raises(Impossible, match="avant vous"):
            writes.take(by=by, holding=holding)


def test_rows_move_the_file_and_say_what_is_next(cast, child):
    today = clock.today()
    with acting_for(cast.assa) as by:
        file = refreshed(child.file)
        assert (file.status, file.due) == ("ouvert", today + dt.timedelta(days=1))
        writes.add_row(by=by, file=file, section="mesure", answers=MEASURE)
        file = refreshed(file)
        assert (file.status, file.due) == ("urgence", today + dt.timedelta(days=3))
        assert next_step(file) == "Commencer la recherche de sa famille"
        writes.add_row(by=by, file=file, section="placement", answers=PLACED)
        assert refreshed(file).status == "placement"
        # A row of the past is kept, and takes nothing back.
        writes.add_row(by=by, file=file, section="mesure", answers=MEASURE, day=today - dt.timedelta(days=2))
        assert list(file.statuses.values_list("status", flat=True)) == ["ouvert", "urgence", "placement", "urgence"]


@pytest.mark.parametrize(
    ("section", "answers", "sentence"),
    [
        ("mesure", {"what": "Abri"}, "Par qui"),
        ("accord", AGREED | {"of": "elle"}, "Avant 18 ans"),
        ("placement", PLACED | {"act": ""}, "Numéro de l’acte"),
        ("remise", HANDED, "Aucun lien n’est vérifié"),
    ],
)
def test_a_step_without_its_ground_is_refused(cast, child, section, answers, sentence):
    with acting_for(cast.assa) as by, pytest.raises(Impossible, match=sentence):
        writes.add_row(by=by, file=child.file, section=section, answers=answers)


def test_a_father_is_a_claim_until_another_verifies_it(cast, child):
    with acting_for(cast.assa) as by:
        claim = writes.note_claim(by=by, file=child.file, said=CLAIMED)
        assert claim.number.startswith("L-")
        assert refreshed(child.file).status == "verification"
        with pytest.raises(Impossible, match="quelqu’un d’autre la vérifie"):
            writes.decide_claim(by=by, claim=claim, verdict="verifie", evidence="Il me l’a dit")
    with acting_for(cast.kalifa) as by:
        with pytest.raises(Impossible, match="sans preuve"):
            writes.decide_claim(by=by, claim=claim, verdict="verifie", evidence=" ")
        decided = writes.decide_claim(by=by, claim=claim, verdict="ecarte", evidence="Le village ne le connaît pas")
        assert decided.status == "ecarte"
    with acting_for(cast.assa) as by:
        writes.add_row(by=by, file=child.file, section=CONSENT, answers=AGREED)
        with pytest.raises(Impossible, match="Aucun lien n’est vérifié"):
            writes.add_row(by=by, file=child.file, section="remise", answers=HANDED, claim=claim)


def test_a_handing_over_asks_for_a_verified_link_and_an_agreement(cast, child):
    claim = verified(child.file, cast.assa, cast.nouhoum)
    with acting_for(cast.assa) as by, pytest.raises(Impossible, match="Notez d’abord l’accord"):
        writes.add_row(by=by, file=child.file, section="remise", answers=HANDED, claim=claim)


def test_visits_are_due_by_the_dated_rhythm_until_the_last(cast, child):
    day = clock.today()
    file = handed_over(child.file, cast.assa, cast.nouhoum)
    assert (file.status, file.due) == ("remise", day + dt.timedelta(days=7))
    due = []
    with acting_for(cast.assa) as by:
        for _ in range(4):
            writes.add_row(by=by, file=file, section="visite", answers={"how": "presence", "found": "Va à l’école"})
            due.append(refreshed(file).due)
    assert due == [*(day + dt.timedelta(days=days) for days in (30, 90, 180)), None]


def test_a_closed_file_says_why_and_takes_nothing_more(cast, child):
    with acting_for(cast.assa) as by:
        closed = writes.close(by=by, file=child.file, reason="stable")
        assert (closed.status, closed.closing, closed.due) == ("clos", "stable", None)
        with pytest.raises(Impossible, match="est clos"):
            writes.add_row(by=by, file=child.file, section="mesure", answers=MEASURE)
    with acting_for(cast.awa) as by:  # and a new worry opens another
        confided(by, child.registration)
    assert taken(cast.nouhoum).pk != child.file.pk


def test_the_authority_writes_in_a_file_and_neither_takes_nor_closes_it(cast, child):
    with acting_for(cast.kalifa) as by:
        writes.add_row(by=by, file=child.file, section="mesure", answers=MEASURE)
        for act in (
            lambda: writes.close(by=by, file=child.file, reason="autorite"),
            lambda: writes.propose(by=by, file=child.file, account_id=cast.nouhoum.pk, seat="titulaire"),
        ):
            with pytest.raises(Impossible, match="vous ne le tenez pas"):
                act()


def test_nobody_but_a_colleague_who_accepts_receives_it(cast, child):
    with acting_for(cast.assa) as by:
        with pytest.raises(Impossible, match="ne se confie pas"):
            writes.propose(by=by, file=child.file, account_id=cast.fanta.pk, seat="titulaire")
        writes.propose(by=by, file=child.file, account_id=cast.kalifa.pk, seat="titulaire")
        with pytest.raises(Impossible, match="déjà proposé"):
            writes.propose(by=by, file=child.file, account_id=cast.kalifa.pk, seat="titulaire")
        assert refreshed(child.file)  # hers until it is accepted
    taken(cast.kalifa)
    with acting_for(cast.assa) as by:
        assert RestrictedFile.objects.count() == 0
        with pytest.raises(Impossible, match="n’est plus à vous"):
            writes.add_row(by=by, file=child.file, section="mesure", answers=MEASURE)
    with acting_for(cast.nouhoum):
        assert refreshed(child.file)
