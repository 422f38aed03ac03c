"""Invented assessments: who was screened and with which priority, what was noted of needs and trades, who still waits.

Told through the writes, of people whom two organisations accompany, or accompany from here on. No date, no chance: the
same people give the same story.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import cycle

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.needs import NeedStatus, UnmetReason
from benkan.cases.models import Case, Priority, Screening
from benkan.cases.questions import rapid, themes
from benkan.cases.writes import open_case
from benkan.cases.writes.assessment import change_priority, screen
from benkan.cases.writes.needs import NeedSaid, move_need, note_need
from benkan.cases.writes.skills import need_validation, note_skill, show_skill
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.demo.cast import account_of
from benkan.demo.stories.people import agrees, is_grown
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Pillar
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.places.models import Place

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
WORKERS = {"kadiatou": 14, "sekou": 6}  # how many each accompanies in this story
IN_PERSON = Screening.Mode.IN_PERSON


@dataclass(frozen=True)
class _Told:
    """One person: opened so many days ago, screened so many days after (None: she still waits), to what she answered
    « oui », her needs (kind, pillar, dimension, words, presses), her trade, a set in which she agreed to say more."""

    opened: int
    screened: int | None
    yes: tuple[str, ...] = ()
    needs: tuple[tuple, ...] = ()
    trade: tuple | None = None  # code, country, years, level, certificate, wishes a VAE
    more: tuple[str, tuple[str, ...]] | None = None
    changed: tuple[Priority, str] | None = None


STALL = ("activite", Pillar.ECONOMIC, Dimension.ECONOMIC, "un étal de céréales au marché", False)
TOOLS = ("equipement", Pillar.ECONOMIC, Dimension.ECONOMIC, "des outils de maçon", False)
CARE = ("soins", Pillar.RECEPTION, Dimension.SOCIAL, "une plaie qui ne ferme pas", True)
TALK = ("ecoute", Pillar.PSYCHOSOCIAL, Dimension.PSYCHOSOCIAL, "dormir de nouveau", True)
ROOF = ("hebergement", Pillar.RECEPTION, Dimension.SOCIAL, "trois nuits, le temps de prévenir sa famille", True)
PAPERS = ("etat_civil", Pillar.RECEPTION, Dimension.SOCIAL, "un acte de naissance pour les enfants", False)
SCHOOL = ("scolarite", Pillar.RECEPTION, Dimension.SOCIAL, "inscrire les enfants à la rentrée", False)
LEARN = ("formation_qualifiante", Pillar.TRAINING, Dimension.ECONOMIC, "la soudure", False)

STORY = (
    _Told(24, 1, ("soin", "coups", "dette"), (CARE, STALL), ("maconnerie", "dz", 4, "qualifie", "aucun", True),
          ("sante", ("sante.fievre",))),
    _Told(22, 2, ("dette",), (STALL, TOOLS), ("maconnerie", "ly", 6, "maitre", "perdu", True)),
    _Told(20, 1, ("sommeil", "enferme"), (TALK, LEARN), None, ("detresse", ("detresse.nuits", "detresse.images"))),
    _Told(18, 3, ("seule", "dette", "enceinte"), (PAPERS, SCHOOL, STALL),
          ("coiffure", "ci", 3, "qualifie", "aucun", True)),
    _Told(15, 2, (), (LEARN,), ("soudure", "gq", 2, "ouvrier", "", False)),
    _Told(12, 1, ("abri",), (ROOF, STALL), ("commerce", "ga", 5, "qualifie", "", False)),
    _Told(10, None),
    _Told(9, 1, ("traitement",), (CARE,), None, None, (Priority.URGENT, "Le traitement finit demain")),
    _Told(8, None),
    _Told(6, 2, ("dette",), (TOOLS,), ("mecanique_moto", "dz", 1, "debut", "", False)),
    _Told(4, 1, ("seule", "rejet"), (PAPERS,), ("couture", "mr", 7, "maitre", "possede", False)),
    _Told(2, None),
    _Told(1, 0, ("soin",), (CARE,)),
)  # fmt: skip


def tell() -> None:
    """Some weeks of assessments; the last ones are due today."""
    with entered(door="open"):
        workers = {key: account_of(key) for key in WORKERS}
    now = clock.now()
    for key, wanted in WORKERS.items():
        for case, told in zip(_accompanied(workers[key], wanted, now), cycle(STORY), strict=False):
            _tell_one(workers[key], case, told, now)


def _accompanied(worker: Account, wanted: int, now: dt.datetime) -> list[Case]:
    """Those already accompanied and not assessed, then others, opened on the day that the story says."""
    with acting_for(worker) as by:
        held = list(Case.objects.filter(status__in=UNDER_WAY, screenings=None, needs=None, worker=worker)[:wanted])
        settled = Registration.objects.filter(status=Status.COMPLETED).exclude(cases__status__in=UNDER_WAY)
        latest = settled.order_by("-registered_at", "number")[: 6 * wanted]
        files = [one for one in latest if is_grown(one, now) and agrees(one, Purpose.FOLLOW_UP)]
    for registration, told in zip(files[: wanted - len(held)], cycle(STORY[len(held) :] or STORY), strict=False):
        begun = max(now - told.opened * DAY, registration.written_at + HOUR)
        with clock.at(min(begun, now)), acting_for(worker) as by:
            held.append(open_case(by=by, registration=registration))
    return held


def _tell_one(worker: Account, case: Case, told: _Told, now: dt.datetime) -> None:
    if told.screened is None:
        return
    day = min(max(case.opened_at + told.screened * DAY, case.opened_at + HOUR), now)
    with clock.at(day), acting_for(worker) as by:
        screening = _screened(by, case, told)
        if told.changed:
            priority, note = told.changed
            change_priority(by=by, case=case, priority=priority, note=note)
    with clock.at(min(day + HOUR, now)), acting_for(worker) as by:
        for kind, pillar, dimension, wish, pressing in told.needs:
            said = NeedSaid(HelpKind.objects.get(pk=kind), pillar, dimension, wish, pressing)
            note_need(by=by, case=case, said=said)
        if told.more:
            theme, yes = told.more
            answers = dict.fromkeys(yes, "oui")
            screen(by=by, case=case, mode=IN_PERSON, theme=themes()[theme], answers=answers, after=screening.pk)
        if told.trade:
            _trade(by, case, *told.trade)
    if told.opened > 14:
        with clock.at(min(day + 5 * DAY, now)), acting_for(worker) as by:
            _followed(by, case)


def _screened(by: Actor, case: Case, told: _Told) -> Screening:
    asked = rapid(case.registration, in_person=True)
    answers = {one.code: "oui" if one.code in told.yes else "non" for one in asked}
    return screen(by=by, case=case, mode=IN_PERSON, answers=answers)


def _trade(by: Actor, case: Case, code: str, country: str, years: int, level: str, paper: str, wished: bool) -> None:
    place = Place.objects.get(slug=country)
    skill = note_skill(
        by=by, case=case, trade=code, country=place, years=years, level=level, certificate=paper,
        wishes_validation=wished,
    )  # fmt: skip
    if level == "maitre":
        show_skill(by=by, skill=skill, level="qualifie", on=clock.today(), before="Centre de formation invité")
    elif wished:
        need_validation(by=by, skill=skill)


def _followed(by: Actor, case: Case) -> None:
    """The first need is covered, the second is not, for want of money; the others still wait."""
    held = list(case.needs.filter(status=NeedStatus.SAID)[:2])
    for need, (to, reason) in zip(held, ((NeedStatus.MET, ""), (NeedStatus.UNMET, UnmetReason.NO_MONEY)), strict=False):
        move_need(by=by, need=need, to=to, reason=reason)
