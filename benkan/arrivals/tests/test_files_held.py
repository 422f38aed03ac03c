"""Files of an arrival that meet each other, the desk, or a person who acts at the same moment."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse

from benkan.arrivals import tasks
from benkan.arrivals.desk import find_desk
from benkan.arrivals.models import ArrivalList, ImmediateAid, Line, ReturnEpisode
from benkan.arrivals.reads.convoys import counted
from benkan.arrivals.reads.files import show, sizes_of, strong_rows
from benkan.arrivals.reads.lines import line_page
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import COULIBALY, KEITA, TRAORE, applied, brought, csv, outcomes, rows, undone
from benkan.arrivals.writes.aid import give_aid
from benkan.arrivals.writes.files import apply_rows, decide_rows, leave_rest
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.organisations import jobs
from benkan.organisations.acting import acting_for
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Row
from benkan.workbooks.writes import enter

WRONG = COULIBALY.replace("3/5/1998", "31/02/1990")
AWA = ("Mamadou", "Traoré")
MORE = {"mother": "Assitan Diarra", "birth": "vers 1990"}


@pytest.fixture
def flight(awa):
    return make.expelled(awa)


def _in_force():
    return Registration.objects.exclude(status=Status.ANNULLED)


def test_one_file_brought_twice_before_either_is_applied_is_written_once(awa, flight):
    content = csv(TRAORE, COULIBALY)
    one, other = brought(awa, flight, content), brought(awa, flight, content)
    assert outcomes(other) == ["nouvelle"] * 2
    applied(awa, one)
    applied(awa, other)
    assert _in_force().count() == 2
    assert (outcomes(other), other.stage) == (["identique"] * 2, Stage.READ)


def test_a_later_version_read_before_the_first_is_undone_loses_nobody(awa, flight):
    first = applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY)))
    later = brought(awa, flight, csv(TRAORE.replace("Yélimané", "Kayes"), COULIBALY))
    undone(awa, first)
    applied(awa, later)
    assert sorted(one.family_name for one in _in_force()) == ["Coulibaly", "Traoré"]


def test_who_was_registered_at_the_desk_since_the_reading_is_a_question(awa, flight):
    source = brought(awa, flight, csv(TRAORE, COULIBALY))
    make.registered(awa, make.desk(awa, flight), *AWA, **MORE)
    applied(awa, source)
    assert outcomes(source) == ["question", "nouvelle"]
    assert _in_force().count() == 2


def test_who_was_announced_by_our_list_is_attached_when_a_list_receives_her(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE, KEITA), arrived=False))
    received = brought(awa, flight, csv(TRAORE, KEITA), name="reçues.csv")
    assert outcomes(received) == ["question"] * 2
    assert {row.strength for row in rows(received)} == {"très probable"}
    decide_rows(by=awa, source=received, rows=rows(received), decision=Row.Decision.ATTACH)
    applied(awa, received)
    assert (_in_force().count(), ReturnEpisode.objects.filter(annulled=False).count()) == (2, 2)
    assert set(_in_force().values_list("status", flat=True)) == {Status.REGISTERED}


def test_rows_that_an_earlier_version_of_the_program_read_are_attached_as_they_were(awa, flight):
    make.registered(awa, make.desk(awa, flight), *AWA, **MORE, phone="76123456")
    source = brought(awa, flight, csv(TRAORE, COULIBALY))
    source.rows.filter(order=rows(source)[0].order).update(strength="fort", reasons=["même téléphone"])
    assert sizes_of(source).strong == 1
    (row,) = strong_rows(source)
    assert "Rapprochement fort" in render_to_string(
        "arrivals/_file_row.html", {"one": show(source, row), "source": source}
    )
    decide_rows(by=awa, source=source, rows=[row], decision=Row.Decision.ATTACH)
    applied(awa, source)
    assert _in_force().count() == 2


def test_a_version_on_which_another_rests_is_not_undone(awa, flight):
    first = applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY)))
    second = applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY, KEITA), name="v2.csv"))
    undone(awa, first)
    assert first.stage == Stage.APPLIED
    assert "v2.csv" in first.sentence
    undone(awa, second)
    undone(awa, first)
    assert not _in_force().exists()
    assert not ArrivalList.objects.filter(convoy=flight, withdrawn_at=None).exists()


def test_aid_given_on_a_line_keeps_it_named_or_not(awa, flight):
    make.registered(awa, make.desk(awa, flight), *AWA, **MORE)
    source = brought(awa, flight, csv(TRAORE, "2;;;F;12 ans;;;", KEITA))
    decide_rows(by=awa, source=source, rows=rows(source)[:1], decision=Row.Decision.ATTACH)
    applied(awa, source)
    for row in rows(source)[:2]:
        give_aid(by=awa, line=Line.objects.get(pk=row.made["line"]), kinds=["eau"])
    undone(awa, source)
    (kept,) = ArrivalList.objects.filter(brought_by=source)
    assert kept.lines_count == kept.lines.exclude(nature=Line.Nature.WITHDRAWN).count() == 2
    assert ImmediateAid.objects.filter(line__list=kept).count() == 2


def test_a_return_hangs_on_the_other_list_that_names_her(awa, flight):
    past = make.registered(awa, make.desk(awa, make.convoy(awa, days=-90)), *AWA, **MORE)
    one, other = (brought(awa, flight, csv(*lines), name=f"{n}.csv") for n, lines in
                  enumerate([(TRAORE,), (TRAORE.replace("76 12", "79 12"), COULIBALY, KEITA)]))  # fmt: skip
    for source in (one, other):
        decide_rows(by=awa, source=source, rows=[row for row in rows(source) if row.against == past.registration_id],
                    decision=Row.Decision.ATTACH)  # fmt: skip
        applied(awa, source)
    undone(awa, one)
    episode = past.registration.episodes.get(convoy=flight, annulled=False)
    assert episode.line.list.brought_by == other
    page = counted(awa, [flight])[0]
    assert page.ours == line_page(page.own_lists).total == 3


def test_who_was_attached_undone_and_attached_again_has_one_line(awa, flight):
    make.registered(awa, make.desk(awa, flight), *AWA, **MORE)
    applied(awa, brought(awa, flight, csv(COULIBALY, KEITA)))
    for _ in range(2):
        source = brought(awa, flight, csv(COULIBALY, KEITA, TRAORE))
        decide_rows(by=awa, source=source, rows=rows(source)[2:], decision=Row.Decision.ATTACH)
        applied(awa, source)
        assert source.stage == Stage.APPLIED, source.sentence
        undone(awa, source)
    (one,) = ArrivalList.objects.filter(convoy=flight, origin="fichier")
    assert (one.lines.count(), one.lines_count) == (3, 2)


def test_two_rows_for_one_file_say_which_row_and_write_nothing(awa, flight):
    make.registered(awa, make.desk(awa, flight), *AWA, **MORE)
    source = brought(awa, flight, csv(TRAORE, TRAORE.replace("76 12", "79 12")))
    decide_rows(by=awa, source=source, rows=rows(source), decision=Row.Decision.ATTACH)
    applied(awa, source)
    assert source.stage == Stage.READ
    assert source.sentence.startswith("Ligne 3")
    assert ArrivalList.objects.filter(origin="fichier").count() == 0


def test_nobody_is_attached_to_nobody(awa, flight):
    source = brought(awa, flight, csv(TRAORE))
    with pytest.raises(Impossible, match="aucun de vos dossiers"):
        decide_rows(by=awa, source=source, rows=rows(source), decision=Row.Decision.ATTACH)


def test_the_same_name_may_be_another_person(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY)))
    source = brought(awa, flight, csv(TRAORE.replace("76 12 34 56", "79 00 00 00"), COULIBALY))
    assert outcomes(source) == ["differente", "identique"]
    decide_rows(by=awa, source=source, rows=rows(source)[:1], decision=Row.Decision.ADD)
    applied(awa, source)
    assert sorted(_in_force().filter(family_name="Traoré").values_list("phone", flat=True)) == [
        "76 12 34 56", "79 00 00 00",
    ]  # fmt: skip


def test_what_is_left_last_lets_the_file_be_forgotten(awa, flight):
    source = applied(awa, brought(awa, flight, csv(TRAORE, WRONG)))
    assert source.content is not None
    leave_rest(by=awa, source=source)
    source.refresh_from_db()
    assert source.content is None
    assert not source.rows.exclude(cells={}).exists()


def test_a_file_without_a_list_is_not_kept(awa, flight):
    source = brought(awa, flight, b"Prix;Total\r\n12;13\r\n")
    assert (source.stage, source.content) == (Stage.REFUSED, None)


def test_nothing_ready_writes_nothing_and_the_file_can_still_be_left(awa, flight):
    source = applied(awa, brought(awa, flight, csv(WRONG)))
    assert (source.stage, source.rows.get().outcome) == (Stage.READ, "refusee")
    enter(by=awa, source=source, stage=Stage.DROPPED)


def test_a_household_applied_row_by_row_is_one(awa, flight):
    titles = "Nom;Prénoms;Sexe;Ménage"
    source = brought(awa, flight, csv("Traoré;Mamadou;M;7", "Traoré;Awa;F;7", "Sow;Ali;M;8", titles=titles))
    for row in rows(source):
        apply_rows(by=awa, source=source, only=row)
    first, second = _in_force().filter(family_name="Traoré")
    assert first.household_id == second.household_id is not None
    assert _in_force().get(family_name="Sow").household_id is None


def test_a_corrected_row_that_repeats_another_asks(awa, flight):
    from benkan.arrivals.files.staging import restage
    from benkan.workbooks.writes import correct_cell

    source = brought(awa, flight, csv(TRAORE, TRAORE.replace("vers 1990", "31/02/1990")))
    wrong = rows(source)[1]
    right = restage(by=awa, row=correct_cell(by=awa, row=wrong, letter="E", text="vers 1990"))
    assert right.outcome == "question"
    assert "ligne 2" in right.reasons[0]


def test_a_list_of_a_day_without_convoy_is_read_with_its_arrival(awa):
    from benkan.arrivals.files.staging import KIND
    from benkan.arrivals.writes import desk_of
    from benkan.places.models import Place
    from benkan.workbooks.writes import receive_file

    alone = desk_of(by=awa, convoy=None, entry_point=Place.objects.get(slug="rte-gog"), day=clock.today())
    source = receive_file(by=awa, kind=KIND, target=alone.pk, name="a.csv", content=csv(TRAORE),
                          options={"where": "list_id", "arrived": True})  # fmt: skip
    tasks.read_list(awa, source.pk)
    source.refresh_from_db()
    applied(awa, source)
    assert [line.registration.family_name for line in line_page(find_desk(awa, list_id=alone.pk).lists).rows] == [
        "Traoré"
    ]


def test_who_may_not_change_files_applies_the_rest(cast):
    with acting_for(cast.awa) as by:
        flight = make.expelled(by)
        applied(by, brought(by, flight, csv(TRAORE, COULIBALY)))
    with acting_for(cast.issa) as by:
        source = applied(by, brought(by, flight, csv(TRAORE.replace("Yélimané", "Kayes"), COULIBALY, KEITA)))
        assert source.stage == Stage.APPLIED
        assert _in_force().filter(family_name="Keïta").exists()
        assert _in_force().get(family_name="Traoré").destination_said == "Yélimané"


def test_a_file_whose_job_is_no_more_is_put_back(cast, signed_in):
    with acting_for(cast.awa) as by:
        source = brought(by, make.expelled(by), csv(TRAORE))
        enter(by=by, source=source, stage=Stage.APPLYING)
    page = signed_in(cast.awa).get(reverse("arrivals:file", args=[source.pk])).content.decode()
    assert "rien n’a été écrit" in page
    assert "Appliquer la ligne prête" in page


def test_what_the_database_refuses_does_not_reach_the_log(cast, monkeypatch):
    hers = "Mamadou Traoré, 76 12 34 56"

    def refuse(by, identifier):
        raise ValidationError(hers)

    monkeypatch.setattr(jobs, "_JOBS", {"refuse": (refuse, None)})
    with acting_for(cast.awa) as by:
        organisation = by.organisation_id
    with pytest.raises(jobs.Undone) as told:
        jobs.run("refuse", str(cast.awa.pk), str(organisation), str(organisation))
    assert "Mamadou" not in str(told.value)
    assert told.value.__suppress_context__
