"""The writes of `arrivals`, as rows; those of files are inherited."""

import datetime as dt
from functools import singledispatchmethod

from benkan.arrivals import models, verbs
from benkan.arrivals.ages import age_group_of
from benkan.arrivals.writes.lines import TRIAGE
from benkan.arrivals.writes.returns import SAID
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.demo.bulk.files import PLACED, FilesInBulk
from benkan.demo.country import events as e
from benkan.people import verbs as people_verbs
from benkan.people.lifecycle import Status
from benkan.places.reference import MALI

# What a later return copies of a registration written long ago.
COPIED = ("id", "organisation_id", "sex", "birth_year", "birth_month", "birth_day", "birth_precision", "nationality_id",
          "destination_id")  # fmt: skip


class ArrivalsInBulk(FilesInBulk):
    def __init__(self, sheaf, agents):
        super().__init__(sheaf, agents)
        self.convoys: dict[int, dict] = {}
        self.lists: dict[e.Desk, dict] = {}
        self.lines: dict[tuple[e.Desk, int], dict] = {}
        self.episodes: dict[str, list[dict]] = {}  # by registration
        self.past: dict[int, tuple] = {}

    def end_of_unit(self):
        """What was told; then forget all but what a later return of the same people may ask."""
        told, self.told = self.told, []
        for key, file in self.files.items():
            if file["status"] != Status.ANNULLED:
                self.past[key] = tuple(file[name] for name in COPIED)
        for kept in (self.files, self.convoys, self.lists, self.lines, self.episodes):
            kept.clear()
        return told

    @singledispatchmethod
    def do(self, event):
        super().do(event)

    @do.register
    def _(self, event: e.ConvoyAnnounced):
        answers = self._placed(event.answers)
        convoy = self._add(models.Convoy, event, **answers, opened_at=event.at, opened_by_id=self._who(event))
        self.convoys[event.convoy] = convoy
        self._record(verbs.CONVOY_OPENED, event, convoy, kind="arrivals.convoy")
        self._announce(event)

    @do.register
    def _(self, event: e.Announced):
        self._announce(event)

    def _announce(self, event) -> None:
        said = self._add(models.Announcement, event, convoy_id=self.convoys[event.convoy]["id"], source=event.source,
                         **event.split, at=event.at, by_id=self._who(event))  # fmt: skip
        self._record(verbs.ANNOUNCED, event, said, kind="arrivals.announcement", count=said["total"])

    @do.register
    def _(self, event: e.HeadsCounted):
        counted = self._add(models.HeadCount, event, convoy_id=self.convoys[event.convoy]["id"], **event.split,
                            **event.triage, at=event.at, by_id=self._who(event))  # fmt: skip
        self._record(verbs.COUNTED, event, counted, kind="arrivals.headcount", count=counted["total"])

    @do.register
    def _(self, event: e.SheetsPrinted):
        desk = self._desk(event)
        desk["sheets_printed_at"] = event.at
        self._record(verbs.SHEETS_PRINTED, event, desk, kind="arrivals.arrivallist", count=event.count)

    @do.register
    def _(self, event: e.AidToTokens):
        desk = self._desk(event)
        missing = [token for token in event.tokens if (event.desk, token) not in self.lines]
        named = [line for token in event.tokens if (line := self.lines.get((event.desk, token)))]
        for token in missing:
            self._new_line(event, token)
        if missing:
            desk["lines_count"] += len(missing)
            self._record(verbs.LINE_NOTED, event, desk, kind="arrivals.arrivallist", count=len(missing))
        for token in event.tokens:
            self._aid(event, self.lines[event.desk, token])
        self._record(verbs.AID_GIVEN, event, desk, event.kinds, kind="arrivals.arrivallist", count=len(event.tokens))
        for line in named:
            if line["registration_id"]:
                self._record_line(verbs.AID_GIVEN, event, line, event.kinds)

    @do.register
    def _(self, event: e.AidGiven):
        line = self.lines[event.desk, event.token]
        self._aid(event, line)
        self._record_line(verbs.AID_GIVEN, event, line, event.kinds)

    @do.register
    def _(self, event: e.LineNoted):
        self._fill(event, nature=event.nature, sex=event.sex, age_group=event.age_group, triage=event.triage)

    @do.register
    def _(self, event: e.Registered):
        self._desk(event)
        file = self._register(event)
        line = self._come_back(event, file, event.triage)
        if event.relative is not None:
            relative = self.lines[event.desk, event.relative]["registration_id"]
            head = next(one for one in self.files.values() if one["id"] == relative)
            self._link(event, head, file, event.relation)
        return line

    @do.register
    def _(self, event: e.CameBack):
        known = dict(zip(COPIED, self.past[event.file], strict=True))
        self._come_back(event, known, ())

    @do.register
    def _(self, event: e.ReturnSaid):
        line = self.lines[event.desk, event.token]
        episode = next(one for one in self.episodes[line["registration_id"]] if one["line_id"] == line["id"])
        said = self._placed(event.answers)
        changed = {name for name in event.answers if name in SAID and episode[_column(name)] != said[_column(name)]}
        if changed:
            episode |= said
            file_id = episode["registration_id"]
            self._record(verbs.RETURN_SAID, event, episode, changed, kind="arrivals.returnepisode", file_id=file_id)

    @do.register
    def _(self, event: e.Annulled):
        file = self.files[event.file]
        self._change(event, file, status=Status.ANNULLED)
        self._enter(event, file, Status.ANNULLED, event.reason)
        self._tell_followers(event, file)
        self._record(people_verbs.ANNULLED, event, file, kind="people.registration", reason=event.reason)

    def _desk(self, event) -> dict:
        desk = event.desk
        if desk in self.lists:
            return self.lists[desk]
        if desk.convoy is None:
            keys = {"convoy_id": None, "entry_point_id": self.places[desk.entry_point], "name": "Sans convoi"}
        else:
            convoy = self.convoys[desk.convoy]
            keys = {"convoy_id": convoy["id"], "entry_point_id": convoy["entry_point_id"], "name": "Accueil du convoi"}
        made = self._add(models.ArrivalList, event, origin="accueil", day=desk.day, opened_at=event.at, **keys)
        self.lists[desk] = made
        return made

    def _new_line(self, event, token: int) -> dict:
        line = self._add(models.Line, event, list_id=self._desk(event)["id"], token=token, at=event.at,
                         by_id=self._who(event))  # fmt: skip
        self.lines[event.desk, token] = line
        return line

    def _fill(self, event, *, nature: str, sex: str, age_group: str, triage, registration=None) -> dict:
        desk = self._desk(event)
        line = self.lines.get((event.desk, event.token))
        if line is None:
            line = self._new_line(event, event.token)
            desk["lines_count"] += 1
        line |= {"nature": nature, "registration_id": registration}
        line |= {"sex": sex or line["sex"], "age_group": age_group or line["age_group"]}
        line |= {flag: True for flag in TRIAGE if flag in triage}
        self._record_line(verbs.LINE_NOTED, event, line)
        return line

    def _come_back(self, event, file: dict, triage) -> dict:
        desk = self._desk(event)
        group = age_group_of(_age(file, event.desk.day), event.desk.day, self.thresholds)
        line = self._fill(event, nature="enregistree", sex=file["sex"], age_group=group, triage=triage,
                          registration=file["id"])  # fmt: skip
        desk["registered_count"] += 1
        convoy = self.convoys.get(event.desk.convoy)
        episode = self._add(
            models.ReturnEpisode, event, registration_id=file["id"], convoy_id=desk["convoy_id"], line_id=line["id"],
            returned_on=event.desk.day, entry_point_id=desk["entry_point_id"], opened_at=event.at,
            country_id=convoy["country_id"] if convoy else None,
            declared_type=convoy["declared_type"] if convoy else "",
            travel_organiser=convoy["organiser"] if convoy else "", destination_id=file["destination_id"],
        )  # fmt: skip
        self.episodes.setdefault(file["id"], []).append(episode)
        self._copy(file, episode)
        return line

    def _tell_followers(self, event, file: dict) -> None:
        """The rows of `copy_what_is_counted`; within a unit a file has one return."""
        for episode in self.episodes.get(file["id"], ()):
            self._copy(file, episode)
            episode["destination_id"] = file["destination_id"]
            if file["status"] == Status.ANNULLED and not episode["annulled"]:
                episode["annulled"] = True
                desk = next(one for one in self.lists.values() if one["id"] == self._list_of(episode))
                desk["registered_count"] -= 1

    def _list_of(self, episode: dict) -> str:
        return next(line["list_id"] for line in self.lines.values() if line["id"] == episode["line_id"])

    def _copy(self, file: dict, episode: dict) -> None:
        group = age_group_of(_age(file, episode["returned_on"]), episode["returned_on"], self.thresholds)
        episode |= {"sex": file["sex"], "birth_year": file["birth_year"], "age_group": group}
        episode["nationality_id"] = file["nationality_id"]
        if file["nationality_id"] not in (None, self.places[MALI]) and not episode["assessed_type"]:
            episode["assessed_type"] = models.ReturnType.TRANSIT

    def _aid(self, event, line: dict) -> None:
        for kind in event.kinds:
            self._add(models.ImmediateAid, event, line_id=line["id"], kind=kind, given_at=event.at,
                      by_id=self._who(event))  # fmt: skip

    def _record_line(self, verb, event, line: dict, fields=()) -> None:
        self._record(verb, event, line, fields, kind="arrivals.line", file_id=line["registration_id"])

    def _placed(self, answers: dict) -> dict:
        return {_column(name): self.places[value] if name in PLACED else value for name, value in answers.items()}


def _column(name: str) -> str:
    return f"{name}_id" if name in PLACED else name


def _age(file: dict, day: dt.date) -> int | None:
    year, month, whole = (file[f"birth_{part}"] for part in ("year", "month", "day"))
    return ImpreciseDate(year, month, whole, Precision(file["birth_precision"])).age_on(day)
