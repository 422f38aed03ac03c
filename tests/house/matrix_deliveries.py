"""Deliveries and money paid, of the SAR, which prepares and here pays too: who is answered.

Part of the matrix (`tests.house.matrix`): its rows, and the objects that they ask for.
"""

from collections.abc import Mapping

from benkan.cases.lifecycles.deliveries import PaymentMeans
from benkan.cases.models import Case, DeliveryCheck
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import decided, granted, requests_of, retained, submitted, wanted
from benkan.cases.writes.deliveries import Received, note_received, prepare_delivery
from benkan.cases.writes.funding import assign
from benkan.cases.writes.paying import pay_delivery, validate_delivery
from benkan.common import clock
from benkan.organisations.acting import acting_for
from benkan.organisations.founding import founding
from benkan.organisations.writes import give_membership, open_account
from tests.house.matrix import Row, own_object, roles

PAYERS = ("commission", "finances")


def make_deliveries(made) -> None:
    """A sum of the SAR's own grant: tranches prepared, validated, paid and drawn; and a service to render."""
    own = {role: made.accounts["own", role] for role in ("accompagnement", "commission", "finances")}
    other = _a_second_hand(made)
    with acting_for(own["accompagnement"]) as by:
        case = accompanied(by, "lassine")
        plan = submitted(by, wanted(90_000, payer="SAR"), wanted(0, "gestion"), case=case)
        asked = requests_of(plan)
    with acting_for(own["commission"]) as by:
        decided(by, *(retained(one) for one in asked))
        made.paying_grant = granted(by, code="REM-1")
        assign(by=by, grant=made.paying_grant, requests=asked)
    with acting_for(own["accompagnement"]) as by:
        line = plan.lines.get(cost__gt=0)
        first, second, third, fourth = (
            prepare_delivery(by=by, line=line, amount=20_000, means=PaymentMeans.CASH) for _ in range(4)
        )
    with acting_for(other) as by:
        for delivery in (second, third, fourth):
            validate_delivery(by=by, delivery=delivery)
        # Paid by the other and by the role of the matrix: one may be reversed by the latter, both were drawn.
        made.prepared, made.validated = first, second
    made.paid = _paid(own["finances"], third)
    made.paid_by_another = _paid(own["finances"], fourth)
    with acting_for(own["accompagnement"]) as by:
        made.giving_case, made.giving_line = Case.objects.get(pk=case.pk), line
        made.free_line = plan.lines.get(cost=0)
        note_received(by=by, delivery=third, said=Received(clock.today(), "elle", "signature"))
        DeliveryCheck.objects.filter(delivery=third).delete()
        DeliveryCheck(delivery=third, organisation_id=by.organisation_id, one_in=10, words="").save()


def _a_second_hand(made):
    """Another account of the SAR that validates and pays."""
    with founding() as by:
        account = open_account(by=by, email="finances-autre@exemple.ml", name="Finances autre")
        with acting_for(made.accounts["own", "accueil"]) as own:
            organisation = own.organisation
        give_membership(by=by, account=account, organisation=organisation, role="finances")
    return account


def _paid(account, delivery):
    with acting_for(account) as by:
        return pay_delivery(by=by, delivery=delivery, day=clock.today(), reference="BC 1")


def _of(name: str):
    def arguments(world) -> Mapping:
        return {"delivery_id": getattr(world, name).pk}

    return arguments


def _of_line(name: str):
    def arguments(world) -> Mapping:
        return {"case_id": world.giving_case.pk, "line_id": getattr(world, name).pk}

    return arguments


def _of_grant(world) -> Mapping:
    return {"grant_id": world.paying_grant.pk}


ROWS: dict[str, Row] = {
    "cases:prepare_delivery": own_object("accompagnement", arguments=_of_line("giving_line")),
    "cases:render_service": own_object("accompagnement", arguments=_of_line("free_line")),
    "cases:delivery": own_object("accompagnement", *PAYERS, arguments=_of("prepared")),
    "cases:cancel_delivery": own_object("accompagnement", arguments=_of("prepared")),
    "cases:receive_delivery": own_object("accompagnement", arguments=_of("paid_by_another")),
    "cases:receipt": own_object("accompagnement", arguments=_of("paid")),
    "cases:correct_delivery": own_object("finances", arguments=_of("paid")),
    "cases:validate_delivery": own_object("finances", method="post", arguments=_of("prepared")),
    "cases:refuse_delivery": own_object("finances", arguments=_of("prepared")),
    "cases:pay_delivery": own_object("finances", arguments=_of("validated")),
    # Prepared by the role of the matrix that accompanies: it does not learn that it was drawn.
    "cases:check_delivery": own_object("point_focal", arguments=_of("paid")),
    "cases:deliveries": roles(*PAYERS),
    "cases:grant": own_object(*PAYERS, arguments=_of_grant),
    "cases:note_movement": own_object("commission", arguments=_of_grant),
    "cases:change_grant": own_object("commission", arguments=_of_grant),
    "cases:scale": roles("accueil", "accompagnement", "point_focal", "secretariat", "commission"),
    "cases:propose_scale": roles("secretariat", arguments=lambda world: {"kind": "equipement"}),
}
