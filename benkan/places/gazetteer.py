"""Names of places held in memory, for those who read thousands of them at once; answers as `reads.find_places` does."""

from collections import defaultdict

from benkan.places.folding import fold
from benkan.places.models import Level, Place, PlaceAlias, PlaceCode
from benkan.places.reads import BY_ALIAS, BY_CODE, BY_NAME, Found, as_code


class Gazetteer:
    """The places of some levels, by name, other name and code; three queries when made, none afterwards."""

    def __init__(self, *levels: str):
        places = Place.objects.filter(level__in=levels).select_related("parent__parent__parent")
        self._places = {place.pk: place for place in places}
        self._names: dict[str, dict] = defaultdict(dict)
        self._codes: dict[str, dict] = defaultdict(dict)
        self._slugs = {place.slug: place for place in self._places.values()}
        for held, rank in (
            (((place.pk, place.key) for place in self._places.values()), BY_NAME),
            (PlaceAlias.objects.filter(place__level__in=levels).values_list("place", "key"), BY_ALIAS),
        ):
            for place, key in held:
                self._names[key].setdefault(place, rank)
        for place, code in PlaceCode.objects.filter(place__level__in=levels).values_list("place", "code"):
            self._codes[code].setdefault(place, BY_CODE)

    def of_slug(self, slug: str) -> Place | None:
        return self._slugs.get(slug)

    def find(self, text: str) -> list[Found]:
        """The places of that very name, other name or code, the nearest first."""
        key = fold(text)
        if not key:
            return []
        ranks = self._codes.get(as_code(text), {}) | self._names.get(key, {})
        found = [Found(self._places[place], rank) for place, rank in ranks.items()]
        return sorted(found, key=lambda one: (one.rank, one.place.key, one.place.slug))


def countries() -> Gazetteer:
    return Gazetteer(Level.COUNTRY)
