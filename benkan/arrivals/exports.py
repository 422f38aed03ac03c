"""The lines of one arrival as a sheet, and what arrivals add to the sheet of files.

Of what was seen at triage and of what was confided, nothing leaves: the list may be read over a shoulder, by those who
travelled with her.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone

from benkan.arrivals.ages import ages_at_the_desk
from benkan.arrivals.desk import Desk, find_desk
from benkan.arrivals.models import AidKind, Convoy, ImmediateAid, Line, ReturnEpisode
from benkan.arrivals.permissions import EXPORT
from benkan.arrivals.reads.lines import standing
from benkan.arrivals.verbs import EXPORTED
from benkan.common.permissions import Actor
from benkan.common.typography import NBSP
from benkan.organisations.models import Organisation
from benkan.people.exports import Added
from benkan.people.models import Registration
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.exports import CHUNK, Export, Prepared

HEADINGS = (
    Heading("Liste", 26), Heading("Jeton", 8), Heading("Nature", 22), Heading("N° de dossier", 18),
    Heading("Prénoms", 22), Heading("Nom", 18), Heading("Sexe", 9), Heading("Tranche d’âge", 16), Heading("Mère", 22),
    Heading("Téléphone", 18), Heading("Destination", 24), Heading("Aide notée", 28), Heading("Notée le", 17),
)  # fmt: skip
# Help that would tell of a sickness or of what was listened to: said to have been given, not what it was.
TOLD_AS_OTHER = frozenset({AidKind.CARE, AidKind.HOSPITAL, AidKind.LISTENING})
OTHER_AID = "Autre aide"
LEFT_OUT = (
    "Ne sortent jamais d’ici\u00a0: ce qui a été vu au tri, les soins et l’écoute (écrits «\u00a0autre aide\u00a0»), "
    "qui souhaite parler à part, le contact sûr, et tout ce qui est restreint."
)


def lines_of(by: Actor, filters: Mapping[str, str]) -> Prepared:
    """One's own lines of an arrival: a convoy that one sees, or a list of one's own without convoy."""
    desk = _desk(by, filters.get("arrivee", ""))
    lines = Line.objects.filter(standing(), list__in=desk.lists)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    return Prepared(
        title=f"{desk.name}{NBSP}: lignes",
        name=f"lignes, {desk.entry_point.name}, arrivée du {desk.day:%d-%m}",
        sheet="Lignes",
        source=f"Benkan, l’accueil et les listes de l’organisation ({organisation.name})",
        shown="Affichées\u00a0: toutes les lignes de l’organisation pour cette arrivée.",
        headings=HEADINGS,
        count=lines.count(),
        rows=lambda: _rows(lines, desk),
        left_out=LEFT_OUT,
        back=(desk.name, desk.home),
    )


def _desk(by: Actor, text: str) -> Desk:
    """The desk of a convoy, or of a list; `Http404` for anything else."""
    try:
        arrival = UUID(text)
    except ValueError:
        raise Http404 from None
    if Convoy.objects.filter(pk=arrival).exists():
        return find_desk(by, convoy_id=arrival)
    return find_desk(by, list_id=arrival)


def _rows(lines: QuerySet[Line], desk: Desk) -> Iterator[list[Value]]:
    """The rows, list after list and by token; one query more for each chunk."""
    groups = dict(ages_at_the_desk(desk.day))
    aid = Prefetch("aid", ImmediateAid.objects.order_by("given_at", "pk"))
    found = lines.select_related("registration__destination", "list").prefetch_related(aid)
    for line in found.order_by("list__opened_at", "list", "token", "pk").iterator(chunk_size=CHUNK):
        yield _row(line, groups)


def _row(line: Line, groups: Mapping[str, str]) -> list[Value]:
    one = line.registration
    return [
        line.list.brought_by.name if line.list.brought_by_id else line.list.name,
        line.token,
        line.get_nature_display(),
        one.number if one else "",
        one.given_names if one else "",
        one.family_name if one else "",
        one.get_sex_display() if one else line.get_sex_display(),
        groups.get(line.age_group, ""),
        one.mother_name if one else "",
        one.phone if one else "",
        _destination(one) if one else "",
        aid_words(line.aid.all()),
        timezone.localtime(line.at).replace(tzinfo=None),
    ]


def _destination(one: Registration) -> str:
    return one.destination_said or (one.destination.name if one.destination_id else "")


def aid_words(given: Sequence[ImmediateAid]) -> str:
    """« Eau, Repas, Autre aide »: each once, in the order in which it was first given."""
    words = (OTHER_AID if aid.kind in TOLD_AS_OTHER else aid.get_kind_display() for aid in given)
    return ", ".join(dict.fromkeys(words))


def last_returns(files: Sequence[Registration]) -> dict[UUID, Sequence[Value]]:
    """Day and entry point of the last return of each file that has one."""
    episodes = ReturnEpisode.objects.filter(registration__in=[one.pk for one in files], annulled=False)
    latest = episodes.order_by("registration", "-returned_on", "-opened_at").distinct("registration")
    found = latest.values_list("registration", "returned_on", "entry_point__name")
    return {registration: (day, point or "") for registration, day, point in found}


LAST_RETURN = Added((Heading("Dernier retour", 12), Heading("Point d’entrée", 18)), last_returns)
LINES = Export(
    kind="lignes",
    label="Lignes de son organisation pour une arrivée",
    permission=EXPORT,
    verb=EXPORTED,
    prepare=lines_of,
    target="arrivee",
)
