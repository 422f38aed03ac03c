"""French typography, said by example. U+00A0 is written ~ here and U+202F (thin) _, to be seen."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import timezone

from benkan.common import clock, typography

NOW = dt.datetime(2026, 3, 12, 18, 5, tzinfo=dt.UTC)


def seen(text: str) -> str:
    return text.replace(typography.NBSP, "~").replace(typography.THIN, "_")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("36614696", "36~61~46~96"),
        (" 36614696", "36~61~46~96"),
        ("36 61 46 96", "36 61 46 96"),
        ("+22336614696", "+223~36~61~46~96"),
        ("0022336614696", "00223~36~61~46~96"),
        ("celui du voisin", "celui du voisin"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("", ""),
    ],
)
def test_a_telephone_is_read_out_by_twos(said, expected):
    assert seen(typography.telephone(said)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "–"),
        ("", "–"),
        (0, "0"),
        (999, "999"),
        (4812, "4_812"),
        (1_234_567, "1_234_567"),
        (-4812, "−4_812"),
        (0.5, "0,5"),
        (1 / 3, "0,33"),
        (Decimal("12.340"), "12,34"),
        (1e6, "1_000_000"),
    ],
)
def test_numbers(value, expected):
    assert seen(typography.nombre(value)) == expected


def test_decimals_asked_for_are_kept():
    assert seen(typography.nombre(1204, 1)) == "1_204,0"
    assert typography.nombre(Decimal("0.5"), 0) == "1"


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        (52_000, "XOF", "52_000~F~CFA"),
        (Decimal("52000.4"), "XOF", "52_000~F~CFA"),
        (1250, "EUR", "1_250~€"),
        (Decimal("1250.5"), "EUR", "1_250,50~€"),
        (10, "GNF", "10~GNF"),
        (None, "XOF", "–"),
    ],
)
def test_amounts(value, currency, expected):
    assert seen(typography.montant(value, currency)) == expected


def test_shares():
    assert seen(typography.pourcent(0.57)) == "57~%"
    assert seen(typography.pourcent(0.1954, 1)) == "19,5~%"


def test_days():
    assert seen(typography.jour(dt.date(2026, 3, 1))) == "1er~mars~2026"
    assert seen(typography.jour(dt.date(2026, 3, 12))) == "12~mars~2026"
    with clock.at(NOW):
        assert seen(typography.jour_court(dt.date(2026, 3, 12))) == "12~mars"
        assert seen(typography.jour_court(dt.date(2026, 1, 30))) == "30~janv."
        assert seen(typography.jour_court(dt.date(2025, 12, 19))) == "19~déc.~2025"
    assert seen(typography.jour_semaine(dt.date(2026, 3, 12))) == "jeudi 12~mars"
    assert typography.jour(None) == typography.jour_court(None) == typography.jour_semaine(None) == "–"


def test_a_moment_is_said_in_the_platforms_time():
    with timezone.override(dt.timezone(dt.timedelta(hours=9))):
        assert seen(typography.jour(NOW)) == "13~mars~2026"
        assert seen(typography.heure(NOW)) == "3~h~05"


def test_hours():
    assert seen(typography.heure(dt.time(18, 5))) == "18~h~05"
    assert seen(typography.heure(dt.time(18))) == "18~h"


@pytest.mark.parametrize(
    ("lasted", "expected"),
    [
        ({"seconds": 20}, "1~min"),
        ({"minutes": 25}, "25~min"),
        ({"hours": 26}, "26~h"),
        ({"hours": 47, "minutes": 59}, "47~h"),
        ({"hours": 48}, "2~j"),
        ({"days": 41}, "41~j"),
        ({"days": 119}, "119~j"),
        ({"days": 120}, "4~mois"),
        ({"days": 455}, "15~mois"),
        ({"days": 730}, "2~ans"),
    ],
)
def test_how_long_ago(lasted, expected):
    assert seen(typography.depuis(dt.timedelta(**lasted))) == expected
    assert seen(typography.depuis(NOW - dt.timedelta(**lasted), now=NOW)) == expected


def test_a_day_counts_in_days_then_in_months():
    assert seen(typography.depuis(dt.date(2026, 3, 9), now=NOW)) == "3~j"
    assert seen(typography.depuis(dt.date(2024, 12, 12), now=NOW)) == "15~mois"
    assert typography.depuis(dt.date(2026, 3, 12), now=NOW) == "aujourd’hui"
    assert typography.depuis(None) == "–"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0~personne"), (1, "1~personne"), (1.5, "1,5~personne"), (2, "2~personnes"), (4812, "4_812~personnes")],
)
def test_the_plural_begins_at_two(count, expected):
    assert seen(typography.pluriel(count, "personne,personnes")) == expected
    assert seen(typography.pluriel(count, "personne")) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Vu ? Oui : trois ; non !", "Vu_? Oui~: trois_; non_!"),
        ("Vu? Oui: trois; non!", "Vu_? Oui~: trois_; non_!"),
        ("« vers 1990 »", "«~vers 1990~»"),
        ("«vers 1990»", "«~vers 1990~»"),
        ("l'autre d'ici", "l’autre d’ici"),
        ("à 10:30, voir https://exemple.ml/?q=a:b !", "à 10:30, voir https://exemple.ml/?q=a:b_!"),
        ("Vraiment ?!", "Vraiment_?!"),
        ("", ""),
    ],
)
def test_text_typed_by_hand(typed, expected):
    assert seen(typography.fr(typed)) == expected
    assert seen(typography.fr(typography.fr(typed))) == expected


def test_the_filters_are_everywhere_and_escape():
    page = engines["django"].from_string('{{ text|fr }} {{ n|pluriel:"lit,lits" }} {{ safe|fr }}')
    from django.utils.safestring import SafeString

    shown = page.render({"text": "<b>vu ?", "n": 2, "safe": SafeString("A &amp; B <i>vu ?</i>")})
    assert seen(shown) == "&lt;b&gt;vu_? 2~lits A &amp; B <i>vu_?</i>"
