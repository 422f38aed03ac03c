"""A community project is noted; what is known of it is added, row by row; it advances."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases.writes.moving import Track
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.groups import verbs
from benkan.groups.lifecycles.community import LABELS, MOVES, ProjectStatus
from benkan.groups.models import Cofunding, CommunityProject, Population, Progress, ProjectStatusRow
from benkan.groups.numbers import PROJECT, new_number
from benkan.groups.permissions import KEEP
from benkan.places.models import Place

TRACK = Track(CommunityProject, ProjectStatusRow, "project", MOVES, LABELS, "Ce projet communautaire")
FIRST_YEAR = 1990


@transaction.atomic
def note_project(
    *,
    by: Actor,
    name: str,
    works: CommunityProject.Works,
    place: Place,
    commune: str,
    represented_by: str,
    pdsec: str = "",
    pdsec_year: int | None = None,
) -> CommunityProject:
    """Note works of a commune. Its reference in the plan of the commune goes with its year."""
    check(by, KEEP)
    if bool(pdsec.strip()) != bool(pdsec_year):
        raise Impossible("Donnez la référence au PDSEC avec son année, ou ni l’une ni l’autre.")
    project = CommunityProject(
        organisation_id=by.organisation_id, code=new_number(PROJECT), name=name.strip(), works=works, place=place,
        commune=commune.strip(), represented_by=represented_by.strip(), pdsec=pdsec.strip(), pdsec_year=pdsec_year,
        written_by_id=by.account_id,
    )  # fmt: skip
    project.save(force_insert=True)
    TRACK.begin(project, by)
    record(verbs.PROJECT_OPENED, by=by, on=project)
    return project


@transaction.atomic
def move_project(*, by: Actor, project: CommunityProject, to: ProjectStatus, words: str = "") -> CommunityProject:
    project = _own(by, project)
    TRACK.move(project, ProjectStatus(to), by, words=" ".join(words.split())[:200])
    record(verbs.PROJECT_MOVED, by=by, on=project, fields=[str(to)])
    return project


@transaction.atomic
def say_population(*, by: Actor, project: CommunityProject, people: int, source: str, year: int) -> Population:
    """What a source estimates for a year; the latest row is shown, none is ever added to another, nor to persons."""
    project = _own(by, project)
    if people < 1 or not source.strip() or not FIRST_YEAR <= year <= clock.today().year:
        raise Impossible("Une population touchée se dit avec sa source et son année.")
    return _row(by, Population(project=project, people=people, source=source.strip()[:160], year=year))


@transaction.atomic
def note_cofunding(
    *, by: Actor, project: CommunityProject, source: str, step: Cofunding.Step, amount: int, day: dt.date, act: str
) -> Cofunding:
    """What one source promised, or paid; each with its act. Sums of several sources are not added."""
    project = _own(by, project)
    if amount < 1 or day > clock.today() or not source.strip() or not act.strip():
        raise Impossible("Dites qui, combien, quel jour, et par quel acte.")
    said = {"source": source.strip()[:160], "step": Cofunding.Step(step), "act": act.strip()[:160]}
    return _row(by, Cofunding(project=project, amount=amount, day=day, **said))


@transaction.atomic
def note_progress(
    *, by: Actor, project: CommunityProject, day: dt.date, words: str, share: int | None = None
) -> Progress:
    """What was seen of the works on a day; `share` in percent."""
    project = _own(by, project)
    if day > clock.today() or not words.strip() or (share is not None and not 0 <= share <= 100):
        raise Impossible("Dites ce qui a été vu, quel jour, et l’avancement de 0 à 100.")
    return _row(by, Progress(project=project, day=day, words=" ".join(words.split())[:300], share=share))


def _own(by: Actor, project: CommunityProject) -> CommunityProject:
    check(by, KEEP)
    if project.organisation_id != by.organisation_id:
        raise Refused("Ce projet est tenu par une autre organisation\u00a0: elle seule le change.")
    return TRACK.held(project)


def _row(by: Actor, row):
    row.organisation_id, row.by_id = by.organisation_id, by.account_id
    row.save(force_insert=True)
    record(verbs.PROJECT_ROW, by=by, on=row.project, fields=[row._meta.model_name])
    return row
