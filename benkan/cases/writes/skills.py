"""The « bilan de compétences »: a trade said, a level shown by a task, a line removed; a wish for a VAE made a need."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.models import Case, Need, Skill
from benkan.cases.permissions import ASSESS
from benkan.cases.trades import trade_label
from benkan.cases.writes.assessment import held_under_way
from benkan.cases.writes.needs import NeedSaid, note_need
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Pillar
from benkan.people.models import Registration
from benkan.places.models import Place

VALIDATION = "vae"  # the kind of help by which experience becomes a certificate


@transaction.atomic
def note_skill(
    *,
    by: Actor,
    case: Case,
    trade: str,
    country: Place | None = None,
    years: int | None = None,
    level: str = "",
    certificate: str = "",
    wishes_validation: bool = False,
) -> Skill:
    """Note a trade that she practised. Raises `Impossible` where the same trade of the same country stands already."""
    check(by, ASSESS)
    case = held_under_way(case)
    if Skill.objects.filter(case=case, trade=trade, country=country, removed_at=None).exists():
        raise Impossible("Ce métier est déjà noté pour ce pays. Retirez la ligne d’abord si elle est fausse.")
    skill = Skill.objects.create(
        organisation_id=case.organisation_id,
        case=case,
        trade=trade,
        country=country,
        years=years,
        level=level,
        certificate=certificate,
        wishes_validation=wishes_validation,
        written_by_id=by.account_id,
    )
    record(verbs.SKILL_NOTED, by=by, on=skill, file_id=case.registration_id)
    return skill


@transaction.atomic
def show_skill(*, by: Actor, skill: Skill, level: str, on: dt.date, before: str) -> Skill:
    """Note the level that she showed by a task, on a day, before a body (a centre, a master's workshop)."""
    check(by, ASSESS)
    skill = _held(skill)
    before = " ".join(before.split())
    if on > clock.today():
        raise Impossible("Ce jour n’est pas encore passé\u00a0: notez le niveau une fois la tâche faite.")
    if not before:
        raise Impossible("Dites devant qui elle l’a montré\u00a0: un centre, un atelier.")
    skill.shown_level, skill.shown_on, skill.shown_by = Skill.Level(level), on, before
    skill.save(update_fields=["shown_level", "shown_on", "shown_by"])
    record(verbs.SKILL_SHOWN, by=by, on=skill, file_id=skill.case.registration_id)
    return skill


@transaction.atomic
def remove_skill(*, by: Actor, skill: Skill) -> Skill:
    """Take a line away that was noted by mistake; the row stays. Twice changes nothing."""
    check(by, ASSESS)
    case = held_under_way(skill.case)
    held = Skill.objects.select_for_update(of=("self",)).get(pk=skill.pk)
    if held.removed_at is None:
        held.removed_at = clock.now()
        held.save(update_fields=["removed_at"])
        record(verbs.SKILL_REMOVED, by=by, on=held, file_id=case.registration_id)
    return held


@transaction.atomic
def need_validation(*, by: Actor, skill: Skill) -> Need:
    """Make her wish for a VAE a need, under « formation » and the economic dimension, which may be corrected.

    Raises `Impossible` where it is noted already, or the VAE is not offered today.
    """
    check(by, ASSESS)
    skill = _held(skill)
    kind = HelpKind.objects.filter(pk=VALIDATION).first()
    if kind is None:
        raise Impossible(
            "La VAE n’est pas au catalogue des aides\u00a0: notez ce besoin sous «\u00a0autre aide\u00a0»."
        )
    said = NeedSaid(kind, Pillar.TRAINING, Dimension.ECONOMIC, wish=trade_label(skill.trade))
    need = note_need(by=by, case=skill.case, said=said)
    if not skill.wishes_validation:
        skill.wishes_validation = True
        skill.save(update_fields=["wishes_validation"])
    return need


def erase_skills(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty the free words of her lines (see `people.erasers`): a body named may name a person."""
    if whole:
        Skill.objects.filter(case__registration__in=registrations).exclude(shown_by="").update(shown_by="")


def _held(skill: Skill) -> Skill:
    held_under_way(skill.case)
    held = Skill.objects.select_for_update(of=("self",)).select_related("case").get(pk=skill.pk)
    if held.removed_at is not None:
        raise Impossible("Cette ligne a été retirée\u00a0: notez de nouveau le métier s’il est vrai.")
    return held
