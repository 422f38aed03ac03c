"""A person is screened: what she answered is sealed, a rule proposes a priority with its reasons, a person may change
it and says why. What was answered goes with her file.
"""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.engine.priority import VERSION, most_pressing, propose
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case, Priority, PriorityChange, Screening, ScreeningAnswers
from benkan.cases.permissions import ASSESS, READ_RESTRICTED
from benkan.cases.questions import Theme, detailed, rapid
from benkan.cases.reads.screenings import NO, SILENT, YES, answers_of, last_screening, raised_by, standing
from benkan.cases.thresholds import FLAGS_TOGETHER
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Registration

IN_PERSON_ONLY = (
    "Ces questions ne se posent qu’en personne, à part\u00a0: qui écoute au téléphone ne se voit pas. Convenez d’un "
    "moment avec elle."
)


def held_under_way(case: Case) -> Case:
    """The accompaniment and her file, held until the transaction ends; always before what hangs on them.

    Raises `Impossible` where it ended, or where her file is erased: an erasure waits for what is being written, and
    what is written after it is refused.
    """
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=case.registration_id)
    refuse_erased(registration)
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    held.registration = registration
    if held.status not in UNDER_WAY:
        raise Impossible(
            "Cet accompagnement est clos ou transmis\u00a0: rien ne s’y ajoute. Rouvrez-le d’abord si la personne "
            "revient."
        )
    return held


@transaction.atomic
def screen(
    *,
    by: Actor,
    case: Case,
    mode: Screening.Mode,
    answers: Mapping[str, str],
    theme: Theme | None = None,
    after: UUID | None = None,
) -> Screening:
    """Note what she answered, rapid or of a `theme`, and propose a priority from all that she has said so far.

    `answers` go from the code of a question to « oui », « non » or « sans »; a question left out was not asked. `after`
    is the last screening that the page knew: of two who screen at once one counts. A detailed one never lowers a
    priority: a person does. Raises `Impossible` where nothing was answered, or it was done meanwhile.
    """
    check(by, ASSESS)
    if theme is not None and theme.restricted:
        check(by, READ_RESTRICTED)
    case = held_under_way(case)
    before = last_screening(case)
    if (before.pk if before else None) != after:
        raise Impossible(
            "Une évaluation vient d’être enregistrée pour cette personne\u00a0: la vôtre ne s’y ajoute pas. Rouvrez la "
            "page de son accompagnement pour voir où en sont les choses."
        )
    answers = _checked(case, Screening.Mode(mode), theme, answers)
    told = [told for _, told in answers_of(case)]
    proposal = propose(raised_by(standing([*told, answers]), case), together=value_of(FLAGS_TOGETHER, on=clock.today()))
    priority = proposal.priority
    if theme is not None and before is not None:
        priority = most_pressing(priority, before.priority)
    screening = Screening.objects.create(
        organisation_id=case.organisation_id,
        case=case,
        kind=Screening.Kind.DETAILED if theme else Screening.Kind.RAPID,
        mode=mode,
        rule=VERSION,
        proposed=proposal.priority,
        priority=priority,
        reasons=list(proposal.reasons),
        restricted_reasons=proposal.restricted_reasons,
        by_id=by.account_id,
    )
    ScreeningAnswers.objects.create(
        screening=screening, organisation_id=case.organisation_id, answers=json.dumps(answers, sort_keys=True)
    )
    record(verbs.SCREENED, by=by, on=screening, file_id=case.registration_id, fields=[screening.kind])
    return screening


@transaction.atomic
def change_priority(*, by: Actor, case: Case, priority: Priority, note: str) -> Screening:
    """Give the last screening another priority, and say why. Raises `Impossible` without a reason or a screening."""
    check(by, ASSESS)
    case = held_under_way(case)
    screening = last_screening(case)
    note, priority = " ".join(note.split()), Priority(priority)
    if screening is None:
        raise Impossible("Cette personne n’a pas encore été évaluée\u00a0: faites d’abord l’évaluation rapide.")
    if not note:
        raise Impossible("Dites pourquoi la priorité n’est plus la même.")
    if screening.priority == priority:
        raise Impossible(f"La priorité est déjà {priority.label.lower()}\u00a0: rien n’a été changé.")
    screening.priority = priority
    screening.save(update_fields=["priority"])
    PriorityChange.objects.create(
        screening=screening,
        organisation_id=case.organisation_id,
        priority=priority,
        note=note,
        by_id=by.account_id,
    )
    record(verbs.PRIORITY_CHANGED, by=by, on=screening, file_id=case.registration_id, fields=[priority.value])
    return screening


def erase_answers(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Remove what these persons answered, and the notes beside (see `people.erasers`); each priority stays, counted."""
    if whole:
        hers = {"case__registration__in": registrations}
        ScreeningAnswers.objects.filter(screening__case__registration__in=registrations).delete()
        PriorityChange.objects.filter(screening__case__registration__in=registrations).exclude(note="").update(note="")
        Screening.objects.filter(**hers).update(reasons=[], restricted_reasons=0)


def _checked(case: Case, mode: Screening.Mode, theme: Theme | None, answers: Mapping[str, str]) -> dict[str, str]:
    in_person = mode == Screening.Mode.IN_PERSON
    if theme is not None and theme.in_person and not in_person:
        raise Impossible(IN_PERSON_ONLY)
    asked = detailed(theme, case.registration) if theme else rapid(case.registration, in_person=in_person)
    known = {question.code for question in asked}
    if not set(answers) <= known or not set(answers.values()) <= {YES, NO, SILENT}:
        raise Impossible("Ces questions ne sont plus celles d’aujourd’hui. Rouvrez la page, et reposez-les.")
    if not answers:
        raise Impossible("Aucune question n’a de réponse. Répondez au moins à une, même par «\u00a0ne dit pas\u00a0».")
    return dict(answers)
