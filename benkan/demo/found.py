"""Make the demonstration once, in an empty platform: the cast, then people who came back."""

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

from benkan.common import clock
from benkan.demo import bulk, truth
from benkan.demo.agreements import agree
from benkan.demo.bulk.accompaniments import multiply
from benkan.demo.cast import BODIES, MEMBERS, Body, Member, account_of, found
from benkan.demo.country.world import World
from benkan.demo.crowd import FULL, actors, crowd
from benkan.demo.invitations import propose
from benkan.demo.stories import tell_all
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.founding import founding
from benkan.organisations.models import Account, Organisation
from benkan.people.writes.consents import sign_for_demonstration

PERSONS, SEED = 600, 1
LARGE = 20_000  # from here on, the cast alone would have received a town each


class NotEmpty(Exception):
    """The platform holds people already; the message is a sentence."""


def found_if_empty() -> bool:
    """True if the demonstration was made now; a platform that holds anything is left as it is."""
    if not is_empty():
        return False
    for _ in add_people(persons=PERSONS, seed=SEED):
        pass
    return True


def make(*, persons: int, seed: int, folder: Path) -> int:
    """Invent `persons` people on an empty platform, and write who is who into the folder; gives the number of files."""
    if not is_empty():
        raise NotEmpty(
            "Cette plateforme contient déjà des données : la démonstration ne s’ajoute qu’à une plateforme vide. "
            "Donnez un autre dossier par BENKAN_DATA, ou supprimez celui-ci s’il ne contient que des données inventées."
        )
    return truth.write(folder, add_people(persons=persons, seed=seed))


def add_people(*, persons: int, seed: int, today: dt.date | None = None) -> Iterator[truth.Told]:
    """Make the cast (and the crowd, for many), then the people; the same seed and day make the same."""
    bodies, members = cast_for(persons)
    found(bodies, members)
    sign_texts()
    agree()
    propose()
    world = World(seed=seed, today=today or clock.today(), persons=persons, actors=actors(bodies, members))
    yield from bulk.write(world.units(), agents_of(world), seed=seed)
    tell_all()
    if persons >= LARGE:  # a country's worth is counted, not read
        multiply(seed=seed)


def cast_for(persons: int) -> tuple[tuple[Body, ...], tuple[Member, ...]]:
    """Who works on the platform: the cast, and from `LARGE` on as many others as a country has."""
    return crowd(*FULL) if persons >= LARGE else (BODIES, MEMBERS)


def agents_of(world: World) -> dict:
    """The account of everybody who appears in a world."""
    keys = {key for actor in world.actors for key in itertools.chain(actor.desk, actor.focal, actor.second_step)}
    with entered(door="open"):
        return {key: account_of(key) for key in sorted(keys)}


def sign_texts() -> None:
    """The texts that are said are signed by the demonstration's own officer, so that consent can be tried."""
    with entered(door="open"):
        hawa = account_of("hawa")
    with acting_for(hawa) as by:
        sign_for_demonstration(by=by)


def is_empty() -> bool:
    with founding():
        return not (Organisation.objects.exists() or Account.objects.exists())
