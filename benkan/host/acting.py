"""In whose name a command writes: an account by its address, an organisation by its code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benkan.host.platform import NotReady

if TYPE_CHECKING:
    from benkan.organisations.acting import Acting

NBSP = "\u00a0"


@contextmanager
def acting_as(email: str | None, code: str | None) -> "Iterator[Acting]":
    """The account at work in that organisation, or in its only one. Django must be ready. Raises `NotReady`."""
    from benkan.organisations.acting import acting_for, entered, organisations_of
    from benkan.organisations.models import Account

    if not email:
        raise NotReady(f"Dites au nom de quel compte{NBSP}: --as adresse@exemple.ml.")
    with entered(door="open"):
        account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        raise NotReady(f"Aucun compte ouvert n’a l’adresse {email}. Vérifiez-la.")
    with entered(account_id=account.pk):
        known = {member.organisation.code: member.organisation for member in organisations_of(account)}
    if code and code not in known:
        raise NotReady(f"Ce compte n’a pas de place à {code}. Ses organisations{NBSP}: {', '.join(sorted(known))}.")
    if not code and len(known) != 1:
        raise NotReady(
            f"Ce compte travaille dans plusieurs organisations ({', '.join(sorted(known))}){NBSP}: dites laquelle, "
            "par --organisation."
            if known
            else "Ce compte n’a de place dans aucune organisation."
        )
    with acting_for(account, known[code] if code else next(iter(known.values()))) as by:
        yield by
