"""Another actor is asked with her consent, once, within a ceiling, and answers a word: never who, why or how many."""

import datetime as dt

import pytest
from django.db import connection

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.linkage.engine.desk import Desk
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.models import Pair, Question, Side
from benkan.linkage.reads.asked import last_asked
from benkan.linkage.tests.between import HERE, LITTLE, THERE, UNBORN, a_file, agreed, pair_of
from benkan.linkage.thresholds import DAILY_CHECKS, DAILY_CHECKS_OF_ALL
from benkan.linkage.writes import decide
from benkan.linkage.writes.asking import ask_others
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.organisations.writes import change_threshold
from benkan.people.lifecycle import Status
from benkan.people.writes import complete, correct

pytestmark = pytest.mark.django_db


def answer(cast, told=None, **more):
    """What the reception service is answered about a file that it completes now."""
    registration = a_file(cast.kadiatou, told, **more)
    with acting_for(cast.kadiatou):
        return last_asked(registration)


def test_a_known_person_is_answered_by_a_word_as_soon_as_her_file_is_complete(cast, agreed_both_ways):
    a_file(cast.sekou, THERE)
    assert answer(cast).word == Word.VERY_LIKELY


def test_less_is_known_and_the_word_is_weaker(cast, agreed_both_ways):
    a_file(cast.sekou, THERE | LITTLE)
    assert answer(cast).word == Word.LIKELY


def test_names_alone_never_answer(cast, agreed_both_ways):
    names = {name: HERE[name] for name in ("given_names", "family_name", "sex")}
    a_file(cast.sekou, names | {"destination_said": "Ségou"}, birth=UNBORN, completes=False)
    assert answer(cast).word is None


def test_what_something_contradicts_never_answers(cast, agreed_both_ways):
    a_file(cast.sekou, THERE | {"given_names": "Ramata"})
    assert answer(cast).word is None, "perhaps her twin"


def test_her_holder_is_told_first_and_she_learns_who_asks(cast, agreed_both_ways):
    theirs = a_file(cast.sekou, THERE)
    a_file(cast.kadiatou)
    with acting_for(cast.sekou):
        (notice,) = Notice.objects.filter(kind="linkage.asked")
        pair = pair_of(cast.sekou, theirs)
        assert notice.address.endswith(f"{pair.pk}/")
        assert pair.asker.code == "SAR"


def test_the_pair_holds_a_word_and_nothing_by_which_it_was_found(cast, agreed_both_ways):
    a_file(cast.sekou, THERE)
    hers = a_file(cast.kadiatou)
    pair = pair_of(cast.kadiatou, hers)
    assert (pair.probability, pair.hard, pair.organisation) == (0.995, False, None)
    with acting_for(cast.kadiatou):
        (side,) = Side.objects.filter(pair=pair)
        assert (side.registration_id, side.reasons, side.relatives) == (hers.pk, [], False)


def test_of_two_who_know_her_one_pair_is_made(cast, agreed_both_ways):
    agreed("DJIGUI", "SAR", cast.drissa, cast.fanta)
    a_file(cast.sekou, THERE)
    a_file(cast.oumar, HERE)
    hers = a_file(cast.kadiatou)
    with acting_for(cast.kadiatou):
        assert Pair.objects.filter(sides__registration=hers).count() == 1


def test_nobody_is_asked_without_her_consent_or_before_the_end(cast, agreed_both_ways):
    no, unasked = a_file(cast.kadiatou, agrees=False), a_file(cast.kadiatou, agrees=None)
    begun = a_file(cast.kadiatou, completes=False)
    with acting_for(cast.kadiatou) as by:
        for registration, why in ((no, "l’a refusé"), (unasked, "pas été demandé")):
            with pytest.raises(Refused, match=why):
                ask_others(by=by, registration=registration)
        with pytest.raises(Impossible, match="Terminez d’abord"):
            ask_others(by=by, registration=begun)
        assert not Question.objects.exists()


def test_who_may_not_ask_is_refused(cast, agreed_both_ways):
    hers = a_file(cast.kadiatou)
    with acting_for(cast.issa) as issa, pytest.raises(Refused):
        ask_others(by=issa, registration=hers)


def test_one_asks_again_after_a_correction_or_a_month(cast, agreed_both_ways):
    hers = a_file(cast.kadiatou)
    with acting_for(cast.kadiatou) as by:
        with pytest.raises(Impossible, match="rien n’a changé"):
            ask_others(by=by, registration=hers)
        correct(by=by, registration=hers, answers={"father_name": "Issa Koulibaly"})
        ask_others(by=by, registration=hers)
        with clock.at(clock.now() + dt.timedelta(days=31)):
            ask_others(by=by, registration=hers)
        assert Question.objects.filter(registration=hers).count() == 3


