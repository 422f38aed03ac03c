"""Events in invented lives: twins without papers, a husband who joins, hospital, a death that a companion told, a girl
who comes of age, a project that stopped, a departure."""

import datetime as dt
from collections.abc import Sequence

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.events import After, FailureCause, Learnt, RestrictedKind, Tie
from benkan.cases.lifecycles.plans import PAID
from benkan.cases.models import Case, LifeEvent, PlanLine
from benkan.cases.reads.failures import lines_that_may_stop
from benkan.cases.writes import open_case, plan_visit
from benkan.cases.writes.event_absence import note_away, note_departure
from benkan.cases.writes.event_death import note_death
from benkan.cases.writes.event_family import bring, note_birth, note_joined
from benkan.cases.writes.event_project import note_failure
from benkan.cases.writes.events import Told
from benkan.common import clock
from benkan.common.imprecise import ImpreciseDate, Precision, parse
from benkan.demo.cast import account_of
from benkan.demo.stories.people import accompany
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.people.reads import texts_signed
from benkan.people.writes import ask_consent, complete, register, say_safe_contact
from benkan.places.models import Place

BEGUN = dt.timedelta(days=70)
COMES_OF_AGE_IN = dt.timedelta(days=12)


def tell() -> None:
    """Of people whom nobody accompanies yet, and of one whose project was paid."""
    with entered(door="open"):
        worker = account_of("kadiatou")
    begun = clock.now() - BEGUN
    tell_of(worker, accompany(worker, len(STORIES), begun, Purpose.FOLLOW_UP))
    girl_who_comes_of_age(worker)
    project_that_stopped(worker)


def tell_of(worker: Account, cases: Sequence[Case]) -> None:
    """Give each accompaniment, opened seventy days ago, one of the stories below."""
    for case, story in zip(cases, STORIES, strict=False):
        for days, act in story:
            with clock.at(case.opened_at + dt.timedelta(days=days, hours=1)), acting_for(worker) as by:
                act(by, case)


def girl_who_comes_of_age(worker: Account) -> Case:
    """Registered as a child with her aunt, who answered for her; 18 in a few days."""
    birthday = clock.today() + COMES_OF_AGE_IN
    born = dt.date(birthday.year - 18, birthday.month, min(birthday.day, 28))
    with clock.at(clock.now() - BEGUN), acting_for(worker) as by:
        registration = register(
            by=by,
            source="Antenne de Kayes",
            answers={
                "given_names": "Mariétou", "family_name": "Sissoko", "sex": "F", "mother_name": "Fanta Sissoko",
                "birth": parse(born, on=clock.today()), "nationality": Place.objects.get(slug="ml"),
                "destination_said": "Kayes",
            },
        )  # fmt: skip
        say_safe_contact(by=by, registration=registration, answers=_CONTACT)
        text = next(text for text in texts_signed() if text.language == "francais")
        ask_consent(
            by=by, registration=registration, answers=dict.fromkeys(Purpose.values, True), language="francais",
            text=text, for_child_by="Sa tante, qui l’héberge",
        )  # fmt: skip
        return open_case(by=by, registration=complete(by=by, registration=registration))


def project_that_stopped(worker: Account) -> LifeEvent | None:
    """The first project of hers that was paid, if one is."""
    with acting_for(worker) as by:
        paid = PlanLine.objects.filter(status__in=PAID, cost__gt=0, plan__case__status__in=UNDER_WAY)
        for case in Case.objects.filter(pk__in=paid.values("plan__case")).order_by("opened_at", "pk"):
            for line in lines_that_may_stop(case):
                told = _told(Learnt.HERSELF_BY_PHONE, words="Le stock a été volé au marché")
                return note_failure(by=by, line=line, told=told, cause=FailureCause.THEFT)
    return None


_CONTACT = {
    "phone": "76 00 52 18", "hours": "Le matin", "who_may_answer": "Sa tante", "what_may_be_said": "Rien",
    "visit_allowed": False,
}  # fmt: skip


def _told(learnt: Learnt, precision: Precision = Precision.DAY, **words: str) -> Told:
    today = clock.today()
    day = today.day if precision == Precision.DAY else None
    return Told(ImpreciseDate(today.year, today.month, day, precision), learnt, words)


def _born(by, case: Case) -> None:
    event = note_birth(by=by, registration=case.registration, told=_told(Learnt.HERSELF), children=2)
    for name, sex in (("Assa", "F"), ("Adama", "M")):
        bring(by=by, event=event, tie=Tie.CHILD, answers={"given_names": name, "sex": sex})


def _joined(by, case: Case) -> None:
    event = note_joined(by=by, registration=case.registration, told=_told(Learnt.HERSELF, Precision.MONTH))
    name, sex = ("Hadiza", "F") if case.registration.sex == "M" else ("Seyni", "M")
    spouse = {"given_names": name, "family_name": "Adamou", "sex": sex, "nationality": Place.objects.get(slug="ne")}
    bring(by=by, event=event, tie=Tie.SPOUSE, answers=spouse)


def _in_hospital(by, case: Case) -> None:
    told = _told(Learnt.FAMILY, words="Sa sœur va la voir")
    until = clock.today() + dt.timedelta(days=20)
    note_away(by=by, registration=case.registration, told=told, kind=RestrictedKind.HOSPITAL, until=until)


def _appointment(by, case: Case) -> None:
    day = clock.today() + dt.timedelta(days=60)
    plan_visit(by=by, case=case, mode="bureau", day=day, place="Antenne de Kayes")


def _dies(by, case: Case) -> None:
    told = _told(Learnt.COMPANION, Precision.MONTH, words="Un compagnon de voyage l’a dit au guichet")
    note_death(by=by, registration=case.registration, told=told, confirmed=False)


def _leaves(by, case: Case) -> None:
    told = _told(Learnt.FAMILY)
    note_departure(by=by, registration=case.registration, told=told, gone=True, after=After.CLOSED)


STORIES = (
    ((30, _born),),
    ((25, _joined),),
    ((40, _in_hospital),),
    ((10, _appointment), (35, _dies)),
    ((45, _leaves),),
)
