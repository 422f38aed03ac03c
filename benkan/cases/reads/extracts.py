"""What crossed with a referral, opened for whoever may read it."""

import json
from dataclasses import dataclass

from benkan.cases.lifecycles.referrals import HANDED
from benkan.cases.models import Extract, Referral
from benkan.cases.reads.handing import Pairs, groups
from benkan.common.permissions import Actor
from benkan.organisations.acting import entered


@dataclass(frozen=True)
class Handed:
    """The groups that crossed, each with its French words and its answers; what she wished to be known."""

    groups: list[tuple[str, Pairs]]
    message: str

    @property
    def emptied(self) -> bool:
        """Her file was erased since."""
        return not self.message and not any(pairs for _, pairs in self.groups)


def extract_of(by: Actor, referral: Referral) -> Extract | None:
    """The row policy decides: the sender at any time, the receiver once it has accepted."""
    if by.organisation_id != referral.organisation_id and referral.status not in HANDED:
        return None
    return Extract.objects.filter(referral=referral).first()


def handed(by: Actor, referral: Referral) -> Handed | None:
    """What crossed, in clear; None where there is nothing for this reader."""
    extract = extract_of(by, referral)
    if extract is None:
        return None
    if by.organisation_id == referral.organisation_id:
        return _opened(extract)
    # Its reading was allowed above; only the key that opens it is asked for on the sender's side.
    with entered(account_id=by.account_id, organisation_id=referral.organisation_id):
        return _opened(extract)


def _opened(extract: Extract) -> Handed:
    answers, known = json.loads(extract.fields or "{}"), groups()
    named = [(known[code].label if code in known else code, answers.get(code, [])) for code in extract.groups]
    return Handed([(label, [tuple(pair) for pair in pairs]) for label, pairs in named], extract.message)
