"""Invented plans and who pays them: what was retained weeks ago still waits for money, one is rejected, one is drafted.

Told through the writes, of people whom Kadiatou accompanies, or accompanies from here on; the agency Djigui pays. No
chance: the same people give the same story.
"""

import datetime as dt
from dataclasses import dataclass

from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.models import Case, FundingRequest, Grant, Plan
from benkan.cases.writes.funding import assign, tell_decision
from benkan.cases.writes.grants import GrantSaid, note_grant, set_ceiling
from benkan.cases.writes.plan_lines import Wanted, add_line
from benkan.cases.writes.plans import begin_plan, submit_plan
from benkan.cases.writes.sittings import Decision, close_sitting, decide, open_sitting
from benkan.common import clock
from benkan.demo.cast import account_of, body_of
from benkan.demo.stories.people import accompany
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Level, Pillar
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose

GRANT = "DJ-2026-02"
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
CEILINGS = {"equipement": 550_000, "activite": 550_000, "formation_qualifiante": 300_000, "apprentissage": 200_000}
ASKED, SAT = 50, 41  # days ago: the first plans, and the sitting that decided them
MEMBERS = ("Directrice des programmes, Agence Djigui", "Représentant du secrétariat du cadre", "Déléguée, associations")
_ECONOMIC = (Pillar.ECONOMIC, Dimension.ECONOMIC)
_TRAINING = (Pillar.TRAINING, Dimension.ECONOMIC)


@dataclass(frozen=True)
class _Told:
    """A plan: her goal, its lines (kind, pillar and dimension, words, cost), what the sitting said of the costly one,
    for how much, and how many days ago a grant paid it and she was told."""

    goal: str
    lines: tuple[tuple[str, tuple, str, int], ...]
    status: FundingStatus | None = None
    amount: int = 0
    paid: int | None = None
    reason: str = ""
    words: str = ""


_MANAGING = ("gestion", _TRAINING, "Gestion simple, 5 jours", 0)
FIRST = (
    _Told("vendre des céréales au marché de sa ville",
          (("activite", _ECONOMIC, "Petit commerce de céréales", 550_000), _MANAGING), FundingStatus.RETAINED, 550_000),
    _Told("reprendre la couture et former sa nièce",
          (("equipement", _ECONOMIC, "Machine à coudre, table, tissus", 420_000),),
          FundingStatus.RETAINED, 400_000, 30),
    _Told("élever des moutons au village", (("activite", _ECONOMIC, "Dix moutons, enclos", 500_000), _MANAGING),
          FundingStatus.REJECTED, reason="incomplet",
          words="Montrez deux devis et l’accord du chef de village pour l’enclos\u00a0: la commission vous reverra."),
    _Told("devenir soudeur", (("formation_qualifiante", _TRAINING, "Soudure, six mois", 300_000),),
          FundingStatus.RETAINED, 300_000, 20),
    _Told("tenir un petit restaurant près de la gare",
          (("equipement", _ECONOMIC, "Fourneau, vaisselle, étal", 350_000),), FundingStatus.ADJOURNED,
          reason="sans_argent", words="La commission n’a plus d’argent ce mois-ci. Elle vous revoit en mars."),
)  # fmt: skip
WAITING = (
    _Told("réparer des motos", (("equipement", _ECONOMIC, "Outillage de mécanicien", 480_000), _MANAGING)),
    _Told("cultiver l’échalote avec ses frères", (("activite", _ECONOMIC, "Semences, motopompe", 540_000),)),
    _Told("finir son apprentissage", (("apprentissage", _TRAINING, "Apprentissage chez un menuisier", 150_000),)),
)
DRAFTED = (_Told("ouvrir un étal de téléphones", (("activite", _ECONOMIC, "Étal, premier stock", 300_000),)),)


def tell() -> None:
    """From two months ago to yesterday."""
    with entered(door="open"):
        worker, paying = account_of("kadiatou"), account_of("aminata")
    now = clock.now()
    with clock.at(now - 57 * DAY), acting_for(paying) as by:
        _say_what_is_paid(by, now)
    wanted = len(FIRST) + len(WAITING) + len(DRAFTED)
    begun = now - (ASKED + 4) * DAY
    cases = iter(accompany(worker, wanted, begun, Purpose.FOLLOW_UP, Purpose.REFERRAL))
    first = [_asked(worker, case, told, now - ASKED * DAY) for told, case in zip(FIRST, cases, strict=False)]
    _sit(worker, paying, first, now)
    waiting = zip(WAITING, (12, 6, 1), strict=True)
    for (told, days), case in zip(waiting, cases, strict=False):
        _asked(worker, case, told, now - days * DAY)
    for told, case in zip(DRAFTED, cases, strict=False):
        _drafted(worker, case, told, now - 2 * DAY)


def _say_what_is_paid(by, now: dt.datetime) -> None:
    today = clock.day_of(now)
    for kind, amount in CEILINGS.items():
        set_ceiling(
            by=by, kind=HelpKind.objects.get(pk=kind), amount=amount, begins=clock.today(),
            source="Décision 2026-04 (inventée)",
        )  # fmt: skip
    note_grant(
        by=by,
        said=GrantSaid(
            name="Appui aux retours, deuxième phase", code=GRANT, funder="Bailleur inventé", amount=1_200_000,
            begins=today - 60 * DAY, ends=today + 300 * DAY, source="Convention DJ-2026-02 (inventée)",
        ),
    )  # fmt: skip


def _drafted(worker: Account, case: Case, told: _Told, moment: dt.datetime) -> Plan:
    with clock.at(moment), acting_for(worker) as by:
        plan = begin_plan(by=by, case=case, goal=told.goal)
        for kind, (pillar, dimension), words, cost in told.lines:
            wanted = Wanted(
                pillar=pillar, dimension=dimension, level=Level.INDIVIDUAL, kind=HelpKind.objects.get(pk=kind),
                title=words, cost=cost, payer=body_of("DJIGUI") if cost else None,
            )  # fmt: skip
            add_line(by=by, plan=plan, wanted=wanted)
        return plan


def _asked(worker: Account, case: Case, told: _Told, moment: dt.datetime) -> tuple[FundingRequest, _Told]:
    plan = _drafted(worker, case, told, moment)
    with clock.at(moment + HOUR), acting_for(worker) as by:
        submit_plan(by=by, plan=plan)
        return FundingRequest.objects.get(line__plan=plan), told


def _sit(worker: Account, paying: Account, asked: list[tuple[FundingRequest, _Told]], now: dt.datetime) -> None:
    if not asked:
        return
    day = now - SAT * DAY
    with clock.at(day), acting_for(paying) as by:
        sitting = open_sitting(by=by, held_on=clock.today(), members=MEMBERS, place="Bamako")
        decide(
            by=by,
            sitting=sitting,
            decisions=[
                Decision(request, told.status, told.amount or None, told.reason, told.words) for request, told in asked
            ],
        )
        close_sitting(by=by, sitting=sitting, minutes="PV 2026-07 (inventé)")
        grant = Grant.objects.get(organisation=by.organisation_id, code=GRANT)
    for request, told in asked:
        if told.paid is not None:
            with clock.at(now - told.paid * DAY), acting_for(paying) as by:
                assign(by=by, grant=grant, requests=[request])
            with clock.at(now - (told.paid - 1) * DAY), acting_for(worker) as by:
                tell_decision(by=by, request=request)
