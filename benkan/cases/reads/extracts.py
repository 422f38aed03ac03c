"""What crossed with a referral, or with a transfer, opened for whoever may read it."""

import json
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from benkan.cases.lifecycles.referrals import HANDED
from benkan.cases.models import Extract, Referral
from benkan.cases.models.handed import HandedCopy
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
    labels = {code: group.label for code, group in groups().items()}
    with keyed(by, extract):
        return opened(extract, extract.groups, labels)


@contextmanager
def keyed(by: Actor, copy: HandedCopy):
    """Within it, what was sealed opens. That one may read the copy was decided by whoever found it; only the key that
    opens it is asked for on the sender's side."""
    if by.organisation_id == copy.organisation_id:
        yield
        return
    with entered(account_id=by.account_id, organisation_id=copy.organisation_id):
        yield


def opened(copy: HandedCopy, sections: Iterable[str], labels: Mapping[str, str]) -> Handed:
    """A copy in clear, section by section in this order; inside `keyed`."""
    answers = json.loads(copy.fields or "{}")
    named = [(labels.get(code, code), [tuple(pair) for pair in answers.get(code, [])]) for code in sections]
    return Handed(named, copy.message)
