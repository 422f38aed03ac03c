"""Accompaniments by the hundred thousand: those that the stories tell, again, of other people.

Nothing is invented here. What the writes left of one accompaniment, its audit included, is written once more for
somebody else: other identifiers, other numbers, another organisation and its worker, and each moment as long after her
return as it was. So a table that the accompaniments gain is multiplied with the others, and nothing mirrors a write.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from benkan.arrivals.models import ReturnEpisode
from benkan.audit.models import Entry
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case, Grant
from benkan.cases.numbers import SEQUENCES
from benkan.common import clock
from benkan.common.numbers import number_of
from benkan.demo.bulk.sheaf import Sheaf
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Membership, Organisation
from benkan.people.lifecycle import Status
from benkan.people.models import Registration

RECENT = dt.timedelta(days=270)  # who came back before is no longer accompanied, but for one in ten
FORMER_UNDER_WAY = 10
CASELOAD = 80  # whom one worker accompanies at once, at most
# What ties her to somebody else, or passed three accounts, which the database asks for one by one: an accompaniment
# that has any of it is told, and not multiplied.
NOT_ALONE = frozenset(
    {
        "Delivery",
        "GrantChange",
        "Transfer",
        "LiaisonReceived",
        "LiaisonRequest",
        "SecondReturn",
        "LifeEventPerson",
        "LifeEventStop",
    }
)


@dataclass(frozen=True)
class _Template:
    """One told accompaniment: its rows, parents first, and what is another's when it is somebody else's."""

    case: Case
    rows: tuple[tuple[type[models.Model], dict], ...]
    entries: tuple[dict, ...]


@dataclass(frozen=True)
class _Target:
    """Somebody who came back, and the organisation and worker who accompany her."""

    registration_id: UUID
    number: str
    episode_id: UUID
    returned_at: dt.datetime
    last: bool  # her latest return: only of this one may the accompaniment be under way
    organisation_id: str
    worker_id: str


@dataclass
class _Tree:
    """The tables that hang on an accompaniment, and how each is reached from it."""

    paths: dict[type[models.Model], str] = field(default_factory=lambda: {Case: ""})

    def __post_init__(self):
        ours = [m for m in apps.get_app_config("cases").get_models() if not hasattr(m, "pgh_tracked_model")]
        grew = True
        while grew:
            grew = False
            for model in ours:
                for key in () if model in self.paths else _foreign_keys(model):
                    if key.related_model in self.paths and key.related_model is not model:
                        above = self.paths[key.related_model]
                        self.paths[model] = f"{key.name}__{above}" if above else key.name
                        grew = True
                        break

        self.apart = {m: path for m, path in self.paths.items() if m.__name__ in NOT_ALONE}
        self.paths = {m: path for m, path in self.paths.items() if self.apart.keys().isdisjoint(_way(m, path))}

    def is_alone(self, case: Case) -> bool:
        return not any(model.objects.filter(**{path: case.pk}).exists() for model, path in self.apart.items())

    @property
    def tables(self) -> tuple[type[models.Model], ...]:
        return (*self.paths, Entry)

    def rows_of(self, case: Case) -> Iterator[tuple[type[models.Model], dict]]:
        for model, path in self.paths.items():
            for found in model.objects.filter(**{path or "pk": case.pk}).order_by("pk"):
                yield model, {f.column: getattr(found, f.attname) for f in model._meta.concrete_fields}


def multiply(*, seed: int = 0) -> int:
    """Give everybody who came back an accompaniment like one of those told; gives how many were written."""
    tree, writer = _Tree(), None
    templates = _templates(tree)
    home = templates[0].case.organisation_id
    others = {str(row["organisation_id"]) for one in templates for _, row in one.rows if "organisation_id" in row}
    written, workers = 0, _workers()
    # One for all: its identifiers follow each other, and two of one moment would meet.
    sheaf = Sheaf(seed, tables=tree.tables, someone={one: held[0] for one, held in workers.items()} | _someone(others))
    writer = _Writer(sheaf, str(home), {str(m.account_id) for m in _members(home)})
    for organisation_id, hands in workers.items():
        if organisation_id in others:
            continue  # it tells the stories, or pays or receives in them
        for target, template in _paired(templates, list(_targets(organisation_id, hands))):
            writer.write(template, target)
            written += 1
            sheaf.write()
    sheaf.write(all_of_it=True)
    _raise_grants(written)
    return written


class _Writer:
    def __init__(self, sheaf: Sheaf, home: str, accounts: set[str]):
        self.sheaf, self.home, self.accounts = sheaf, home, accounts
        self.numbers = {prefix: _numbers(prefix) for prefix in SEQUENCES}

    def write(self, template: _Template, target: _Target) -> None:
        """The rows of the template as if they were hers."""
        case = template.case
        later = target.returned_at - case.opened_at + dt.timedelta(days=2)
        same = {
            case.registration_id: target.registration_id,
            case.episode_id: target.episode_id,
            case.registration.number: target.number,
            UUID(self.home): target.organisation_id,
            **{UUID(account): target.worker_id for account in self.accounts},
        }
        made = []
        for model, row in template.rows:
            said = {column: _shifted(value, later) for column, value in row.items()}
            owner = same.get(row.get("organisation_id"), row.get("organisation_id"))
            new = self.sheaf.add(model, str(owner), None, target.returned_at, **said)
            key = model._meta.pk.column
            if "id" in new:
                same[row[key]] = new["id"]
            if "number" in row and model._meta.get_field("number").unique:
                same[row["number"]] = next(self.numbers[row["number"].partition("-")[0]])
            made.append((new, "id" in new))
        for new, keyed in made:
            for column, value in new.items():
                if column != "organisation_id" and not (keyed and column == "id") and _known(value, same):
                    new[column] = same[value]
        for entry in template.entries:
            said = {**entry, "at": entry["at"] + later, "account_id": target.worker_id}
            said["object_id"] = same.get(entry["object_id"], entry["object_id"])
            self.sheaf.add(Entry, target.organisation_id, target.worker_id, said["at"],
                           **{**said, "file_id": target.registration_id})  # fmt: skip


def _way(model: type[models.Model], path: str) -> list[type[models.Model]]:
    """The tables on the way from one to the accompaniment, both included."""
    way = [model]
    for part in filter(None, path.split("__")):
        way.append(way[-1]._meta.get_field(part).related_model)
    return way


def _known(value, same: dict) -> bool:
    return isinstance(value, (UUID, str)) and value != "" and value in same


def _shifted(value, later: dt.timedelta):
    if isinstance(value, (dt.datetime, dt.date)):
        return value + later
    return value


def _foreign_keys(model):
    return [key for key in model._meta.concrete_fields if key.is_relation]


def _templates(tree: _Tree) -> list[_Template]:
    """The accompaniments of the organisation that has most of them, the told ones."""
    found = []
    with entered(door="founding"):
        members = list(Membership.objects.filter(role="accompagnement").select_related("account"))
    accounts = {member.organisation_id: member.account for member in members}
    for account in accounts.values():
        with acting_for(account) as by:
            cases = Case.objects.filter(organisation=by.organisation_id).select_related("registration")
            cases = cases.filter(episode__isnull=False).order_by("number")
            told = [_template(tree, case) for case in cases if tree.is_alone(case)]
        found = max(found, told, key=len)
    return found


def _template(tree: _Tree, case: Case) -> _Template:
    rows = tuple((model, {**row, **_nobodys(model)}) for model, row in tree.rows_of(case))
    ids = {row[model._meta.pk.column] for model, row in rows}
    entries = Entry.objects.filter(organisation_id=case.organisation_id, file_id=case.registration_id)
    columns = [f.column for f in Entry._meta.concrete_fields]
    return _Template(case, rows, tuple(entries.filter(object_id__in=ids).order_by("at").values(*columns)))


def _nobodys(model: type[models.Model]) -> dict:
    """Columns that point at something of her file: of somebody else's there is no such thing."""
    hers = [key for key in _foreign_keys(model) if key.related_model._meta.app_label == "people"]
    return {key.column: None for key in hers if key.null and key.related_model is not Registration}


