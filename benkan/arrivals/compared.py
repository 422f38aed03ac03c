"""What is said of the arrivals of two files that are compared: when, where and by which convoy each came last."""

from collections.abc import Sequence

from benkan.arrivals.models import ReturnEpisode
from benkan.common.typography import jour
from benkan.people.models import Registration


def returns_of(registrations: Sequence[Registration]):
    """The last return of each file that is not annulled; one query."""
    episodes = ReturnEpisode.objects.filter(registration__in=registrations, annulled=False)
    last: dict = {}
    for episode in episodes.select_related("entry_point", "country").order_by("returned_on", "pk"):
        last[episode.registration_id] = episode
    return [("Dernier retour", {pk: _words(one) for pk, one in last.items()})]


def _words(episode: ReturnEpisode) -> str:
    """« 12 mars 2026, Gogui, de Mauritanie, en convoi »."""
    where = episode.entry_point.name if episode.entry_point_id else ""
    country = f"de {episode.country.name}" if episode.country_id else ""
    how = "en convoi" if episode.convoy_id else "sans convoi"
    return ", ".join(part for part in (jour(episode.returned_on), where, country, how) if part)
