"""What organisations add to the work of the day: what is proposed to oneself, links made for one's account, agreements
to sign or about to end, roles about to end, invitations that came to nothing, organisations without administrator."""

import datetime as dt

from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.common.thresholds.reads import value_of
from benkan.organisations.models import Membership
from benkan.organisations.permissions import AGREE, MANAGE_MEMBERS, MANAGE_ORGANISATIONS
from benkan.organisations.reads import national
from benkan.organisations.reads.agreements import agreements_of
from benkan.organisations.reads.entering import links_handed
from benkan.organisations.reads.invitations import proposed_to, without_result
from benkan.organisations.thresholds import ROLE_WARNING

SHOWN = 10


def agreements(by: Actor) -> dict | None:
    """Agreements that wait for our signature, and those that end soon; None where none does."""
    if not may(by, AGREE):
        return None
    known = agreements_of(by)
    to_sign = [shown for shown in known if shown.awaits_us]
    ending = sorted((shown for shown in known if shown.ends_soon), key=lambda shown: shown.agreement.ends)
    return {"to_sign": to_sign, "ending": ending} if to_sign or ending else None


def unattended(by: Actor) -> dict | None:
    """Organisations that nobody administers, then those whose administrator has not entered yet; None where none."""
    if not may(by, MANAGE_ORGANISATIONS):
        return None
    known = national.organisations()
    waiting = [row for tone in ("late", "soon") for row in known if row[1][0] == tone]
    return {"rows": waiting[:SHOWN], "more": max(len(waiting) - SHOWN, 0)} if waiting else None


def roles_ending(by: Actor) -> dict | None:
    """Roles of one's organisation that end soon, the first to end first, one's own among them; None where none does."""
    if not may(by, MANAGE_MEMBERS):
        return None
    today = clock.today()
    until = today + dt.timedelta(days=value_of(ROLE_WARNING, on=today))
    held = Membership.objects.in_force().filter(organisation_id=by.organisation_id, ends__lte=until)
    ending = list(held.select_related("account").order_by("ends", "account__name"))
    return {"ending": ending, "own_id": by.account_id} if ending else None


def proposals(by: Actor) -> dict | None:
    """What waits for one's own answer, whoever proposes it; None where nothing does."""
    waiting = proposed_to(by.account)
    return {"proposed": waiting} if waiting else None


def handed_links(by: Actor) -> dict | None:
    """Links that were made for one's account and that one has not said to have read, with those before; or None."""
    handed = links_handed(by.account_id)
    unread = [one for one in handed if one.read_at is None]
    return {"unread": unread, "before": [one for one in handed if one.read_at is not None]} if unread else None


def invitations(by: Actor) -> dict | None:
    """Invitations of one's organisation that were lately declined, did not come off or had no answer; or None."""
    if not may(by, MANAGE_MEMBERS):
        return None
    over = without_result(by)
    return {"over": over} if over else None
