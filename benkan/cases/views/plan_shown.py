"""How plans and requests are said on pages: states in words, who pays, what is told to the person."""

from dataclasses import dataclass

from benkan.arrivals.models import AgeGroup
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.lifecycles.plans import AGREED, LINE_LABELS, PLAN_LABELS, LineStatus, PlanStatus
from benkan.cases.models import FundingRequest, FundingStatusRow, Plan, PlanLine, PlanStatusRow
from benkan.common import clock
from benkan.common.typography import depuis, jour, montant, pluriel
from benkan.people.models import Sex

RESTRICTED = "aide réservée"
LINE_TONES = {
    LineStatus.RETAINED: "soon",
    LineStatus.REJECTED: "late",
    LineStatus.FUNDED: "ok",
    LineStatus.DELIVERED: "ok",
}
PLAN_TONES = {PlanStatus.FUNDED: "ok", PlanStatus.IN_PROGRESS: "ok", PlanStatus.DONE: "ok", PlanStatus.APPROVED: "soon"}
REQUEST_TONES = {
    FundingStatus.RETAINED: "soon",
    FundingStatus.FUNDED: "ok",
    FundingStatus.REJECTED: "late",
    FundingStatus.ADJOURNED: "soon",
}


@dataclass(frozen=True)
class LineShown:
    """A line as a row says it; `request` and `last` (its last status row) where it was asked."""

    line: PlanLine
    request: FundingRequest | None = None
    last: FundingStatusRow | None = None

    @property
    def words(self) -> str:
        if self.line.restricted:
            return RESTRICTED.capitalize()
        return self.line.title or self.line.kind.label

    @property
    def kind(self) -> str:
        """The kind of help, where the words of the line are others."""
        return self.line.kind.label if self.line.kind_id and self.line.title else ""

    @property
    def responsible(self) -> str:
        found = self.line.responsible or self.line.structure
        return found.name if found else "à trouver"

    @property
    def cost(self) -> str:
        if not self.line.cost:
            return "–"
        granted = self.request.granted if self.request and self.line.status in AGREED else None
        if granted is not None and granted != self.line.cost:
            return f"{montant(granted)} retenus sur {montant(self.line.cost)}"
        return montant(self.line.cost)

    @property
    def state(self) -> tuple[str, str]:
        """Tone and words; an unsigned decision is not said."""
        status = LineStatus(self.line.status)
        words = LINE_LABELS[status].lower()
        if status == LineStatus.TO_FUND and self.request and self.last:
            if self.last.status == FundingStatus.ADJOURNED and self.last.sitting and self.last.sitting.closed_at:
                return "soon", f"ajournée\u00a0: {self.last.get_reason_display().lower()}"
            return "", f"soumise depuis {depuis(clock.day_of(self.request.filed_at))}"
        if status == LineStatus.RETAINED and self.last:
            return "soon", f"retenue, à financer depuis {depuis(clock.day_of(self.last.at))}"
        if status == LineStatus.REJECTED and self.last and self.last.reason:
            return "late", f"rejetée\u00a0: {self.last.get_reason_display().lower()}"
        return LINE_TONES.get(status, ""), words


def plan_tag(plan: Plan, rows: list[PlanStatusRow]) -> tuple[str, str]:
    """Where a plan stands, for the head of a page: approved and without money is said with its days."""
    status = PlanStatus(plan.status)
    if status == PlanStatus.DRAFTED:
        return "", "plan en brouillon"
    entered = next((row.at for row in reversed(rows) if row.status == plan.status), plan.written_at)
    days = (clock.today() - clock.day_of(entered)).days
    since = f" depuis {pluriel(days, 'jour')}" if days else ""
    if status == PlanStatus.APPROVED:
        return "soon", f"plan approuvé, non financé{since}"
    if status == PlanStatus.SUBMITTED:
        return "", f"plan soumis{since}"
    return PLAN_TONES.get(status, ""), f"plan {PLAN_LABELS[status].lower()}"


def person_words(request: FundingRequest) -> str:
    """« Femme, adulte, Kayes »: what whoever pays reads of her."""
    parts = (
        Sex(request.sex).label if request.sex else "",
        AgeGroup(request.age_group).label.lower() if request.age_group else "",
        request.region.name if request.region_id else "région non dite",
    )
    return ", ".join(part for part in parts if part)


def help_words(request: FundingRequest) -> str:
    if request.kind_id is None:
        return f"{RESTRICTED.capitalize()}, {request.get_pillar_display().lower()}"
    return request.kind.label


def request_state(request: FundingRequest, *, signed: bool = True) -> tuple[str, str]:
    """Tone and words of a request; a decision whose minutes are not signed says so."""
    words = request.get_status_display().lower()
    return REQUEST_TONES.get(FundingStatus(request.status), ""), words if signed else f"{words}, procès-verbal à signer"


@dataclass(frozen=True)
class ToTell:
    """What is to be told to the person of one request, in a sentence, and the words chosen for her."""

    request: FundingRequest
    last: FundingStatusRow
    line: str

    @property
    def sentence(self) -> str:
        payer, status = self.request.payer.name, FundingStatus(self.request.status)
        if status == FundingStatus.FUNDED:
            return f"{payer} a l’argent pour «\u00a0{self.line}\u00a0»\u00a0: {montant(self.request.granted)}."
        sat = f", le {jour(self.last.sitting.held_on)}" if self.last.sitting else ""
        if status == FundingStatus.RETAINED:
            return (
                f"{payer} a retenu «\u00a0{self.line}\u00a0» pour {montant(self.request.granted)}{sat}. L’argent n’est "
                "pas encore là\u00a0: ne promettez pas de date."
            )
        said = "ajourné" if status == FundingStatus.ADJOURNED else "rejeté"
        return f"{payer} a {said} «\u00a0{self.line}\u00a0»{sat}\u00a0: {self.last.get_reason_display().lower()}."
