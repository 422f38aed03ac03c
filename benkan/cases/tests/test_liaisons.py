"""She comes with the card of another: served first; its holder is told, and who asked learns nothing of it."""

import datetime as dt

import pytest
from django.db import connection

from benkan.arrivals.models import ImmediateAid, ReturnEpisode
from benkan.audit.models import Entry
from benkan.cases import transfer_tasks
from benkan.cases.lifecycles.transfers import LiaisonAnswer, TransferStatus
from benkan.cases.models import LiaisonReceived, LiaisonRequest, Transfer, TransferLink
from benkan.cases.tests.factories import accompanied, completed
from benkan.cases.tests.moving import may_be_handed
from benkan.cases.writes import transfer_moves as moves
from benkan.cases.writes.liaison import answer_nothing, ask_liaison, propose_for, serve
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for, entered
from benkan.people.models import Registration
from benkan.people.tests.factories import a_registration
from benkan.people.writes import annul
from benkan.places.models import Place

NOBODY_S = "ML-26-990001-9"


def _gogui() -> Place:
    return Place.objects.get(slug="rte-gog")


def _asked(account, card: str, **answers) -> LiaisonRequest:
    with acting_for(account) as by:
        line = serve(by=by, entry_point=_gogui(), answers={"given_names": "Lassine"} | answers, aid=["repas"])
        return ask_liaison(by=by, registration=line.registration, card=card, place=_gogui())


def _delivered(asked: LiaisonRequest) -> None:
    """The worker."""
    with entered():
        transfer_tasks.liaison_asked(organisation_id=str(asked.organisation_id), liaison_id=str(asked.pk))


def _received(account) -> list[LiaisonReceived]:
    with acting_for(account) as acting:
        return list(LiaisonReceived.objects.filter(organisation=acting.organisation_id))


@pytest.fixture
def case(by, cast):
    may_be_handed(cast)
    return accompanied(by, "lassine")


def test_she_is_served_the_same_day_without_a_return_that_never_was(cast):
    with acting_for(cast.nana) as nana:
        line = serve(by=nana, entry_point=_gogui(), answers={"given_names": "Lassine", "sex": "M"}, aid=["repas"])
        assert line.registration.organisation_id == nana.organisation_id
        assert ImmediateAid.objects.filter(line=line).count() == 1
        assert not ReturnEpisode.objects.filter(registration=line.registration).exists()
        assert (line.list.convoy_id, line.list.day) == (None, clock.today())


def test_served_by_mistake_her_file_is_annulled_and_counted_no_more(cast):
    with acting_for(cast.nana) as nana:
        line = serve(by=nana, entry_point=_gogui(), answers={"given_names": "Lassine"})
        annul(by=nana, registration=line.registration, reason="Doublon")
        line.list.refresh_from_db()
        assert (line.list.lines_count, line.list.registered_count) == (1, 0)


def test_its_holder_is_told_and_nobody_else(case, cast):
    _delivered(_asked(cast.nana, case.registration.number))
    (received,) = _received(cast.kadiatou)
    assert (received.registration_id, received.asker.code) == (case.registration_id, "BENKADI")
    for other in (cast.nana, cast.rokia, cast.binta):
        assert _received(other) == []
    with acting_for(cast.kadiatou) as by:
        (notice,) = Notice.objects.filter(kind="cases.liaison_received", organisation=by.organisation_id)
        assert str(received.pk) in notice.address
    with acting_for(cast.kadiatou):
        assert not LiaisonRequest.objects.exists()


def test_who_asks_learns_nothing_whether_the_number_is_held_or_not(case, cast):
    rows = []
    for card in (case.registration.number, NOBODY_S):
        asked = _asked(cast.nana, card)
        _delivered(asked)
        with acting_for(cast.nana) as by:
            held = LiaisonRequest.objects.get(pk=asked.pk)
            rows.append([getattr(held, name) is not None for name in ("due", "escalated_at", "place_id")])
            told = Notice.objects.filter(organisation=by.organisation_id, kind__startswith="cases.").count()
            rows[-1].append(told)
    assert rows[0] == rows[1] == [True, False, True, 0]


def test_the_page_says_the_same_whether_it_is_held_or_not(case, cast, signed_in):
    client, said = signed_in(cast.nana), []
    for card in (case.registration.number, NOBODY_S):
        with acting_for(cast.nana) as by:
            registration = a_registration(by, "fousseyni")
        answer = client.post(f"/dossiers/{registration.pk}/carte-ailleurs/", {"card": card}, follow=True)
        page = answer.content.decode().replace(card, "CARTE").replace(registration.number, "NUMERO")
        said.append(page.replace(str(registration.pk), "ID"))
        assert "Si un acteur tient cette carte" in said[-1]
    seen = [[line for line in page.splitlines() if "CARTE" in line or "prévenu" in line] for page in said]
    assert seen[0] == seen[1]


