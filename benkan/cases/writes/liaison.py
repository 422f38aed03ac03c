"""A person comes unannounced with the card of another organisation: she is served at once; then, if she wishes it,
whoever holds that number is told, and may propose a transfer.

Who asks learns nothing: the request is addressed by the number alone, the worker finds its holder afterwards, and the
asker's rows and pages are the same whether anybody holds it or not.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app

from benkan.arrivals.models import Line
from benkan.arrivals.writes import desk_of, receive_moved
from benkan.audit.models import Entry
from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.transfers import LiaisonAnswer, TransferReason
from benkan.cases.models import LiaisonReceived, LiaisonRequest, Transfer
from benkan.cases.permissions import REFER
from benkan.cases.reads.handing import choices
from benkan.cases.reads.liaison_sheet import groups
from benkan.cases.reads.liaisons import case_of_liaison
from benkan.cases.thresholds import LIAISON_ANSWER, LIAISON_PER_DAY
from benkan.cases.writes.transfers import propose
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, Nobody, check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import pluriel
from benkan.notices.writes import tell
from benkan.organisations.acting import entered
from benkan.organisations.models import Account
from benkan.people.identifiers import number_typed
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Registration
from benkan.people.permissions import REGISTER
from benkan.people.reads.search import unreadable
from benkan.places.models import Place

TASK = "benkan.liaison_asked"


@transaction.atomic
def serve(*, by: Actor, entry_point: Place, answers: Mapping, aid: Iterable[str] = ()) -> Line:
    """Register her here and note the immediate aid, the same day, before anybody else is asked anything."""
    check(by, REGISTER)
    desk = desk_of(by=by, convoy=None, entry_point=entry_point)
    line = receive_moved(by=by, arrival_list=desk, answers=answers, aid=aid, source="Venue avec une carte")
    record(verbs.CARD_SHOWN, by=by, on=line.registration, file_id=line.registration_id)
    return line


@transaction.atomic
def ask_liaison(*, by: Actor, registration: Registration, card: str, place: Place | None = None) -> LiaisonRequest:
    """Ask whoever holds this card to hand her on, by her own wish. The worker tells it once this is committed.

    Raises `Impossible` where the number is mistyped or one's own, is asked already, or too many were asked that day:
    none of which says whether somebody else holds it.
    """
    check(by, REGISTER)
    Account.objects.select_for_update(of=("self",)).get(pk=by.account_id)  # two pages at once pass no ceiling together
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    refuse_erased(registration)
    number = number_typed(card)
    if number is None:
        raise Impossible(unreadable(card))
    if Registration.objects.filter(number=number, organisation=by.organisation_id).exists():
        raise Impossible(
            f"La carte {number} est de votre organisation\u00a0: cherchez ce numéro dans «\u00a0Dossiers\u00a0», son "
            "dossier s’ouvre."
        )
    if LiaisonRequest.objects.filter(registration=registration, card=number).exists():
        raise Impossible("C’est déjà demandé pour cette carte\u00a0: continuez à la servir, sans attendre.")
    _check_ceiling(by)
    now = clock.now()
    asked = LiaisonRequest(
        organisation_id=by.organisation_id,
        registration=registration,
        card=number,
        place=place,
        asked_at=now,
        asked_by_id=by.account_id,
        due=now + dt.timedelta(days=value_of(LIAISON_ANSWER, on=clock.today())),
    )
    asked.save(force_insert=True)
    record(verbs.LIAISON_ASKED, by=by, on=asked, file_id=registration.pk)
    app.configure_task(TASK).defer(organisation_id=str(by.organisation_id), liaison_id=str(asked.pk))
    return asked


def _check_ceiling(by: Actor) -> None:
    """By the journal, where nothing is taken back: every number that was tried counts."""
    most = value_of(LIAISON_PER_DAY, on=clock.today())
    begun = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    asked = Entry.objects.filter(verb=verbs.LIAISON_ASKED.code, account_id=by.account_id, at__gte=begun)
    if asked.count() >= most:
        raise Impossible(
            f"Vous avez envoyé {pluriel(most, 'demande de liaison,demandes de liaison')} aujourd’hui, c’est le plus "
            "qu’un compte puisse envoyer. Servez la personne, et demandez demain, ou à un collègue."
        )


def deliver(*, by: Nobody, asked: LiaisonRequest) -> LiaisonReceived | None:
    """Tell whoever holds the card, in nobody's name; None where nobody does. Twice leaves one row.

    `by` works for the asker; inside, for the holder. Called by the worker alone (see `transfer_tasks`).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, registration_id FROM cases_liaison_holder(%s)", [asked.pk])
        found = cursor.fetchone()
    if found is None:
        return None
    holder, registration_id = found
    with entered(organisation_id=holder):
        return _received(Nobody(holder), registration_id, asked)


def _received(by: Nobody, registration_id: UUID, asked: LiaisonRequest) -> LiaisonReceived:
    received, made = LiaisonReceived.objects.get_or_create(
        request_id=asked.pk,
        defaults={
            "organisation_id": by.organisation_id,
            "registration_id": registration_id,
            "asker_id": asked.organisation_id,
            "place_id": asked.place_id,
            "due": asked.due,
        },
    )
    if made:
        record(verbs.LIAISON_RECEIVED, by=by, on=received, file_id=registration_id)
        tell(by=by, kind=notices.LIAISON_RECEIVED, page="cases:liaison", arguments=[received.pk])
    return received


@transaction.atomic
def propose_for(*, by: Actor, liaison: LiaisonReceived) -> Transfer:
    """One press: propose the transfer to who asks, with all that she agreed to hand on, and nothing that is reserved.

    Raises `Impossible` or `Refused` with what is missing: an accompaniment under way, her consent, an agreement.
    """
    check(by, REFER)
    case = case_of_liaison(liaison)
    if case is None:
        raise Impossible(
            "Personne ne l’accompagne ici\u00a0: il n’y a rien à transférer. Répondez «\u00a0Rien à transmettre\u00a0»."
        )
    may_cross = [one.group.code for one in choices(case, liaison.asker, groups().values()) if not one.refusal]
    transfer = propose(
        by=by, case=case, receiver=liaison.asker, reason=TransferReason.THERE, place=liaison.place,
        hand_on=may_cross, liaison=LiaisonRequest(pk=liaison.request_id),
    )  # fmt: skip
    _answer(by, liaison, LiaisonAnswer.PROPOSED)
    return transfer


@transaction.atomic
def answer_nothing(*, by: Actor, liaison: LiaisonReceived, answer: LiaisonAnswer) -> LiaisonReceived:
    """Nothing follows: there is nothing to hand on, or she does not wish it. Who asked is told nothing of it."""
    check(by, REFER)
    if LiaisonAnswer(answer) is LiaisonAnswer.PROPOSED:
        raise ValueError("a transfer is proposed by `propose_for`")
    return _answer(by, liaison, LiaisonAnswer(answer))


def _answer(by: Actor, liaison: LiaisonReceived, answer: LiaisonAnswer) -> LiaisonReceived:
    held = LiaisonReceived.objects.select_for_update(of=("self",)).get(pk=liaison.pk)
    if held.answer:
        raise Impossible("Un collègue a déjà répondu à cette demande. Rouvrez la page pour voir sa réponse.")
    held.answer, held.answered_at, held.answered_by_id = answer, clock.now(), by.account_id
    held.save(update_fields=["answer", "answered_at", "answered_by"])
    record(verbs.LIAISON_ANSWERED, by=by, on=held, file_id=held.registration_id, fields=[answer.value])
    return held
