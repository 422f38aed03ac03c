"""Invented complaints: one examined within, one of money asked that goes outside, one late, one that was contested."""

import datetime as dt

from benkan.common import clock
from benkan.complaints.kinds import About, Kind
from benkan.complaints.lifecycle import Status
from benkan.complaints.models import Complaint
from benkan.complaints.writes import answer, contest, escalate, examine, follow, name_recipient, note
from benkan.complaints.writes.noting import Told
from benkan.demo.cast import account_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account

CODE = "4829"
PEOPLE = ("awa", "moussa", "nana", "aissata", "yacouba", "ramata", "adama")


def tell() -> None:
    """Two recipients are named, then four people complain, over the last two months."""
    with entered(door="open"):
        cast = {key: account_of(key) for key in PEOPLE}
    _named(cast, days=70)
    _waited_too_long(cast, days=40)
    _asked_for_money(cast, days=6)
    _badly_received(cast, days=30)
    _refused_a_plan(cast, days=3)


def _named(cast: dict[str, Account], *, days: int) -> None:
    for key in ("yacouba", "ramata"):
        with acting_for(cast[key]) as by:
            organisation_id = by.organisation_id
        with _ago(days), acting_for(cast["adama"]) as by:
            name_recipient(by=by, account_id=cast[key].pk, organisation_id=organisation_id, kinds=list(Kind))


def _waited_too_long(cast: dict[str, Account], *, days: int) -> None:
    """Answered within, told at the desk, contested before a recipient outside."""
    number = _noted(cast["moussa"], days, Kind.WAITING, "Trois jours assise devant le bureau, sans que l’on m’appelle.")
    words = "Vous avez raison\u00a0: l’ordre de passage n’était pas tenu. Il est affiché depuis lundi."
    _answered(cast["aissata"], number, days - 5, words)
    with _ago(days - 8), acting_for(cast["nana"]) as by:
        follow(by=by, number=number, code=CODE)
        contest(by=by, number=number, code=CODE, words="Rien n’a changé pour moi, j’attends encore.")
    with _ago(days - 24):
        escalate()


def _asked_for_money(cast: dict[str, Account], *, days: int) -> None:
    """Against an agent of the reception service: two recipients outside it, and nobody else."""
    words = "Il m’a demandé vingt mille francs avant de me donner mon jeton."
    number = _noted(
        cast["moussa"], days, Kind.MONEY, words, about=About.AGENT, agent=cast["awa"],
        reach="Un oncle, 30 00 90 90, après 20 h\u00a0; dire que c’est pour le jeton",
    )  # fmt: skip
    with _ago(days - 2), acting_for(cast["yacouba"]) as by:
        examine(by=by, complaint=Complaint.objects.get(number=number))


def _badly_received(cast: dict[str, Account], *, days: int) -> None:
    """Nobody has answered: late, it is open to its second recipient."""
    _noted(cast["awa"], days, Kind.BEHAVIOUR, "On m’a parlé devant tout le monde de ce que j’avais dit à part.")
    with _ago(days - 16):
        escalate()


def _refused_a_plan(cast: dict[str, Account], *, days: int) -> None:
    _noted(
        cast["nana"], days, Kind.DECISION, "Mon atelier de couture est refusé, et personne ne m’a dit pourquoi.",
        about=About.DECISION, decision="F-26-000012", person="Une femme de Diéma",
    )  # fmt: skip


def _noted(account: Account, days: int, kind: Kind, words: str, **answers) -> str:
    with _ago(days), acting_for(account) as by:
        told = Told(kind=kind, channel="guichet", words=words, code=CODE, **answers)
        return note(by=by, told=told).number


def _answered(account: Account, number: str, days: int, words: str) -> None:
    with _ago(days), acting_for(account) as by:
        complaint = Complaint.objects.get(number=number)
        if complaint.status == Status.RECEIVED:
            complaint = examine(by=by, complaint=complaint)
        answer(by=by, complaint=complaint, words=words)


def _ago(days: int):
    return clock.at(clock.now() - dt.timedelta(days=days))
