"""A pair of two organisations as one of them sees it: its own file, and of the other what that one chose to tell."""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from benkan.common.permissions import Actor
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.models import Decision, Disclosure, IdentityExtract, Pair, Side
from benkan.linkage.reads.answers import answered
from benkan.organisations.acting import entered
from benkan.organisations.models import Organisation
from benkan.people.models import Registration
from benkan.people.silence import silent_among

Told = list[tuple[str, str]]


@dataclass(frozen=True)
class Across:
    """`own` is one's own side; `other` the other organisation, None while it is masked."""

    pair: Pair
    own: Side
    asked: bool  # one's own organisation asked
    other: Organisation | None
    disclosures: list[Disclosure]
    decisions: list[Decision] = field(default_factory=list)  # one's own, in their order

    @property
    def answer(self) -> Verdict | None:
        """What one's own side answers, as it stands."""
        return answered(self.decisions, hard=self.pair.hard)

    def said(self, kind: Disclosure.Kind, *, ours: bool) -> Disclosure | None:
        """What one's own organisation told the other, or was told."""
        own = self.own.organisation_id
        return next(
            (one for one in self.disclosures if one.kind == kind and (one.organisation_id == own) == ours), None
        )


def across(by: Actor, pair: Pair) -> Across:
    """Four queries at most, whatever was said."""
    own = Side.objects.select_related("registration__nationality", "registration__destination").get(
        pair=pair, organisation=by.organisation_id
    )
    disclosures = list(Disclosure.objects.filter(pair=pair))
    other = _other(by, pair, disclosures)
    return Across(
        pair=pair,
        own=own,
        asked=pair.asker_id == by.organisation_id,
        other=Organisation.objects.filter(pk=other).first(),
        disclosures=disclosures,
        decisions=list(pair.decisions.filter(organisation_id=by.organisation_id)),
    )


def known_other(by: Actor, pair: Pair) -> UUID | None:
    """The other organisation, if it asked or named itself; None while it is masked."""
    return _other(by, pair, Disclosure.objects.filter(pair=pair))


def opened_to(by: Actor, disclosure: Disclosure) -> IdentityExtract | None:
    """The identity that the other side opened, while it may be read: the policy asks her consent and the agreement, and
    a file that must keep silent since is closed like any other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, numbered FROM linkage_opened(%s)", [disclosure.pk])
        files = [Registration(pk=pk, number=number) for pk, number in cursor.fetchall()]
    if not files or silent_among(files):
        return None
    return IdentityExtract.objects.filter(disclosure=disclosure).first()


def told_in(by: Actor, extract: IdentityExtract) -> Told:
    """An extract in clear; [] where her file was erased since."""
    with _keyed(by, extract):
        return [tuple(pair) for pair in json.loads(extract.fields)]


@contextmanager
def _keyed(by: Actor, extract: IdentityExtract):
    """That one may read it was decided by whoever found it: only the key that opens it is asked for on the giver's
    side, as for what crosses with a referral."""
    if by.organisation_id == extract.organisation_id:
        yield
        return
    with entered(account_id=by.account_id, organisation_id=extract.organisation_id):
        yield


def _other(by: Actor, pair: Pair, disclosures) -> UUID | None:
    if pair.asker_id != by.organisation_id:
        return pair.asker_id
    named = (one for one in disclosures if one.kind == Disclosure.Kind.NAME and one.receiver_id == by.organisation_id)
    return next((one.organisation_id for one in named), None)
