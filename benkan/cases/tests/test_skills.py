"""The « bilan de compétences »: trades said, shown, removed; a wish for a VAE becomes a need."""

import datetime as dt

import pytest

from benkan.cases.models import Need, Skill
from benkan.cases.tests.assessing import a_skill
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.skills import need_validation, remove_skill, show_skill
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.offers.words import Dimension, Pillar


def test_a_level_is_said_then_shown_on_a_day_before_a_body(by):
    skill = a_skill(by, years=4, level="qualifie", certificate="perdu")
    with pytest.raises(Impossible, match="pas encore passé"):
        show_skill(by=by, skill=skill, level="maitre", on=clock.today() + dt.timedelta(days=1), before="Atelier")
    with pytest.raises(Impossible, match="devant qui"):
        show_skill(by=by, skill=skill, level="maitre", on=clock.today(), before=" ")
    shown = show_skill(by=by, skill=skill, level="maitre", on=clock.today(), before="Atelier-École  de Kayes")
    assert (shown.level, shown.shown_level, shown.shown_by) == ("qualifie", "maitre", "Atelier-École de Kayes")


def test_a_trade_of_a_country_stands_once_until_it_is_removed(by):
    case = accompanied(by)
    skill = a_skill(by, case)
    with pytest.raises(Impossible, match="déjà noté"):
        a_skill(by, case)
    removed = remove_skill(by=by, skill=skill)
    assert remove_skill(by=by, skill=skill).removed_at == removed.removed_at
    with pytest.raises(Impossible, match="retirée"):
        show_skill(by=by, skill=skill, level="maitre", on=clock.today(), before="Atelier")
    a_skill(by, case)
    assert Skill.objects.filter(case=case).count() == 2


def test_the_wish_for_a_vae_becomes_a_need_once(by):
    skill = a_skill(by)
    need = need_validation(by=by, skill=skill)
    assert (need.kind_id, need.pillar, need.dimension, need.wish) == (
        "vae", Pillar.TRAINING, Dimension.ECONOMIC, "Maçonnerie",
    )  # fmt: skip
    skill.refresh_from_db()
    assert skill.wishes_validation
    with pytest.raises(Impossible, match="déjà noté"):
        need_validation(by=by, skill=skill)
    assert Need.objects.count() == 1
