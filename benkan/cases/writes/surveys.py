"""Put a questionnaire, saved as one goes; finish it; count it again on another grid; note what she thinks of help."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.engine.grids import grid_of
from benkan.cases.engine.scoring import UNKNOWN, Grid, scored
from benkan.cases.lifecycles.surveys import Moment
from benkan.cases.lifecycles.visits import Mode
from benkan.cases.models import Case, Opinion, Survey, SurveyDimension, SurveyGrid, SurveyResult
from benkan.cases.permissions import FOLLOW
from benkan.cases.reads.surveys import grid_in_force, restricted_answers
from benkan.cases.writes.visits import followed
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check

SERVICES = ("travel", "advice", "economic", "social", "community", "overall")
PLACES = Decimal("0.0001")


@transaction.atomic
def begin_survey(*, by: Actor, case: Case, moment: Moment, mode: Mode) -> Survey:
    """Begin to put the questionnaire, on the grid in force today. One at a time for each person."""
    check(by, FOLLOW)
    case = followed(case)
    if Survey.objects.filter(case=case, finished_at__isnull=True).exists():
        raise Impossible("Un questionnaire est déjà commencé avec cette personne\u00a0: reprenez-le, ou terminez-le.")
    survey = Survey(
        organisation_id=case.organisation_id, case=case, grid=grid_in_force(clock.today()), moment=Moment(moment),
        mode=Mode(mode), day=clock.today(), begun_by_id=by.account_id,
    )  # fmt: skip
    survey.save(force_insert=True)
    record(verbs.SURVEY_BEGUN, by=by, on=survey, file_id=case.registration_id, fields=[str(survey.moment)])
    return survey


@transaction.atomic
def save_answers(*, by: Actor, survey: Survey, answers: Mapping[str, str]) -> Survey:
    """Keep the answers given (item code: answer code); an empty one takes back what was answered. Others stay.

    What tells of her health is sealed apart. Raises `Impossible` once it is finished, or for an answer that is none.
    """
    check(by, FOLLOW)
    survey = _held(survey)
    grid = grid_of(survey.grid.content)
    clear, sealed = dict(survey.answers), restricted_answers(survey)
    for code, answer in answers.items():
        item = grid.item(code)
        if item is None or (answer and answer != UNKNOWN and item.answer(answer) is None):
            raise Impossible("Cette réponse n’est pas à ce questionnaire. Rouvrez la page et répondez de nouveau.")
        kept = sealed if item.restricted else clear
        if answer:
            kept[code] = answer
        else:
            kept.pop(code, None)
    survey.answers = clear
    survey.restricted = json.dumps(sealed, sort_keys=True) if sealed else ""
    survey.save(update_fields=["answers", "restricted"])
    return survey


@transaction.atomic
def finish_survey(*, by: Actor, survey: Survey) -> Survey:
    """No answer changes any more; its result on its grid is kept with it."""
    check(by, FOLLOW)
    survey = _held(survey)
    if not survey.answers and not survey.restricted:
        raise Impossible("Ce questionnaire n’a encore aucune réponse. Répondez à une question au moins.")
    survey.finished_at = clock.now()
    survey.save(update_fields=["finished_at"])
    _count(survey, survey.grid, grid_of(survey.grid.content))
    record(verbs.SURVEY_FINISHED, by=by, on=survey, file_id=survey.case.registration_id)
    return survey


@transaction.atomic
def recompute(*, by: Actor, grid: SurveyGrid) -> int:
    """Count on a grid the finished questionnaires of one's organisation that have no result on it; gives how many.

    Earlier results stay as they are. Only answers that the new grid knows under the same code are counted.
    """
    check(by, FOLLOW)
    counted_already = SurveyResult.objects.filter(grid=grid).values("survey")
    waiting = Survey.objects.filter(finished_at__isnull=False).exclude(pk__in=counted_already)
    count, read = 0, grid_of(grid.content)
    for survey in waiting.select_for_update(of=("self",)).iterator(chunk_size=500):
        _count(survey, grid, read)
        count += 1
    record(verbs.SURVEYS_RECOMPUTED, by=by, on=grid, count=count)
    return count


@transaction.atomic
def say_opinion(*, by: Actor, case: Case, mode: Mode, day: dt.date | None = None, **said: str) -> Opinion:
    """What she thinks of each service (five levels) and whether it was what she expected; never changed afterwards."""
    check(by, FOLLOW)
    case = followed(case)
    answers = {name: said.get(name, "") for name in (*SERVICES, "expected")}
    if not any(answers.values()):
        raise Impossible("Aucune réponse n’est donnée. Répondez à une question au moins.")
    opinion = Opinion.objects.create(
        organisation_id=case.organisation_id, case=case, mode=Mode(mode), day=day or clock.today(),
        by_id=by.account_id, **answers,
    )  # fmt: skip
    record(verbs.OPINION_NOTED, by=by, on=opinion, file_id=case.registration_id)
    return opinion


def _held(survey: Survey) -> Survey:
    survey = Survey.objects.select_for_update(of=("self",)).select_related("grid", "case").get(pk=survey.pk)
    if survey.finished_at is not None:
        raise Impossible("Ce questionnaire est terminé\u00a0: ses réponses ne changent plus. Commencez-en un autre.")
    return survey


def _count(survey: Survey, grid: SurveyGrid, read: Grid) -> SurveyResult:
    found = scored(read, survey.answers | restricted_answers(survey))
    result = SurveyResult.objects.create(
        organisation_id=survey.organisation_id, survey=survey, grid=grid, composite=_rounded(found.composite)
    )
    SurveyDimension.objects.bulk_create(
        SurveyDimension(
            organisation_id=survey.organisation_id, result=result, dimension=code, score=_rounded(score.value),
            answered=score.answered, asked=score.asked,
        )
        for code, score in found.dimensions.items()
    )  # fmt: skip
    return result


def _rounded(value: Fraction | None) -> Decimal | None:
    return None if value is None else (Decimal(value.numerator) / value.denominator).quantize(PLACES)
