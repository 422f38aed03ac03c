"""Return episodes: opened with a line, told in three separate answers, kept in step with the registration."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from benkan.arrivals import verbs
from benkan.arrivals.ages import age_group_of
from benkan.arrivals.models import ArrivalList, Line, ReturnEpisode, ReturnType
from benkan.arrivals.permissions import RETURN
from benkan.audit.writes import record
from benkan.common.permissions import Actor, check
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.places.reference import MALI

SAID = frozenset({"declared_type", "assessed_type", "travel_organiser", "country", "returned_on"})


@transaction.atomic
def say_return(*, by: Actor, episode: ReturnEpisode, answers: Mapping) -> ReturnEpisode:
    """Say the declared type, the assessed type and who organised the travel: three answers, never one for the other."""
    check(by, RETURN)
    changed = {name for name, value in answers.items() if name in SAID and getattr(episode, name) != value}
    if not changed:
        return episode
    for name in changed:
        setattr(episode, name, answers[name])
    episode.clean_fields(
        exclude=[
            "organisation",
            "registration",
            "convoy",
            "line",
            "entry_point",
            "country",
            "destination",
            "nationality",
        ]
    )
    episode.save()
    record(verbs.RETURN_SAID, by=by, on=episode, file_id=episode.registration_id, fields=changed)
    return episode


@transaction.atomic
def copy_what_is_counted(*, by: Actor, registration: Registration) -> None:
    """Bring the returns of a registration up to date with it, after a correction or an annulment (see `apps.py`).

    Who she is holds for all her returns; where she goes only for the latest: an earlier return keeps its destination.
    """
    annulled = registration.status == Status.ANNULLED
    episodes = registration.episodes.select_related("line").order_by("-returned_on", "-opened_at")
    for nth, episode in enumerate(episodes):
        _copy(registration, episode)
        if nth == 0:
            episode.destination = registration.destination
        if annulled and not episode.annulled:
            episode.annulled = True
            _count_no_more(episode)
        episode.save()


def _count_no_more(episode: ReturnEpisode) -> None:
    """The head stays on its list; one registration less is counted there."""
    if episode.line is not None:
        lists = ArrivalList.objects.filter(pk=episode.line.list_id)
        lists.update(registered_count=F("registered_count") - 1)


def open_episode(registration: Registration, line: Line) -> ReturnEpisode:
    """The return that a line of the desk tells of; the convoy's declarations are its first answers."""
    arrival_list = line.list
    convoy = arrival_list.convoy
    episode = ReturnEpisode(
        organisation_id=registration.organisation_id,
        registration=registration,
        convoy=convoy,
        line=line,
        returned_on=arrival_list.day,
        entry_point=arrival_list.entry_point,
        country_id=convoy.country_id if convoy else None,
        declared_type=convoy.declared_type if convoy else "",
        travel_organiser=convoy.organiser if convoy else "",
        destination=registration.destination,
    )
    _copy(registration, episode)
    episode.save(force_insert=True)
    return episode


def _copy(registration: Registration, episode: ReturnEpisode) -> None:
    """Sex, year of birth, age group and nationality are copied for counting; nothing that names."""
    episode.sex = registration.sex
    episode.birth_year = registration.birth_year
    episode.age_group = age_group_of(registration.age_on(episode.returned_on))
    episode.nationality = registration.nationality
    if registration.nationality_id and registration.nationality.slug != MALI and not episode.assessed_type:
        episode.assessed_type = ReturnType.TRANSIT
