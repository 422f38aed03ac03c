"""One's own lines: a page of them, the counts beside it, families of one list, the next token."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from benkan.arrivals.models import ArrivalList, ImmediateAid, Line, ReturnEpisode
from benkan.arrivals.permissions import SEE
from benkan.common.permissions import Actor
from benkan.people.lifecycle import Status
from benkan.people.models import FamilyLink, NameToken, Registration
from benkan.people.names import keys_of

PAGE = 50
TRIAGE_SEEN = Q(sick=True) | Q(lone_child=True) | Q(pregnant=True) | Q(cannot_walk=True)
SAME_ARRIVAL = {"returned_on": OuterRef("list__day"), "entry_point": OuterRef("list__entry_point")}
COUNTED_ONLY = Q(nature=Line.Nature.COUNTED)
# Who stands on a file's list, and was received at the desk too, is told once: by the desk's line.
TOLD_ELSEWHERE = Q(list__origin=ArrivalList.Origin.FILE, nature=Line.Nature.REGISTERED, episode=None)
ANNOUNCED_ONLY = Q(nature=Line.Nature.ANNOUNCED)
# What a list may be narrowed to: its words, and the lines it shows. Two hundred bare heads would hide those whom one
# knows, so they have a view of their own. What was seen at triage is one answer: a list never says which.
COUNTED = "a-recevoir"
VIEWS = {
    "": ("reçues", ~COUNTED_ONLY & ~ANNOUNCED_ONLY),
    COUNTED: ("têtes comptées, à recevoir", COUNTED_ONLY),
    "annoncees": ("annoncées par une liste, pas encore reçues", ANNOUNCED_ONLY),
    "refus": ("refus et empêchées", Q(nature__in=[Line.Nature.REFUSED, Line.Nature.UNABLE])),
    "tri": ("vues au tri", TRIAGE_SEEN),
    "sans-aide": ("sans aide notée", Q(aided=False) & ~ANNOUNCED_ONLY),
}


def standing() -> Q:
    """The lines that tell of somebody: neither taken back with their file, nor told by another list of ours.

    Who was announced and has been received since is told by the line where she was received.
    """
    received = Exists(
        ReturnEpisode.objects.filter(registration=OuterRef("registration"), annulled=False, **SAME_ARRIVAL)
    )
    return ~Q(nature=Line.Nature.WITHDRAWN) & ~TOLD_ELSEWHERE & (~ANNOUNCED_ONLY | ~received)


def own_lists(by: Actor) -> QuerySet[ArrivalList]:
    """The lists of one's organisation, at the places of one's role."""
    own = ArrivalList.objects.filter(organisation_id=by.organisation_id)
    places = by.places_for(SEE)
    return own if places is None else own.filter(entry_point__in=places)


@dataclass(frozen=True)
class Lines:
    rows: list[Line]
    total: int
    answering: int
    next_key: str
    sizes: dict[str, int]


def line_page(lists: Iterable[ArrivalList], *, text: str = "", view: str = "", after: str = "") -> Lines:
    """One page of lines by token, with aid and names; four queries, whatever their number."""
    aided = Exists(ImmediateAid.objects.filter(line=OuterRef("pk")))
    lines = Line.objects.filter(standing(), list__in=list(lists)).annotate(aided=aided)
    counts = lines.aggregate(
        total=Count("pk"), **{f"view{n}": Count("pk", filter=shown) for n, (_, shown) in enumerate(VIEWS.values())}
    )
    sizes = {code: counts[f"view{n}"] for n, code in enumerate(VIEWS)}
    # A search looks among all: who asks for a token wants it, received or not.
    asked = _named(lines, text) if text.strip() else lines.filter(VIEWS[view][1])
    answering = asked.count() if text.strip() else sizes[view]
    if key := _key(after):
        asked = asked.filter(Q(token__gt=key[0]) | Q(token=key[0], pk__gt=key[1]))
    aid = Prefetch("aid", ImmediateAid.objects.order_by("given_at", "pk"))
    found = list(
        asked.order_by("token", "pk")
        .select_related("registration__destination", "list")
        .prefetch_related(aid)[: PAGE + 1]
    )
    last = found[PAGE - 1] if len(found) > PAGE else None
    next_key = f"{last.token}_{last.pk}" if last else ""
    return Lines(found[:PAGE], counts["total"], answering, next_key, sizes)


def lines_to_call(lists: Iterable[ArrivalList]) -> list[Line]:
    """All lines of some lists, to be printed: no triage, no wish to talk apart, no aid."""
    lines = Line.objects.filter(standing(), list__in=list(lists)).select_related("registration__destination")
    return list(lines.order_by("list__origin", "token", "pk"))


def next_to_register(arrival_list: ArrivalList | None, after: int | None = None) -> int:
    """The token to propose: the one after the last registered, passing over those that are taken.

    Heads that were only counted are not taken: they wait to be registered.
    """
    if arrival_list is None:
        return 1
    taken = set(arrival_list.lines.exclude(nature=Line.Nature.COUNTED).values_list("token", flat=True))
    token = (after if after is not None else max(taken, default=0)) + 1
    while token in taken:
        token += 1
    return token


def family_on_list(line: Line) -> list[tuple[Line, str]]:
    """Those of the same list with the same mother and family name, not linked yet; with the link to propose."""
    one = line.registration
    if one is None or len(one.mother_key.split()) < 2 or not (family := keys_of(one.family_name)):
        return []
    of_family = Registration.objects.filter(
        Exists(NameToken.objects.filter(registration=OuterRef("pk"), token__in=sorted(family))),
        mother_key=one.mother_key,
    )
    links = FamilyLink.objects.filter(
        Q(one=one, other=OuterRef("registration")) | Q(other=one, one=OuterRef("registration"))
    )
    others = Line.objects.filter(list=line.list_id, registration__in=of_family).exclude(pk=line.pk)
    others = others.exclude(Exists(links)).select_related("registration").order_by("token")[:4]
    return [(other, _kind(one, other.registration)) for other in others]


def apart(lists: Iterable[ArrivalList] | QuerySet[ArrivalList]) -> QuerySet[Line]:
    """Those who wish to talk apart, by token: the last line of each, however many times she came."""
    wishing = Line.objects.filter(standing(), list__in=lists, registration__wants_private_talk=True)
    wishing = wishing.exclude(registration__status=Status.ANNULLED)
    last = wishing.order_by("registration_id", "-at", "-pk").distinct("registration_id").values("pk")
    return Line.objects.filter(pk__in=last).select_related("registration").order_by("token", "pk")


def _kind(one: Registration, other: Registration) -> str:
    """Twins are of the same year, and of the same day where both are known to the day."""
    if one.birth_year is None or one.birth_year != other.birth_year:
        return FamilyLink.Kind.SIBLING
    days = [(known.birth_month, known.birth_day) for known in (one, other) if known.birth_day]
    return FamilyLink.Kind.SIBLING if len(days) == 2 and days[0] != days[1] else FamilyLink.Kind.TWIN


def _named(lines: QuerySet[Line], text: str) -> QuerySet[Line]:
    """A number is a token; words are looked up in the names, whatever their order."""
    text = text.strip()
    if text.isdigit():
        return lines.filter(token=int(text)) if len(text) < 5 else lines.none()
    for key in sorted(keys_of(text)):
        lines = lines.filter(Exists(NameToken.objects.filter(registration=OuterRef("registration"), token=key)))
    return lines


def _key(text: str) -> tuple[int, UUID] | None:
    try:
        token, _, line = text.partition("_")
        return int(token), UUID(line)
    except ValueError:
        return None
