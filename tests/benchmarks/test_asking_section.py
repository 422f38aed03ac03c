"""The section of the page that says what it takes to ask other actors."""

from benchmarks.asking import Asked
from benchmarks.asking_section import TITLE, section
from benchmarks.page import with_section


def test_the_section_adds_both_times_of_each_person_and_keeps_other_sizes():
    slow = Asked(1_000_000, [20.0] * 100, [300.0] * 100, 60)
    quick = Asked(50_000, [20.0] * 100, [80.0] * 95 + [400.0] * 5, 60)
    page = with_section("# Page\n", section([slow], page=""))
    assert "| 1\u202f000\u202f000 | " in page
    assert "320 / 320 / 320 ms | 16,0 | 300 ms | **non** |" in page

    lines = section([quick], page=page)
    assert [line.split(" |")[0] for line in lines if line.startswith("| ")][1:] == [
        "| 50\u202f000",
        "| 1\u202f000\u202f000",
    ]
    again = with_section(page, lines)
    assert "100 / 100 / 420 ms | 5,0 | 300 ms | oui |" in again
    assert again.count(TITLE) == 1
    assert with_section(again, lines) == again


def test_nothing_measured_is_no_section():
    assert section([], page="# Page\n") == []
