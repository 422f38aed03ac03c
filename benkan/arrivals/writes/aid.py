"""Aid given at once, on any line, named or not: it waits for no name, no consent and no check."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from benkan.arrivals import verbs
from benkan.arrivals.models import ArrivalList, ImmediateAid, Line
from benkan.arrivals.models.words import AidKind
from benkan.arrivals.permissions import AID, LINES
from benkan.arrivals.tokens import in_words
from benkan.arrivals.writes.desks import held
from benkan.audit.models import Entry
from benkan.audit.writes import entry_values, record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, check_at
from benkan.people.transport import check_may_be_taken


class NotNoted(Impossible):
    """Some tokens stand on no line yet; `tokens` says which."""

    def __init__(self, tokens: list[int]):
        self.tokens = tokens
        one = len(tokens) == 1
        super().__init__(
            f"{'Le jeton' if one else 'Les jetons'} {in_words(tokens)} "
            f"{'n’est pas encore noté' if one else 'ne sont pas encore notés'} sur cette liste. "
            f"Corrigez, ou notez-{'le comme tête comptée' if one else 'les comme têtes comptées'}."
        )


@transaction.atomic
def give_aid(
    *, by: Actor, line: Line, kinds: Iterable[str], note: str = "", at: dt.datetime | None = None
) -> list[ImmediateAid]:
    """Note aid given now; asks for no name and no consent."""
    check_at(by, AID, line.list.entry_point_id)
    kinds = list(kinds)
    given = _given(by, [line], kinds, note, at)
    record(verbs.AID_GIVEN, by=by, on=line, file_id=line.registration_id, fields=kinds)
    return given


@transaction.atomic
def give_aid_to_tokens(
    *,
    by: Actor,
    arrival_list: ArrivalList,
    tokens: Iterable[int],
    kinds: Iterable[str],
    note: str = "",
    at: dt.datetime | None = None,
    count_missing: bool = False,
) -> list[ImmediateAid]:
    """Note the same aid on many lines, all or none; with `count_missing`, tokens on no line become counted heads."""
    check(by, AID)
    arrival_list = held(by=by, arrival_list=arrival_list)
    tokens, kinds = sorted(set(tokens)), list(kinds)
    lines = {line.token: line for line in arrival_list.lines.filter(token__in=tokens).select_related("registration")}
    missing = [token for token in tokens if token not in lines]
    if missing and not count_missing:
        raise NotNoted(missing)
    if missing:
        lines |= _count(by, arrival_list, missing, at)
    given = _given(by, [lines[token] for token in tokens], kinds, note, at)
    record(verbs.AID_GIVEN, by=by, on=arrival_list, fields=kinds, count=len(tokens))
    # The journal of a file tells of the aid as if it had been given to her alone.
    Entry.objects.bulk_create(
        Entry(**entry_values(verbs.AID_GIVEN, by=by, on=line, file_id=line.registration_id, fields=kinds))
        for line in lines.values()
        if line.registration_id
    )
    return given


def _count(by: Actor, arrival_list: ArrivalList, tokens: list[int], at) -> dict[int, Line]:
    check(by, LINES)
    noted = Line.objects.bulk_create(
        Line(
            organisation_id=arrival_list.organisation_id,
            list=arrival_list,
            token=token,
            at=at or clock.now(),
            by_id=by.account_id,
        )
        for token in tokens
    )
    ArrivalList.objects.filter(pk=arrival_list.pk).update(lines_count=F("lines_count") + len(noted))
    record(verbs.LINE_NOTED, by=by, on=arrival_list, count=len(noted))
    return {line.token: line for line in noted}


def _given(by: Actor, lines: list[Line], kinds: list[str], note: str, at) -> list[ImmediateAid]:
    if not kinds:
        raise Impossible("Dites quelle aide a été donnée.")
    if AidKind.TRANSPORT in kinds:
        check_may_be_taken([line.registration for line in lines if line.registration_id])
    given = [
        ImmediateAid(
            organisation_id=line.organisation_id,
            line=line,
            kind=kind,
            note=note.strip(),
            given_at=at or clock.now(),
            by_id=by.account_id,
        )
        for line in lines
        for kind in kinds
    ]
    for aid in given:
        aid.clean_fields(exclude=["organisation", "line", "by"])
    return ImmediateAid.objects.bulk_create(given)
