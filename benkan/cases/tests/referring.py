"""People who are sent somewhere, made through the writes, inside `acting_for`."""

from benkan.cases.lifecycles.referrals import Urgency
from benkan.cases.models import Case, Referral
from benkan.cases.writes.referrals import Destination, send
from benkan.demo.cast import body_of
from benkan.offers.models import HelpKind
from benkan.organisations.acting import acting_for
from benkan.organisations.tests.agreeing import proposed, signatory
from benkan.organisations.writes import sign_agreement


def agreed(cast, *fields: str) -> None:
    """The reception service may hand these groups to the association, for orientation."""
    agreement = proposed(cast.fanta, fields=list(fields or ("identite", "contact")))
    with acting_for(signatory("BENKADI")) as by:
        sign_agreement(by=by, agreement=agreement)


def sent(by, case: Case, *, kind="formation_qualifiante", to=None, urgency=Urgency.ORDINARY, **others) -> Referral:
    """To the association unless a destination is given, with who she is."""
    to = to or Destination(receiver=body_of("BENKADI"))
    others = {"hand_on": ["identite"]} | others
    return send(by=by, case=case, kind=HelpKind.objects.get(pk=kind), to=to, urgency=urgency, **others)
