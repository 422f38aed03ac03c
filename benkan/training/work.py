"""What training adds to the work of the day: of who holds sessions, and of who accompanies."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from benkan.common import clock
from benkan.common.asking import prepared, together
from benkan.common.permissions import Actor, may
from benkan.common.typography import pluriel
from benkan.people.models import Registration
from benkan.training.lifecycles.enrolments import EnrolmentStatus
from benkan.training.lifecycles.sessions import SessionStatus
from benkan.training.models import Enrolment, Mark, Placement, Session, SkillAnswer, SkillRequest
from benkan.training.permissions import ENROL, KEEP
from benkan.training.reads.outcomes import due_on
from benkan.training.views.shown import session_title

FIRST, MOST = 5, 60  # in sight, and unfolded
PLACEMENT_YEARS = 2  # beyond, nobody is asked any more whether she works


def held(by: Actor) -> dict | None:
    """Sessions of one's organisation that await something: answers, the sheet of a day, an end."""
    if not may(by, KEEP):
        return None
    today, found = clock.today(), []
    for one in _sessions(by, today=today):
        words = _awaits(one, today)
        found += [{"session": one, "title": session_title(one), "words": line, "tone": tone} for line, tone in words]
    return {"rows": found[:FIRST], "more": max(len(found) - FIRST, 0)} if found else None


@prepared
def _sessions(by: Actor, today: dt.date) -> QuerySet[Session]:
    own = Session.objects.filter(organisation=by.organisation_id).exclude(status=SessionStatus.CANCELLED)
    noted = Mark.objects.filter(enrolment__session=OuterRef("pk"), day=today)
    rows = own.exclude(status=SessionStatus.FINISHED).annotate(
        proposed=Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.PROPOSED)), noted=Exists(noted)
    )
    return rows.select_related("place").order_by("begins", "code")


def _awaits(one: Session, today: dt.date) -> list[tuple[str, str]]:
    lines = [(pluriel(one.proposed, "personne proposée,personnes proposées"), "soon")] if one.proposed else []
    if one.status == SessionStatus.RUNNING and one.ends < today:
        lines.append(("à terminer", "late"))
    elif one.status == SessionStatus.RUNNING and one.begins <= today and not one.noted:
        lines.append(("émargement du jour à noter", "soon"))
    elif one.status == SessionStatus.OPEN and one.begins <= today:
        lines.append(("a-t-elle commencé\u00a0?", "soon"))
    return lines


def accompanied(by: Actor) -> dict | None:
    """Of those whom one accompanies: places to propose, and whether they work since; requests for their trades."""
    if not may(by, ENROL):
        return None
    since = clock.today() - dt.timedelta(days=365 * PLACEMENT_YEARS)
    offered, done, known, requests = together(
        _offered.of(by), _done.of(by, since=since), _known.of(by, since=since), _asked.of(by, today=clock.today())
    )
    due = _placements_due(done, set(known))
    if not offered and not due and not requests:
        return None
    return {
        "offered": offered,
        "due": due[:FIRST],
        "rest": due[FIRST:MOST],
        "more": max(len(due) - MOST, 0),
        "requests": len(requests),
        "request": requests[0] if requests else None,
        "awaiting": len(offered) + len(due) + len(requests),
    }


def _mine(by: Actor) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(organisation=by.organisation_id, case__worker=by.account_id)


@prepared
def _offered(by: Actor) -> QuerySet[Enrolment]:
    return _mine(by).filter(status=EnrolmentStatus.OFFERED).select_related("session__place", "registration")


@prepared
def _done(by: Actor, since: dt.date) -> QuerySet[Enrolment]:
    done = _mine(by).filter(status=EnrolmentStatus.DONE, session__ends__gte=since)
    return done.select_related("session__place", "registration").order_by("session__ends")


@prepared
def _known(by: Actor, since: dt.date) -> QuerySet[Placement]:
    """Of which of them it was asked already whether she works, and when."""
    done = _mine(by).filter(status=EnrolmentStatus.DONE, session__ends__gte=since)
    return Placement.objects.filter(enrolment__in=done).values_list("enrolment_id", "moment")


@prepared
def _asked(by: Actor, today: dt.date) -> QuerySet[SkillRequest]:
    answered = SkillAnswer.objects.filter(request=OuterRef("pk"), organisation=by.organisation_id)
    asked = SkillRequest.objects.filter(closed_at=None, until__gte=today).exclude(organisation=by.organisation_id)
    return asked.exclude(Exists(answered)).order_by("asked_at")


def _placements_due(done: list[Enrolment], known: set[tuple]) -> list[Enrolment]:
    """Each person once, by the first question that is due and not answered."""
    return [
        one
        for one in done
        if any(
            (one.pk, moment) not in known and due_on(one.session, moment) <= clock.today()
            for moment in Placement.Moment.values
        )
    ]


def section(by: Actor, registration: Registration) -> dict | None:
    """In the file of a person: her trainings, and the way to enrol her."""
    found = list(
        Enrolment.objects.filter(registration=registration).select_related("session__place").order_by("-asked_at")
    )
    case = registration.cases.filter(status="ouvert").first() if may(by, ENROL) else None
    if not found and case is None:
        return None
    reads = may(by, ENROL) or may(by, KEEP)
    return {"rows": [(one, session_title(one.session)) for one in found], "case": case, "reads": reads}
