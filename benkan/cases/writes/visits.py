"""Take an appointment, note a visit or a call, say why one was impossible."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.cases import LABELS as CASE_LABELS
from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.lifecycles.visits import LABELS, LIVE, MOVES, ImpossibleReason, Mode, VisitStatus
from benkan.cases.models import Case, InaccessibleZone, Visit, VisitStatusRow
from benkan.cases.permissions import FOLLOW
from benkan.cases.reads.schedules import schedule_on
from benkan.cases.writes.cases import TRACK as CASES
from benkan.cases.writes.moving import Track
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.typography import jour
from benkan.people.models import SafeContact

TRACK = Track(Visit, VisitStatusRow, "visit", MOVES, LABELS, "Cette visite")
FOUND = ("received", "business", "housing")
WORDS = ("notes", "next_step")


@transaction.atomic
def plan_visit(
    *, by: Actor, case: Case, mode: Mode, day: dt.date, hour: dt.time | None = None, place: str = "", step: str = ""
) -> Visit:
    """Take an appointment. `step` is the one of the schedule that it answers, "" for none.

    Raises `Impossible` where she did not allow a visit or a call, or where nobody can go now.
    """
    check(by, FOLLOW)
    case = followed(case)
    if day < clock.today():
        raise Impossible("Un rendez-vous se prend pour aujourd’hui ou plus tard. Une visite déjà faite se note.")
    check_may_reach(case, Mode(mode))
    _check_step_is_free(case, step)
    visit = Visit(
        organisation_id=case.organisation_id, case=case, step=step, mode=Mode(mode), day=day, hour=hour,
        place=_tidy(place), noted_by_id=by.account_id,
    )  # fmt: skip
    visit.save(force_insert=True)
    TRACK.begin(visit, by)
    record(verbs.VISIT_PLANNED, by=by, on=visit, file_id=case.registration_id, fields=[str(visit.mode)])
    return visit


@transaction.atomic
def note_visit(
    *, by: Actor, case: Case, mode: Mode, day: dt.date, step: str = "", visit: Visit | None = None, **said: str
) -> Visit:
    """Note that she was met or called: by itself, or as what became of an appointment (`visit`, or that of `step`).

    `said` holds, at will, received, business, housing (counted), notes and next_step (sealed). What happened is noted
    whatever was allowed; a visit to somebody who allowed none stays in the audit as such.
    """
    check(by, FOLLOW)
    case = followed(case)
    _check_day(case, day)
    visit = _held(case, visit) if visit is not None else _standing_for(case, step)
    _check_not_done(visit)
    new = visit is None
    if new:
        _check_step_is_free(case, step)
    _check_not_noted(case, day, Mode(mode))
    if new:
        visit = Visit(organisation_id=case.organisation_id, case=case, step=step)
    visit.mode, visit.day = Mode(mode), day
    visit.noted_at, visit.noted_by_id = clock.now(), by.account_id
    for name in (*FOUND, *WORDS):
        setattr(visit, name, _tidy(said.get(name, "")))
    if new:
        visit.status = VisitStatus.DONE
        visit.save(force_insert=True)
        TRACK.begin(visit, by)
    else:
        TRACK.move(visit, VisitStatus.DONE, by, also=("mode", "day", "noted_at", "noted_by", *FOUND, *WORDS))
    unwelcome = visit.mode == Mode.IN_PERSON and not _visits_allowed(case)
    fields = [str(visit.mode), *(["visite_non_autorisee"] if unwelcome else [])]
    record(verbs.VISIT_NOTED, by=by, on=visit, file_id=case.registration_id, fields=fields)
    return visit


@transaction.atomic
def note_impossible(*, by: Actor, case: Case, step: str, reason: ImpossibleReason) -> Visit:
    """A visit of the schedule could not be made: settled, with its reason. She may still be reached later."""
    check(by, FOLLOW)
    case = followed(case)
    if not step:
        raise Impossible("Choisissez la visite du calendrier qui n’a pas pu se faire.")
    visit = _standing_for(case, step)
    if visit is None or visit.status != VisitStatus.PLANNED:
        _check_step_is_free(case, step)
        visit = Visit(
            organisation_id=case.organisation_id, case=case, step=step, day=clock.today(),
            status=VisitStatus.IMPOSSIBLE, noted_by_id=by.account_id,
        )  # fmt: skip
        visit.save(force_insert=True)
        TRACK.begin(visit, by, reason=ImpossibleReason(reason))
    else:
        TRACK.move(visit, VisitStatus.IMPOSSIBLE, by, reason=ImpossibleReason(reason))
    record(verbs.VISIT_IMPOSSIBLE, by=by, on=visit, file_id=case.registration_id, fields=[str(reason)])
    return visit


@transaction.atomic
def cancel_visit(*, by: Actor, visit: Visit) -> Visit:
    """The appointment fell through, or the visit was noted by mistake: its step is to be done again."""
    check(by, FOLLOW)
    case = followed(visit.case)
    visit = TRACK.held(visit)
    TRACK.move(visit, VisitStatus.CANCELLED, by)
    record(verbs.VISIT_CANCELLED, by=by, on=visit, file_id=case.registration_id)
    return visit


def followed(case: Case) -> Case:
    """The case, held until the transaction ends, if she is accompanied and not lost. Raises `Impossible`."""
    case = CASES.held(case)
    if case.status == CaseStatus.LOST:
        raise Impossible(
            "Cette personne est notée perdue de vue. Si elle est retrouvée, reprenez d’abord l’accompagnement, puis "
            "notez la visite ou l’appel."
        )
    if case.status not in UNDER_WAY:
        label = CASE_LABELS[CaseStatus(case.status)].lower()
        raise Impossible(f"Cet accompagnement est «\u00a0{label}\u00a0»\u00a0: rouvrez-le pour y noter une visite.")
    return case


def check_may_reach(case: Case, mode: Mode) -> None:
    """Raise `Impossible` where reaching her this way may harm her, or where nobody can go; at the office she comes."""
    if mode == Mode.OFFICE:
        return
    contact = SafeContact.objects.filter(registration=case.registration_id).only("visit_allowed").first()
    if contact is None:
        raise Impossible(
            "Le contact sûr n’a pas encore été demandé\u00a0: un appel ou une visite peut nuire. Notez-le d’abord avec "
            "la personne, dans son dossier\u00a0; ou recevez-la au bureau."
        )
    if mode == Mode.PHONE:
        return
    if not contact.visit_allowed:
        refused = contact.visit_allowed is False
        said = "n’a pas autorisé de visite" if refused else "n’a pas encore dit si une visite est possible"
        raise Impossible(
            f"Visite non autorisée\u00a0: la personne {said}. Appelez-la, ou recevez-la au bureau. Si elle change "
            "d’avis, changez d’abord son contact sûr."
        )
    if InaccessibleZone.objects.filter(case=case, until__isnull=True).exists():
        raise Impossible(
            "Zone inaccessible\u00a0: n’y allez pas. Un appel compte comme une visite, rien n’est en retard."
        )


def _visits_allowed(case: Case) -> bool:
    return SafeContact.objects.filter(registration=case.registration_id, visit_allowed=True).exists()


def _standing_for(case: Case, step: str) -> Visit | None:
    """The visit that answers this step, if there is one; held with its case."""
    return Visit.objects.filter(case=case, step=step, status__in=LIVE).first() if step else None


def _held(case: Case, visit: Visit) -> Visit:
    visit = TRACK.held(visit)
    if visit.case_id != case.pk:
        raise Impossible("Cette visite est d’un autre accompagnement. Rouvrez la page.")
    return visit


def _check_not_done(visit: Visit | None) -> None:
    if visit is not None and visit.status == VisitStatus.DONE:
        raise Impossible(
            f"Cette visite est déjà notée, le {jour(visit.day)}, peut-être par un collègue. Rien n’a été noté deux "
            "fois\u00a0: rouvrez la page pour la lire."
        )


def _check_step_is_free(case: Case, step: str) -> None:
    if not step:
        return
    if step not in {one.step.code for one in schedule_on(clock.day_of(case.opened_at))}:
        raise Impossible("Cette visite n’est pas au calendrier de cet accompagnement. Rouvrez la page.")
    standing = _standing_for(case, step)
    if standing is not None:
        state = LABELS[VisitStatus(standing.status)].lower()
        raise Impossible(
            f"Cette visite du calendrier a déjà sa ligne («\u00a0{state}\u00a0», le {jour(standing.day)})\u00a0: rien "
            "n’a été noté deux fois. Rouvrez la page pour la voir."
        )


def _check_day(case: Case, day: dt.date) -> None:
    if day > clock.today():
        raise Impossible("Cette visite serait dans l’avenir. Corrigez le jour, ou prenez un rendez-vous.")
    opened = clock.day_of(case.opened_at)
    if day < opened:
        raise Impossible(f"L’accompagnement s’est ouvert le {jour(opened)}\u00a0: donnez un jour à partir de là.")


def _check_not_noted(case: Case, day: dt.date, mode: Mode) -> None:
    if Visit.objects.filter(case=case, day=day, mode=mode, status=VisitStatus.DONE).exists():
        raise Impossible(
            f"Cette visite du {jour(day)} est déjà notée, peut-être par un collègue. Rien n’a été noté deux "
            "fois\u00a0: rouvrez la page pour la lire."
        )


def _tidy(text: str) -> str:
    """As it was typed, without blanks around it; lines are kept."""
    return "\n".join(" ".join(line.split()) for line in str(text).strip().splitlines())
