"""What was corrected, field by field, from the values that the database kept."""

import datetime as dt
from dataclasses import dataclass

from benkan.organisations.models import Account
from benkan.people.models import Registration
from benkan.people.words import (
    NOT_KNOWN,
    YES_NO,
    birth_words,
    language_words,
    marital_words,
)
from benkan.places.models import Place

FIELDS = {
    "given_names": "Prénoms",
    "family_name": "Nom",
    "also_known_as": "Surnom",
    "father_name": "Père",
    "mother_name": "Mère",
    "sex": "Sexe",
    "birth": "Naissance",
    "birth_place": "Lieu de naissance",
    "nationality": "Nationalité",
    "phone": "Téléphone",
    "destination_said": "Va à",
    "destination": "Cercle de destination",
    "marital_status": "Situation de famille",
    "languages": "Langues",
    "wants_private_talk": "Souhaite parler à part",
}


@dataclass(frozen=True)
class Correction:
    """One field changed: the words before and after, by whom and when."""

    label: str
    before: str
    after: str
    at: dt.datetime
    by: str


def corrections_of(registration: Registration, *, private: bool) -> list[Correction]:
    """Newest first; four queries. Without `private`, nothing of « souhaite parler à part »."""
    states = [*registration.events.order_by("pgh_id"), registration]
    place_ids = {getattr(s, name) for s in states for name in ("nationality_id", "destination_id")}
    places = dict(Place.objects.filter(pk__in=place_ids).values_list("pk", "name"))
    names = dict(Account.objects.filter(pk__in={s.written_by_id for s in states}).values_list("pk", "name"))
    fields = {name: label for name, label in FIELDS.items() if private or name != "wants_private_talk"}
    said = [{name: _said(state, name, places) for name in fields} for state in states]
    found = [
        Correction(
            label, before[name], after[name], state.written_at, names.get(state.written_by_id, "un ancien collègue")
        )
        for before, after, state in zip(said, said[1:], states[1:], strict=False)
        for name, label in fields.items()
        if before[name] != after[name]
    ]
    return found[::-1]


def _said(state, name: str, places: dict) -> str:
    """A value in words, of a registration or of an earlier state of it."""
    if name == "birth":
        return birth_words(state)
    if name == "nationality":
        return NOT_KNOWN if state.nationality_unknown else places.get(state.nationality_id, "")
    if name == "destination":
        return places.get(state.destination_id, "")
    value = getattr(state, name)
    if name == "sex":
        return Registration(sex=value).get_sex_display()
    if name == "languages":
        return language_words(value)
    if name == "marital_status":
        return marital_words(value)
    return YES_NO[value] if name == "wants_private_talk" else value
