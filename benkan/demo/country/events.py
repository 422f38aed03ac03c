"""What happens, as plain values: on this moment, this agent of this organisation does this, with these answers.

Places are slugs, people and files numbers of the invented country, births the words that were said.
"""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Desk:
    """The list of one organisation's desk: for a convoy, or for a day without one."""

    body: str
    entry_point: str
    day: dt.date
    convoy: int | None = None

    def __str__(self):
        words = f"{self.body} {self.entry_point} {self.day:%Y-%m-%d}"
        return words if self.convoy is None else f"{words} convoi {self.convoy}"


@dataclass(frozen=True, slots=True)
class Event:
    at: dt.datetime
    by: str  # the agent's key


@dataclass(frozen=True, slots=True)
class ConvoyAnnounced(Event):
    """A convoy is opened with its first announcement."""

    convoy: int
    answers: dict  # of `Convoy`, places as slugs
    split: dict
    source: str = ""


@dataclass(frozen=True, slots=True)
class Announced(Event):
    convoy: int
    split: dict
    source: str = ""


@dataclass(frozen=True, slots=True)
class HeadsCounted(Event):
    convoy: int
    split: dict
    triage: dict


@dataclass(frozen=True, slots=True)
class SheetsPrinted(Event):
    desk: Desk
    count: int


@dataclass(frozen=True, slots=True)
class AidToTokens(Event):
    """The same aid for many; tokens on no line yet become counted heads."""

    desk: Desk
    tokens: tuple[int, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineNoted(Event):
    """A head without a name: refuses, or cannot answer."""

    desk: Desk
    token: int
    nature: str
    sex: str
    age_group: str
    triage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registered(Event):
    """`person` is who it is in truth, which no row says; `relative` is the token of one she came with."""

    desk: Desk
    token: int
    file: int
    person: int
    answers: dict
    triage: tuple[str, ...] = ()
    relative: int | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class CameBack(Event):
    """Somebody whom this organisation knows from an earlier return."""

    desk: Desk
    token: int
    file: int


@dataclass(frozen=True, slots=True)
class AidGiven(Event):
    desk: Desk
    token: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrected(Event):
    file: int
    answers: dict


@dataclass(frozen=True, slots=True)
class PaperNoted(Event):
    file: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class ConsentAsked(Event):
    file: int
    answers: dict = field(default_factory=dict)
    language: str = "francais"
    interpreter: str = ""
    for_child_by: str = ""


@dataclass(frozen=True, slots=True)
class ContactSaid(Event):
    file: int
    answers: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TalkNoted(Event):
    """Somebody who wished to talk apart was heard."""

    file: int


@dataclass(frozen=True, slots=True)
class ReturnSaid(Event):
    """The three answers on how somebody came, on the return that this line tells of."""

    desk: Desk
    token: int
    answers: dict


@dataclass(frozen=True, slots=True)
class Completed(Event):
    file: int


@dataclass(frozen=True, slots=True)
class Annulled(Event):
    file: int
    reason: str
