"""The pairs of one's own organisation: those that wait for whoever asks, those that wait for others, those decided.

The surest first, but for pairs drawn to measure (`writes.drawing`): they stand among the very likely ones, or those
that are little likely would wait for the others and never be answered. No page says which they are: whoever knew which
pairs measure her answers would answer otherwise.

Only pairs whose own files she may read: a role limited to places decides of the files of its places. Nobody learns here
what a colleague answered of a hard pair before she has answered it herself.
"""

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    When,
)

from benkan.common.permissions import Actor
from benkan.linkage.engine.thresholds import LEAST_SURE, Word
from benkan.linkage.lifecycle import ANSWERS, State, Verdict
from benkan.linkage.models import Decision, Drawn, Pair, Side
from benkan.linkage.permissions import REVIEW
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration
from benkan.people.reads.area import in_area_by

FORCES = (Word.VERY_LIKELY, Word.LIKELY, Word.CHECK)  # the surest first
_RANK = Case(*(When(word=word, then=rank) for rank, word in enumerate(FORCES)), default=len(FORCES))
# A drawn pair is taken for a very likely one, of a probability that its mark says as a number drawn would: evenly by
# the weight of what would speak for it, so many bits above the least sure, as very likely ones lie.
BITS = 20
_LOT = "('x' || right(%(expressions)s, 8))::bit(32)::bigint / 2^32"
_LIKE_THE_SUREST = Func(
    F("mark"),
    template=f"1 - {1 - LEAST_SURE:.3f} * power(2, -{BITS} * {_LOT})",
    output_field=FloatField(),
)
_PLACE = Case(When(drawn_one=True, then=0), default=_RANK, output_field=IntegerField())
_SURE = Case(When(drawn_one=True, then=_LIKE_THE_SUREST), default=F("probability"))


def readable(by: Actor) -> QuerySet[Pair]:
    """The pairs of which she may read every file that is her organisation's, whatever became of them.

    The right to review is held where files are read (`roles`): its places bound both.
    """
    pairs = Pair.objects.filter(Q(organisation=by.organisation_id) | Q(organisation=None))
    area = in_area_by(by, REVIEW)
    return pairs.exclude(pk__in=_sides(by).exclude(area).values("pair")) if area else pairs


def to_decide(by: Actor, word: Word | None = None) -> QuerySet[Pair]:
    """Those that wait for an answer of hers: the surest first, drawn ones among them, what somebody put off last.

    Of one word alone, drawn ones stand where their probability puts them.
    """
    put_off = Case(When(pk__in=_put_off(by), then=1), default=0, output_field=IntegerField())
    waiting = _open(by).exclude(_answered(by)).annotate(put_off=put_off)
    if word:
        return waiting.filter(word=word).order_by("put_off", "-probability", "pk")
    return waiting.alias(drawn_one=Q(pk__in=_drawn(by))).order_by("put_off", _PLACE, _SURE.desc(), "pk")


def waiting(by: Actor, word: Word | None = None) -> QuerySet[Pair]:
    """Those that she, or her side, answered and that another person, or another actor, has still to answer."""
    return _of(_open(by).filter(_answered(by)), word).order_by(_RANK, "-probability", "pk")


def settled(by: Actor, word: Word | None = None) -> QuerySet[Pair]:
    """Those that were decided, the last first."""
    return _of(readable(by).exclude(state=State.OPEN), word).order_by("-settled_at", "pk")


def for_a_batch(by: Actor) -> QuerySet[Pair]:
    """What may be decided by many at once: very likely, both files one's own, nothing that speaks against it, for one
    person to decide."""
    against = Func(
        F("reasons"),
        template="jsonb_path_exists(%(expressions)s, '$[*][1] ? (@ < 0)')",
        output_field=BooleanField(),
    )
    asked = _sides(by).filter(pair__state=State.OPEN, pair__word=Word.VERY_LIKELY)
    doubtful = asked.alias(against=against).filter(Q(against=True) | Q(relatives=True))
    found = to_decide(by).filter(word=Word.VERY_LIKELY, hard=False, organisation=by.organisation_id)
    return found.exclude(pk__in=doubtful.values("pair"))


def with_own_files(pairs: QuerySet[Pair], by: Actor) -> QuerySet[Pair]:
    """The same, each with its own files as `own`, the first registered first: two, or one where the other is another
    actor's; and with what her side said of it as `said`."""
    files = _sides(by).select_related("registration__destination", "registration__nationality")
    files = files.order_by("registration__registered_at", "registration_id")
    said = Decision.objects.filter(organisation=by.organisation_id)
    return pairs.prefetch_related(Prefetch("sides", files, to_attr="own"), Prefetch("decisions", said, to_attr="said"))


def own_files(by: Actor, pair: Pair) -> list[Registration]:
    """The files of the pair that are one's own organisation's, in their order: two, or one across organisations."""
    around = Registration.objects.select_related("destination", "nationality", "household__lives_as")
    return list(around.filter(pair_sides__pair=pair, organisation=by.organisation_id).order_by("pk"))


# What was said of open pairs is little beside the pairs: each set below is found once, and pairs are looked up in it.
def _open(by: Actor) -> QuerySet[Pair]:
    closed = _sides(by).filter(registration__status__in=CLOSED)
    return readable(by).filter(state=State.OPEN).exclude(pk__in=closed.values("pair"))


def _of(pairs: QuerySet[Pair], word: Word | None) -> QuerySet[Pair]:
    return pairs.filter(word=word) if word else pairs


def _drawn(by: Actor) -> QuerySet:
    return Drawn.objects.filter(organisation=by.organisation_id).values("pair")


def _answered(by: Actor) -> Q:
    """Of an ordinary pair, by anybody of her side; of a hard one, by herself."""
    votes = _since(by, Verdict.UNDONE).filter(verdict__in=ANSWERS)
    mine = votes.filter(by=by.account_id)
    return Q(hard=False, pk__in=votes.values("pair")) | Q(hard=True, pk__in=mine.values("pair"))


def _put_off(by: Actor) -> QuerySet:
    """The pairs of which « plus tard » is the last that was said."""
    return _since(by, *Verdict).filter(verdict=Verdict.LATER).values("pair")


def _since(by: Actor, *verdicts: Verdict) -> QuerySet[Decision]:
    """What her side said and after which it said none of these."""
    own = Decision.objects.filter(organisation=by.organisation_id).order_by()
    after = own.filter(pair=OuterRef("pair"), verdict__in=verdicts, pk__gt=OuterRef("pk"))
    return own.filter(~Exists(after))


def _sides(by: Actor) -> QuerySet[Side]:
    return Side.objects.filter(organisation=by.organisation_id)
