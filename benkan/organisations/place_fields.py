"""Choose one place, or several, among those where an organisation works and the regions and cercles of the country."""

from uuid import UUID

from django import forms

from benkan.common import clock
from benkan.organisations.reads.actors import places_of
from benkan.places.models import Level, Place, open_on
from benkan.places.reads import entry_points_open, regions


def _named(places) -> list[tuple[str, str]]:
    return [(str(place.pk), place.name) for place in places]


def place_choices(organisation_id: UUID | None) -> list:
    """Groups of choices: where the organisation is present (every open entry point without one), regions, cercles."""
    cercles = Place.objects.filter(level=Level.CERCLE, parent__in=regions()).filter(open_on(clock.today()))
    if organisation_id:
        first = ("Où l’organisation est présente", Place.objects.filter(pk__in=places_of(organisation_id)))
    else:
        first = ("Points d’entrée", entry_points_open())
    groups = (first, ("Régions", regions()), ("Cercles", cercles))
    return [(label, _named(places.order_by("key"))) for label, places in groups]


class PlaceField(forms.TypedChoiceField):
    """Gives a `Place`, or None. `offer` says among which, when the organisation is known."""

    def __init__(self, **options):
        super().__init__(coerce=self._place, empty_value=None, **options)
        self.error_messages["invalid_choice"] = "Ce lieu n’est pas parmi ceux que l’on propose. Choisissez-en un autre."

    def offer(self, organisation_id: UUID | None) -> None:
        """Among the places of an organisation, regions and cercles; None: among all entry points too."""
        self.choices = [("", "Partout" if not self.required else "Choisir un lieu"), *place_choices(organisation_id)]

    @staticmethod
    def _place(identifier: str) -> Place:
        return Place.objects.get(pk=identifier)
