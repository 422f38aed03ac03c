"""The end of a retention: decided by somebody, done by the worker, and only for what is still past its day."""

from uuid import UUID

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.organisations.acting import Acting
from benkan.organisations.jobs import defer
from benkan.people import verbs
from benkan.people.models import RetentionEnd
from benkan.people.permissions import DECIDE_REQUEST
from benkan.people.reads.ends import due_for_erasure
from benkan.people.retention import Group
from benkan.people.writes.erasing import erase_group

AT_ONCE = 500


@transaction.atomic
def decide_end(*, by: Acting, group: Group) -> RetentionEnd:
    """Decide that what is past its retention today is erased, for one group; the worker does it."""
    from benkan.people.tasks import erase_due  # which asks the write below

    check(by, DECIDE_REQUEST)
    if RetentionEnd.objects.filter(group=group, done_at=None).exists():
        raise Impossible("Cet effacement est déjà décidé, et en cours. Rechargez la page dans un moment.")
    on = clock.today()
    count = due_for_erasure(on)[group].count()
    if not count:
        raise Impossible("Aucun dossier n’est à la fin de sa conservation\u00a0: il n’y a rien à effacer.")
    end = RetentionEnd.objects.create(
        organisation_id=by.organisation_id, group=group, on=on, told=count, by_id=by.account_id
    )
    record(verbs.END_DECIDED, by=by, on=end, fields=[group.value], count=count)
    defer(erase_due, by=by, identifier=end.pk)
    return end


@transaction.atomic
def do_end(*, by: Actor, end_id: UUID) -> RetentionEnd:
    """Erase what was decided, but the files that somebody took up again since; done twice, it changes nothing."""
    check(by, DECIDE_REQUEST)
    end = RetentionEnd.objects.select_for_update().get(pk=end_id)
    if end.done_at is not None:
        return end
    group = Group(end.group)
    files = list(due_for_erasure(end.on)[group].values_list("pk", flat=True))
    end.erased = sum(
        erase_group(by=by, files=files[start : start + AT_ONCE], group=group) for start in range(0, len(files), AT_ONCE)
    )
    end.done_at = clock.now()
    end.save(update_fields=["erased", "done_at"])
    return end
