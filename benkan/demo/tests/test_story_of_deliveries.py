"""The story of deliveries is told after that of plans, and leaves something to validate, pay, sign and check."""

import datetime as dt

from benkan.cases.models import CheckAttempt, Delivery, DeliveryCheck, GrantChange
from benkan.cases.reads.checks import to_check
from benkan.cases.reads.deliveries import to_hand_over, to_pay, to_validate
from benkan.cases.reads.scales import scales
from benkan.cases.tests.factories import completed
from benkan.cases.tests.paying import let_plans_leave
from benkan.common import clock
from benkan.demo.stories import deliveries, grant_changes, plans
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration


def test_each_of_them_finds_something_to_do(cast):
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)
    with clock.at(clock.now() - dt.timedelta(days=70)):
        let_plans_leave(cast.fanta, cast.drissa)
        with acting_for(cast.kadiatou) as by:
            for number in range(4):
                completed(by, "lassine", family_name=f"Traoré {number}")
    plans.tell()
    grant_changes.tell()
    deliveries.tell()
    with acting_for(cast.kadiatou) as kadiatou:
        assert set(Delivery.objects.values_list("status", flat=True)) == {"preparee", "validee", "payee", "refusee"}
        assert to_hand_over(kadiatou).count() == 1
        assert DeliveryCheck.objects.count() == 2
        assert CheckAttempt.objects.count() == 1
        assert GrantChange.objects.get().taken_id == Delivery.objects.get(status="preparee").grant_id
    with acting_for(cast.modibo) as modibo:
        assert (to_validate(modibo).count(), to_pay(modibo).count()) == (1, 0)
    with acting_for(cast.assetou) as assetou:
        assert to_pay(assetou).count() == 1
    with acting_for(cast.issa) as issa:
        assert to_check(issa).count() == 1
        assert any(one.differs and one.proposed for one in scales(clock.today()))
