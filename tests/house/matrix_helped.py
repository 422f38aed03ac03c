"""The matrix of rights, for what other actors have already given: asked by who accompanies, of her own."""

from collections.abc import Mapping

from benkan.cases.models import HelpQuestion
from benkan.organisations.acting import acting_for
from tests.house.matrix import Row, own_object, roles

READERS = ("accompagnement", "point_focal")


def make_helped(made) -> None:
    """A question that somebody asked, of so many accompaniments that a colleague must agree."""
    with acting_for(made.accounts["own", "accompagnement"]) as by:
        made.help_question = HelpQuestion.objects.create(
            organisation_id=by.organisation_id, cases=[by.organisation_id] * 21, asked_by_id=by.account_id
        )


def of_question(world) -> Mapping:
    return {"question_id": world.help_question.pk}


ROWS: dict[str, Row] = {
    "cases:choose_helped": roles("accompagnement"),
    "cases:helped": own_object(*READERS, arguments=of_question),
    "cases:approve_helped": own_object(*READERS, method="post", arguments=of_question),
}
