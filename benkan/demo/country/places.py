"""Where people go, and what follows from it: how families there name their children, which quarter they say."""

import csv
from dataclasses import dataclass
from functools import cache
from random import Random

from benkan.demo.country.names import DATA

# Languages that may be spoken in a region beside Bambara: said by the person, never inferred from a name.
SPOKEN = {
    "ml-kayes": ("soninke", "khassonke"),
    "ml-nioro": ("soninke", "fulfulde"),
    "ml-sikasso": ("senoufo",),
    "ml-koutiala": ("senoufo",),
    "ml-san": ("bobo",),
    "ml-mopti": ("fulfulde", "songhay"),
    "ml-bandiagara": ("dogon",),
    "ml-douentza": ("fulfulde", "dogon"),
    "ml-tombouctou": ("songhay", "tamasheq"),
    "ml-gao": ("songhay",),
    "ml-menaka": ("tamasheq",),
    "ml-kidal": ("tamasheq",),
}
# Which regions' people come back from a country more often than others'.
ROADS = {
    "mr": ("ml-kayes", "ml-nioro", "ml-nara", "ml-koulikoro"),
    "dz": ("ml-gao", "ml-kidal", "ml-menaka", "ml-tombouctou", "ml-kayes", "ml-mopti"),
    "ne": ("ml-gao", "ml-menaka", "ml-segou", "ml-sikasso"),
    "ci": ("ml-sikasso", "ml-bougouni", "ml-koutiala", "ml-bamako"),
    "sn": ("ml-kayes", "ml-kita", "ml-bamako"),
}


@dataclass(frozen=True)
class Destination:
    """A cercle, or a commune of Bamako, with the customs met there and the quarters people name."""

    slug: str
    weight: float
    customs: tuple[str, ...]
    shares: tuple[float, ...]
    quarters: tuple[str, ...]

    @property
    def region(self) -> str:
        return "-".join(self.slug.split("-")[:2])


@cache
def destinations() -> tuple[Destination, ...]:
    found = []
    with open(DATA / "destinations.csv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            customs, shares = zip(*(part.split(":") for part in row["customs"].split()), strict=True)
            quarters = tuple(row["quarters"].split(";"))
            found.append(Destination(row["place"], float(row["weight"]), customs, tuple(map(float, shares)), quarters))
    return tuple(found)


@cache
def _weights(country: str) -> tuple[float, ...]:
    near = ROADS.get(country, ())
    return tuple(place.weight * (3 if place.region in near else 1) for place in destinations())


def drawn(rng: Random, country: str) -> Destination:
    """Where somebody who comes back from a country goes."""
    return rng.choices(destinations(), _weights(country))[0]
