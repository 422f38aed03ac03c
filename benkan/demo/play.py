"""Play invented events through the platform's own writes, each in its agent's name and at its own moment.

The slow twin of `bulk`: it is what the platform would hold had these people worked on it. Tests compare the two.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatchmethod
from uuid import UUID

from benkan.arrivals import writes as arrivals
from benkan.arrivals.models import ArrivalList, Convoy, Line
from benkan.common import clock
from benkan.common.imprecise import parse
from benkan.demo.country import events as e
from benkan.demo.truth import Told
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Account
from benkan.people import writes as people
from benkan.people.models import Registration
from benkan.people.reads import texts_signed
from benkan.places.models import Place


def play(units: Iterable[list[e.Event]], agents: Mapping[str, Account]) -> Iterator[Told]:
    """Do all that happened; gives, for each file made, its list, its number and who it is in truth."""
    player = _Player(agents)
    for unit in units:
        for event in unit:
            with clock.at(event.at), acting_for(agents[event.by]) as by:
                told = player.do(event, by)
            if told is not None:
                yield told


class _Player:
    def __init__(self, agents: Mapping[str, Account]):
        self.agents = agents
        with acting_for(next(iter(agents.values()))):
            self.places = {place.slug: place for place in Place.objects.all()}
        self.convoys: dict[int, UUID] = {}
        self.files: dict[int, UUID] = {}

    @singledispatchmethod
    def do(self, event, by):
        raise TypeError(f"nobody knows how to play {event}")

    @do.register
    def _(self, event: e.ConvoyAnnounced, by):
        answers = self._placed(event.answers)
        made = arrivals.announce_convoy(by=by, answers=answers, split=event.split, source=event.source)
        self.convoys[event.convoy] = made.pk

    @do.register
    def _(self, event: e.Announced, by):
        arrivals.announce(by=by, convoy=self._convoy(event.convoy), split=event.split, source=event.source)

    @do.register
    def _(self, event: e.HeadsCounted, by):
        arrivals.count_heads(by=by, convoy=self._convoy(event.convoy), split=event.split, triage=event.triage)

    @do.register
    def _(self, event: e.SheetsPrinted, by):
        arrivals.note_printed(by=by, arrival_list=self._desk(event.desk, by), what="sheets", count=event.count)

    @do.register
    def _(self, event: e.AidToTokens, by):
        arrivals.give_aid_to_tokens(
            by=by, arrival_list=self._desk(event.desk, by), tokens=event.tokens, kinds=event.kinds, count_missing=True
        )

    @do.register
    def _(self, event: e.LineNoted, by):
        arrivals.note_line(
            by=by, arrival_list=self._desk(event.desk, by), token=event.token, nature=event.nature, sex=event.sex,
            age_group=event.age_group, triage=event.triage,
        )  # fmt: skip

    @do.register
    def _(self, event: e.Registered, by):
        desk = self._desk(event.desk, by)
        relative = None if event.relative is None else desk.lines.get(token=event.relative)
        line = arrivals.register_on_line(
            by=by, arrival_list=desk, answers=self._answers(event), token=event.token, triage=event.triage,
            family_of=relative, relation=event.relation,
        )  # fmt: skip
        self.files[event.file] = line.registration_id
        return Told(str(event.desk), line.registration.number, event.person)

    @do.register
    def _(self, event: e.CameBack, by):
        arrivals.return_of_known(
            by=by, arrival_list=self._desk(event.desk, by), registration=self._file(event), token=event.token
        )

    @do.register
    def _(self, event: e.AidGiven, by):
        arrivals.give_aid(by=by, line=self._line(event, by), kinds=event.kinds)

    @do.register
    def _(self, event: e.Corrected, by):
        people.correct(by=by, registration=self._file(event), answers=self._answers(event))

    @do.register
    def _(self, event: e.PaperNoted, by):
        people.note_identifier(by=by, registration=self._file(event), kind=event.kind, value=event.value)

    @do.register
    def _(self, event: e.ConsentAsked, by):
        people.ask_consent(
            by=by, registration=self._file(event), answers=event.answers, language=event.language,
            text=next(text for text in texts_signed() if text.language == event.language),
            interpreter=event.interpreter, for_child_by=event.for_child_by,
        )  # fmt: skip

    @do.register
    def _(self, event: e.ContactSaid, by):
        people.say_safe_contact(by=by, registration=self._file(event), answers=event.answers)

    @do.register
    def _(self, event: e.TalkNoted, by):
        people.note_talk(by=by, registration=self._file(event))

    @do.register
    def _(self, event: e.ReturnSaid, by):
        episode = self._line(event, by).episode
        arrivals.say_return(by=by, episode=episode, answers=self._placed(event.answers))

    @do.register
    def _(self, event: e.Completed, by):
        people.complete(by=by, registration=self._file(event))

    @do.register
    def _(self, event: e.Annulled, by):
        people.annul(by=by, registration=self._file(event), reason=event.reason)

    def _convoy(self, key: int) -> Convoy:
        return Convoy.objects.get(pk=self.convoys[key])

    def _desk(self, desk: e.Desk, by) -> ArrivalList:
        if desk.convoy is not None:
            return arrivals.desk_of(by=by, convoy=self._convoy(desk.convoy))
        return arrivals.desk_of(by=by, convoy=None, entry_point=self.places[desk.entry_point], day=desk.day)

    def _line(self, event, by) -> Line:
        return self._desk(event.desk, by).lines.get(token=event.token)

    def _file(self, event) -> Registration:
        return Registration.objects.get(pk=self.files[event.file])

    def _placed(self, answers: dict) -> dict:
        """Slugs turned into places."""
        return {
            name: self.places[value] if name in ("entry_point", "country", "destination", "nationality") else value
            for name, value in answers.items()
        }

    def _answers(self, event) -> dict:
        answers = self._placed(event.answers)
        if "birth" in answers:
            answers["birth"] = parse(answers["birth"], on=event.at.date())
        return answers
