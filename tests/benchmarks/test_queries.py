"""The measure of how often a question is asked, whatever the values in it."""

from collections import Counter

from benchmarks.queries import Questions, _question

ONE = "SELECT a FROM t WHERE (n >= 'ab' AND n < 'ac') LIMIT 20"
TWO = "SELECT a FROM t WHERE ((n >= 'tra' AND n < 'trb') OR (n >= 'traw' AND n < 'trax')) LIMIT 20"


def test_a_name_with_two_spellings_is_one_question():
    assert _question(TWO) == _question(ONE)
    assert _question("SELECT a WHERE b IN (1, 2, 3)") == _question("SELECT a WHERE b IN (4)")


def test_a_question_asked_for_each_row_is_found():
    few = Questions(3, Counter({"files": 1, "one": 2}))
    assert not Questions(3, Counter({"files": 1, "one": 2})).repeated_since(few)
    assert Questions(9, Counter({"files": 1, "one": 8})).repeated_since(few)
    assert Questions(5, Counter({"files": 1, "new": 2})).repeated_since(few)
    assert not Questions(4, Counter({"files": 1, "new": 1})).repeated_since(few)
