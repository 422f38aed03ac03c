"""Look for somebody who is not heard of: attempts, and only then « perdue de vue ». And places where nobody can go."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.followup_thresholds import LOST_ATTEMPTS, LOST_MEANS
from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.lifecycles.visits import AttemptResult, Means, Mode
from benkan.cases.models import Attempt, Case, InaccessibleZone
from benkan.cases.permissions import FOLLOW
from benkan.cases.reads.visits import following
from benkan.cases.writes.cases import TRACK as CASES
from benkan.cases.writes.visits import check_may_reach, followed
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour, pluriel


@transaction.atomic
def note_attempt(*, by: Actor, case: Case, means: Means, result: AttemptResult, day: dt.date | None = None) -> Attempt:
    """One dated attempt to reach her, today unless said; also of somebody who is lost already."""
    check(by, FOLLOW)
    case, day = CASES.held(case), day or clock.today()
    if case.status not in UNDER_WAY:
        raise Impossible("Cet accompagnement n’est plus en cours\u00a0: rouvrez-le pour y noter une tentative.")
    if day > clock.today() or day < clock.day_of(case.opened_at):
        raise Impossible("Une tentative a son jour, depuis l’ouverture de l’accompagnement, et pas dans l’avenir.")
    if Means(means) == Means.VISIT:
        check_may_reach(case, Mode.IN_PERSON)
    attempt = Attempt.objects.create(
        organisation_id=case.organisation_id, case=case, day=day, means=Means(means), result=AttemptResult(result),
        by_id=by.account_id,
    )  # fmt: skip
    record(verbs.ATTEMPT_NOTED, by=by, on=attempt, file_id=case.registration_id, fields=[str(attempt.means)])
    return attempt


def missing_to_lose(case: Case) -> str:
    """What is still to be tried before she may be said lost, as words; "" where enough was tried.

    Counted since she was last met, called or found again: on different days, by different means.
    """
    today = clock.today()
    tried = following(case).attempts
    days = value_of(LOST_ATTEMPTS, on=today) - len({one.day for one in tried})
    means = value_of(LOST_MEANS, on=today) - len({one.means for one in tried})
    said = []
    if days > 0:
        said.append(f"{pluriel(days, 'tentative')} {'un autre jour' if days == 1 else 'à des jours différents'}")
    if means > 0:
        said.append(pluriel(means, "autre moyen,autres moyens") if tried else f"par {pluriel(means, 'moyen')} au moins")
    return " et ".join(said)


@transaction.atomic
def lose(*, by: Actor, case: Case) -> Case:
    """Say that she is not to be found any more: nothing is due, nothing is forgotten. `resume` when she is found."""
    check(by, FOLLOW)
    case = followed(case)
    if case.status != CaseStatus.OPEN:
        raise Impossible("Cet accompagnement est suspendu\u00a0: reprenez-le avant de noter la personne perdue de vue.")
    if missing := missing_to_lose(case):
        raise Impossible(
            f"Avant de la noter perdue de vue, il manque\u00a0: {missing}. Notez chaque tentative avec son jour et son "
            "moyen."
        )
    CASES.move(case, CaseStatus.LOST, by)
    record(verbs.LOST, by=by, on=case, file_id=case.registration_id)
    return case


@transaction.atomic
def close_zone(*, by: Actor, case: Case, since: dt.date, why: str = "") -> InaccessibleZone:
    """Nobody can go where she lives from that day: the clock of her visits stands still, a call counts."""
    check(by, FOLLOW)
    case = followed(case)
    if since > clock.today():
        raise Impossible("Donnez le jour depuis lequel on ne peut plus s’y rendre\u00a0: aujourd’hui ou avant.")
    held = InaccessibleZone.objects.filter(case=case, until__isnull=True).first()
    if held is not None:
        raise Impossible(f"Cette zone est déjà notée inaccessible depuis le {jour(held.since)}.")
    zone = InaccessibleZone(
        organisation_id=case.organisation_id, case=case, since=since, why=" ".join(why.split()), by_id=by.account_id
    )
    zone.save(force_insert=True)
    record(verbs.ZONE_CLOSED, by=by, on=zone, file_id=case.registration_id)
    return zone


@transaction.atomic
def open_zone(*, by: Actor, case: Case) -> InaccessibleZone:
    """One may go there again from today: the clock goes on where it stood."""
    check(by, FOLLOW)
    case = CASES.held(case)
    zone = InaccessibleZone.objects.select_for_update(of=("self",)).filter(case=case, until__isnull=True).first()
    if zone is None:
        raise Impossible("Cette zone n’est plus notée inaccessible\u00a0: un collègue l’a peut-être déjà rouverte.")
    zone.until, zone.ended_by_id = clock.today(), by.account_id
    zone.save(update_fields=["until", "ended_by"])
    record(verbs.ZONE_OPENED, by=by, on=zone, file_id=case.registration_id)
    return zone
