"""Each week some pairs are drawn at random, so that what people answer of them measures all."""

import datetime as dt

from django.db import transaction
from django.utils.crypto import salted_hmac

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.linkage.engine.drawing import draw
from benkan.linkage.engine.thresholds import WRITTEN
from benkan.linkage.models import Drawn, Pair


@transaction.atomic
def draw_of_week(*, by: Actor, number: int) -> int:
    """Draw at most `number` pairs of the organisation of `by`; gives how many. Once a week: a second call draws none.

    Decided pairs are drawn as well as open ones: they bring their answer, and to leave them out would measure only
    what the queue left for the end. Who could foresee the draw could answer it otherwise: its salt is the platform's.
    """
    monday = clock.today() - dt.timedelta(days=clock.today().weekday())
    if Drawn.objects.filter(organisation=by.organisation_id, at__date__gte=monday).exists():
        return 0
    now = clock.now()
    left = Pair.objects.filter(organisation=by.organisation_id, probability__gte=WRITTEN, drawn__isnull=True)
    ends = [(str(pk), str(pk), probability) for pk, probability in left.values_list("pk", "probability").order_by("pk")]
    salt = salted_hmac("linkage.drawing", f"{by.organisation_id} {monday}").hexdigest()
    drawn, _ = draw(ends, number, salt)
    Drawn.objects.bulk_create(
        Drawn(pair_id=one.one, organisation_id=by.organisation_id, stratum=one.stratum,
              weight=one.weight, at=now)
        for one in drawn
    )  # fmt: skip
    return len(drawn)
