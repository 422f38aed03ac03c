"""Somebody who came back long ago, and shows the card of another actor: served at the desk like anybody, without a
return of that day, which would be counted though nobody came back."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F

from benkan.arrivals import verbs
from benkan.arrivals.ages import age_group_of
from benkan.arrivals.models import ArrivalList, Line
from benkan.arrivals.permissions import LINES
from benkan.arrivals.writes.aid import give_aid
from benkan.arrivals.writes.desks import held
from benkan.arrivals.writes.lines import next_token
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.permissions import Actor, check
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.writes import register


@transaction.atomic
def receive_moved(
    *, by: Actor, arrival_list: ArrivalList, answers: Mapping, source: str, aid: Iterable[str] = (),
    at: dt.datetime | None = None,
) -> Line:  # fmt: skip
    """Register her on the next token of a day without convoy, and note the immediate aid given; no return is opened."""
    check(by, LINES)
    arrival_list = held(by=by, arrival_list=arrival_list)
    registration = register(by=by, answers=answers, source=source, registered_at=at)
    line = Line(
        organisation_id=arrival_list.organisation_id,
        list=arrival_list,
        token=next_token(arrival_list),
        nature=Line.Nature.REGISTERED,
        registration=registration,
        sex=registration.sex,
        age_group=age_group_of(registration.age_on(arrival_list.day), arrival_list.day),
        at=at or clock.now(),
        by_id=by.account_id,
    )
    line.save(force_insert=True)
    more = {"lines_count": F("lines_count") + 1, "registered_count": F("registered_count") + 1}
    ArrivalList.objects.filter(pk=arrival_list.pk).update(**more)
    record(verbs.LINE_NOTED, by=by, on=line, file_id=registration.pk)
    if aid := list(aid):
        give_aid(by=by, line=line, kinds=aid, at=at)
    return line


def uncount_annulled(*, by: Actor, registration: Registration) -> None:
    """A file made by mistake of somebody who moved is registered no more on its list (see `people.followers`)."""
    uncount_annulled_many(by=by, registrations=[registration])


def uncount_annulled_many(*, by: Actor, registrations: Sequence[Registration]) -> None:
    """The same for thousands; one query where nobody moved. Of who came back, her return says so."""
    annulled = [one.pk for one in registrations if one.status == Status.ANNULLED]
    moved = Line.objects.filter(
        registration__in=annulled, nature=Line.Nature.REGISTERED, registration__episodes__isnull=True
    )
    for list_id, count in Counter(moved.values_list("list_id", flat=True)).items():
        ArrivalList.objects.filter(pk=list_id).update(registered_count=F("registered_count") - count)
