"""Each role has its guide, and guides show pictures that are there (`make guides` takes them anew)."""

import re
from pathlib import Path

import pytest

from benkan.organisations.roles import ROLES

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "docs" / "guides"
PICTURES = ROOT / "docs" / "images" / "guides"
INDEX = FOLDER / "README.md"
GUIDES = sorted(path for path in FOLDER.glob("*.md") if path != INDEX)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
MOST = 60_000  # octets of one picture, and below of all: guides are read on slow lines
MOST_TOGETHER = 1_300_000


def _links(guide: Path) -> list[Path]:
    """The files that a guide leads to or shows, as it names them."""
    return [(guide.parent / link).resolve() for link in LINK.findall(guide.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("code", ROLES)
def test_each_role_has_its_guide_in_the_index(code):
    row = re.search(rf"^\| {re.escape(ROLES[code].label)} \|.*\]\(([\w-]+\.md)\) \|$", INDEX.read_text("utf-8"), re.M)
    assert row, "a row of docs/guides/README.md under the role’s own name"
    title = (FOLDER / row[1]).read_text("utf-8").splitlines()[0]
    assert title == f"# {ROLES[code].label}"


def test_every_guide_is_in_the_index():
    assert set(GUIDES) - set(_links(INDEX)) == set()


@pytest.mark.parametrize("guide", [INDEX, *GUIDES], ids=lambda path: path.name)
def test_a_guide_leads_and_shows_what_is_there(guide):
    assert [str(path) for path in _links(guide) if not path.is_file()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guide_shows_two_to_four_pages(guide):
    assert 2 <= sum(path.parent == PICTURES for path in _links(guide)) <= 4


def test_every_picture_is_shown_and_small():
    pictures = set(PICTURES.iterdir())
    assert pictures - {path for guide in GUIDES for path in _links(guide)} == set(), "shown by no guide"
    sizes = {path.name: path.stat().st_size for path in pictures}
    assert {name: size for name, size in sizes.items() if size > MOST} == {}
    assert sum(sizes.values()) < MOST_TOGETHER


@pytest.mark.parametrize("guide", [INDEX, *GUIDES], ids=lambda path: path.name)
def test_french_typography_of_guides(guide):
    words = re.sub(r"`[^`]*`", "§", guide.read_text(encoding="utf-8"))
    assert re.findall(r"\w+'\w+", words) == [], "write ’"
    assert re.findall(r"\S* [:;!?»](?=[\s*.,]|$)", words, re.M) == [], "non-breaking space before : ; ! ? »"
    assert re.findall(r"« \S*", words) == [], "non-breaking space after «"
