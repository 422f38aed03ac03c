"""The grants and the ceilings of the body that pays: dated data, each with its act."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.models import Ceiling, Grant
from benkan.cases.permissions import KEEP_GRANTS
from benkan.cases.reads.funding import taken_elsewhere
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.offers.models import HelpKind


@dataclass(frozen=True)
class GrantSaid:
    """A grant as its act says it; `amount` in whole F CFA."""

    name: str
    code: str
    funder: str
    amount: int
    begins: dt.date
    ends: dt.date
    source: str


@transaction.atomic
def note_grant(*, by: Actor, said: GrantSaid) -> Grant:
    """Money that a funder gives to one's organisation. Raises `Impossible` where its reference is taken."""
    check(by, KEEP_GRANTS)
    grant = Grant(organisation_id=by.organisation_id, written_by_id=by.account_id, **asdict(said))
    _check(grant)
    grant.save(force_insert=True)
    record(verbs.GRANT_NOTED, by=by, on=grant)
    return grant


@transaction.atomic
def correct_grant(*, by: Actor, grant: Grant, said: GrantSaid) -> Grant:
    """Correct what was mistyped, as long as the grant pays nothing; afterwards an amendment is another grant."""
    check(by, KEEP_GRANTS)
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk, organisation=by.organisation_id)
    if grant.requests.exists() or taken_elsewhere([grant.pk])[grant.pk].granted:
        raise Impossible(
            "Cette subvention paie déjà des demandes\u00a0: un avenant se note comme une autre subvention."
        )
    changed = [name for name, value in asdict(said).items() if getattr(grant, name) != value]
    for name in changed:
        setattr(grant, name, getattr(said, name))
    _check(grant)
    grant.save(update_fields=changed)
    record(verbs.GRANT_CORRECTED, by=by, on=grant, fields=changed)
    return grant


@transaction.atomic
def set_ceiling(*, by: Actor, kind: HelpKind, amount: int, begins: dt.date, source: str) -> Ceiling:
    """The most that one's organisation pays for a kind of help from a day on; earlier days keep their own."""
    check(by, KEEP_GRANTS)
    ceiling = Ceiling(
        organisation_id=by.organisation_id,
        kind=kind,
        amount=amount,
        begins=begins,
        source=" ".join(source.split()),
        written_by_id=by.account_id,
    )
    _check(ceiling)
    ceiling.save(force_insert=True)
    record(verbs.CEILING_SET, by=by, on=ceiling)
    return ceiling


@transaction.atomic
def remove_ceiling(*, by: Actor, ceiling: Ceiling) -> None:
    """Take away one that was mistyped: the day it was written, or before it begins."""
    check(by, KEEP_GRANTS)
    ceiling = Ceiling.objects.select_for_update(of=("self",)).get(pk=ceiling.pk, organisation=by.organisation_id)
    if not removable(ceiling):
        raise Impossible("Ce plafond a déjà servi\u00a0: il reste. Notez le nouveau, à partir de son jour.")
    record(verbs.CEILING_REMOVED, by=by, on=ceiling)
    ceiling.delete()


def removable(ceiling: Ceiling) -> bool:
    return clock.day_of(ceiling.written_at) == clock.today() or ceiling.begins > clock.today()


def _check(row: Grant | Ceiling) -> None:
    """What the database would refuse, said in its own sentence before it does."""
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise Impossible(" ".join(error.messages)) from None