def _members(organisation_id) -> list[Membership]:
    with entered(door="founding"):
        return list(Membership.objects.filter(organisation_id=organisation_id))


def _workers() -> dict[str, list[str]]:
    """By organisation, the accounts that accompany."""
    with entered(door="founding"):
        held = Membership.objects.filter(role="accompagnement").order_by("account__email")
        found: dict[str, list[str]] = {}
        for member in held:
            found.setdefault(str(member.organisation_id), []).append(str(member.account_id))
    return found


def _someone(organisations: set[str]) -> dict[str, str]:
    """An account of each, in whose name its rows are written."""
    with entered(door="founding"):
        held = Membership.objects.filter(organisation_id__in=organisations).order_by("account__email")
        return {str(member.organisation_id): str(member.account_id) for member in held}


def _targets(organisation_id: str, workers: list[str]) -> Iterator[_Target]:
    """Everybody of an organisation who came back, return by return."""
    hands = cycle(workers)
    with entered(account_id=workers[0], organisation_id=organisation_id):
        episodes = ReturnEpisode.objects.filter(annulled=False, organisation=organisation_id).exclude(
            registration__status=Status.ANNULLED
        )
        last = dict(episodes.order_by("opened_at").values_list("registration", "pk"))
        columns = ("registration", "registration__number", "pk", "opened_at")
        for registration, number, pk, at in episodes.order_by("opened_at").values_list(*columns):
            yield _Target(registration, number, pk, at, last[registration] == pk, organisation_id, next(hands))


def _paired(templates: list[_Template], targets: list[_Target]) -> Iterator[tuple[_Target, _Template]]:
    """Each with a story, the last to come back first: of those who came back long ago, of an earlier return and beyond
    what one worker can accompany, all or nearly all ended."""
    ended = cycle([one for one in templates if one.case.status not in UNDER_WAY])
    every = cycle(templates)
    recent = targets[-1].returned_at - RECENT if targets else None
    held: Counter[str] = Counter()
    for nth, target in enumerate(reversed(targets)):
        long_ago = target.returned_at < recent and nth % FORMER_UNDER_WAY
        full = held[target.worker_id] >= CASELOAD
        template = next(ended if long_ago or full or not target.last else every)
        held[target.worker_id] += template.case.status in UNDER_WAY
        yield target, template


def _numbers(prefix: str) -> Iterator[str]:
    """Numbers of a kind, a thousand orders at a time from where the writes take them."""
    while True:
        with entered(), connection.cursor() as cursor:
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, 1000)", [SEQUENCES[prefix]])
            taken = cursor.fetchall()
        yield from (number_of(prefix, order, clock.today().year) for (order,) in taken)


def _raise_grants(times: int) -> None:
    """Whoever pays for that many more has that much more to give."""
    for organisation in _organisations():
        for account in _someone({organisation}).values():
            with entered(account_id=account, organisation_id=organisation):
                Grant.objects.filter(organisation=organisation).update(amount=models.F("amount") * max(times, 1))


def _organisations() -> list[str]:
    with entered(door="founding"):
        return [str(pk) for pk in Organisation.objects.values_list("pk", flat=True)]
