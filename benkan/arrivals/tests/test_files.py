"""A list that comes as a file: read, compared, applied, undone."""

import pytest

from benkan.arrivals.files.staging import restage
from benkan.arrivals.models import Announcement, ArrivalList, Line, ReturnEpisode
from benkan.arrivals.reads.convoys import counted
from benkan.arrivals.reads.lines import line_page
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import COULIBALY, KEITA, TRAORE, applied, brought, csv, outcomes, rows, undone
from benkan.arrivals.writes import register_on_line, return_of_known
from benkan.arrivals.writes.files import apply_rows
from benkan.common.errors import Impossible
from benkan.organisations.acting import acting_for
from benkan.people.lifecycle import Status
from benkan.people.models import Identifier, Registration
from benkan.people.writes import complete, correct
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Row
from benkan.workbooks.writes import correct_cell, decide

TOTAL = "Total : 5 personnes;;;;;;;"


@pytest.fixture
def flight(awa):
    return make.expelled(awa)


def _in_force():
    return Registration.objects.exclude(status=Status.ANNULLED)


def _counts(by, convoy):
    page = counted(by, [convoy])[0]
    return (
        _in_force().count(),
        ReturnEpisode.objects.filter(annulled=False).count(),
        page.ours,
        [(one.name, one.lines_count, one.registered_count) for one in page.own_lists],
        [one.total for one in page.announcements],
        line_page(page.own_lists).sizes if page.own_lists else {},
    )


def test_a_list_is_read_and_nothing_is_written(awa, flight):
    before = _counts(awa, flight)
    source = brought(awa, flight, csv(TRAORE, COULIBALY, KEITA, TOTAL))
    assert (source.stage, source.announced) == (Stage.READ, 5)
    assert outcomes(source) == ["nouvelle"] * 3
    assert _counts(awa, flight) == before


def test_applied_it_makes_files_lines_and_returns(awa, flight):
    source = applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY, KEITA, TOTAL)))
    mamadou = Registration.objects.get(family_name="Traoré", given_names="Mamadou")
    assert (mamadou.sex, mamadou.birth_year, mamadou.phone, mamadou.destination.name) == (
        "M", 1990, "76 12 34 56", "Yélimané",
    )  # fmt: skip
    assert mamadou.source == "liste.csv, ligne 2"
    arrival_list = ArrivalList.objects.get(brought_by=source)
    assert (arrival_list.lines_count, arrival_list.registered_count) == (3, 3)
    assert list(arrival_list.lines.values_list("token", "nature")) == [(n, "enregistree") for n in (1, 2, 3)]
    assert mamadou.episodes.get().convoy == flight
    assert source.content is None
    assert not any("samples" in one for table in source.reading["tables"] for one in table["columns"])


def test_the_total_of_the_closing_line_is_announced(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE, TOTAL)))
    said = Announcement.objects.get(convoy=flight, total=5)
    assert said.source == "Liste jointe, ligne de clôture"  # partners read it: no file name


def test_twice_the_same_file_changes_nothing(awa, flight):
    content = csv(TRAORE, COULIBALY, KEITA, TOTAL)
    applied(awa, brought(awa, flight, content))
    before = _counts(awa, flight)
    again = brought(awa, flight, content)
    assert outcomes(again) == ["identique"] * 3
    applied(awa, again)
    assert _counts(awa, flight) == before


def test_a_person_said_twice_in_a_file_is_a_question(awa, flight):
    source = brought(awa, flight, csv(TRAORE, COULIBALY, TRAORE.replace("1;", "9;", 1)))
    assert outcomes(source) == ["nouvelle", "nouvelle", "question"]
    assert "ligne 2" in rows(source)[2].reasons[0]
    applied(awa, source)
    assert _in_force().filter(family_name="Traoré").count() == 1
    assert source.content is not None  # the question waits


def test_somebody_in_our_files_is_a_question_and_is_attached(awa, flight):
    line = make.registered(awa, make.desk(awa, flight), "Mamadou", "Traoré", mother="Assitan Diarra", birth="vers 1990")
    before = _counts(awa, flight)
    source = brought(awa, flight, csv(TRAORE, COULIBALY))
    first, second = rows(source)
    assert (first.outcome, first.against, second.outcome) == ("question", line.registration_id, "nouvelle")
    applied(awa, source)
    assert _in_force().count() == before[0] + 1  # the question is left alone
    decide(by=awa, rows=[first], decision=Row.Decision.ATTACH)
    applied(awa, source)
    assert _in_force().count() == before[0] + 1
    line.registration.refresh_from_db()
    assert line.registration.phone == "76 12 34 56"  # what the file lacked
    assert line.registration.episodes.count() == 1  # one return, though two lists name her
    page = counted(awa, [flight])[0]
    assert page.ours == 2
    assert [one.lines_count for one in page.own_lists] == [1, 2]
    assert line_page(page.own_lists).total == 2  # told once


