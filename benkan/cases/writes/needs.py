"""What a person needs is noted, corrected, and followed until it is covered, or not and why.

A kind of help whose very name tells of her health or of violence goes sealed, with her words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.needs import LABELS, MOVES, WAITING, NeedStatus, UnmetReason
from benkan.cases.models import Case, Need, NeedStatusRow, RestrictedNeed
from benkan.cases.permissions import ASSESS
from benkan.cases.writes.assessment import held_under_way
from benkan.cases.writes.moving import Track
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Pillar
from benkan.people.models import Registration

TRACK = Track(Need, NeedStatusRow, "need", MOVES, LABELS, "Ce besoin")


@dataclass(frozen=True)
class NeedSaid:
    """What is said of a need: pillar and dimension each by itself, her words, whether it presses."""

    kind: HelpKind
    pillar: Pillar
    dimension: Dimension
    wish: str = ""
    pressing: bool = False


@transaction.atomic
def note_need(*, by: Actor, case: Case, said: NeedSaid) -> Need:
    """Note a need. Raises `Impossible` where the kind is not offered today, or the same need waits already."""
    check(by, ASSESS)
    case = held_under_way(case)
    _check_offered(said.kind)
    _check_new(case, said)
    need = Need(organisation_id=case.organisation_id, case=case, written_by_id=by.account_id)
    _write(need, said, new=True)
    TRACK.begin(need, by)
    record(verbs.NEED_NOTED, by=by, on=need, file_id=case.registration_id)
    return need


@transaction.atomic
def correct_need(*, by: Actor, need: Need, said: NeedSaid) -> Need:
    """Say otherwise what it is; where it stands does not change, and what was said before is kept.

    Of a need that becomes restricted nothing earlier is kept in clear. Raises `Impossible` where another one like it
    waits already.
    """
    check(by, ASSESS)
    case = held_under_way(need.case)
    need = TRACK.held(need)
    if said.kind.pk != need.kind_id:
        _check_offered(said.kind)
    _check_new(case, said, but=need)
    _write(need, said)
    if need.restricted:
        # After the save, which has just kept the values of before.
        Need.pgh_event_model.objects.filter(pgh_obj=need).update(kind=None, wish="", restricted=True)
    record(verbs.NEED_CORRECTED, by=by, on=need, file_id=case.registration_id)
    return need


@transaction.atomic
def move_need(*, by: Actor, need: Need, to: NeedStatus, reason: UnmetReason | str = "") -> Need:
    """Say where it stands; one that is not covered says why, which is counted. Raises `Impossible` without it."""
    check(by, ASSESS)
    case = held_under_way(need.case)
    need, to = TRACK.held(need), NeedStatus(to)
    if to == NeedStatus.UNMET and not reason:
        raise Impossible("Dites pourquoi ce besoin n’est pas couvert\u00a0: ces motifs sont comptés.")
    TRACK.move(need, to, by, reason=UnmetReason(reason).value if to == NeedStatus.UNMET else "")
    record(verbs.NEED_MOVED, by=by, on=need, file_id=case.registration_id, fields=[to.value])
    return need


def erase_needs(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty what these persons said of their needs (see `people.erasers`): what is counted stays."""
    if not whole:
        return
    hers = Need.objects.filter(case__registration__in=registrations)
    ids = list(hers.values_list("pk", flat=True))
    RestrictedNeed.objects.filter(need__in=ids).delete()
    hers.exclude(wish="").update(wish="")
    # Last: the change above kept what stood before it.
    Need.pgh_event_model.objects.filter(pgh_obj__in=ids).delete()


def _write(need: Need, said: NeedSaid, *, new: bool = False) -> None:
    restricted, wish = said.kind.restricted, " ".join(said.wish.split())
    need.restricted = restricted
    need.kind = None if restricted else said.kind
    need.wish = "" if restricted else wish
    need.pillar, need.dimension, need.pressing = said.pillar, said.dimension, said.pressing
    need.save(force_insert=new)
    if restricted:
        RestrictedNeed(need=need, organisation_id=need.organisation_id, kind=said.kind.pk, wish=wish).save()
    elif not new:
        RestrictedNeed.objects.filter(need=need).delete()


def _check_offered(kind: HelpKind) -> None:
    today = clock.today()
    if (kind.begins and kind.begins > today) or (kind.ends and kind.ends < today):
        raise Impossible(f"L’aide «\u00a0{kind.label}\u00a0» n’est plus proposée. Choisissez-en une autre.")


def _check_new(case: Case, said: NeedSaid, but: Need | None = None) -> None:
    """The same help in the same words does not wait twice: a button pressed twice, or a colleague just before."""
    waiting = Need.objects.filter(case=case, status__in=WAITING).select_related("detail")
    others = (one for one in waiting if but is None or one.pk != but.pk)
    if any(told(one) == (said.kind.pk, " ".join(said.wish.split())) for one in others):
        raise Impossible("Ce besoin est déjà noté, dans les mêmes mots. Corrigez-le, ou dites ce qui le distingue.")


def told(need: Need) -> tuple[str | None, str]:
    """The code of its kind and her words, opened where they are sealed: whoever shows these notes a reading."""
    if need.restricted:
        return need.detail.kind, need.detail.wish
    return need.kind_id, need.wish
