"""The rules of arrivals: counts side by side, tokens taken once, aid that waits for nothing, returns apart."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.arrivals import writes
from benkan.arrivals.gaps import gap_in_words
from benkan.arrivals.models import Announcement, HeadCount, Line, ReturnEpisode
from benkan.arrivals.tests import factories as make
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people.models import Registration
from benkan.people.writes import annul, correct

# ---- Convoys and counts ----


def test_a_convoy_is_opened_where_one_is_present_only(awa):
    assert make.convoy(awa).entry_point.slug == "rte-gog"
    with pytest.raises(Refused, match="n’est pas notée présente à"):
        make.convoy(awa, at="rte-dib")


def test_an_announcement_that_does_not_hold_opens_no_convoy(awa):
    with pytest.raises(Impossible, match="plus que le total"):
        writes.announce_convoy(
            by=awa,
            answers={"arrives_on": make.day(), "entry_point": make.place("rte-gog"), "country": make.place("mr")},
            split={"total": 3, "men": 5},
        )
    assert not Announcement.objects.exists()
    assert not make.convoy(awa).announcements.exists()


def test_a_later_count_is_another_row(awa):
    convoy = make.expelled(awa)
    for total in (200, 207):
        writes.count_heads(by=awa, convoy=convoy, split={"total": total}, triage={"sick": 4})
    assert list(convoy.head_counts.values_list("total", flat=True)) == [207, 200]
    assert HeadCount.objects.first().lone_children is None  # not seen is not nought


@pytest.mark.parametrize(
    ("announced", "counted", "words"),
    [
        (212, 207, "207 comptés, 212 annoncés : 5 de moins"),
        (200, 207, "207 comptés, 200 annoncés : 7 de plus"),
        (1, 1, "1 compté, 1 annoncé : autant"),
        (212, None, "212 annoncés, pas encore comptés"),
        (None, 5, "5 comptés, sans annonce"),
        (None, None, "ni annoncé, ni compté"),
    ],
)
def test_the_gap_is_said_in_words(announced, counted, words):
    assert gap_in_words(announced, counted).replace("\u00a0", " ") == words


# ---- Tokens and lines ----


def test_tokens_follow_each_other_and_are_taken_once(awa):
    desk = make.desk(awa)
    assert [make.registered(awa, desk, f"Moussa {n}").token for n in "abc"] == [1, 2, 3]
    with pytest.raises(writes.TokenTaken, match=r"Le jeton 002 est déjà pris.*004"):
        make.registered(awa, desk, "Sékou", token=2)
    assert Registration.objects.count() == 3


def test_the_list_is_held_while_a_token_is_taken(awa):
    """Two agents at one desk: the second waits for the first one's transaction, and then sees its token."""
    desk = make.desk(awa)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        make.registered(awa, desk)
    held = [n for n, q in enumerate(queries) if "arrivals_arrivallist" in q["sql"] and "FOR UPDATE" in q["sql"]]
    first_look = next(n for n, q in enumerate(queries) if 'FROM "arrivals_line"' in q["sql"])
    assert held
    assert held[0] < first_look


def test_the_list_of_another_actor_is_refused(cast, awa):
    desk = make.desk(awa)
    with acting_for(cast.nana) as nana, pytest.raises(Refused, match="celle d’un autre acteur"):
        writes.note_line(by=nana, arrival_list=desk)


def test_a_head_without_a_name_is_a_token_and_no_more(awa):
    desk = make.desk(awa)
    line = writes.note_line(
        by=awa, arrival_list=desk, token=12, nature=Line.Nature.REFUSED, sex="F", age_group="adulte"
    )
    assert (line.registration, line.nature, line.sex) == (None, "refus", "F")
    assert not Registration.objects.exists()
    assert not ReturnEpisode.objects.exists()


def test_a_counted_head_becomes_hers_with_the_aid_it_was_given(awa):
    desk = make.desk(awa)
    head = writes.note_line(by=awa, arrival_list=desk, token=7, triage=["sick"])
    writes.give_aid(by=awa, line=head, kinds=["eau"])
    line = make.registered(awa, desk, "Fatoumata", token=7)
    assert line.pk == head.pk
    assert line.sick
    assert [aid.kind for aid in line.aid.all()] == ["eau"]
    desk.refresh_from_db()
    assert (desk.lines_count, desk.registered_count) == (1, 1)


def test_who_refused_may_be_registered_later_and_a_refusal_is_not_noted_over_another(awa):
    desk = make.desk(awa)
    writes.note_line(by=awa, arrival_list=desk, token=7, nature=Line.Nature.REFUSED)
    with pytest.raises(writes.TokenTaken):
        writes.note_line(by=awa, arrival_list=desk, token=7, nature=Line.Nature.UNABLE)
    assert make.registered(awa, desk, token=7).nature == Line.Nature.REGISTERED


