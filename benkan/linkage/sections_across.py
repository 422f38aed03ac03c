"""What the file of a person says of other organisations: what they answered, and pairs with theirs."""

import datetime as dt

from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, may
from benkan.common.thresholds.reads import value_of
from benkan.linkage.lifecycle import LABELS, State
from benkan.linkage.models import ComparedRecord, Pair, Question
from benkan.linkage.permissions import CHECK, REVIEW
from benkan.linkage.reads.asked import STRENGTHS, answer_to
from benkan.linkage.thresholds import ASK_AGAIN
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.sharing import check_she_agrees


def others(by: Actor, registration: Registration) -> dict | None:
    """As many queries whoever answers, or does not."""
    asks = may(by, CHECK) and registration.status in (Status.REGISTERED, Status.COMPLETED)
    if not asks and not may(by, REVIEW):
        return None
    question = Question.objects.filter(registration=registration).order_by("-at").first()
    pairs = _pairs(by, registration) if may(by, REVIEW) else []
    if not asks and question is None and not pairs:
        return None
    completed = registration.status == Status.COMPLETED
    return {
        "asked": answer_to(question) if question else None,
        "may_ask": asks and completed and (question is None or _is_worth_asking_again(registration, question)),
        "waits": asks and not completed,
        "refusal": _refusal(registration) if asks and completed else "",
        "pairs": pairs,
    }


def _pairs(by: Actor, registration: Registration) -> list[dict]:
    """Those with other organisations' files; of the other nothing but the strength in a word."""
    found = Pair.objects.filter(organisation=None, sides__registration=registration).order_by("proposed_at")
    return [
        {
            "pk": pair.pk,
            "asked": pair.asker_id == by.organisation_id,
            "strength": STRENGTHS[pair.word],
            "state": (
                "ok" if pair.state == State.SAME else "soon" if pair.state == State.OPEN else "",
                LABELS[pair.state],
            ),
        }
        for pair in found
    ]


def _is_worth_asking_again(registration: Registration, question: Question) -> bool:
    """Whether her file changed since, or time passed; the write decides."""
    later = clock.now() - question.at >= dt.timedelta(days=value_of(ASK_AGAIN, on=clock.today()))
    compared = ComparedRecord.objects.filter(registration=registration, at__gt=question.at)
    return later or registration.written_at > question.at or compared.exists()


def _refusal(registration: Registration) -> str:
    """Why nobody is asked about her: her consent; "" where she agrees."""
    try:
        check_she_agrees(registration, Purpose.CHECK)
    except (Refused, Impossible) as sentence:
        return str(sentence)
    return ""
