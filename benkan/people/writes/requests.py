"""The requests of persons on their own data: noted, decided, done. Who decides does not do, and reads no name.

A request that came without a file is decided once somebody who opens files has found it: who carries it out never
chooses upon whom.
"""

import datetime as dt

from django.db import transaction

from benkan.audit.verbs import Verb
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.notices.writes import tell
from benkan.people import verbs
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import PersonRequest, PersonRequestStatus, Registration
from benkan.people.notices import REQUEST_TO_DECIDE, REQUEST_TO_DO, REQUEST_TO_FIND
from benkan.people.permissions import ANSWER_REQUEST, DECIDE_REQUEST, REQUEST
from benkan.people.requests import LABELS, MOVES, OPEN, RequestKind, RequestStatus
from benkan.people.thresholds import REQUEST_DAYS


@transaction.atomic
def note_request(
    *,
    by: Actor,
    kind: str,
    registration: Registration | None = None,
    words: str = "",
    said_at: dt.datetime | None = None,
) -> PersonRequest:
    """Note what a person asks; the day by which it is answered follows from the day she asked.

    Without a file, who decides notes it for her: `words` then says what helps to find it.
    """
    check(by, REQUEST)
    words = " ".join(words.split())
    if registration is None:
        check(by, DECIDE_REQUEST)
        if not words:
            raise Impossible("Sans numéro de dossier, dites ce qui permet de le retrouver.")
    else:
        _refuse_second(registration, kind)
    said_at = said_at or clock.now()
    said_on = clock.day_of(said_at)
    request = PersonRequest(
        organisation_id=by.organisation_id,
        registration=registration,
        kind=kind,
        words=words,
        said_at=said_at,
        due=said_on + dt.timedelta(days=value_of(REQUEST_DAYS, on=said_on)),
        by_id=by.account_id,
    )
    request.clean_fields(exclude=["organisation", "registration", "by", "found_by", "found_at"])
    request.save(force_insert=True)
    _enter(by, request, RequestStatus.NOTED, verbs.REQUEST_NOTED)
    if registration is None:
        tell(by=by, kind=REQUEST_TO_FIND, page="people:one_request", arguments=[request.pk], day=request.due)
    else:
        _ask_decision(by, request)
    return request


@transaction.atomic
def find_file(*, by: Actor, request: PersonRequest, registration: Registration) -> PersonRequest:
    """Say whose request it is, where it came without a number; what helped to find her is kept no longer.

    This comes before the decision: who decides reads the number that was found, by whom, and decides upon that file.
    """
    check(by, ANSWER_REQUEST)
    request = held(request=request)
    if request.registration_id is not None:
        raise Impossible("Le dossier de cette demande est déjà retrouvé.")
    if request.status not in OPEN:
        raise Impossible("Cette demande est close\u00a0: elle ne se rattache plus à un dossier.")
    _refuse_second(registration, request.kind)
    request.registration, request.words = registration, ""
    request.found_by_id, request.found_at = by.account_id, clock.now()
    request.save(update_fields=["registration", "words", "found_by", "found_at"])
    record(verbs.REQUEST_FOUND, by=by, on=request, file_id=registration.pk)
    if request.status == RequestStatus.GRANTED:  # before files were found first: it is decided anew, upon this file
        move(by=by, request=request, status=RequestStatus.NOTED, verb=verbs.REQUEST_NOTED)
    _ask_decision(by, request)
    return request


@transaction.atomic
def decide_request(
    *, by: Actor, request: PersonRequest, granted: bool, reason: str = "", number: str | None = None
) -> PersonRequest:
    """Grant, or refuse with the reason that she is told. Nothing is granted before her file is found.

    `number`: the file's number as it was read when deciding; another one there now raises `Impossible`.
    """
    check(by, DECIDE_REQUEST)
    request, reason = held(request=request), " ".join(reason.split())
    if not granted and not reason:
        raise Impossible("Dites pourquoi cette demande est refusée\u00a0: ce motif est dit à la personne.")
    if granted and request.registration_id is None:
        raise Impossible(
            "Le dossier de cette demande n’est pas encore retrouvé\u00a0: un chargé d’accompagnement le retrouve "
            "d’abord, vous accordez ensuite sur son numéro."
        )
    if granted and number is not None and number != request.registration.number:
        raise Impossible("Le dossier de cette demande vient d’être retrouvé. Relisez son numéro, puis décidez.")
    if granted:
        move(by=by, request=request, status=RequestStatus.GRANTED, verb=verbs.REQUEST_GRANTED, reason=reason)
        tell(by=by, kind=REQUEST_TO_DO, page="people:one_request", arguments=[request.pk], day=request.due)
    else:
        _forget_who(request)
        move(by=by, request=request, status=RequestStatus.REFUSED, verb=verbs.REQUEST_REFUSED, reason=reason)
    return request


@transaction.atomic
def answer_request(*, by: Actor, request: PersonRequest) -> PersonRequest:
    """Say that what was granted is done. An erasure says so itself: see `erasing.erase`."""
    check(by, ANSWER_REQUEST)
    request = held(request=request)
    if request.kind == RequestKind.ERASURE:
        raise Impossible("Un effacement se fait par son propre bouton, et se dit fait de lui-même.")
    if request.registration_id is None:
        raise Impossible("Retrouvez d’abord le dossier de cette personne.")
    return move(by=by, request=request, status=RequestStatus.DONE, verb=verbs.REQUEST_DONE)


def held(*, request: PersonRequest) -> PersonRequest:
    """As it stands now, until the transaction ends: two who answer at once never both win."""
    return PersonRequest.objects.select_for_update().get(pk=request.pk)


def move(*, by: Actor, request: PersonRequest, status: RequestStatus, verb: Verb, reason: str = "") -> PersonRequest:
    """Move a request that is held. Raises `Impossible` where the table of moves does not allow it."""
    if status not in MOVES[RequestStatus(request.status)]:
        raise Impossible(
            f"Une demande «\u00a0{LABELS[RequestStatus(request.status)].lower()}\u00a0» ne devient pas "
            f"«\u00a0{LABELS[status].lower()}\u00a0». Rechargez la page."
        )
    request.status = status
    request.save(update_fields=["status"])
    _enter(by, request, status, verb, reason)
    return request


def _enter(by: Actor, request: PersonRequest, status: RequestStatus, verb: Verb, reason: str = "") -> None:
    row = PersonRequestStatus(
        request=request,
        organisation_id=request.organisation_id,
        status=status,
        at=clock.now(),
        by_id=by.account_id,
        reason=reason,
    )
    row.clean_fields(exclude=["request", "organisation", "by"])
    row.save(force_insert=True)
    record(verb, by=by, on=request, file_id=request.registration_id, fields=[request.kind])


def _ask_decision(by: Actor, request: PersonRequest) -> None:
    tell(by=by, kind=REQUEST_TO_DECIDE, page="people:one_request", arguments=[request.pk], day=request.due)


def _forget_who(request: PersonRequest) -> None:
    """A request that never met a file keeps nothing that names her once it is closed."""
    if request.registration_id is None and request.words:
        request.words = ""
        request.save(update_fields=["words"])


def _refuse_second(registration: Registration, kind: str) -> None:
    """The file is held until the transaction ends: two who note the same request at once do not both note it."""
    refuse_erased(Registration.objects.select_for_update(no_key=True).get(pk=registration.pk))
    if registration.requests.filter(kind=kind, status__in=OPEN).exists():
        raise Impossible("Cette demande est déjà notée, et attend sa réponse.")
