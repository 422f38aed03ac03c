"""The list of files as a sheet: what the list page shows to its organisation, with what it knows of each person.

Safe contacts, consents, numbers of papers, who wishes to talk apart and all that is restricted stay here.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from benkan.common.errors import Impossible
from benkan.common.imprecise import Precision
from benkan.common.permissions import Actor
from benkan.common.typography import NBSP, pluriel
from benkan.organisations.models import Organisation
from benkan.people.lifecycle import LABELS, Status
from benkan.people.models import Registration, Sex
from benkan.people.permissions import EXPORT
from benkan.people.reads.area import in_area
from benkan.people.verbs import EXPORTED
from benkan.people.views.listing import FILTERS
from benkan.people.words import NOT_KNOWN, birth_words, language_words, marital_words
from benkan.places.models import Level, Place
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.exports import CHUNK, Export, Prepared, in_chunks

PRECISIONS = {
    Precision.DAY: "au jour",
    Precision.MONTH: "au mois",
    Precision.YEAR: "à l’année",
    Precision.ABOUT: "environ",
}
SEXES = dict(Sex.choices)
HEADINGS = (
    Heading("N° de dossier", 18), Heading("Prénoms", 22), Heading("Nom", 18), Heading("Surnom", 14),
    Heading("Sexe", 9), Heading("Naissance", 13), Heading("Précision de la naissance", 12),
    Heading("Année de naissance", 11), Heading("Naissance, telle que dite", 16), Heading("Lieu de naissance", 18),
    Heading("Mère", 22), Heading("Père", 22), Heading("Nationalité", 16), Heading("Situation de famille", 16),
    Heading("Langues", 20), Heading("Téléphone", 18), Heading("Destination", 24), Heading("Cercle de destination", 18),
    Heading("Région de destination", 18), Heading("État du dossier", 14), Heading("Source", 24),
    Heading("Enregistrée le", 17),
)  # fmt: skip
LEFT_OUT = (
    "Ne sortent jamais d’ici\u00a0: le contact sûr, les consentements, les numéros des pièces, qui souhaite parler à "
    "part, et tout ce qui est restreint."
)


@dataclass(frozen=True)
class Added:
    """Columns that a context above adds to the list of files, named in its `apps.py`:

    `file_columns = ("benkan.arrivals.exports.LAST_RETURN",)`. `of` gives the cells by registration, for many at once,
    in a number of queries that does not depend on how many.
    """

    headings: tuple[Heading, ...]
    of: Callable[[Sequence[Registration]], Mapping[UUID, Sequence[Value]]]


def files_of(by: Actor, filters: Mapping[str, str]) -> Prepared:
    """The files of the asker's organisation, as the list page filters and orders them."""
    state = filters.get("etat", "")
    if state not in FILTERS:
        known = ", ".join(code for code in FILTERS if code)
        raise Impossible(f"«{NBSP}{state}{NBSP}» n’est pas un état des dossiers. Écrivez{NBSP}: {known}, ou rien.")
    words, shown = FILTERS[state]
    held = in_area(by, EXPORT, Registration.objects.all())
    files = held.filter(status__in=shown)
    others = held.exclude(status__in={*shown, Status.ERASED})
    hidden = others.count()
    organisation = Organisation.objects.get(pk=by.organisation_id)
    added = _added()
    return Prepared(
        title=words if not state else f"Dossiers{NBSP}: {words.lower()}",
        name="dossiers" if not state else f"dossiers {words.lower()}",
        sheet="Dossiers",
        source=f"Benkan, les dossiers de l’organisation ({organisation.name})",
        shown=f"Affichés{NBSP}: {words.lower()}.",
        hidden=pluriel(hidden, "autre dossier,autres dossiers") if hidden else "",
        headings=(*HEADINGS, *(heading for one in added for heading in one.headings)),
        count=files.count(),
        rows=lambda: _rows(files, added),
        left_out=LEFT_OUT,
        back=("Dossiers", f"{reverse('people:search')}?etat={state}" if state else reverse("people:search")),
    )


def _rows(files, added: Sequence[Added]) -> Iterator[list[Value]]:
    """The rows, the most recent file first; one query more for each chunk and each added part."""
    places = _Places()
    found = files.order_by("-registered_at", "-id").iterator(chunk_size=CHUNK)
    for chunk in in_chunks(found):
        parts = [(one.of(chunk), [None] * len(one.headings)) for one in added]
        for registration in chunk:
            row = _row(registration, places)
            for cells, empty in parts:
                row += cells.get(registration.pk, empty)
            yield row


def _row(one: Registration, places: "_Places") -> list[Value]:
    around = places.around(one.destination_id)
    return [
        one.number,
        one.given_names,
        one.family_name,
        one.also_known_as,
        SEXES.get(one.sex, ""),
        _birth(one),
        PRECISIONS.get(one.birth_precision, "inconnue" if one.birth_said else ""),
        one.birth_year,
        one.birth_said,
        one.birth_place,
        one.mother_name,
        one.father_name,
        NOT_KNOWN if one.nationality_unknown else places.name(one.nationality_id),
        marital_words(one.marital_status),
        language_words(one.languages),
        one.phone,
        one.destination_said or places.name(one.destination_id),
        around.get(Level.CERCLE, ""),
        around.get(Level.REGION, ""),
        LABELS[Status(one.status)],
        one.source,
        timezone.localtime(one.registered_at).replace(tzinfo=None),
    ]


def _birth(one: Registration) -> Value:
    """A real day where it is known to the day, else the words (« vers 1998 »): a list brought back reads both."""
    if one.birth_precision == Precision.DAY:
        return dt.date(one.birth_year, one.birth_month, one.birth_day)
    return birth_words(one)


class _Places:
    """Names of all places, and what lies around each: one query, however many files."""

    def __init__(self):
        rows = Place.objects.values_list("pk", "name", "level", "parent_id")
        self.known = {pk: (name, level, parent) for pk, name, level, parent in rows}
        self._around: dict[UUID | None, dict[str, str]] = {None: {}}

    def name(self, place: UUID | None) -> str:
        return self.known[place][0] if place else ""

    def around(self, place: UUID | None) -> dict[str, str]:
        """The name at each level, the place itself included: {« cercle »: « Kita », « région »: « Kita »}."""
        if place not in self._around:
            name, level, parent = self.known[place]
            self._around[place] = self.around(parent) | {level: name}
        return self._around[place]


def _added() -> list[Added]:
    named = [name for config in apps.get_app_configs() for name in getattr(config, "file_columns", ())]
    return [import_string(name) for name in named]


FILES = Export(
    kind="dossiers",
    label="Dossiers de son organisation",
    permission=EXPORT,
    verb=EXPORTED,
    prepare=files_of,
    filters=("etat",),
)
