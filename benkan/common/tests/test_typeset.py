"""Sheets set by Typst: what somebody typed is never markup, and one template cannot read outside the program."""

import datetime as dt
import html
import os
from pathlib import Path

import pytest

from benkan.common import clock, typeset

FRAME = {"title": "Essai", "demo": False, "about": "", "for_whom": "", "source": ""}
EVIL = (
    '#include "/etc/passwd"',
    '#read("/common/clock.py")',
    "\\ #panic() \\u{41}",
    "[*gras*] _italique_ $x^2$ = Titre",
    "// commentaire",
    '"; sys.inputs',
    "<étiquette> @renvoi `code`",
)


@pytest.fixture
def template() -> Path:
    """A sheet whose body is one table and one list; under the root of templates, as all are."""
    path = typeset.ROOT / "common" / "tests" / f"essai-{os.getpid()}.typ"
    path.write_text(
        '#import "/common/sheets/frame.typ": rows, said, sheet\n#show: sheet\n'
        '#rows(("Mot",), said.words.map(it => (it,)))\n#enum(..said.words.map(it => enum.item(it)))\n'
    )
    yield path
    path.unlink()


def test_what_somebody_typed_is_printed_as_it_was_typed(template):
    said = FRAME | {"words": list(EVIL), "title": EVIL[0], "source": EVIL[2]}
    printed = html.unescape(typeset.words(template, said, at=clock.now()))
    for one in EVIL:
        assert printed.count(f">{one}<") >= 2 or printed.count(one) >= 2, one
    assert "root:" not in printed


def test_a_sheet_is_tagged_titled_and_in_french(template):
    content = typeset.pdf(template, FRAME | {"words": ["Mot"]}, at=dt.datetime(2026, 11, 20, 16, 5, tzinfo=dt.UTC))
    assert content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in content
    assert b"fr-ML" in content
    assert b"pdfuaid:part" in content


@pytest.mark.parametrize("typed", ["ߒߞߏ", "ⵜⵉⴼⵉⵏⴰⵖ", "Appui 😀", "\x07", "日本", "a" * 3000])
def test_a_sign_without_a_font_keeps_no_sheet_from_leaving(template, typed):
    content = typeset.pdf(template, FRAME | {"words": ["Mot", typed], "source": typed}, at=clock.now())
    assert content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in content


def test_what_is_invented_says_so(template):
    said = FRAME | {"words": ["Mot"]}
    assert "Données inventées" not in typeset.words(template, said, at=clock.now())
    assert "Données inventées" in typeset.words(template, said | {"demo": True}, at=clock.now())


def test_a_template_reads_nothing_outside_the_program(template):
    from typst import TypstError

    template.write_text('#read("/../../../etc/passwd")')
    with pytest.raises(TypstError):
        typeset.words(template, FRAME, at=clock.now())
