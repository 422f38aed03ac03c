"""What is known of the screenings of an accompaniment: the last one, the flags standing, when an answer is due."""

import datetime as dt
import json
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from benkan.arrivals.thresholds import ELDER_FROM
from benkan.cases.engine.priority import ORDINARY, Raised
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.lifecycles.referrals import ReferralStatus
from benkan.cases.models import Case, Need, Priority, Referral, Screening, ScreeningAnswers
from benkan.cases.questions import OLD, Question, all_questions, flags
from benkan.cases.thresholds import HIGH_WITHIN, ORDINARY_WITHIN, URGENT_WITHIN
from benkan.common import clock
from benkan.common.thresholds.reads import Values, all_values, value_of

YES, NO, SILENT = "oui", "non", "sans"
WITHIN = {Priority.URGENT: URGENT_WITHIN, Priority.HIGH: HIGH_WITHIN, Priority.ORDINARY: ORDINARY_WITHIN}


def last_screening(case: Case) -> Screening | None:
    return case.screenings.order_by("-at", "-id").first()


def answers_of(case: Case) -> list[tuple[Screening, dict[str, str]]]:
    """All answers, the oldest screening first. Opens what is sealed: whoever shows them notes a reading."""
    kept = ScreeningAnswers.objects.filter(screening__case=case).select_related("screening")
    ordered = sorted(kept, key=lambda one: (one.screening.at, one.screening.pk))
    return [(one.screening, json.loads(one.answers)) for one in ordered]


def standing(told: Iterable[dict[str, str]]) -> dict[str, str]:
    """The latest « oui » or « non » to each question; a later silence takes nothing back."""
    latest: dict[str, str] = {}
    for answers in told:
        latest |= {code: answer for code, answer in answers.items() if answer != SILENT}
    return latest


def raised_by(answers: dict[str, str], case: Case) -> list[Raised]:
    """The flags of these answers, and what her age says by itself."""
    raised = [question.raised for question in agreed(answers)]
    age = case.registration.age_on(clock.today())
    if age is not None and age >= value_of(ELDER_FROM, on=clock.today()):
        raised.append(Raised(OLD, ORDINARY, flags()[OLD].restricted))
    return raised


def agreed(answers: dict[str, str]) -> list[Question]:
    """The questions answered « oui », in the order of the files."""
    return [question for code, question in all_questions().items() if answers.get(code) == YES]


def themes_to_open(told: list[tuple[Screening, dict[str, str]]]) -> list[str]:
    """The sets that an answer asks for and of which nothing was asked yet, in the order of the files."""
    latest = standing(answers for _, answers in told)
    asked = {code.partition(".")[0] for _, answers in told for code in answers if "." in code}
    wanted = (question.opens for question in agreed(latest) if question.opens)
    return [theme for theme in dict.fromkeys(wanted) if theme not in asked]


def due_at(priority: str, at: dt.datetime, values: Values | None = None) -> dt.datetime:
    """When a first answer is due to a priority that was given at a moment, by a rule or by a person.

    By what its threshold was worth on that day; who asks of many gives `values`.
    """
    values = values or all_values()
    threshold = WITHIN[Priority(priority)]
    worth = values.on(threshold, clock.day_of(at))
    return at + (dt.timedelta(hours=worth) if threshold.unit == "heure" else dt.timedelta(days=worth))


def has_an_answer() -> Q:
    """For a query of cases: something was answered, be it a need planned or said not covered, or a referral that was
    neither refused, withdrawn nor left without an answer."""
    followed = (NeedStatus.PLANNED, NeedStatus.MET, NeedStatus.UNMET)
    needs = Need.objects.filter(case=OuterRef("pk"), status__in=followed)
    led_nowhere = (ReferralStatus.REFUSED, ReferralStatus.WITHDRAWN, ReferralStatus.EXPIRED)
    referrals = Referral.objects.filter(case=OuterRef("pk")).exclude(status__in=led_nowhere)
    return Q(Exists(needs)) | Q(Exists(referrals))


def within_words(priority: str) -> str:
    """« 24 heures », as it stands today."""
    threshold = WITHIN[Priority(priority)]
    return threshold.words(value_of(threshold, on=clock.today()))
