"""The « fiche de liaison »: what may cross with a transfer, section by section, in words; and what the receiver's form
takes from it. What is reserved crosses only where she said so, and is named nowhere but behind a reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from benkan.cases import reserved
from benkan.cases.lifecycles.needs import LABELS as NEED_LABELS
from benkan.cases.lifecycles.needs import WAITING, NeedStatus
from benkan.cases.lifecycles.plans import LINE_LABELS, PAID, SET_ASIDE, LineStatus
from benkan.cases.lifecycles.referrals import OPEN
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, Plan, PlanLine, Referral, Visit
from benkan.cases.reads import handing
from benkan.cases.reads.handing import Pairs
from benkan.cases.reads.referrals import destination_name, kind_words, state_of
from benkan.cases.shared_fields import LIAISON
from benkan.cases.writes.needs import told as need_told
from benkan.common.typography import jour, montant
from benkan.offers.models import HelpKind
from benkan.organisations.agreements import FieldGroup
from benkan.people.models import Registration
from benkan.people.shared_fields import CONTACT, IDENTITY

RESERVED_HELP = "Aide réservée"
NEEDS, PLAN, MONEY, VISITS, REFERRALS = "besoins", "plan", "argent", "rendez_vous", "orientations"
FOLLOW_UP = {
    NEEDS: "Besoins qui attendent une réponse",
    PLAN: "Son plan",
    MONEY: "Aide déjà accordée ou reçue",
    VISITS: "Rendez-vous pris, qui tombent avec le transfert",
    REFERRALS: "Orientations en cours, suivies par qui les a envoyées",
}
# What a form of registration takes; places by their slug.
_ANSWERS = (
    "given_names", "family_name", "also_known_as", "father_name", "mother_name", "sex", "birth_year", "birth_month",
    "birth_day", "birth_precision", "birth_said", "birth_place", "marital_status", "languages", "nationality_unknown",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """What crosses: sections in words, what a form takes, and what is reserved as [help, wish]."""

    fields: dict[str, Pairs]
    answers: dict
    restricted: list[tuple[str, str]] = field(default_factory=list)


def groups() -> dict[str, FieldGroup]:
    """All that a transfer may hand on, by code: what a referral may, and the accompaniment itself."""
    return handing.groups() | {LIAISON.code: LIAISON}


def sections(codes: Iterable[str]) -> list[str]:
    """The sections of these groups, in their order."""
    codes = set(codes)
    own = [code for code in handing.groups() if code in codes]
    return [*own, *(FOLLOW_UP if LIAISON.code in codes else ())]


def labels() -> dict[str, str]:
    """The words of each section."""
    return {code: group.label for code, group in handing.groups().items()} | FOLLOW_UP


def sheet_of(case: Case, handed: Iterable[FieldGroup], *, restricted_too: bool) -> Sheet:
    """The sheet as it stands now; `restricted_too` where she said that what is reserved may cross."""
    handed = list(handed)
    fields = handing.told(case, [group for group in handed if group != LIAISON])
    if LIAISON not in handed:
        return Sheet(fields, _answers(case.registration, handed))
    for code, told in _FOLLOWED.items():
        fields[code] = told(case, restricted_too)
    return Sheet(fields, _answers(case.registration, handed), _restricted(case) if restricted_too else [])


def has_restricted(case: Case) -> bool:
    """Whether something reserved waits for an answer: then it is asked whether it may cross."""
    return case.needs.filter(restricted=True, status__in=list(WAITING)).exists()


def lines_of(case: Case) -> list[PlanLine]:
    """Those of her latest plan that were not given up."""
    plan = Plan.objects.filter(case=case).exclude(status__in=list(SET_ASIDE)).order_by("-version").first()
    if plan is None:
        return []
    kept = plan.lines.exclude(status=LineStatus.CANCELLED).select_related("responsible", "payer", "structure")
    return list(kept)


def _answers(one: Registration, handed: list[FieldGroup]) -> dict:
    """What she said, as a form holds it; the telephone only where how to reach her may cross."""
    if IDENTITY not in handed:
        return {}
    said = {name: getattr(one, name) for name in _ANSWERS}
    said["nationality"] = one.nationality.slug if one.nationality_id else ""
    return said | ({"phone": one.phone} if CONTACT in handed else {})


def _needs(case: Case, restricted_too: bool) -> Pairs:
    waiting = case.needs.filter(status__in=list(WAITING)).select_related("kind").order_by("-pressing", "written_at")
    return [
        (reserved.NEED, "dit à part, avec son accord")
        if need.restricted
        else (need.kind.label, NEED_LABELS[NeedStatus(need.status)].lower() + (", presse" if need.pressing else ""))
        for need in waiting
        if restricted_too or not need.restricted
    ]


def _plan(case: Case, restricted_too: bool) -> Pairs:
    return [(_line(one), _standing(one)) for one in lines_of(case) if restricted_too or not one.restricted]


def _standing(line: PlanLine) -> str:
    by = line.responsible or line.structure
    parts = [LINE_LABELS[LineStatus(line.status)].lower(), f"par {by}" if by else "", _until(line)]
    return ", ".join(part for part in parts if part)


def _until(line: PlanLine) -> str:
    return f"jusqu’au {jour(line.ends)}" if line.ends else ""


def _money(case: Case, restricted_too: bool) -> Pairs:
    """What was granted or given, of every version of her plan: nobody is asked to pay twice."""
    paid = PlanLine.objects.filter(plan__case=case, status__in=list(PAID)).exclude(plan__status__in=list(SET_ASIDE))
    return [
        (_line(one), ", ".join(part for part in (_cost(one), LINE_LABELS[LineStatus(one.status)].lower()) if part))
        for one in paid.select_related("payer").order_by("written_at")
        if restricted_too or not one.restricted
    ]


def _cost(line: PlanLine) -> str:
    payer = f" par {line.payer}" if line.payer else ""
    return f"{montant(line.cost)}{payer}" if line.cost else ""


def _visits(case: Case, restricted_too: bool) -> Pairs:
    coming = Visit.objects.filter(case=case, status=VisitStatus.PLANNED).order_by("day")
    return [(jour(visit.day), visit.get_mode_display()) for visit in coming.only("day", "mode")]


def _referrals(case: Case, restricted_too: bool) -> Pairs:
    open_ones = Referral.objects.filter(case=case, status__in=list(OPEN)).order_by("sent_at")
    return [
        (kind_words(one), state_of(one)[1] if one.restricted else f"{destination_name(one)}, {state_of(one)[1]}")
        for one in open_ones.select_related("kind", "receiver", "structure")
        if restricted_too or not one.restricted
    ]


_FOLLOWED: dict[str, Callable[[Case, bool], Pairs]] = {
    NEEDS: _needs,
    PLAN: _plan,
    MONEY: _money,
    VISITS: _visits,
    REFERRALS: _referrals,
}


def _restricted(case: Case) -> list[tuple[str, str]]:
    held = case.needs.filter(restricted=True, status__in=list(WAITING)).select_related("detail")
    told = [need_told(need) for need in held]
    words = dict(HelpKind.objects.filter(pk__in=[kind for kind, _ in told]).values_list("pk", "label"))
    return [(words.get(kind, kind), wish) for kind, wish in told]


def _line(line: PlanLine) -> str:
    return RESERVED_HELP if line.restricted else str(line)
