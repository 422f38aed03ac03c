"""Invented sharing agreements of the cast: seven in force, one of which ends soon, and one that waits for a signature.
Between the reception service and two others, each answers when the other asks whether it knows somebody, and the
association tells it in which pillar and quarter it helped."""

import datetime as dt

from benkan.common import clock
from benkan.demo.cast import account_of, body_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account, Agreement
from benkan.organisations.purposes import Purpose
from benkan.organisations.writes import propose_agreement, sign_agreement


def agree() -> None:
    """Propose and sign through the same writes as everybody, some weeks ago; the last one yesterday."""
    with entered(door="open"):
        ours, theirs, paying = account_of("fanta"), account_of("mariam"), account_of("drissa")
    with clock.at(clock.now() - dt.timedelta(days=60)):
        whole = _propose(ours, Purpose.REFERRAL, ["identite", "contact", "suivi"], days=365, act="Protocole 2026-014")
        plans = _propose(ours, Purpose.REFERRAL, ["plan"], days=365, act="Convention 2026-11", to="DJIGUI")
        told = ["identite", "aides"]
        ending = _propose(theirs, Purpose.CHECK, told, days=80, act="Convention 2026-07", back=True)
        others = _propose(
            theirs, Purpose.REFERRAL, ["plan"], days=365, act="Convention 2026-15", of="BENKADI", to="DJIGUI"
        )
        checks = [
            _propose(ours, Purpose.CHECK, told, days=365, act="Convention 2026-08"),
            _propose(ours, Purpose.CHECK, ["identite"], days=365, act="Convention 2026-12", to="DJIGUI"),
            _propose(
                ours, Purpose.CHECK, ["identite", "aides"], days=365, act="Convention 2026-13", to="DJIGUI", back=True
            ),
        ]
    with clock.at(clock.now() - dt.timedelta(days=58)):
        for account, check in zip((theirs, paying, paying), checks, strict=True):
            _sign(account, check)
        _sign(theirs, whole)
        _sign(paying, plans)
        _sign(paying, others)
        _sign(ours, ending)
    with clock.at(clock.now() - dt.timedelta(days=1)):
        _propose(theirs, Purpose.FOLLOW_UP, ["identite", "retours"], days=365, act="Convention 2026-21")


def _propose(
    account: Account,
    purpose: Purpose,
    fields: list[str],
    *,
    days: int,
    act: str,
    of: str = "SAR",
    to: str = "BENKADI",
    back: bool = False,
):
    """From the reception service, or another (`of`), to the association, or another (`to`), or back."""
    with acting_for(account) as by:
        giver, receiver = body_of(of), body_of(to)
        if back:
            giver, receiver = receiver, giver
        today = clock.today()
        return propose_agreement(
            by=by,
            giver=giver,
            receiver=receiver,
            purpose=purpose,
            fields=fields,
            begins=today,
            ends=today + dt.timedelta(days=days),
            reference=act,
        )


def _sign(account: Account, agreement: Agreement) -> None:
    with acting_for(account) as by:
        sign_agreement(by=by, agreement=agreement)
