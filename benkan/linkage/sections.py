"""What pairs add to the file of a person: her other files of the same organisation, and the pairs to decide."""

from benkan.common.permissions import Actor, may
from benkan.linkage.lifecycle import State
from benkan.linkage.permissions import REVIEW
from benkan.linkage.reads.queue import readable, to_decide, with_own_files
from benkan.people.models import Registration
from benkan.people.permissions import READ_FILE
from benkan.people.reads.area import in_area

MOST = 5


def pairs(by: Actor, registration: Registration) -> dict | None:
    """Her other files, each with the pair that makes it hers where one does, and what is still to decide.

    As many queries whatever there is. None where the file stands alone.
    """
    same = Registration.objects.filter(person=registration.person_id, organisation=by.organisation_id)
    others = list(same.exclude(pk=registration.pk).order_by("registered_at", "pk"))
    here = set(in_area(by, READ_FILE, same).values_list("pk", flat=True)) if others else set()
    reviews = may(by, REVIEW)
    links = _links(by, registration) if reviews and others else {}
    waiting = list(_of(to_decide(by), by, registration)[: MOST + 1]) if reviews else []
    if not others and not waiting:
        return None
    return {
        "others": [(file, links.get(file.pk)) for file in others if file.pk in here],
        "count": len(others) + 1 if others else 0,
        "elsewhere": len(others) - len(here & {file.pk for file in others}),
        "waiting": [(pair, _other(pair, registration)) for pair in waiting[:MOST]],
        "more": len(waiting) > MOST,
    }


def _links(by: Actor, registration: Registration) -> dict:
    """The pairs that join this file itself to another, by that file."""
    joined = _of(readable(by).filter(state=State.SAME), by, registration)
    return {_other(pair, registration).pk: pair for pair in joined}


def _of(pairs, by: Actor, registration: Registration):
    own = pairs.filter(organisation=by.organisation_id, sides__registration=registration)
    return with_own_files(own, by)


def _other(pair, registration: Registration) -> Registration:
    return next(side.registration for side in pair.own if side.registration_id != registration.pk)
