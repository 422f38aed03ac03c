"""`benkan admin EMAIL`: a one-time link for the national administrator, made by whoever holds the machine.

The first of a platform is opened by it; one who lost her password, or with `--lost-factor` her second factor too, has a
new link. Another is named on the pages, by the one there is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from benkan.host.platform import NotReady, ready

if TYPE_CHECKING:
    from benkan.organisations.models import Account

NBSP = "\u00a0"
ROLE, KIND = "plateforme", "etat"


def link(email: str, *, name: str, organisation: str, code: str, lost_factor: bool) -> None:
    """Print the link on standard output, what it is for on standard error. Raises `NotReady`."""
    from benkan.host.paths import demonstration_mark

    if demonstration_mark().exists():
        os.environ["BENKAN_DEMO"] = "true"
    with ready():
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email

        try:
            validate_email(email)
        except ValidationError as fault:
            raise NotReady(f"{email} n’est pas une adresse électronique. Écrivez-la entière.") from fault
        account = _administrator(email) or _first(email, name, organisation, code)
        path, days = _made(account, lost_factor)
        click.echo(
            f"Ce lien sert une fois, dans les {days} jours. Donnez-le de la main à la main{NBSP}: qui l’ouvre choisit "
            "le mot de passe de ce compte.",
            err=True,
        )
        click.echo(path)


def _administrator(email: str) -> Account | None:
    """The open account at this address, if it is a national administrator's; None where the platform has none yet."""
    from benkan.organisations.founding import founding
    from benkan.organisations.models import Account, Membership

    with founding():
        held = Membership.objects.in_force().filter(role=ROLE, account__is_active=True)
        if not held.exists():
            return None
        found = Account.objects.filter(email__iexact=email, pk__in=held.values("account")).first()
    if found is None:
        raise NotReady(
            f"Cette plateforme a déjà un administrateur national, et ce n’est pas {email}. Donnez son adresse, ou "
            "demandez-lui de nommer cette personne depuis la page de son organisation."
        )
    return found


def _first(email: str, name: str, organisation: str, code: str) -> Account:
    """Open the organisation that keeps the platform, where it is not there, and its first administrator."""
    from benkan.common.errors import Impossible
    from benkan.organisations.founding import founding
    from benkan.organisations.models import Account, Organisation
    from benkan.organisations.writes import give_membership, open_account, open_organisation

    try:
        with founding() as by:
            body = Organisation.objects.filter(code=code).first()
            body = body or open_organisation(by=by, name=organisation, code=code, kind=KIND)
            found = Account.objects.filter(email__iexact=email).first()
            account = found or open_account(by=by, email=email, name=name)
            give_membership(by=by, account=account, organisation=body, role=ROLE)
    except Impossible as sentence:
        raise NotReady(str(sentence)) from sentence
    return account


def _made(account: Account, lost_factor: bool) -> tuple[str, int]:
    """The link, written in the journal of the account's organisation as made by a command."""
    from allauth.mfa.models import Authenticator

    from benkan.audit.writes import record
    from benkan.common import clock
    from benkan.organisations import verbs
    from benkan.organisations.acting import acting_for
    from benkan.organisations.doors.links import address_of, days_of_a_link, entry_path
    from benkan.organisations.models import Account

    with acting_for(account) as by:
        if lost_factor:
            Authenticator.objects.filter(user=account).delete()
            record(verbs.FACTORS_FORGOTTEN, by=by, on=account)
        moment = clock.now()
        Account.objects.filter(pk=account.pk).update(invited_at=moment, awake_at=moment)
        record(verbs.ENTRY_LINK_MADE, by=by, on=account)
        return address_of(entry_path(account)), days_of_a_link()
