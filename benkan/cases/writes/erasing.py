"""Empty what follow-up holds of a person whose file is erased: what is counted stays, no word is left."""

from collections.abc import Sequence

from benkan.cases.models import InaccessibleZone, Survey, Visit
from benkan.common.permissions import Actor
from benkan.people.models import Registration

SEALED = ((Visit, ("place", "notes", "next_step")), (InaccessibleZone, ("why",)), (Survey, ("restricted",)))


def erase_followup(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Sealed words of visits and zones, and answers that tell of her health (see `people.erasers`)."""
    if not whole:
        return
    for model, names in SEALED:
        for row in model.objects.filter(case__registration__in=registrations).select_for_update(of=("self",)):
            for name in names:
                setattr(row, name, "")  # an empty text is sealed as well: nothing tells it from another
            row.save(update_fields=list(names))
