"""A convoy that was announced otherwise than it comes: corrected, or said not to have come; an announcement taken back.

What was said before is kept in words. Who opened the convoy corrects it; each actor takes back its own announcements.
"""

from collections.abc import Mapping

from django.db import transaction

from benkan.arrivals import verbs
from benkan.arrivals.models import Announcement, ArrivalList, Convoy, ConvoyChange, HeadCount
from benkan.arrivals.notices import CONVOY_CANCELLED, CONVOY_CORRECTED
from benkan.arrivals.permissions import ANNOUNCE
from benkan.arrivals.writes.convoys import tell_of_convoy
from benkan.arrivals.writes.desks import check_present
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check, check_at
from benkan.common.typography import heure, jour

# Once somebody was counted or listed, where and when are facts of others too.
SETTLED = {"arrives_on", "entry_point"}


@transaction.atomic
def correct_convoy(*, by: Actor, convoy: Convoy, answers: Mapping) -> Convoy:
    """Say otherwise what was said of a convoy (fields of `Convoy`); the same answers again change nothing."""
    check(by, ANNOUNCE)
    convoy = _held(by, convoy)
    changed = {name: value for name, value in answers.items() if getattr(convoy, name) != value}
    if not changed:
        return convoy
    if convoy.cancelled_at is not None:
        raise Impossible("Ce convoi n’est pas venu : il ne se corrige plus. Annoncez-en un autre.")
    if changed.keys() & SETTLED and _begun(convoy):
        raise Impossible(
            "Des personnes sont déjà comptées ou listées à ce convoi : son jour et son point d’entrée ne changent plus."
        )
    if "entry_point" in changed:
        check_at(by, ANNOUNCE, changed["entry_point"].pk)
        check_present(by=by, place=changed["entry_point"])
    _note(by, convoy, {name: (_words(convoy, name), _words(convoy, name, value)) for name, value in changed.items()})
    for name, value in changed.items():
        setattr(convoy, name, value)
    convoy.full_clean(exclude=["organisation", "opened_by"])
    convoy.save(update_fields=sorted(changed))
    record(verbs.CONVOY_CORRECTED, by=by, on=convoy, fields=changed)
    tell_of_convoy(by=by, kind=CONVOY_CORRECTED, convoy=convoy)
    return convoy


@transaction.atomic
def cancel_convoy(*, by: Actor, convoy: Convoy, came: bool = False) -> Convoy:
    """Say that a convoy did not come, nobody having been counted or listed there; or that it `came` after all."""
    check(by, ANNOUNCE)
    convoy = _held(by, convoy)
    if (convoy.cancelled_at is None) == came:
        return convoy
    if not came and _begun(convoy):
        raise Impossible("Des personnes sont comptées ou listées à ce convoi : il est venu.")
    convoy.cancelled_at = None if came else clock.now()
    convoy.save(update_fields=["cancelled_at"])
    record(verbs.CONVOY_CANCELLED, by=by, on=convoy)
    tell_of_convoy(by=by, kind=CONVOY_CORRECTED if came else CONVOY_CANCELLED, convoy=convoy)
    return convoy


@transaction.atomic
def withdraw_announcement(*, by: Actor, announcement: Announcement) -> Announcement:
    """Take back what one's own organisation announced; the row stays, and is told no more."""
    check(by, ANNOUNCE)
    if announcement.organisation_id != by.organisation_id:
        raise Refused("Cette annonce est celle d’un autre acteur : lui seul la retire.")
    if announcement.withdrawn_at is None:
        announcement.withdrawn_at = clock.now()
        announcement.save(update_fields=["withdrawn_at"])
        record(verbs.ANNOUNCEMENT_WITHDRAWN, by=by, on=announcement, count=announcement.total)
    return announcement


def _held(by: Actor, convoy: Convoy) -> Convoy:
    own = Convoy.objects.select_for_update(of=("self",)).select_related("entry_point", "country")
    found = own.filter(pk=convoy.pk, organisation_id=by.organisation_id).first()
    if found is None:
        raise Refused("Ce convoi a été ouvert par un autre acteur : demandez-lui de le corriger.")
    check_at(by, ANNOUNCE, found.entry_point_id)
    return found


def _begun(convoy: Convoy) -> bool:
    listed = ArrivalList.objects.filter(convoy=convoy, withdrawn_at=None)
    return listed.exists() or HeadCount.objects.filter(convoy=convoy).exists()


def _note(by: Actor, convoy: Convoy, said: Mapping[str, tuple[str, str]]) -> None:
    ConvoyChange.objects.bulk_create(
        ConvoyChange(
            convoy=convoy, organisation_id=by.organisation_id, by_id=by.account_id,
            what=str(Convoy._meta.get_field(name).verbose_name), before=before[:300], after=after[:300],
        )
        for name, (before, after) in said.items()
    )  # fmt: skip


_NOW = object()


def _words(convoy: Convoy, name: str, value=_NOW) -> str:
    """One answer as it is read; "" where nothing was said."""
    value = getattr(convoy, name) if value is _NOW else value
    if value in (None, ""):
        return ""
    if name == "arrives_on":
        return jour(value)
    if name == "arrives_at":
        return heure(value)
    field = Convoy._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(getattr(value, "name", value))
