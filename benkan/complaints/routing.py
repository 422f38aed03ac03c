"""Who reads a complaint: chosen when it is noted, from whom it concerns, and never whom it concerns.

Two seats each. An ordinary complaint is answered by the complaints officer of the organisation concerned, and opened to
a recipient outside it when the answer is contested or late. Where the office itself, that officer or whoever opens the
accounts there is accused, and always for money asked and sexual abuse, both are outside. A seat that nobody can take
waits, sealed for the national administration: nothing is lost, nothing is shown.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import connection

from benkan.common.errors import Impossible
from benkan.complaints.kinds import GRAVE, About, Kind
from benkan.organisations.models import Membership

OFFICER = "plaintes"
ADMINISTRATOR = "administration"
TWO = 2
NO_NATIONAL = (
    "Aucune administration nationale n’est ouverte sur cette plateforme\u00a0: la plainte n’a pas été gardée. "
    "Écrivez-la sur papier, sous pli fermé, et remettez-la au secrétariat du CNRM."
)


@dataclass(frozen=True)
class Concerned:
    """Whom a complaint concerns, and who noted it: sealed in each copy. Names are those of the day it was noted."""

    what: str
    organisation: str  # identifier of the organisation concerned
    organisation_name: str
    account: str = ""  # identifier of the agent accused, a colleague of who noted it
    account_name: str = ""
    number: str = ""  # of the decision that is contested, as she said it
    noted_by: str = ""
    noted_for: str = ""

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | None) -> "Concerned | None":
        """None where it was erased."""
        return cls(**json.loads(text)) if text else None


@dataclass(frozen=True)
class Held:
    """A complaints officer in place; `kinds`: those she is named for, beyond her own office."""

    account_id: UUID
    organisation_id: UUID
    kinds: frozenset[str]


@dataclass(frozen=True)
class Seat:
    """A copy to write: for whom (None waits for a recipient), whether she answers first, whether she reads already."""

    account_id: UUID | None
    organisation_id: UUID
    answers: bool
    opened: bool


def officers(on: dt.date) -> list[Held]:
    """Every complaints officer of every organisation on a day, identifiers alone; the longest in place first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id, organisation_id, kinds FROM complaints_officers_on(%s)", [on])
        return [
            Held(account, organisation, frozenset(kinds or ())) for account, organisation, kinds in cursor.fetchall()
        ]


def outside(kind: str, concerned: Concerned, known: list[Held], without: frozenset[UUID] = frozenset()) -> list[Held]:
    """Recipients named for a kind, neither accused nor of the organisation concerned; each organisation in turn."""
    fit = [
        one
        for one in known
        if kind in one.kinds
        and str(one.organisation_id) != concerned.organisation
        and str(one.account_id) != concerned.account
        and one.account_id not in without
    ]
    seen: set[UUID] = set()
    first = [one for one in fit if not (one.organisation_id in seen or seen.add(one.organisation_id))]
    return first + [one for one in fit if one not in first]


def seats_for(kind: str, concerned: Concerned, on: dt.date) -> list[Seat]:
    """The two seats of a complaint noted on a day; the first answers. Raises `Impossible` where none can keep it."""
    known = officers(on)
    home = next((one for one in known if str(one.organisation_id) == concerned.organisation), None)
    if home is not None and _goes_outside(kind, concerned, known):
        home = None
    chosen = ([home] if home else []) + outside(kind, concerned, known)
    both = kind in GRAVE
    seats = [
        Seat(one.account_id, one.organisation_id, answers=nth == 0, opened=both or nth == 0)
        for nth, one in enumerate(chosen[:TWO])
    ]
    for nth in range(len(seats), TWO):
        seats.append(Seat(None, national(), answers=nth == 0, opened=both or nth == 0))
    return seats


def national() -> UUID:
    """The organisation of the national administrator, whose key seals what waits. Raises `Impossible` if none is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaints_national()")
        found = cursor.fetchone()
    if not found or found[0] is None:
        raise Impossible(NO_NATIONAL)
    return found[0]


def _goes_outside(kind: str, concerned: Concerned, known: list[Held]) -> bool:
    if Kind(kind) in GRAVE or concerned.what == About.OFFICE:
        return True
    if not concerned.account:
        return False
    is_officer = any(
        str(one.account_id) == concerned.account and str(one.organisation_id) == concerned.organisation for one in known
    )
    return is_officer or _opens_accounts(concerned)


def _opens_accounts(concerned: Concerned) -> bool:
    """Whoever gives and takes away roles there has power over the one who would examine."""
    held = Membership.objects.in_force().filter(account=concerned.account, organisation=concerned.organisation)
    return held.filter(role=ADMINISTRATOR).exists()
