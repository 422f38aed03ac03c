"""Screenings, needs and trades of invented people, made through the writes, inside `acting_for`."""

from benkan.cases.models import Case, Need, Screening, Skill
from benkan.cases.reads.screenings import last_screening
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.assessment import screen
from benkan.cases.writes.needs import NeedSaid, note_need
from benkan.cases.writes.skills import note_skill
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Pillar
from benkan.places.models import Place


def screened(by, case: Case, *yes: str, no: tuple[str, ...] = (), **options) -> Screening:
    """`screened(by, case, "soin", "dette", no=("rejet",))`: in person, after all that was screened before."""
    answers = dict.fromkeys(yes, "oui") | dict.fromkeys(no, "non")
    last = last_screening(case)
    told = {"mode": "presence", "answers": answers or {"dette": "non"}, "after": last.pk if last else None}
    return screen(by=by, case=case, **told | options)


def need_said(
    kind: str = "activite",
    pillar: Pillar = Pillar.ECONOMIC,
    dimension: Dimension = Dimension.SOCIAL,
    wish: str = "vendre du mil",
    pressing: bool = False,
) -> NeedSaid:
    return NeedSaid(HelpKind.objects.get(pk=kind), pillar, dimension, wish, pressing)


def a_need(by, case: Case | None = None, **what) -> Need:
    return note_need(by=by, case=case or accompanied(by), said=need_said(**what))


def a_skill(by, case: Case | None = None, **answers) -> Skill:
    """Mason in Algeria."""
    country = Place.objects.get(slug="dz")
    return note_skill(by=by, case=case or accompanied(by), trade="maconnerie", country=country, **answers)
