"""Who never answers what another organisation asks: files while a restricted one is under way, and safe houses."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Q

from benkan.common import clock
from benkan.offers.models import Offer
from benkan.people.models import Registration
from benkan.safeguarding.marks import file_mark


def silent_among(registrations: Sequence[Registration]) -> frozenset[UUID]:
    """Identifiers of those that keep silent (see `people.silence`); one query, whatever their number."""
    of_mark = {file_mark(one.number): one.pk for one in registrations}
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM safeguarding_silent(%s)", [list(of_mark)])
        return frozenset(of_mark[mark] for (mark,) in cursor.fetchall())


def shelters() -> frozenset[UUID]:
    """Identifiers of the organisations that keep a safe house: a confidential offer in force. Two queries."""
    today = clock.today()
    own = Offer.objects.filter(Q(ends=None) | Q(ends__gte=today), confidential=True, ended_at=None, begins__lte=today)
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM safeguarding_shelters()")
        return frozenset(found for (found,) in cursor.fetchall()) | frozenset(
            own.values_list("organisation_id", flat=True)
        )
