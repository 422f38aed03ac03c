"""Return episodes: opened with a line, told in three separate answers, kept in step with the registration."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F

from benkan.arrivals import verbs
from benkan.arrivals.ages import age_group_of
from benkan.arrivals.models import ArrivalList, Line, ReturnEpisode, ReturnType
from benkan.arrivals.permissions import RETURN
from benkan.audit.writes import record
from benkan.common.permissions import Actor, check_at
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.places.reference import MALI

COPIED = ("sex", "birth_year", "age_group", "nationality", "assessed_type", "destination", "annulled")
SAID = frozenset({"declared_type", "assessed_type", "travel_organiser", "country", "returned_on"})


@transaction.atomic
def say_return(*, by: Actor, episode: ReturnEpisode, answers: Mapping) -> ReturnEpisode:
    """Say the declared type, the assessed type and who organised the travel: three answers, never one for the other."""
    check_at(by, RETURN, episode.entry_point_id)
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
    """Bring the returns of a registration up to date with it, after a correction or an annulment (see `apps.py`)."""
    copy_what_is_counted_of_many(by=by, registrations=[registration])


@transaction.atomic
def copy_what_is_counted_of_many(*, by: Actor, registrations: Sequence[Registration]) -> None:
    """The same for thousands; four queries a thousand.

    Who she is holds for all her returns; where she goes only for the latest: an earlier return keeps its destination.
    """
    files = {registration.pk: registration for registration in registrations}
    found = ReturnEpisode.objects.filter(registration__in=files).select_related("line")
    episodes = list(found.order_by("registration", "-returned_on", "-opened_at"))
    latest: set[UUID] = set()
    uncounted: Counter[UUID] = Counter()
    for episode in episodes:
        registration = files[episode.registration_id]
        _copy(registration, episode)
        if registration.pk not in latest:
            latest.add(registration.pk)
            episode.destination = registration.destination
        if registration.status == Status.ANNULLED and not episode.annulled:
            episode.annulled = True
            if episode.line is not None:
                uncounted[episode.line.list_id] += 1
    ReturnEpisode.objects.bulk_update(episodes, COPIED, batch_size=1000)
    for arrival_list, count in uncounted.items():
        _count_less(arrival_list, count)


def _count_less(arrival_list: UUID, count: int = 1) -> None:
    """The heads stay on their list; so many registrations less are counted there."""
    ArrivalList.objects.filter(pk=arrival_list).update(registered_count=F("registered_count") - count)


def open_episodes(lines: Iterable[Line]) -> list[ReturnEpisode]:
    """The returns that lines tell of, each with its list and registration; the convoy's declarations are their first
    answers."""
    return ReturnEpisode.objects.bulk_create(map(_episode, lines), batch_size=1000)


def come_back_here(line: Line) -> ReturnEpisode | None:
    """The return this person already has in this arrival, by another list of ours; it hangs on the desk's line."""
    arrival_list = line.list
    mine = line.registration.episodes.filter(annulled=False, convoy=arrival_list.convoy)
    if arrival_list.convoy is None:
        mine = mine.filter(returned_on=arrival_list.day, entry_point=arrival_list.entry_point)
    episode = mine.select_related("line__list").first()
    if episode is not None and arrival_list.origin == ArrivalList.Origin.DESK:
        if episode.line is not None:
            _count_less(episode.line.list_id)
        episode.line = line
        episode.save(update_fields=["line"])
    return episode


def _episode(line: Line) -> ReturnEpisode:
    arrival_list, registration = line.list, line.registration
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
    return episode


def _copy(registration: Registration, episode: ReturnEpisode) -> None:
    """Sex, year of birth, age group and nationality are copied for counting; nothing that names."""
    episode.sex = registration.sex
    episode.birth_year = registration.birth_year
    episode.age_group = age_group_of(registration.age_on(episode.returned_on), episode.returned_on)
    episode.nationality = registration.nationality
    if registration.nationality_id and registration.nationality.slug != MALI and not episode.assessed_type:
        episode.assessed_type = ReturnType.TRANSIT
