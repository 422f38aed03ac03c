"""How pages say a need and a trade: of what is restricted, that it is and where it stands."""

from collections.abc import Iterable

from benkan.cases.lifecycles.needs import LABELS, WAITING, NeedStatus, UnmetReason
from benkan.cases.models import Need, NeedStatusRow, Skill
from benkan.cases.reserved import kind_said
from benkan.cases.trades import trade_label
from benkan.common.typography import jour, pluriel

TONES = {NeedStatus.MET: "ok", NeedStatus.UNMET: "late", NeedStatus.PLANNED: ""}
_UNMET = dict(UnmetReason.choices)


def need_row(need: Need, moves: Iterable[NeedStatusRow] = ()) -> dict:
    """A need as a list says it: of a restricted one, that it is, where it stands and whether it presses."""
    status = NeedStatus(need.status)
    reason = next((row.reason for row in reversed(list(moves)) if row.need_id == need.pk and row.reason), "")
    words = LABELS[status].lower()
    if status == NeedStatus.UNMET and reason:
        words = f"{words}\u00a0: {lower(_UNMET.get(reason, reason))}"
    return {
        "need": need,
        "label": kind_said(need),
        "wish": need.wish,
        "pillar": "" if need.restricted else need.get_pillar_display(),
        "dimension": "" if need.restricted else need.get_dimension_display(),
        "pressing": need.pressing and status in WAITING,
        "state": (TONES.get(status, "soon"), words),
    }


def skill_row(skill: Skill) -> dict:
    """A trade as the page says it: where and how long, what she says, what she showed, which paper."""
    years = "" if skill.years is None else pluriel(skill.years, "an") if skill.years else "moins d’un an"
    where = skill.country.name if skill.country_id else ""
    shown = ""
    if skill.shown_level:
        shown = f"{lower(skill.get_shown_level_display())}, le {jour(skill.shown_on)}"
        shown += f", {skill.shown_by}" if skill.shown_by else ""
    return {
        "skill": skill,
        "label": trade_label(skill.trade),
        "where": ", ".join(part for part in (where, years) if part),
        "said": skill.get_level_display(),
        "shown": shown,
        "certificate": skill.get_certificate_display(),
    }


def lower(words: str) -> str:
    """The same words inside a sentence."""
    return words[:1].lower() + words[1:]