def test_a_second_line_of_the_same_person_on_a_list_is_refused(awa):
    desk = make.desk(awa)
    line = make.registered(awa, desk)
    with pytest.raises(Impossible, match="déjà sur cette liste, au jeton 001"):
        writes.return_of_known(by=awa, arrival_list=desk, registration=line.registration)


@given(st.lists(st.tuples(st.sampled_from(["count", "refuse", "register", "aid"]), st.integers(1, 6)), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_a_token_is_one_line_and_the_header_agrees(awa, steps):
    """Counting, refusing, registering and helping in any order keep one line a token, and true counts."""
    with transaction.atomic():  # what one example writes is undone before the next
        by, desk = awa, make.desk(awa)
        for step, token in steps:
            try:
                if step == "register":
                    make.registered(by, desk, token=token)
                elif step == "aid":
                    writes.give_aid_to_tokens(
                        by=by, arrival_list=desk, tokens=[token], kinds=["eau"], count_missing=True
                    )
                else:
                    nature = Line.Nature.REFUSED if step == "refuse" else Line.Nature.COUNTED
                    writes.note_line(by=by, arrival_list=desk, token=token, nature=nature)
            except writes.TokenTaken:
                pass
        desk.refresh_from_db()
        lines = list(desk.lines.all())
        named = [line for line in lines if line.nature == Line.Nature.REGISTERED]
        assert len({line.token for line in lines}) == len(lines) == desk.lines_count
        assert len(named) == desk.registered_count == Registration.objects.count() == ReturnEpisode.objects.count()
        assert {line.token for line in lines} == {token for _, token in steps}
        transaction.set_rollback(True)


# ---- Known people ----


def test_a_known_person_comes_back_as_a_second_return_of_one_registration(awa):
    first = make.registered(awa, make.desk(awa, make.expelled(awa, days=-200)), destination_said="Banamba")
    again = writes.return_of_known(
        by=awa, arrival_list=make.desk(awa), registration=first.registration, token=5,
        answers={"phone": "70 11 22 33", "destination_said": "Nioro", "destination": make.place("ml-nioro-nioro")},
    )  # fmt: skip
    registration = Registration.objects.get()
    assert [line.token for line in registration.lines.order_by("token")] == [1, 5]
    latest, earlier = registration.episodes.order_by("-returned_on")
    assert latest.line == again
    assert (latest.destination.slug, earlier.destination) == ("ml-nioro-nioro", None)
    assert registration.phone == "70 11 22 33"


def test_a_correction_reaches_all_returns_but_a_destination_only_the_latest(awa):
    first = make.registered(awa, make.desk(awa, make.expelled(awa, days=-200)), destination=make.place("ml-gao-gao"))
    writes.return_of_known(by=awa, arrival_list=make.desk(awa), registration=first.registration)
    registration = Registration.objects.get()
    correct(by=awa, registration=registration, answers={"sex": "F", "destination": make.place("ml-kita-kita")})
    latest, earlier = registration.episodes.order_by("-returned_on")
    assert {latest.sex, earlier.sex} == {"F"}
    assert (latest.destination.slug, earlier.destination.slug) == ("ml-kita-kita", "ml-gao-gao")


def test_an_annulled_registration_counts_no_more_and_its_head_stays(awa):
    desk = make.desk(awa)
    line = make.registered(awa, desk)
    annul(by=awa, registration=line.registration, reason="saisie deux fois")
    desk.refresh_from_db()
    assert (desk.lines_count, desk.registered_count) == (1, 0)
    assert line.registration.episodes.get().annulled
    annulled = Registration.objects.get()
    with pytest.raises(Impossible, match="Ce dossier est annulé"):
        writes.return_of_known(by=awa, arrival_list=make.desk(awa), registration=annulled)


# ---- Rights ----


@pytest.mark.parametrize(
    ("who", "act"),
    [
        ("issa", make.registered),
        ("issa", lambda by, desk: writes.count_heads(by=by, convoy=desk.convoy, split={"total": 3})),
        ("kadiatou", lambda by, desk: writes.announce(by=by, convoy=desk.convoy, split={"total": 3})),
        ("issa", lambda by, desk: writes.give_aid_to_tokens(by=by, arrival_list=desk, tokens=[1], kinds=["eau"])),
        ("fanta", lambda by, desk: writes.note_line(by=by, arrival_list=desk)),
        ("hawa", lambda by, desk: writes.note_printed(by=by, arrival_list=desk, what="sheets", count=1)),
    ],
)
def test_each_write_checks_its_right(cast, awa, who, act):
    desk = make.desk(awa)
    with acting_for(getattr(cast, who)) as by, pytest.raises(Refused, match="Votre rôle ne permet pas"):
        act(by, desk)
