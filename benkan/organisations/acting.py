"""In whose name the database is asked: the settings that row policies read, local to one transaction.

Pages enter through the middleware, jobs and commands through `acting_for`; both end here, in `entered`.
"""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from benkan.common import clock
from benkan.common.asking import prepared
from benkan.common.permissions import Permission
from benkan.organisations.models import Account, Membership, Organisation
from benkan.organisations.roles import ROLES
from benkan.places.reads import all_within


@dataclass(frozen=True)
class Acting:
    """An account at work in one organisation, with the rights of its roles there (implements `Actor`)."""

    account: Account | None = None
    organisation: Organisation | None = None
    roles: tuple[str, ...] = ()
    on_behalf: bool = False
    memberships: tuple[Membership, ...] = field(default=(), repr=False)
    seeing_as: str = ""  # the role as which pages are looked at (`benkan.organisations.seeing_as`)

    @property
    def account_id(self) -> UUID | None:
        return self.account.pk if self.account else None

    @property
    def organisation_id(self) -> UUID | None:
        return self.organisation.pk if self.organisation else None

    @cached_property
    def permissions(self) -> frozenset[str]:
        own = frozenset().union(*(ROLES[role].rights for role in self.roles))
        if not self.seeing_as:
            return own
        theirs = ROLES[self.seeing_as].rights
        return theirs if settings.DEMO else theirs & own

    def places_for(self, permission: Permission) -> frozenset[UUID] | None:
        """Where the right is held: everywhere (None), or at these places and all that lies in them."""
        here = (m for m in self.memberships if m.organisation_id == self.organisation_id)
        held = {m.place_id for m in here if permission.code in ROLES[m.role].rights}
        if not held or None in held:
            return None
        roots = frozenset(held)
        if roots not in self._within:
            self._within[roots] = all_within(roots)
        return self._within[roots]

    @cached_property
    def _within(self) -> dict[frozenset[UUID], frozenset[UUID]]:
        return {}  # what was asked of the places once, for the life of this object

    @property
    def seeing_as_label(self) -> str:
        """The French name of that role, for the band that says it; "" where one sees as oneself."""
        return ROLES[self.seeing_as].label if self.seeing_as else ""


NOBODY = Acting()
_SETTINGS = ("benkan.account", "benkan.organisation", "benkan.door")
_SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
_GET = "SELECT " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _SETTINGS)


@contextmanager
def entered(*, account_id=None, organisation_id=None, door=""):
    """Open a transaction in which the policies know who asks; what held before holds again afterwards.

    `door`: "open" while nobody is signed in, "founding" while a command makes the first administrator, else "".
    """
    with transaction.atomic():
        before = _read() if _nested() else None
        change(account_id=account_id, organisation_id=organisation_id, door=door)
        yield
        # The settings end with the transaction; inside another one (a test, a command) they are put back.
        if before is not None and not connection.needs_rollback:
            _write(before)


def change(*, account_id=None, organisation_id=None, door="") -> None:
    """Say anew, within the present transaction, who asks."""
    _write((str(account_id or ""), str(organisation_id or ""), door))


@contextmanager
def presenting(digest: str):
    """Within the present transaction: who asks holds the secret of which this is the digest, and reads what it opens
    (an invitation). Put back where the block ends well; a failure undoes it with the transaction."""
    _present(digest)
    yield
    _present("")


def organisations_of(account: Account) -> tuple[Membership, ...]:
    """Memberships in force of an account whose transaction has been entered, with their organisations."""
    return tuple(_memberships(account_id=account.pk, today=clock.today()))


@prepared
def _memberships(account_id: UUID, today: dt.date) -> QuerySet[Membership]:
    found = Membership.objects.in_force(today).filter(account=account_id, organisation__closed_at__isnull=True)
    return found.select_related("organisation")


def as_member(account: Account, organisation_id: UUID | str | None, *, on_behalf: bool = False) -> Acting:
    """The account at work in that organisation, or in the first of its own; without rights where it has none."""
    memberships = organisations_of(account)
    chosen = next((m.organisation for m in memberships if str(m.organisation_id) == str(organisation_id)), None)
    if chosen is None and memberships:
        chosen = memberships[0].organisation
    roles = tuple(m.role for m in memberships if chosen is not None and m.organisation_id == chosen.pk)
    return Acting(account, chosen, roles, on_behalf, memberships)


def seeing(acting: Acting, role: str) -> Acting:
    """The same, who looks at pages as another role sees them: never nested, the rights are counted from his own."""
    return replace(acting, seeing_as=role)


@contextmanager
def acting_for(account: Account, organisation: Organisation | UUID | None = None):
    """What a job, a command or a test does in the name of an account; gives the `Acting` to pass as `by`."""
    organisation_id = getattr(organisation, "pk", organisation)
    with entered(account_id=account.pk):
        acting = as_member(account, organisation_id, on_behalf=True)
        change(account_id=account.pk, organisation_id=acting.organisation_id)
        yield acting


def _present(digest: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('benkan.presented', %s, true)", [digest])


def _nested() -> bool:
    """Whether an outer transaction was already open when ours began."""
    return len(connection.atomic_blocks) > 1


def _read() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_GET)
        return cursor.fetchone()


def _write(values: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)
