"""Events in the lives of invented people, made through the writes, inside `acting_for`."""

import datetime as dt

from benkan.cases.lifecycles.events import Learnt
from benkan.cases.models import Case, LifeEvent
from benkan.cases.writes import open_case, plan_visit
from benkan.cases.writes.event_death import note_death
from benkan.cases.writes.events import Told
from benkan.common import clock
from benkan.common.imprecise import parse
from benkan.people.models import Purpose, Registration, SpokenText
from benkan.people.tests.factories import with_identity
from benkan.people.writes import ask_consent, complete, say_safe_contact

GUARDIAN = "Sa tante, tutrice"


def told(day: str | None = "", learnt: Learnt = Learnt.FAMILY, **words: str) -> Told:
    """Today unless said; `words` are sealed, under their own names."""
    said = clock.today().strftime("%d/%m/%Y") if day == "" else day
    return Told(parse(said, on=clock.today()), learnt, words)


def died(by, registration: Registration, *, confirmed: bool = True, **words: str) -> LifeEvent:
    return note_death(
        by=by, registration=registration, told=told(learnt=Learnt.COMPANION, **words), confirmed=confirmed
    )


def tomorrow_at_the_office(by, case: Case):
    return plan_visit(by=by, case=case, mode="bureau", day=clock.today() + dt.timedelta(days=1))


def a_girl(by, born: str, **answers) -> Registration:
    """Somebody born on that day, as it is said, for whom her aunt answers to every purpose."""
    registration = with_identity(by, birth=parse(born, on=clock.today()), **answers)
    say_safe_contact(by=by, registration=registration, answers={"phone": "76 00 00 00"})
    ask_consent(
        by=by, registration=registration, answers=dict.fromkeys(Purpose.values, True), language="bambara",
        text=SpokenText.objects.get(), for_child_by=GUARDIAN,
    )  # fmt: skip
    return complete(by=by, registration=registration)


def accompanied_girl(by, born: str, **answers) -> Case:
    return open_case(by=by, registration=a_girl(by, born, **answers))


def kinds_of(registration: Registration) -> list[str]:
    return list(LifeEvent.objects.filter(registration=registration).values_list("kind", flat=True))
