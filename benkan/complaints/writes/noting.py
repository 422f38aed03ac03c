"""Note a complaint: route it, seal it for its recipients, and give back the little that she leaves with."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.complaints import verbs
from benkan.complaints.kinds import About, Channel, Kind
from benkan.complaints.lifecycle import Status
from benkan.complaints.models import Complaint, ComplaintStatus
from benkan.complaints.numbers import EASY, code_typed, file_mark, hashed, new_number
from benkan.complaints.permissions import NOTE
from benkan.complaints.routing import Concerned, Seat, seats_for
from benkan.complaints.thresholds import ANSWER_DAYS
from benkan.complaints.writes.copying import give_copy, tell_waiting
from benkan.organisations.models import Account, Membership, Organisation
from benkan.people.identifiers import number_typed

DRAWS = 5  # numbers are drawn among a hundred million: once more is enough
AGAINST_ONESELF = (
    "Une plainte contre vous ne se note pas par vous. Passez l’appareil à un collègue, ou donnez à la personne le "
    "téléphone d’un autre organisme\u00a0: page «\u00a0Acteurs\u00a0»."
)
TWICE = "Cette plainte est déjà notée. Le numéro que la page a montré est le bon\u00a0: n’en notez pas une seconde."


@dataclass(frozen=True)
class Slip:
    """What she leaves with (number, day, telephone), and what the desk says: outside, waiting, care before all."""

    number: str
    due: dt.date
    phone: str
    outside: bool
    waits: bool
    care_first: bool


@dataclass(frozen=True)
class Told:
    """What she said, as the desk typed it. Empty `person`: nobody's name. `organisation`: the one concerned, one's own
    unless said; `agent`: a colleague of who notes; `decision`: the number of what is contested, as she gives it."""

    kind: str
    channel: str
    words: str
    code: str
    about: str = About.NOBODY
    organisation: Organisation | None = None
    agent: Account | None = None
    decision: str = ""
    person: str = ""
    reach: str = ""
    file_number: str = ""
    received_on: dt.date | None = None


@transaction.atomic
def note(*, by: Actor, told: Told, complaint_id: UUID | None = None) -> Slip:
    """Keep a complaint, sealed for those who will examine it; who notes it cannot open it again.

    `complaint_id`: given by the form, so that sent twice it is noted once. Raises `Impossible` with what to mend.
    """
    check(by, NOTE)
    concerned = _concerned(by, told)
    _check(by, told)
    day = told.received_on or clock.today()
    seats = seats_for(told.kind, concerned, clock.today())
    complaint = _saved(
        Complaint(
            kind=Kind(told.kind),
            channel=Channel(told.channel),
            code=hashed(told.code),
            file_mark=_mark(told),
            received_on=day,
            due=day + dt.timedelta(days=value_of(ANSWER_DAYS[Kind(told.kind)], on=day)),
            noted_by_id=by.account_id,
        ),
        complaint_id,
    )
    sealed = {"words": told.words.strip(), "person": told.person, "reach": told.reach, "about": concerned.as_json()}
    for seat in seats:
        opened_at = clock.now() if seat.opened else None
        give_copy(
            complaint, account_id=seat.account_id, organisation_id=seat.organisation_id, answers=seat.answers,
            opened_at=opened_at, sealed=sealed,
        )  # fmt: skip
    ComplaintStatus.objects.create(
        complaint=complaint, organisation_id=by.organisation_id, status=Status.RECEIVED, by_id=by.account_id
    )
    record(verbs.NOTED, by=by, on=complaint)
    tell_waiting(by=by, seats=[(seat.account_id, seat.organisation_id) for seat in seats if seat.opened])
    return _slip(complaint, concerned, seats)


def _check(by: Actor, told: Told) -> None:
    if not told.words.strip():
        raise Impossible("Écrivez ce que la personne dit, avec ses mots.")
    if code_typed(told.code) != told.code or told.code in EASY:
        raise Impossible("Quatre chiffres qu’elle choisit, moins simples que 1234 ou 0000.")
    if told.received_on and told.received_on > clock.today():
        raise Impossible("Le jour où elle s’est plainte ne peut pas être à venir.")
    if told.agent and told.agent.pk == by.account_id:
        raise Impossible(AGAINST_ONESELF)


def _concerned(by: Actor, told: Told) -> Concerned:
    organisation = told.organisation or by.organisation
    account, name = "", ""
    if told.about == About.AGENT:
        organisation = by.organisation
        if told.agent is None or not _is_colleague(by, told.agent):
            raise Impossible("Choisissez le collègue dont elle se plaint, ou «\u00a0Personne en particulier\u00a0».")
        account, name = str(told.agent.pk), told.agent.name
    if told.about == About.DECISION and not told.decision.strip():
        raise Impossible("Écrivez le numéro de la décision qu’elle conteste\u00a0: il est sur ce qui lui a été remis.")
    return Concerned(
        what=About(told.about),
        organisation=str(organisation.pk),
        organisation_name=organisation.name,
        account=account,
        account_name=name,
        number=told.decision.strip() if told.about == About.DECISION else "",
        noted_by=by.account.name,
        noted_for=by.organisation.name,
    )


def _is_colleague(by: Actor, agent: Account) -> bool:
    return Membership.objects.filter(account=agent, organisation=by.organisation_id).exists()


def _mark(told: Told) -> str:
    """Empty where she gave no number: nothing is looked for in the files."""
    if not told.file_number.strip():
        return ""
    number = number_typed(told.file_number)
    if number is None:
        raise Impossible("Ce numéro de carte n’est pas juste\u00a0: relisez-le, ou laissez vide.")
    return file_mark(number)


def _saved(complaint: Complaint, complaint_id: UUID | None) -> Complaint:
    if complaint_id is not None:
        complaint.pk = complaint_id
    for _ in range(DRAWS):
        complaint.number = new_number()
        try:
            with transaction.atomic():
                complaint.save(force_insert=True)
        except IntegrityError as taken:
            if "number" in (taken.__cause__.diag.constraint_name or ""):
                continue
            raise Impossible(TWICE) from None
        return complaint
    raise Impossible("Aucun numéro libre n’a été trouvé\u00a0: la plainte n’est pas notée. Envoyez-la de nouveau.")


def _slip(complaint: Complaint, concerned: Concerned, seats: list[Seat]) -> Slip:
    first = seats[0]
    phones = dict(
        Organisation.objects.filter(pk__in=[seat.organisation_id for seat in seats]).values_list("pk", "phone")
    )
    phone = phones.get(first.organisation_id) or next((one for one in phones.values() if one), "")
    outside = str(first.organisation_id) != concerned.organisation
    return Slip(complaint.number, complaint.due, phone, outside, first.account_id is None, complaint.kind == Kind.ABUSE)
