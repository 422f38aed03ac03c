from benkan.arrivals.models.convoys import Announcement, Convoy, ConvoyChange, HeadCount
from benkan.arrivals.models.lines import ArrivalList, ImmediateAid, Line
from benkan.arrivals.models.returns import ReturnEpisode
from benkan.arrivals.models.words import AgeGroup, AidKind, Means, ReturnType, TravelOrganiser

__all__ = [
    "AgeGroup",
    "AidKind",
    "Announcement",
    "ArrivalList",
    "Convoy",
    "ConvoyChange",
    "HeadCount",
    "ImmediateAid",
    "Line",
    "Means",
    "ReturnEpisode",
    "ReturnType",
    "TravelOrganiser",
]
