"""The gallery shows every component; components refuse what would mislead; pages keep within the security policy."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.test.signals import template_rendered

from benkan.common import tilemap
from benkan.common.gallery import gallery

COMPONENTS = Path(__file__).parent.parent / "templates" / "common" / "components"


@pytest.fixture
def page(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    used = set()

    def note(sender, template, **_):
        used.add(template.name)

    template_rendered.connect(note)
    try:
        answer = gallery(RequestFactory().get("/composants/"))
    finally:
        template_rendered.disconnect(note)
    return answer.content.decode(), used


def test_every_component_is_shown(page):
    _, used = page
    names = {f"common/components/{path.name}" for path in COMPONENTS.glob("*.html")}
    assert names
    assert names <= used


def test_nothing_in_the_page_breaks_the_security_policy(page):
    html, _ = page
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:|data:image|(?:src|href)=\"(?:https?:)?//", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_identifiers_are_unique(page):
    html, _ = page
    found = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(found) == sorted(set(found))


def test_weights():
    def weight(path):
        return len(gzip.compress(Path(finders.find(path)).read_bytes(), 9))

    assert weight("common/benkan.css") <= 9_000
    assert weight("common/benkan.js") <= 3_000
    assert Path(finders.find("common/fonts/benkan-sans.woff2")).stat().st_size <= 45_000
    blocking = [
        "common/benkan.css",
        "common/benkan.js",
        "common/band.svg",
        "common/favicon.svg",
        "django_htmx/htmx-2.min.js",
    ]
    assert sum(map(weight, blocking)) <= 45_000


def test_the_stylesheet_draws_neither_gradients_nor_shadows():
    css = Path(finders.find("common/benkan.css")).read_text()
    assert not re.search(r"gradient\(|box-shadow|text-shadow|url\(\"?(?:data:|https?:|//)", css)


@pytest.mark.parametrize(
    "wrong",
    [
        '{% figure 1806 "plans" %}',
        '{% tilemap values caption="x" unit="y" %}',
        "{% bars values %}",
        '{% tag "late" "" %}',
        '{% tag "rouge" "en retard" %}',
        '{% notice "alarme" %}x{% endnotice %}',
        '{% tilemap unknown caption="x" unit="y" source="z" %}',
    ],
)
def test_components_refuse_what_would_mislead(wrong):
    template = Template("{% load components %}" + wrong)
    with pytest.raises(ValueError):  # noqa: PT011 (the sentences are for developers)
        template.render(Context({"values": {}, "unknown": {"ml-paris": 1}}))


def test_a_silence_is_not_a_difference():
    shown = Template('{% load components %}{% difference rows "A" "B" %}').render(
        Context({"rows": [("Nom", "Traoré", "TRAWORE"), ("Mère", "Assitan", ""), ("Né", "1998", "1998")]})
    )
    assert shown.count("<mark>différent</mark>") == 1


class TestTileMap:
    def test_twenty_tiles_that_never_share_a_place(self):
        drawn = tilemap.tiles({})
        assert len({(tile.x, tile.y) for tile in drawn}) == 20

    def test_nought_is_not_silence(self):
        by_slug = {tile.slug: tile for tile in tilemap.tiles({"ml-kidal": 0, "ml-kayes": 156})}
        assert (by_slug["ml-kidal"].step, by_slug["ml-kayes"].step, by_slug["ml-gao"].step) == (1, 6, 0)

    @pytest.mark.parametrize("greatest", [0, 1, 5, 6, 7, 59, 60, 182, 999, 12_345])
    def test_steps_stay_within_the_ramp(self, greatest):
        steps = [tile.step for tile in tilemap.tiles({"ml-kayes": greatest, "ml-gao": 0})]
        assert set(steps) <= set(range(7))

    def test_the_alternative_says_what_the_map_shows(self):
        words = tilemap.in_words({"ml-bamako": 182, "ml-kayes": 156}, "Besoins sans place")
        assert "Besoins sans place" in words
        assert words.index("Bamako, 182") < words.index("Kayes, 156")


@pytest.mark.parametrize("name", ["not_found", "refused", "impossible", "failed"])
def test_error_pages_need_no_one_signed_in(name, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    assert "<h1>" in get_template(f"common/{name}.html").render({}, RequestFactory().get("/"))