def test_another_person_is_added(awa, flight):
    make.registered(awa, make.desk(awa, flight), "Mamadou", "Traoré", mother="Assitan Diarra", birth="vers 1990")
    source = brought(awa, flight, csv(TRAORE))
    decide(by=awa, rows=rows(source), decision=Row.Decision.ADD)
    applied(awa, source)
    assert _in_force().filter(family_name="Traoré").count() == 2


def test_a_wrong_cell_is_refused_corrected_and_applied(awa, flight):
    source = brought(awa, flight, csv(TRAORE, COULIBALY.replace("3/5/1998", "31/02/1990")))
    applied(awa, source)
    assert _in_force().filter(family_name="Coulibaly").count() == 0
    wrong = rows(source)[1]
    ((letter, sentence),) = wrong.errors
    assert (letter, wrong.outcome) == ("E", "refusee")
    assert "31/02/1990" in sentence
    assert "colonne Né le" in sentence
    right = restage(by=awa, row=correct_cell(by=awa, row=wrong, letter="E", text="vers 1990"))
    assert (right.errors, right.outcome, right.cells["E"]) == ([], "nouvelle", "31/02/1990")
    apply_rows(by=awa, source=source, only=right)
    assert Registration.objects.get(family_name="Coulibaly").birth_year == 1990
    source.refresh_from_db()
    assert source.content is None


def test_a_later_version_changes_what_it_changes_and_no_more(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY)))
    source = brought(awa, flight, csv(TRAORE.replace("Yélimané", "Kayes"), COULIBALY, KEITA), name="liste v2.csv")
    assert outcomes(source) == ["differente", "identique", "nouvelle"]
    assert rows(source)[0].difference == [["destination_said", "Yélimané", "Kayes"]]
    applied(awa, source)
    mamadou = Registration.objects.get(family_name="Traoré")
    assert (mamadou.destination_said, mamadou.destination.name) == ("Kayes", "Kayes")
    (only,) = ArrivalList.objects.filter(convoy=flight)
    assert only.lines_count == 3


def test_what_was_corrected_by_hand_since_is_kept(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY)))
    mamadou = Registration.objects.get(family_name="Traoré")
    correct(by=awa, registration=mamadou, answers={"phone": "70 00 00 00"})
    source = brought(awa, flight, csv(TRAORE.replace("76 12 34 56", "76 12 34 57"), COULIBALY))
    assert outcomes(source) == ["identique", "identique"]
    assert "corrigé au dossier depuis" in rows(source)[0].reasons[0]


def test_undone_everything_is_as_before(awa, flight):
    there = make.registered(
        awa, make.desk(awa, flight), "Mamadou", "Traoré", mother="Assitan Diarra", birth="vers 1990"
    )
    known = there.registration
    before = _counts(awa, flight)
    source = brought(awa, flight, csv(TRAORE, COULIBALY, KEITA, TOTAL))
    decide(by=awa, rows=rows(source)[:1], decision=Row.Decision.ATTACH)
    applied(awa, source)
    assert _counts(awa, flight) != before
    undone(awa, source)
    assert source.stage == Stage.UNDONE
    assert _counts(awa, flight) == before
    known.refresh_from_db()
    assert known.phone == ""


def test_a_changed_version_is_undone_to_the_one_before(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY)))
    before = _counts(awa, flight)
    second = applied(awa, brought(awa, flight, csv(TRAORE.replace("Yélimané", "Kayes"), COULIBALY, KEITA)))
    undone(awa, second)
    assert _counts(awa, flight) == before
    mamadou = Registration.objects.get(family_name="Traoré")
    assert (mamadou.destination_said, mamadou.destination.name) == ("Yélimané", "Yélimané")


def test_what_was_worked_on_since_stays(awa, flight):
    source = applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY, KEITA)))
    mamadou = Registration.objects.get(family_name="Traoré")
    correct(by=awa, registration=mamadou, answers={"father_name": "Sidi"})
    undone(awa, source)
    assert [one.family_name for one in _in_force()] == ["Traoré"]
    page = counted(awa, [flight])[0]
    assert [(one.lines_count, one.registered_count) for one in page.own_lists] == [(1, 1)]


def test_undone_it_can_be_brought_again(awa, flight):
    content = csv(TRAORE, COULIBALY)
    undone(awa, applied(awa, brought(awa, flight, content)))
    assert outcomes(brought(awa, flight, content)) == ["nouvelle", "nouvelle"]


