"""Aid that waits for nothing; families, returns told in three answers, papers."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from benkan.arrivals import tokens, writes
from benkan.arrivals.models import ArrivalList, ImmediateAid, Line
from benkan.arrivals.tests import factories as make
from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.people.models import FamilyLink, Registration


def test_aid_waits_for_no_name(awa):
    line = writes.note_line(by=awa, arrival_list=make.desk(awa), nature=Line.Nature.UNABLE)
    writes.give_aid(by=awa, line=line, kinds=["eau", "soins"], note="deux litres")
    assert list(line.aid.values_list("kind", "note")) == [("eau", "deux litres"), ("soins", "deux litres")]
    with pytest.raises(Impossible, match="Dites quelle aide"):
        writes.give_aid(by=awa, line=line, kinds=[])


def test_the_same_aid_for_many_tokens_is_all_or_none(awa):
    desk = make.desk(awa)
    make.registered(awa, desk, token=12)
    give = {"by": awa, "arrival_list": desk, "tokens": [12, 13, 14], "kinds": ["repas"]}
    with pytest.raises(writes.NotNoted, match="013 à 014 ne sont pas encore notés"):
        writes.give_aid_to_tokens(**give)
    assert not ImmediateAid.objects.exists()
    writes.give_aid_to_tokens(**give, count_missing=True)
    assert list(ImmediateAid.objects.order_by("line__token").values_list("line__token", flat=True)) == [12, 13, 14]
    desk.refresh_from_db()
    assert (desk.lines_count, desk.registered_count) == (3, 1)


def test_aid_to_many_costs_the_same_number_of_queries_and_tells_each_file(awa):
    desk = make.desk(awa)
    line = make.registered(awa, desk, token=1)
    counts = []
    for upto in (3, 60):
        with CaptureQueriesContext(connection) as queries:
            writes.give_aid_to_tokens(
                by=awa, arrival_list=desk, tokens=range(1, upto + 1), kinds=["eau"], count_missing=True
            )
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Entry.objects.filter(verb="arrivals.aid_given", file_id=line.registration_id).count() == 2


@pytest.mark.parametrize(
    ("said", "meant"), [("12-14, 45", [12, 13, 14, 45]), ("7", [7]), (" 3 à 5;4 ", [3, 4, 5]), ("1 2", [1, 2])]
)
def test_tokens_are_read_as_people_say_them(said, meant):
    assert tokens.parse(said) == meant


@pytest.mark.parametrize("said", ["", "douze", "9-3", "0", "1-9999", "12-", "-3"])
def test_what_names_no_tokens_is_answered_with_a_sentence(said):
    with pytest.raises(tokens.NotTokens, match=r"\.$"):
        tokens.parse(said)


@given(st.sets(st.integers(1, 400), min_size=1, max_size=60))
def test_tokens_said_and_read_again_are_the_same(some):
    assert tokens.parse(tokens.in_words(sorted(some))) == sorted(some)


# ---- Families, returns, papers ----


def test_a_relative_is_linked_as_she_is_registered(awa):
    desk = make.desk(awa)
    mother = make.registered(awa, desk, "Assitan", "Diarra", sex="F")
    child = writes.register_on_line(
        by=awa, arrival_list=desk, answers=make.answers("Lassine", birth="4 ans"), family_of=mother, relation="parent"
    )
    link = FamilyLink.objects.get()
    assert (link.kind, {link.one_id, link.other_id}) == ("parent", {mother.registration_id, child.registration_id})
    assert len(set(Registration.objects.values_list("household", flat=True))) == 1
    assert child.age_group == "mineur"


def test_a_link_asks_two_registered_people(awa):
    desk = make.desk(awa)
    one, head = make.registered(awa, desk), writes.note_line(by=awa, arrival_list=desk)
    with pytest.raises(Impossible, match="002 n’est pas enregistré"):
        writes.link_lines(by=awa, one=one, other=head, kind="fratrie")


def test_the_three_answers_about_a_return_are_kept_apart(awa):
    episode = make.registered(awa, make.desk(awa)).registration.episodes.get()
    assert (episode.declared_type, episode.assessed_type, episode.travel_organiser) == ("REF", "", "pays")
    writes.say_return(by=awa, episode=episode, answers={"assessed_type": "RAP"})
    episode.refresh_from_db()
    assert (episode.declared_type, episode.assessed_type, episode.travel_organiser) == ("REF", "RAP", "pays")
    before = Entry.objects.count()
    writes.say_return(by=awa, episode=episode, answers={"assessed_type": "RAP"})
    assert Entry.objects.count() == before  # the second time changes nothing


def test_the_desk_is_opened_once_a_day_without_convoy(awa):
    kayes = make.place("hub-kay")
    one, again = (writes.desk_of(by=awa, convoy=None, entry_point=kayes) for _ in range(2))
    assert one == again
    assert ArrivalList.objects.count() == 1
    with pytest.raises(Refused):
        writes.desk_of(by=awa, convoy=None, entry_point=make.place("hub-gao"))


def test_what_was_printed_is_noted(awa):
    desk = make.desk(awa)
    writes.note_printed(by=awa, arrival_list=desk, what="sheets", count=212)
    assert desk.sheets_printed_at is not None
    assert desk.call_list_printed_at is None
    assert Entry.objects.get(verb="arrivals.sheets_printed").count == 212


def test_paper_typed_later_keeps_its_hour(awa):
    at = dt.datetime(2026, 3, 12, 23, 40, tzinfo=dt.UTC)
    line = writes.register_on_line(by=awa, arrival_list=make.desk(awa), answers=make.answers(), at=at)
    assert (line.at, line.registration.registered_at) == (at, at)
