"""What people answer on the pages: one pair at a time, or a batch of those that leave no doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, may
from benkan.common.thresholds.reads import value_of
from benkan.linkage.lifecycle import State, Verdict
from benkan.linkage.models import Pair
from benkan.linkage.permissions import REVIEW_MANY
from benkan.linkage.reads.answers import answer_of
from benkan.linkage.reads.queue import for_a_batch, own_files, readable
from benkan.linkage.thresholds import BATCH
from benkan.linkage.writes.deciding import decide
from benkan.people.lifecycle import CLOSED
from benkan.people.models import FamilyLink, Registration
from benkan.people.permissions import REGISTER
from benkan.people.writes import link_family

ANSWERED = (
    "Un collègue vient de répondre sur ces deux dossiers\u00a0: sa réponse tient, la vôtre n’est pas gardée. Si elle "
    "est fausse, défaites-la d’abord."
)
CLOSED_SINCE = (
    "L’un de ces deux dossiers vient d’être annulé ou effacé\u00a0: il n’y a plus rien à décider. Passez à la paire "
    "suivante."
)
NOT_IN_BATCH = "Cette paire ne se décide plus dans un lot\u00a0: ouvrez-la, et comparez les deux dossiers."


@dataclass(frozen=True)
class Outcome:
    """What became of a pair of a batch: `refused` says why it was not decided, "" where it was."""

    pair: Pair
    refused: str = ""


@transaction.atomic
def respond(*, by: Actor, pair: Pair, verdict: Verdict, kind: str = "", senior: Registration | None = None) -> Pair:
    """Answer a pair as it stands: never over a colleague's answer, nor of a file that is closed since.

    `DoesNotExist` where one may not read its files.

    Said of one family, and so decided, it is noted as a link too, where both files are one's own: of this `kind`, with
    the parent as `senior`, where they were said. The answer of one person to a hard pair notes nothing: the second must
    not read it.
    """
    _one_after_the_other()
    pair = readable(by).get(pk=pair.pk)
    files = own_files(by, pair)
    if any(one.status in CLOSED for one in files):
        raise Impossible(CLOSED_SINCE)
    standing = answer_of(pair, by.organisation_id)
    if standing is not None:
        if standing == verdict and not kind:  # sent twice
            return pair
        raise Impossible(ANSWERED)
    pair = decide(by=by, pair=pair, verdict=verdict)
    if pair.state == State.FAMILY and len(files) == 2 and may(by, REGISTER):
        _note_family(by, files, kind, senior)
    return pair


@transaction.atomic
def decide_many(*, by: Actor, pairs: Sequence[Pair]) -> list[Outcome]:
    """Say of several pairs that each is one person; what the database refuses is said of its row, the others pass."""
    check(by, REVIEW_MANY)
    most = value_of(BATCH, on=clock.today())
    if len(pairs) > most:
        raise Impossible(f"Un lot se décide par {BATCH.words(most)} au plus\u00a0: décochez-en.")
    open_to_it = set(for_a_batch(by).filter(pk__in=[pair.pk for pair in pairs]).values_list("pk", flat=True))
    return [_one_of_many(by, pair, pair.pk in open_to_it) for pair in pairs]


def _one_of_many(by: Actor, pair: Pair, allowed: bool) -> Outcome:
    if not allowed:
        return Outcome(pair, NOT_IN_BATCH)
    try:
        return Outcome(respond(by=by, pair=pair, verdict=Verdict.SAME))
    except Impossible as refusal:
        return Outcome(pair, str(refusal))


def _note_family(by: Actor, files: list[Registration], kind: str, senior: Registration | None) -> None:
    """Link the two; what is noted already between them stays, unless another kind is said, which is refused."""
    one, other = files
    if not kind and FamilyLink.objects.filter(one__in=files, other__in=files).exists():
        return
    link_family(by=by, one=one, other=other, kind=kind or FamilyLink.Kind.OTHER, senior=senior, together=False)


def _one_after_the_other() -> None:
    """Two colleagues who answer at once wait for each other, as the database does when it works out what follows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('linkage', 0))")
