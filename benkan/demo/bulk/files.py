"""The writes of `people`, as rows."""

from collections.abc import Iterator
from functools import singledispatchmethod

from benkan.audit.models import Entry
from benkan.common.imprecise import Precision, parse
from benkan.common.thresholds.reads import all_values
from benkan.demo.bulk.sheaf import Sheaf
from benkan.demo.country import events as e
from benkan.demo.truth import Told
from benkan.organisations.acting import entered
from benkan.people import models, verbs
from benkan.people.identifiers import identifier_key, number_of, phone_key
from benkan.people.lifecycle import Status
from benkan.people.names import keys_of, mother_key
from benkan.people.reads import texts_signed
from benkan.people.writes.registering import NAMES
from benkan.places.models import Place

Before = models.Registration.pgh_event_models["before"]
PLACED = ("entry_point", "country", "destination", "nationality")


class FilesInBulk:
    """Registrations of the unit at hand are rows that may still change; of earlier ones only what a return copies."""

    def __init__(self, sheaf: Sheaf, agents: dict[str, tuple]):
        self.sheaf, self.agents = sheaf, agents
        self.numbers: Iterator[int] = iter(())
        with entered(account_id=next(iter(agents.values()))[0]):
            self.places = {place.slug: str(place.pk) for place in Place.objects.all()}
            self.texts = {text.language: str(text.pk) for text in texts_signed()}
            self.thresholds = all_values()
        self.files: dict[int, dict] = {}
        self.told: list[Told] = []

    @singledispatchmethod
    def do(self, event):
        raise TypeError(f"nobody knows how to write {event}")

    @do.register
    def _(self, event: e.Corrected):
        self._correct(event, self.files[event.file])

    @do.register
    def _(self, event: e.PaperNoted):
        file = self.files[event.file]
        values = {"kind": event.kind, "value": event.value, "key": identifier_key(event.value)}
        self._add(models.Identifier, event, registration_id=file["id"], **values)
        self._record(verbs.IDENTIFIER_NOTED, event, file, [event.kind], kind="people.registration")

    @do.register
    def _(self, event: e.ConsentAsked):
        file = self.files[event.file]
        for purpose, given in event.answers.items():
            self._add(
                models.Consent, event, registration_id=file["id"], purpose=purpose, given=given,
                language=event.language, interpreter=event.interpreter, explained_by_id=self._who(event),
                for_child_by=event.for_child_by, text_id=self.texts[event.language], at=event.at,
            )  # fmt: skip
        self._record(verbs.CONSENT_ASKED, event, file, event.answers, kind="people.registration")

    @do.register
    def _(self, event: e.ContactSaid):
        file = self.files[event.file]
        written = {"written_at": event.at, "written_by_id": self._who(event)}
        self._add(models.SafeContact, event, registration_id=file["id"], **event.answers, **written)
        self._record(verbs.CONTACT_SAID, event, file, event.answers, kind="people.registration")

    @do.register
    def _(self, event: e.TalkNoted):
        file = self.files[event.file]
        talk = self._add(models.PrivateTalk, event, registration_id=file["id"], at=event.at, by_id=self._who(event))
        self._correct(e.Corrected(event.at, event.by, event.file, {"wants_private_talk": None}), file)
        self._record(verbs.TALK_NOTED, event, talk, kind="people.privatetalk", file_id=file["id"])

    @do.register
    def _(self, event: e.Completed):
        file = self.files[event.file]
        self._change(event, file, status=Status.COMPLETED)
        self._enter(event, file, Status.COMPLETED)
        self._record(verbs.COMPLETED, event, file, kind="people.registration")

    def _register(self, event: e.Registered) -> dict:
        """The rows of `people.writes.register`."""
        person = self._add(models.Person, event, since=event.at)
        number = number_of(next(self.numbers), event.at.year)
        file = self._add(
            models.Registration, event, person_id=person["id"], number=number, source="Accueil",
            registered_at=event.at, written_at=event.at, written_by_id=self._who(event),
        )  # fmt: skip
        file |= self._said(event)
        file["phone_key"], file["mother_key"] = phone_key(file["phone"]), mother_key(file["mother_name"])
        self.files[event.file] = file
        self.told.append(Told(str(event.desk), number, event.person))
        self._index(event, file)
        self._enter(event, file, Status.REGISTERED)
        self._record(verbs.REGISTERED, event, file, kind="people.registration")
        return file

    def _correct(self, event: e.Corrected, file: dict) -> None:
        said = self._said(event)
        columns = {column for column, value in said.items() if file[column] != value}
        if not columns:
            return
        changed = {"birth" if column.startswith("birth_") and column != "birth_place" else column.removesuffix("_id")
                   for column in columns}  # fmt: skip
        if changed & set(NAMES):
            raise ValueError("a correction of names would write the words of the search anew: not in bulk")
        said |= {"phone_key": phone_key(said.get("phone", file["phone"]))}
        said |= {"mother_key": mother_key(said.get("mother_name", file["mother_name"]))}
        self._change(event, file, **said, written_at=event.at, written_by_id=self._who(event))
        self._tell_followers(event, file)
        self._record(verbs.CORRECTED, event, file, changed, kind="people.registration")

    def _tell_followers(self, event, file: dict) -> None:
        """What stands above is brought up to date there."""

    def _link(self, event, one: dict, other: dict, kind: str) -> None:
        """The rows of `people.writes.link_family`."""
        first, second = sorted((one, other), key=lambda file: file["id"])
        senior = ("one" if first is one else "other") if kind == models.FamilyLink.Kind.PARENT else ""
        self._add(models.FamilyLink, event, one_id=first["id"], other_id=second["id"], kind=kind, senior=senior,
                  at=event.at, by_id=self._who(event))  # fmt: skip
        household = one["household_id"] or other["household_id"]
        if household is None:
            household = self._add(models.Household, event, since=event.at)["id"]
        for file in (one, other):
            if file["household_id"] is None:
                self._change(event, file, household_id=household)
        for file in (one, other):
            self._record(verbs.FAMILY_LINKED, event, file, [kind], kind="people.registration")

    def _said(self, event) -> dict:
        """Answers as columns."""
        said = {}
        for name, value in event.answers.items():
            if name == "birth":
                birth = parse(value, on=event.at.date())
                said |= {"birth_year": birth.year, "birth_month": birth.month, "birth_day": birth.day}
                said |= {"birth_precision": str(Precision(birth.precision)), "birth_said": birth.raw[:60]}
            elif name in PLACED:
                said[f"{name}_id"] = self.places[value]
            else:
                said[name] = " ".join(value.split()) if isinstance(value, str) else value
        return said

    def _change(self, event, file: dict, **columns) -> None:
        """Change a registration's row; the database's trigger would keep it as it was."""
        kept = {**file, "pgh_created_at": event.at, "pgh_label": "before", "pgh_obj_id": file["id"]}
        row = self._add(Before, event)
        row |= {name: kept[name] for name in row}
        file |= columns

    def _index(self, event, file: dict) -> None:
        for token in sorted(keys_of(*(file[name] for name in NAMES))):
            self._add(models.NameToken, event, registration_id=file["id"], token=token)

    def _enter(self, event, file: dict, status: Status, reason: str = "") -> None:
        self._add(models.RegistrationStatus, event, registration_id=file["id"], status=status, at=event.at,
                  by_id=self._who(event), reason=reason)  # fmt: skip

    def _record(self, verb, event, on: dict, fields=(), *, kind: str, file_id=None, count=None, reason="") -> None:
        file_id = on["id"] if kind == "people.registration" else file_id
        self._add(
            Entry, event, at=event.at, account_id=self._who(event), verb=verb.code, kind=kind, object_id=on["id"],
            file_id=file_id, fields=sorted(fields), count=count, reason=reason, on_behalf=True,
        )  # fmt: skip

    def _add(self, table, event, **columns) -> dict:
        account, organisation = self.agents[event.by]
        return self.sheaf.add(table, organisation, account, event.at, **columns)

    def _who(self, event) -> str:
        return self.agents[event.by][0]
