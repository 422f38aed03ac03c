"""The questions are data: known, dated, sourced, in plain words, and never about what is not collected."""

import csv
import re

import pytest

from benkan.cases import questions
from benkan.cases.engine.priority import PRESSING
from benkan.cases.questions import all_questions, detailed, flag_label, flags, rapid, themes
from benkan.cases.trades import isco_group, trade_label, trades_offered
from benkan.offers.load import HELP_KINDS
from benkan.people.tests.factories import a_registration

NEVER = re.compile(r"ethni|religi|orienta\w+ sexuel|homosex|lesb|gay|armé|djihad|nom du passeur", re.I)
FILES = ["rapid", "detailed", "flags", "sets"]


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_its_source_and_its_day(name):
    rows = questions._rows(name)
    assert rows
    assert all(row["source"] and row["as_of"] for row in rows)


def test_every_question_points_at_what_is_known():
    with open(HELP_KINDS, encoding="utf-8", newline="") as lines:
        kinds = {row["code"] for row in csv.DictReader(lines)}
    for one in all_questions().values():
        assert one.level in PRESSING
        assert not one.opens or one.opens in themes(), one.code
        assert not one.theme or one.theme in themes(), one.code
        assert not one.suggests or one.suggests in kinds, one.code
        assert one.question.endswith("\u00a0?"), one.code
        assert one.flag == flags()[one.flag.code]


def test_a_question_is_asked_once():
    asked = [(one.theme, one.question) for one in all_questions().values()]
    assert len(asked) == len(set(asked))
    assert len(all_questions()) == sum(len(questions._rows(name)) for name in ("rapid", "detailed"))


def test_what_is_never_collected_is_never_asked():
    said = [f"{one.question} {one.flag.label}" for one in all_questions().values()]
    assert [words for words in said if NEVER.search(words)] == []


def test_what_tells_of_health_violence_trafficking_detention_or_a_child_is_restricted():
    named = {code for code, flag in flags().items() if not flag.restricted}
    assert named == {"MONO", "AGE", "END", "ABRI", "PAP", "CHA"}
    # A set in which one answer is restricted is restricted as a whole.
    for theme in themes().values():
        of_it = [one for one in all_questions().values() if one.theme == theme.code]
        assert of_it
        assert theme.restricted == any(one.flag.restricted for one in of_it), theme.code


def test_the_rapid_ones_take_two_minutes(by):
    for traits, answers in ((("kadiatou",), {}), (("lassine",), {}), (("kadiatou", "child"), {})):
        asked = rapid(a_registration(by, *traits, **answers), in_person=True)
        assert 10 <= len(asked) <= 15
        # Eight seconds each for a question read aloud at two words a second, and its answer.
        assert all(len(one.question.split()) <= 17 for one in asked)


def test_each_is_asked_of_those_it_concerns(by):
    def codes(*traits, in_person=True, **answers):
        return {one.code for one in rapid(a_registration(by, *traits, **answers), in_person=in_person)}

    assert "enceinte" in codes("kadiatou")
    assert "enceinte" not in codes("lassine")
    assert "parents" in codes("lassine", "child")
    assert "parents" not in codes("lassine", "born_1990")
    assert "renvoi" not in codes("lassine")
    assert "renvoi" in codes("lassine", nationality_unknown=True)
    assert {"sante.sang", "sante.suivi"}.isdisjoint(
        one.code for one in detailed(themes()["sante"], a_registration(by, "lassine"))
    )


def test_by_telephone_nothing_that_a_listener_must_not_hear(by):
    asked = rapid(a_registration(by, "kadiatou"), in_person=False)
    assert not {"coups", "enferme", "emprise", "danger", "rejet"} & {one.code for one in asked}
    assert {"violence", "detention", "traite", "enfant"} == {one.code for one in themes().values() if one.in_person}


def test_a_code_of_before_keeps_some_words():
    assert flag_label("END") == "Dettes du voyage"
    assert flag_label("XYZ") == "XYZ"


def test_trades_have_families_words_and_groups():
    offered = [code for _, rows in trades_offered() for code, _ in rows]
    assert len(offered) == len(set(offered)) > 60
    assert max(map(len, offered)) <= 30
    assert trade_label("maconnerie") == "Maçonnerie"
    assert isco_group("maconnerie") == "7112"
    assert isco_group("personne") == ""
    assert trade_label("personne") == "personne"
    assert [code for code in offered if not re.fullmatch(r"\d{4}", isco_group(code))] == ["autre"]
