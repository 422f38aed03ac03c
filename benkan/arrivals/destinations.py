"""Where a person says she goes: a cercle set when its name is alone, asked when several bear it, else kept as said."""

from benkan.places.gazetteer import Gazetteer
from benkan.places.models import Level, Place
from benkan.places.reads import Found, find_places

LEVELS = (Level.CERCLE, Level.COMMUNE, Level.REGION)


def meant(text: str) -> list[Place]:
    """The places of Mali that these words may mean: none, one, or homonyms among which a person chooses.

    A cercle comes before the region of the same name, since one goes to a cercle; a name before another's nickname.
    """
    return _nearest(find_places(text))


def meant_among(places: Gazetteer, text: str) -> list[Place]:
    """The same, for those who read a whole list."""
    return _nearest(places.find(text))


def _nearest(answers: list[Found]) -> list[Place]:
    found = [answer for answer in answers if answer.place.level in LEVELS and not answer.place.is_closed]
    for level in LEVELS:
        of_level = [answer for answer in found if answer.place.level == level]
        if of_level:
            nearest = min(answer.rank for answer in of_level)
            return [answer.place for answer in of_level if answer.rank == nearest]
    return []


def in_words(place: Place) -> str:
    """« Kayes, cercle, région de Kayes »."""
    around = [one.name for one in place.within if one.level == Level.REGION]
    return ", ".join([place.name, place.get_level_display(), *around])
