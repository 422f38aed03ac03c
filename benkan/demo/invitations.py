"""Invented invitations of the cast: two that wait, for a known person and for a new one, and one declined."""

import datetime as dt

from benkan.common import clock
from benkan.demo.cast import DOMAIN, account_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Invitation
from benkan.organisations.writes import decline, invite


def propose() -> None:
    """Through the same writes as everybody, some days ago and today."""
    with entered(door="open"):
        mariam, binta, rokia = account_of("mariam"), account_of("binta"), account_of("rokia")
    with clock.at(clock.now() - dt.timedelta(days=3)):
        declined = _invited(mariam, binta.email, "Binta Touré", "accompagnement")
    with clock.at(clock.now() - dt.timedelta(days=2)), acting_for(binta) as by:
        decline(by=by, invitation=declined)
    _invited(mariam, f"assitan@{DOMAIN}", "Assitan Maguiraga", "accueil")
    _invited(mariam, rokia.email, "Rokia Sidibé", "point_focal")


def _invited(giver, email: str, name: str, role: str) -> Invitation:
    with acting_for(giver) as by:
        return invite(by=by, organisation=by.organisation, email=email, name=name, role=role).invitation