def test_a_new_file_of_another_actor_is_found_a_month_later(cast, agreed_both_ways):
    hers = a_file(cast.kadiatou)
    a_file(cast.sekou, THERE)
    with acting_for(cast.kadiatou) as by, clock.at(clock.now() + dt.timedelta(days=31)):
        assert ask_others(by=by, registration=hers).strength == "forte"


def test_the_word_does_not_move_while_one_varies_a_file(cast, agreed_both_ways):
    a_file(cast.sekou, THERE | LITTLE)
    hers = a_file(cast.kadiatou)
    with acting_for(cast.kadiatou) as by:
        first = last_asked(hers).word
        for change in ({"birth": UNBORN}, {"family_name": "Keïta"}, {"given_names": "Fatou"}):
            correct(by=by, registration=hers, answers=change)
            assert ask_others(by=by, registration=hers).word == first
        assert Pair.objects.filter(sides__registration=hers).count() == 1


def test_a_second_file_of_hers_is_told_the_first_word(cast, agreed_both_ways):
    a_file(cast.sekou, THERE)
    weak = answer(cast, HERE | LITTLE).word
    assert answer(cast).word == weak == Word.LIKELY


def test_a_pair_said_different_is_not_answered_again(cast, agreed_both_ways):
    a_file(cast.sekou, THERE)
    hers = a_file(cast.kadiatou)
    with acting_for(cast.sekou) as sekou:
        decide(by=sekou, pair=Pair.objects.get(organisation=None), verdict=Verdict.DIFFERENT)
    with acting_for(cast.kadiatou) as by, clock.at(clock.now() + dt.timedelta(days=31)):
        assert ask_others(by=by, registration=hers).word is None


def given_ceilings(cast, account: int, organisation: int) -> None:
    why = {"source": "Essai", "note": "Pour voir"}
    with acting_for(cast.adama) as by:
        for threshold, value in ((DAILY_CHECKS, account), (DAILY_CHECKS_OF_ALL, organisation)):
            change_threshold(by=by, threshold=threshold, value=value, begins=clock.today(), **why)


def test_the_day_has_a_ceiling_for_an_account_and_for_its_organisation(cast, agreed_both_ways):
    given_ceilings(cast, 2, 3)
    files = [a_file(cast.kadiatou, HERE | {"given_names": name}) for name in ("Awa", "Mariam", "Oumou")]
    with acting_for(cast.kadiatou) as by:
        assert [last_asked(one) is not None for one in files] == [True, True, False], "complete all the same"
        with pytest.raises(Impossible, match="permises à un compte"):
            ask_others(by=by, registration=files[2])
    with acting_for(cast.awa) as awa:
        ask_others(by=awa, registration=files[2])
    more = a_file(cast.awa, HERE | {"given_names": "Sira"})
    with acting_for(cast.awa) as awa:
        with pytest.raises(Impossible, match="Votre organisation a posé"):
            ask_others(by=awa, registration=more)
        with clock.at(clock.now() + dt.timedelta(days=1)):
            ask_others(by=awa, registration=more)


def test_a_question_is_in_the_journal_without_a_value(cast, agreed_both_ways):
    hers = a_file(cast.kadiatou)
    with acting_for(cast.kadiatou):
        entry = Entry.objects.get(verb="linkage.asked")
        assert (entry.file_id, entry.fields, entry.reason) == (hers.pk, [], "")


@pytest.mark.parametrize(("years", "answers"), [(12, True), (18, False)])
def test_a_guardian_answers_for_her_while_she_is_surely_a_child(cast, agreed_both_ways, years, answers):
    year = clock.today().year - years
    birth = ImpreciseDate(year, None, None, Precision.YEAR, str(year))
    guardian = "Sa tante"
    a_file(cast.sekou, THERE, completes=False, birth=birth, guardian=guardian)
    assert bool(answer(cast, birth=birth, guardian="" if years == 18 else guardian).word) == answers


@pytest.mark.parametrize("function", ["linkage_agrees", "linkage_gives", "linkage_answers", "linkage_worth"])
def test_the_application_may_not_ask_the_rules_of_others_files(by, function):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege(current_user, oid, 'execute') FROM pg_proc WHERE proname = %s",
                       [function])  # fmt: skip
        assert cursor.fetchall() == [(False,)]


def test_a_file_is_completed_where_the_engine_fails_and_is_asked_about_later(cast, agreed_both_ways, monkeypatch):
    a_file(cast.sekou, THERE)
    registration = a_file(cast.kadiatou, completes=False)
    with acting_for(cast.kadiatou) as by, monkeypatch.context() as broken:
        broken.setattr(Desk, "clean", _fail)
        assert complete(by=by, registration=registration).status == Status.COMPLETED
    with acting_for(cast.kadiatou) as by:
        assert not Question.objects.filter(registration=registration).exists()
        assert ask_others(by=by, registration=registration).word == Word.VERY_LIKELY


def _fail(self, records):
    raise MemoryError
