"""Organisations as the national administrator reads them: where each stands, its presences, what became of it, and how
much is open in it, in counts. No member but its administrators, no file."""

from collections.abc import Callable
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Max, QuerySet
from django.utils.module_loading import import_string

from benkan.common import clock
from benkan.common.typography import jour
from benkan.organisations.models import Membership, Organisation, OrganisationChange, Presence


def organisations() -> list[tuple[Organisation, tuple[str, str]]]:
    """Every organisation, the closed ones last, with the tone and words of where it stands. Four queries."""
    found = Organisation.objects.select_related("kind").order_by("closed_at", "name")
    with_one = Membership.objects.in_force().filter(role="administration")
    named = dict(with_one.values_list("organisation").annotate(count=Count("account", distinct=True)))
    entered = with_one.values_list("organisation").annotate(last=Max("account__last_login"))
    inside = {organisation for organisation, last in entered if last is not None}
    nationally = held_nationally()
    return [
        (one, _state(one, one.pk in nationally, named.get(one.pk, 0), one.pk in inside)) for one in _open_first(found)
    ]


def held_nationally() -> set[UUID]:
    """Organisations where national administrators work, who open its accounts themselves: nobody is missing there."""
    return set(Membership.objects.in_force().filter(role="plateforme").values_list("organisation_id", flat=True))


def presences(organisation: Organisation) -> tuple[list[Presence], list[Presence]]:
    """Presences in force or to come, by place, then those that ended, the latest first."""
    known = Presence.objects.filter(organisation=organisation).select_related("place").order_by("place__key")
    today = clock.today()
    here = [one for one in known if one.ends is None or one.ends >= today]
    return here, sorted((one for one in known if one not in here), key=lambda one: one.ends, reverse=True)


def thread(organisation: Organisation) -> list[dict]:
    """What became of it, oldest first: opened, corrected, closed, opened again, each with its reason."""
    changes = OrganisationChange.objects.filter(organisation=organisation).order_by("at", "id")
    return [_opening(organisation), *(_told(change) for change in changes)]


def open_work(organisation_id: UUID) -> list[str]:
    """What is open in it, in counts alone, as the contexts above say it.

    `organisation_counts = ("benkan.people.counts.files_held",)` in an `apps.py` names functions of an organisation's id
    that give a count in words, or "" for none; they read by the connection of the figures, which names nobody.
    """
    names = [name for config in apps.get_app_configs() for name in getattr(config, "organisation_counts", ())]
    counting: list[Callable[[UUID], str]] = [import_string(name) for name in names]
    return [words for words in (count(organisation_id) for count in counting) if words]


def _open_first(found: QuerySet[Organisation]) -> list[Organisation]:
    return sorted(found, key=lambda one: (one.closed_at is not None, one.name))


def _state(organisation: Organisation, nationally: bool, administrators: int, entered: bool) -> tuple[str, str]:
    if organisation.closed_at is not None:
        return ("", f"fermée le {jour(organisation.closed_at)}")
    if nationally:
        return ("ok", "ouverte")
    if not administrators:
        return ("late", "sans administrateur")
    return ("ok", "ouverte") if entered else ("soon", "son administrateur n’est pas encore entré")


def _opening(organisation: Organisation) -> dict:
    return {
        "day": organisation.opened_at,
        "when": jour(organisation.opened_at),
        "words": "Organisation ouverte",
        "state": "done",
    }


def _told(change: OrganisationChange) -> dict:
    said = change.reason or f"{change.before or 'rien'}, puis {change.after or 'rien'}"
    return {
        "day": change.at,
        "when": jour(change.at),
        "words": change.get_what_display(),
        "detail": said,
        "state": "done",
    }