def test_every_try_counts_and_there_are_few_a_day(cast):
    with acting_for(cast.nana) as by:
        registration = a_registration(by)
        for order in range(1, 11):
            ask_liaison(by=by, registration=registration, card=_number(990000 + order))
        with pytest.raises(Impossible, match="le plus qu’un compte puisse envoyer"):
            ask_liaison(by=by, registration=registration, card=_number(990099))
        assert Entry.objects.filter(verb="cases.liaison_asked", file_id=registration.pk).count() == 10
        with clock.at(clock.now() + dt.timedelta(days=1)):
            ask_liaison(by=by, registration=registration, card=_number(990099))


def _number(order: int) -> str:
    from benkan.people.identifiers import number_of

    return number_of(order, 2026)


def test_a_mistyped_number_or_ones_own_is_said(cast):
    with acting_for(cast.nana) as by:
        registration = a_registration(by)
        with pytest.raises(Impossible, match="dernier chiffre"):
            ask_liaison(by=by, registration=registration, card="ML-26-990001-3")
        with pytest.raises(Impossible, match="de votre organisation"):
            ask_liaison(by=by, registration=registration, card=registration.number)
        ask_liaison(by=by, registration=registration, card=NOBODY_S)
        with pytest.raises(Impossible, match="déjà demandé"):
            ask_liaison(by=by, registration=registration, card=NOBODY_S)


def test_a_file_annulled_answers_nobody(by, cast):
    registration = completed(by)
    annul(by=by, registration=registration, reason="Doublon")
    _delivered(_asked(cast.nana, registration.number))
    assert _received(cast.kadiatou) == []


def test_told_twice_it_is_one_request(case, cast):
    asked = _asked(cast.nana, case.registration.number)
    _delivered(asked)
    _delivered(asked)
    assert len(_received(cast.kadiatou)) == 1


def test_one_press_proposes_and_she_is_received_under_the_file_she_has(by, case, cast):
    asked = _asked(cast.nana, case.registration.number)
    _delivered(asked)
    (received,) = _received(cast.kadiatou)
    transfer = propose_for(by=by, liaison=received)
    assert (transfer.receiver.code, transfer.reason, transfer.place.slug) == ("BENKADI", "deja_la", "rte-gog")
    with pytest.raises(Impossible):
        answer_nothing(by=by, liaison=received, answer=LiaisonAnswer.NOTHING)
    with acting_for(cast.sekou) as sekou:
        moves.accept(by=sekou, transfer=transfer)
        moves.meet(by=sekou, transfer=transfer, registration=Registration.objects.get(pk=asked.registration_id))
        assert TransferLink.objects.get().registration_id == asked.registration_id
    assert Transfer.objects.get(pk=transfer.pk).status == TransferStatus.MET


def test_without_an_accompaniment_there_is_nothing_to_propose(by, cast):
    registration = completed(by)
    _delivered(_asked(cast.nana, registration.number))
    (received,) = _received(cast.kadiatou)
    with pytest.raises(Impossible, match="rien à transférer"):
        propose_for(by=by, liaison=received)
    answered = answer_nothing(by=by, liaison=received, answer=LiaisonAnswer.HER_WISH)
    assert answered.answer == LiaisonAnswer.HER_WISH
    with acting_for(cast.nana) as nana:
        assert not Notice.objects.filter(organisation=nana.organisation_id, kind__startswith="cases.liaison").exists()


def _runs(at: dt.datetime) -> list[str]:
    """The worker, at a moment; gives the organisations it was asked for."""
    with clock.at(at), connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM cases_overdue_transfers(%s)", [at])
        concerned = [str(organisation_id) for (organisation_id,) in cursor.fetchall()]
        for organisation_id in concerned:
            with entered():
                transfer_tasks.transfers_overdue_of(organisation_id=organisation_id)
    return concerned


def _told(account, kind: str) -> int:
    with acting_for(account) as by:
        return Notice.objects.filter(organisation=by.organisation_id, kind=kind).count()


def test_the_clock_calls_both_and_tells_the_asker_nothing_of_the_holder(case, cast):
    held, unheld = (_asked(cast.nana, card) for card in (case.registration.number, NOBODY_S))
    for one in (held, unheld):
        _delivered(one)
    late = clock.now() + dt.timedelta(days=2, hours=1)
    assert len(_runs(late)) == 2
    assert _told(cast.kadiatou, "cases.liaison_overdue") == 1
    assert _told(cast.nana, "cases.liaison_silent") == 2  # one for each, held or not
    _runs(late)
    assert (_told(cast.kadiatou, "cases.liaison_overdue"), _told(cast.nana, "cases.liaison_silent")) == (1, 2)
    _runs(late + dt.timedelta(days=2))
    assert (_told(cast.kadiatou, "cases.liaison_overdue"), _told(cast.nana, "cases.liaison_silent")) == (2, 2)
