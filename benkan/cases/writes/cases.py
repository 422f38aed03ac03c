"""Open an accompaniment, confide it, suspend and take it up again, close it with its reason, open it again."""

from collections.abc import Sequence

from django.db import transaction

from benkan.audit.verbs import Verb
from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.cases import (
    LABELS,
    MOVES,
    RESTRICTED_REASONS,
    UNDER_WAY,
    CaseStatus,
    ClosingReason,
    SuspensionReason,
)
from benkan.cases.models import Case, CaseStatusRow, WorkerChange
from benkan.cases.numbers import CASE, new_number
from benkan.cases.permissions import KEEP
from benkan.cases.reads.workers import workers_of
from benkan.cases.writes.asking import withdraw_all
from benkan.cases.writes.moving import Track
from benkan.cases.writes.stopping import stop_deliveries
from benkan.cases.writes.transfer_ends import take_back
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.people.facts import refuse_dead
from benkan.people.lifecycle import CLOSED, CLOSED_FILE, Status
from benkan.people.models import Registration
from benkan.people.reads import consents_in_force

TRACK = Track(Case, CaseStatusRow, "case", MOVES, LABELS, "Cet accompagnement")


@transaction.atomic
def open_case(*, by: Actor, registration: Registration, worker: Account | None = None) -> Case:
    """Begin to accompany somebody whose file is complete and who agreed to be followed; by oneself unless said.

    For her latest return. Raises `Impossible` with what is missing, or where she is accompanied already.
    """
    check(by, KEEP)
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    check_may_open(registration)
    case = Case(
        organisation_id=by.organisation_id,
        registration=registration,
        number=new_number(CASE),
        episode=registration.episodes.filter(annulled=False).order_by("-returned_on", "-pk").first(),
        worker_id=_worker(by, worker) if worker else by.account_id,
        opened_by_id=by.account_id,
    )
    case.save(force_insert=True)
    TRACK.begin(case, by)
    record(verbs.OPENED, by=by, on=case, file_id=registration.pk)
    return case


@transaction.atomic
def confide(*, by: Actor, case: Case, worker: Account | None) -> Case:
    """Give an accompaniment to a colleague who accompanies in the same organisation; None: to be given to somebody."""
    check(by, KEEP)
    case = TRACK.held(case)
    wanted = _worker(by, worker) if worker else None
    if case.worker_id == wanted:
        return case
    if case.status not in UNDER_WAY:
        raise Impossible(f"{TRACK.named} est clos ou transmis\u00a0: il n’est plus à confier.")
    case.worker_id = wanted
    case.save(update_fields=["worker"])
    WorkerChange.objects.create(case=case, organisation_id=case.organisation_id, worker_id=wanted, by_id=by.account_id)
    record(verbs.WORKER_CHANGED, by=by, on=case, file_id=case.registration_id)
    return case


def suspend(*, by: Actor, case: Case, reason: SuspensionReason, note: str = "") -> Case:
    """She is in prison, in hospital, away: suspended, not abandoned."""
    return _move(by, case, CaseStatus.SUSPENDED, verbs.SUSPENDED, SuspensionReason(reason), note)


def resume(*, by: Actor, case: Case) -> Case:
    """She is there again."""
    return _move(by, case, CaseStatus.OPEN, verbs.RESUMED, among={CaseStatus.SUSPENDED, CaseStatus.LOST})


def close(*, by: Actor, case: Case, reason: ClosingReason, note: str = "") -> Case:
    """End it, with the reason that is counted; what was asked or prepared for her and is not paid yet is taken back."""
    with transaction.atomic():
        case = _move(by, case, CaseStatus.CLOSED, verbs.CLOSED, ClosingReason(reason), note)
        withdraw_all(by=by, registrations=[case.registration])
        stop_deliveries(by=by, case=case)
        take_back(by=by, registrations=[case.registration])
    return case


@transaction.atomic
def reopen(*, by: Actor, case: Case) -> Case:
    """Take a closed one up again: the same, with all that it held. Not where another one is under way since."""
    held = Registration.objects.select_for_update(of=("self",)).get(pk=case.registration_id)
    check_may_open(held)
    return _move(by, case, CaseStatus.OPEN, verbs.REOPENED, among={CaseStatus.CLOSED})


def close_annulled(*, by: Actor, registration: Registration) -> None:
    """Whose file was annulled is accompanied no more (see `people.followers`)."""
    if registration.status != Status.ANNULLED:
        return
    for case in Case.objects.filter(registration=registration, status__in=UNDER_WAY).select_for_update(of=("self",)):
        TRACK.move(case, CaseStatus.CLOSED, by, reason=ClosingReason.DUPLICATE)
        record(verbs.CLOSED, by=by, on=case, file_id=registration.pk)


def erase_words(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty what was written of these persons in their accompaniments (see `people.erasers`)."""
    if whole:
        CaseStatusRow.objects.filter(case__registration__in=registrations).exclude(note="").update(note="")


def check_may_open(registration: Registration) -> None:
    """Raise `Impossible` with what is missing, or where she is accompanied already."""
    refuse_dead(registration)
    if registration.status in CLOSED:
        raise Impossible(CLOSED_FILE[Status(registration.status)])
    if registration.status != Status.COMPLETED:
        raise Impossible(
            "Ce dossier est encore à compléter\u00a0: terminez d’abord l’enregistrement avec la personne, puis ouvrez "
            "son accompagnement. L’aide immédiate, elle, n’attend pas."
        )
    agreed = consents_in_force(registration).get(Purpose.FOLLOW_UP)
    if agreed is None or not agreed.given:
        raise Impossible(
            "Cette personne n’a pas accepté d’être suivie\u00a0: son accompagnement ne s’ouvre pas. Si elle change "
            "d’avis, revoyez son consentement avec elle."
        )
    if Case.objects.filter(registration=registration, status__in=UNDER_WAY).exists():
        raise Impossible("Cette personne est déjà accompagnée\u00a0: son accompagnement est en cours.")


def _worker(by: Actor, worker: Account):
    if worker.pk not in {one.pk for one in workers_of(by)}:
        raise Impossible("Cette personne n’accompagne pas dans votre organisation. Choisissez un autre collègue.")
    return worker.pk


@transaction.atomic
def _move(by: Actor, case: Case, to: CaseStatus, verb: Verb, reason="", note="", among=UNDER_WAY) -> Case:
    check(by, KEEP)
    case = TRACK.held(case)
    if case.status not in among:
        raise Impossible(
            f"{TRACK.named} est «\u00a0{LABELS[CaseStatus(case.status)].lower()}\u00a0»\u00a0: rien n’a été changé."
        )
    TRACK.move(case, to, by, reason=reason, note=" ".join(note.split()))
    said = [] if reason in RESTRICTED_REASONS else [str(reason)]  # the journal is read by more people
    record(verb, by=by, on=case, file_id=case.registration_id, fields=said if reason else [])
    return case
