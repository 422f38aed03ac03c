"""Places, their names, their codes by edition, and the corrections made on the platform."""

from benkan.places.models.conflict import ConflictPeriod
from benkan.places.models.correction import Correction
from benkan.places.models.names import SYSTEMS, PlaceAlias, PlaceCode
from benkan.places.models.place import Country, EntryPoint, Kind, Level, Place, Region, open_on

__all__ = [
    "SYSTEMS",
    "ConflictPeriod",
    "Correction",
    "Country",
    "EntryPoint",
    "Kind",
    "Level",
    "Place",
    "PlaceAlias",
    "PlaceCode",
    "Region",
    "open_on",
]
