"""Erase again what a restoration has brought back: the same write, in the name of who had decided it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from benkan.audit.models import Entry
from benkan.organisations.acting import Acting, change, entered
from benkan.organisations.models import Account, Organisation
from benkan.people import verbs
from benkan.people.erasure_list import Erasure
from benkan.people.models import Registration
from benkan.people.retention import Group
from benkan.people.writes.erasing import erase_files, erase_group

AGAIN = "refait après une restauration"


def erase_again(*, erasures: Iterable[Erasure], using: str = "owner") -> int:
    """Do again the erasures of which this database knows nothing; gives how many of its files were touched.

    `using`: the alias that sees the rows of every organisation; what is erased is erased as the application's role.
    The first audit row of each comes back with its own identifier and hour: this database then knows of it. Files that
    the backup has never held are passed over.
    """
    erasures = sorted(erasures, key=lambda one: one.at)
    told = set(Entry.objects.using(using).filter(pk__in=[one.id for one in erasures]).values_list("pk", flat=True))
    lost = [one for one in erasures if UUID(one.id) not in told]
    files = Registration.objects.using(using).in_bulk([UUID(one.file) for one in lost])
    touched = set()
    for one in lost:
        file = files.get(UUID(one.file))
        if file is not None and str(file.organisation_id) == one.organisation:
            _erase(one, file, using)
            touched.add(file.pk)
    return len(touched)


def _erase(one: Erasure, file: Registration, using: str) -> None:
    by = Acting(_who(one, file, using), Organisation.objects.using(using).get(pk=one.organisation), on_behalf=True)
    with entered(account_id=by.account_id, organisation_id=by.organisation_id):
        if one.group:
            erase_group(by=by, files=[file.pk], group=Group(one.group))
        else:
            erase_files(by=by, files=[file.pk], why=AGAIN)
        change(account_id=one.account, organisation_id=one.organisation)
        Entry.objects.create(
            pk=one.id,
            at=datetime.fromisoformat(one.at),
            account_id=one.account,
            organisation_id=one.organisation,
            verb=(verbs.GROUP_ERASED if one.group else verbs.ERASED).code,
            kind=Registration._meta.label_lower,
            object_id=file.pk,
            file_id=file.pk,
            fields=[one.group] if one.group else [],
        )


def _who(one: Erasure, file: Registration, using: str) -> Account:
    """Who had done it; where the backup is older than that account, the last who wrote in the file stands for it."""
    accounts = Account.objects.using(using)
    return accounts.filter(pk=one.account).first() or accounts.get(pk=file.written_by_id)
