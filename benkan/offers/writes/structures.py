"""The bodies without an account to which people are sent: noted, corrected, taken out by whoever noted them."""

from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.offers import verbs
from benkan.offers.models import Structure
from benkan.offers.permissions import NOTE_STRUCTURE
from benkan.offers.reads.structures import Likeness, alike

SAID = ("kind", "name", "place", "address", "phone", "hours")


class AlreadyThere(Impossible):
    """Others like it stand in the directory: a person says whether it is one of them. `like` are these."""

    def __init__(self, like: list[Likeness]):
        self.like = like
        super().__init__(
            "Une structure au même nom, ou presque, est déjà notée dans ce cercle. Si c’est elle, servez-vous-en. "
            "Sinon, dites que c’en est une autre."
        )


@transaction.atomic
def note_structure(*, by: Actor, answers: Mapping, another: bool = False) -> Structure:
    """Put a structure in the directory, which is everybody's. `another`: a person says that those like it are not it.

    Raises `AlreadyThere` where some are alike and nobody said so.
    """
    check(by, NOTE_STRUCTURE)
    structure = Structure(organisation_id=by.organisation_id, noted_by_id=by.account_id, **_known(answers))
    structure.clean_fields(exclude=["organisation", "noted_by", "place", "closed_at"])
    if not another and (like := alike(structure.name, structure.place)):
        raise AlreadyThere(like)
    structure.save(force_insert=True)
    record(verbs.STRUCTURE_NOTED, by=by, on=structure)
    return structure


@transaction.atomic
def correct_structure(*, by: Actor, structure: Structure, answers: Mapping) -> Structure:
    """Say otherwise what it is called, where it stands, how it is reached."""
    structure = _held(by, structure)
    changed = [name for name, value in _known(answers).items() if getattr(structure, name) != value]
    for name in changed:
        setattr(structure, name, _known(answers)[name])
    structure.clean_fields(exclude=["organisation", "noted_by", "place", "closed_at"])
    if changed:
        structure.save(update_fields=changed)
        record(verbs.STRUCTURE_CORRECTED, by=by, on=structure, fields=changed)
    return structure


@transaction.atomic
def close_structure(*, by: Actor, structure: Structure) -> Structure:
    """It is no more: nobody is sent there, what was sent stays."""
    structure = _held(by, structure)
    if structure.closed_at is not None:
        raise Impossible("Cette structure est déjà retirée de l’annuaire.")
    structure.closed_at = clock.now()
    structure.save(update_fields=["closed_at"])
    record(verbs.STRUCTURE_CLOSED, by=by, on=structure)
    return structure


def _known(answers: Mapping) -> dict:
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in answers.items()
        if name in SAID
    }


def _held(by: Actor, structure: Structure) -> Structure:
    check(by, NOTE_STRUCTURE)
    if structure.organisation_id != by.organisation_id:
        raise Refused("Cette structure est notée par une autre organisation\u00a0: elle seule la corrige.")
    return Structure.objects.select_for_update(of=("self",)).get(pk=structure.pk)
