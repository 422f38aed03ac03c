"""Who accompanies in one's organisation: the colleagues to whom somebody may be confided."""

from benkan.common.permissions import Actor
from benkan.organisations.models import Account, Membership
from benkan.organisations.roles import ROLES


def workers_of(by: Actor) -> list[Account]:
    """The accounts whose role in one's organisation keeps accompaniments, in force today, by name."""
    keeping = [code for code, role in ROLES.items() if "cases.keep" in role.rights]
    held = Membership.objects.in_force().filter(organisation=by.organisation_id, role__in=keeping)
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("name"))