def test_who_is_only_announced_has_not_returned(awa, flight):
    source = applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY), arrived=False))
    mamadou = Registration.objects.get(family_name="Traoré")
    assert mamadou.status == Status.SIGNALLED
    assert not mamadou.episodes.exists()
    page = counted(awa, [flight])[0]
    assert (page.ours, page.own_lists[0].lines_count) == (0, 2)
    sizes = line_page(page.own_lists).sizes
    assert (sizes["annoncees"], sizes[""]) == (2, 0)
    assert source.options["arrived"] is False


def test_who_was_announced_is_received_at_the_desk(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY), arrived=False))
    mamadou = Registration.objects.get(family_name="Traoré")
    said = make.answers("Mamadou", "Traoré", birth="3/4/1991", phone="70 11 22 33")
    return_of_known(by=awa, arrival_list=make.desk(awa, flight), registration=mamadou, answers=said, token=14)
    mamadou.refresh_from_db()
    assert (mamadou.status, mamadou.phone, mamadou.birth_year) == (Status.REGISTERED, "70 11 22 33", 1991)
    assert mamadou.episodes.get().line.token == 14
    page = counted(awa, [flight])[0]
    assert page.ours == 1
    sizes = line_page(page.own_lists).sizes
    assert (sizes["annoncees"], sizes[""]) == (1, 1)


def test_who_was_listed_then_received_has_one_return(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE)))
    mamadou = Registration.objects.get(family_name="Traoré")
    desk = make.desk(awa, flight)
    return_of_known(by=awa, arrival_list=desk, registration=mamadou, token=14)
    assert mamadou.episodes.get().line.list == desk
    page = counted(awa, [flight])[0]
    assert page.ours == 1
    assert line_page(page.own_lists).total == 1


def test_papers_households_and_nationality_are_kept(awa, flight):
    titles = "Nom;Prénoms;Sexe;Nationalité;NINA;Ménage"
    applied(
        awa,
        brought(
            awa, flight,
            csv("Traoré;Mamadou;M;Malienne;18904101001005T;7", "Traoré;Awa;F;Sénégalais;;7", titles=titles),
        ),
    )  # fmt: skip
    mamadou, sister = Registration.objects.filter(family_name="Traoré").order_by("sex").reverse()
    assert (mamadou.nationality.slug, sister.nationality.slug) == ("ml", "sn")
    assert mamadou.household_id == sister.household_id is not None
    assert Identifier.objects.get(registration=mamadou).kind == "nina"
    assert sister.episodes.get().assessed_type == "TRA"


def test_a_row_without_a_name_is_a_head(awa, flight):
    applied(awa, brought(awa, flight, csv(TRAORE, "2;;;F;12 ans;;;")))
    head = Line.objects.get(nature=Line.Nature.COUNTED)
    assert (head.sex, head.age_group, head.registration) == ("F", "mineur", None)


def test_another_organisation_sees_the_header_and_no_row(cast):
    with acting_for(cast.awa) as by:
        flight = make.expelled(by)
        source = applied(by, brought(by, flight, csv(TRAORE, COULIBALY)))
    with acting_for(cast.nana) as partner:
        assert not Row.objects.filter(source=source.pk).exists()
        (their,) = counted(partner, [flight])[0].partner_lists
        assert (their.name, their.brought_by, their.lines_count) == ("Liste jointe", None, 2)
        assert not Line.objects.filter(list=their).exists()


def test_two_rows_are_not_attached_to_one_person(awa, flight):
    make.registered(awa, make.desk(awa, flight), "Mamadou", "Traoré", mother="Assitan Diarra", birth="vers 1990")
    source = brought(awa, flight, csv(TRAORE, TRAORE.replace("76 12", "79 12")))
    decide(by=awa, rows=rows(source), decision=Row.Decision.ATTACH)
    with pytest.raises(Impossible, match="déjà sur cette liste"):
        apply_rows(by=awa, source=source)


def test_a_file_that_is_no_list_is_refused_with_a_sentence(awa, flight):
    source = brought(awa, flight, b"PK\x03\x04 cut")
    assert source.stage == Stage.REFUSED
    assert source.sentence.endswith((".", "nouveau."))


def test_a_completed_file_stays_when_the_list_is_undone(awa, flight):
    source = applied(awa, brought(awa, flight, csv(COULIBALY)))
    fousseyni = Registration.objects.get(family_name="Coulibaly")
    with pytest.raises(Impossible, match="Il manque"):
        complete(by=awa, registration=fousseyni)
    register_on_line(by=awa, arrival_list=make.desk(awa, flight), answers=make.answers("Awa", "Sow"), token=3)
    undone(awa, source)
    assert [one.family_name for one in _in_force()] == ["Sow"]
