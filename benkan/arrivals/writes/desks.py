"""The list of one's own desk: opened for a convoy or for a day without convoy, printed before the night."""

import datetime as dt

from django.db import transaction

from benkan.arrivals import verbs
from benkan.arrivals.models import ArrivalList, Convoy
from benkan.arrivals.permissions import LINES, SEE
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Refused
from benkan.common.permissions import Actor, check, check_at
from benkan.organisations.reads import places_of
from benkan.places.models import Place

# What is printed for a night without power: the list's column, and the verb of the audit.
PRINTED = {
    "sheets": ("sheets_printed_at", verbs.SHEETS_PRINTED),
    "call_list": ("call_list_printed_at", verbs.LIST_PRINTED),
}


@transaction.atomic
def desk_of(
    *, by: Actor, convoy: Convoy | None, entry_point: Place | None = None, day: dt.date | None = None
) -> ArrivalList:
    """The list of one’s own desk, for a convoy or for a day without convoy at an entry point; made when first asked."""
    check_at(by, LINES, convoy.entry_point_id if convoy is not None else entry_point.pk)
    if convoy is not None:
        keys = {"convoy": convoy}
        known = {"entry_point": convoy.entry_point, "day": convoy.arrives_on, "name": "Accueil du convoi"}
    else:
        keys = {"convoy": None, "entry_point": entry_point, "day": day or clock.today()}
        known = {"name": "Sans convoi"}
        check_present(by=by, place=entry_point)
    return ArrivalList.objects.get_or_create(
        organisation_id=by.organisation_id, origin=ArrivalList.Origin.DESK, **keys, defaults=known
    )[0]


@transaction.atomic
def note_printed(*, by: Actor, arrival_list: ArrivalList, what: str, count: int) -> None:
    """Note that sheets or a call list were prepared for paper, with how many rows."""
    check(by, LINES)
    column, verb = PRINTED[what]
    setattr(arrival_list, column, clock.now())
    arrival_list.save(update_fields=[column])
    record(verb, by=by, on=arrival_list, count=count)


def held(*, by: Actor, arrival_list: ArrivalList) -> ArrivalList:
    """The list, held until the transaction ends: two agents at one desk take their tokens one after the other."""
    own = ArrivalList.objects.select_for_update(of=("self",)).filter(organisation_id=by.organisation_id)
    found = own.select_related("convoy", "entry_point").filter(pk=arrival_list.pk).first()
    if found is None:
        raise Refused("Cette liste est celle d’un autre acteur : vous en voyez le total, pas les lignes.")
    check_at(by, SEE, found.entry_point_id)
    return found


def check_present(*, by: Actor, place: Place) -> None:
    if place.pk not in places_of(by.organisation_id):
        raise Refused(
            f"Votre organisation n’est pas notée présente à {place.name}. "
            "Demandez à l’administrateur national de l’y inscrire, ou choisissez un autre point."
        )
