"""The matrix of rights, for training: the session, the enrolment and the request belong to the SAR."""

from collections.abc import Mapping

from benkan.cases.tests.assessing import a_skill
from benkan.cases.tests.factories import accompanied
from benkan.common import clock
from benkan.organisations.acting import acting_for
from benkan.training.tests.factories import an_open_session
from benkan.training.writes.enrolments import enrol
from benkan.training.writes.sessions import begin_session
from benkan.training.writes.skills import ask_skills
from tests.house.matrix import NONE, Row, kept_by_own, of_case, own_object, roles

HOLDERS = ("accompagnement", "point_focal")
SEERS = (*HOLDERS, "secretariat")
COUNTERS = ("point_focal", "secretariat")


def make_training(made) -> None:
    """A session that runs, with one person in it; trades looked for, here and by a partner."""
    with acting_for(made.accounts["own", "accompagnement"]) as by:
        made.session = an_open_session(by)
        made.enrolment = enrol(by=by, case=made.case, session=made.session)
        made.trade = a_skill(by, accompanied(by)).trade
        begin_session(by=by, session=made.session)
    with acting_for(made.accounts["own", "point_focal"]) as by:
        made.skill_request = ask_skills(by=by, trade=made.trade, wanted=2, purpose="Un chantier")
    with acting_for(made.accounts["partner", "point_focal"]) as by:
        made.partner_request = ask_skills(by=by, trade=made.trade, wanted=2, purpose="Un chantier")


def of_session(world) -> Mapping:
    return {"session_id": world.session.pk}


def of_day(world) -> Mapping:
    return of_session(world) | {"day": clock.today().isoformat()}


def of_enrolment(world) -> Mapping:
    return {"enrolment_id": world.enrolment.pk}


def of_request(world) -> Mapping:
    return {"request_id": world.skill_request.pk}


def of_answer(world) -> Mapping:
    return {"request_id": world.partner_request.pk, "skill_id": world.skill.pk}


def kept(*names, method="get", arguments=of_session) -> Row:
    """Of a session that all read and its organisation alone keeps."""
    return Row(frozenset(names), NONE, NONE, method, arguments)


ROWS: dict[str, Row] = {
    "training:list": roles(*SEERS),
    "training:new": roles(*HOLDERS),
    "training:session": roles(*SEERS, arguments=of_session),
    "training:correct": kept_by_own(*HOLDERS, arguments=of_session),
    "training:cancel": kept_by_own(*HOLDERS, arguments=of_session),
    "training:day": kept_by_own(*HOLDERS, arguments=of_day),
    "training:sheet": kept_by_own(*HOLDERS, arguments=of_day),
    "training:outcomes": kept_by_own(*HOLDERS, arguments=of_session),
    "training:move": kept(*HOLDERS, method="post", arguments=lambda world: of_session(world) | {"word": "commencer"}),
    "training:enrol": own_object("accompagnement", arguments=of_case),
    "training:enrolment": own_object(*HOLDERS, arguments=of_enrolment),
    "training:refuse": own_object(*HOLDERS, arguments=of_enrolment),
    "training:drop": own_object(*HOLDERS, arguments=of_enrolment),
    "training:placement": own_object(*HOLDERS, arguments=of_enrolment),
    "training:move_enrolment": own_object(
        *HOLDERS, method="post", arguments=lambda world: of_enrolment(world) | {"word": "retirer"}
    ),
    "training:skills": roles("point_focal"),
    "training:ask_skills": roles("point_focal"),
    # Of one's own request; a partner reads it who accompanies people of that trade, here nobody.
    "training:skill_request": own_object("point_focal", arguments=of_request),
    "training:close_skills": own_object("point_focal", method="post", arguments=of_request),
    # A partner asked: it reads its own request, and answers none of its own.
    "training:propose": kept("accompagnement", method="post", arguments=of_answer),
    "training:totals": roles(*COUNTERS),
    "training:behind": roles(*COUNTERS),
}
