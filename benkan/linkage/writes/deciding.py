"""Somebody says, for her organisation's side, whether two files are one person's. The database does the rest."""

from django.db import DatabaseError, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.linkage import verbs
from benkan.linkage.lifecycle import ANSWERS, Verdict
from benkan.linkage.models import Decision, Pair
from benkan.linkage.permissions import REVIEW
from benkan.linkage.reads.answers import answer_of

# What the database refuses as it works out whose files are one person's, in words.
REFUSED = {
    "BK001": (
        "Ces dossiers ne peuvent pas être d’une seule personne\u00a0: deux d’entre eux ont été dits de deux personnes "
        "différentes. Reprenez d’abord cette réponse-là. Rien n’a changé."
    ),
    "BK002": (
        "Ces deux dossiers sont déjà d’une seule personne par d’autres rapprochements. Défaites-en un d’abord. Rien "
        "n’a changé."
    ),
}
NOTHING_TO_UNDO = "Votre organisation n’a pas répondu sur ces deux dossiers\u00a0: il n’y a rien à défaire."


@transaction.atomic
def decide(*, by: Actor, pair: Pair, verdict: Verdict) -> Pair:
    """Answer for one's own side; of a hard pair, the answer holds when two people of the side give it.

    Raises `Impossible` where other answers in force contradict it: nothing is changed then.
    """
    check(by, REVIEW)
    if verdict not in ANSWERS | {Verdict.LATER}:
        raise ValueError(f"{verdict} is not an answer")
    return _said(by, pair, verdict, verbs.DECIDED)


@transaction.atomic
def undo(*, by: Actor, pair: Pair) -> Pair:
    """Take back what one's own side answered: the files part, and every count follows, at any depth."""
    check(by, REVIEW)
    if answer_of(pair, by.organisation_id) is None:
        raise Impossible(NOTHING_TO_UNDO)
    return _said(by, pair, Verdict.UNDONE, verbs.UNDONE)


def _said(by: Actor, pair: Pair, verdict: Verdict, verb) -> Pair:
    try:
        with transaction.atomic():
            Decision.objects.create(
                pair=pair, organisation_id=by.organisation_id, verdict=verdict, by_id=by.account_id, at=clock.now()
            )
    except DatabaseError as error:
        words = REFUSED.get(getattr(error.__cause__, "sqlstate", ""))
        if words is None:
            raise
        raise Impossible(words) from error
    pair.refresh_from_db()
    # A row for each file that is her side's: whoever reads what was done with a file finds it in either.
    for file in pair.sides.filter(organisation_id=by.organisation_id).values_list("registration_id", flat=True):
        record(verb, by=by, on=pair, file_id=file)
    return pair
