"""What contexts above know of a person and this one must heed: that she is of age, that she died.

A context says so in its `apps.py`, with dotted names of functions that take a registration:

    registration_said_of_age = ("benkan.cases.reads.events.said_of_age",)    # the day, or None
    registration_deaths = ("benkan.cases.reads.events.has_died",)            # whether she died
"""

import datetime as dt

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.common.errors import Impossible

DIED = (
    "Cette personne est notée décédée\u00a0: rien ne lui est plus demandé ni remis. Si la nouvelle est fausse, ouvrez "
    "l’événement depuis son dossier et annulez-le."
)


def said_of_age(registration) -> dt.date | None:
    """The day from which a colleague noted, after asking her, that she is of age; the first where several did."""
    days = [day for asked in _named("registration_said_of_age") if (day := asked(registration)) is not None]
    return min(days, default=None)


def has_died(registration) -> bool:
    """Whether her death is noted, and the news not annulled since."""
    return any(asked(registration) for asked in _named("registration_deaths"))


def refuse_dead(registration) -> None:
    """Raise `Impossible` for somebody who is noted dead: no card, no appointment, no accompaniment anew."""
    if has_died(registration):
        raise Impossible(DIED)


def _named(attribute: str):
    for config in apps.get_app_configs():
        for name in getattr(config, attribute, ()):
            yield import_string(name)
