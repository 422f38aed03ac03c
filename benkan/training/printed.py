"""What training adds to her own printed file: her sessions, and to whom her name went for a sheet of attendance."""

from django.db.models import Prefetch

from benkan.cases.permissions import READ
from benkan.cases.printed.sections import HANDED_CODE, HANDED_HEADS, HANDED_TITLE
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour
from benkan.organisations.models import Organisation
from benkan.people.models import Registration
from benkan.people.printed import Line, Printed
from benkan.people.reads.own_file import functions_held
from benkan.training.models import Certificate, Enrolment
from benkan.training.views.shown import enrolment_state, session_days, session_title

WITHOUT_NAME = "jeton, sexe et groupe d’âge, sans votre nom"
WITH_NAME = "nom et téléphone, sexe et groupe d’âge"

_HERE = "benkan.training.printed"
SECTIONS = (
    Printed(
        "formations", "Vos formations", ("Formation", "Où", "Quand", "Tenue par", "Où cela en est", "Attestation"),
        READ, f"{_HERE}.trainings", order=70,
    ),
    Printed(HANDED_CODE, HANDED_TITLE, HANDED_HEADS, READ, f"{_HERE}.handed", order=99),
)  # fmt: skip


def trainings(by: Actor, registration: Registration) -> list[Line]:
    """Hers, and what paper she left each with; the number of the last that was noted."""
    papers = Prefetch("certificates", Certificate.objects.order_by("at", "pk"))
    found = Enrolment.objects.filter(registration=registration).prefetch_related(papers)
    return [_enrolled(one) for one in found.select_related("session__place", "organiser", "session__organisation")]


def handed(by: Actor, registration: Registration) -> list[Line]:
    """What the organisation that holds a session reads of her, where it is another one."""
    found = Enrolment.objects.filter(registration=registration, organisation=by.organisation_id)
    sent = list(found.exclude(organiser=by.organisation_id).select_related("organiser", "handed_name"))
    held = functions_held(by, {one.asked_by_id for one in sent})
    own = Organisation.objects.get(pk=by.organisation_id).name
    lines = []
    for one in sent:
        day = clock.day_of(one.asked_at)
        what = WITH_NAME if hasattr(one, "handed_name") else WITHOUT_NAME
        lines.append(Line(day, (jour(day), one.organiser.name, f"{own}, {held(one.asked_by_id, day).lower()}", what)))
    return lines


def _enrolled(one: Enrolment) -> Line:
    session = one.session
    last = next(reversed(one.certificates.all()), None)
    paper = last.reference if last is not None and last.given else ""
    cells = (
        session_title(session), session.place.name, session_days(session), one.organiser.name,
        enrolment_state(one)[1], paper,
    )  # fmt: skip
    return Line(clock.day_of(one.asked_at), cells)
