"""Groups, their money and community projects in words and tones."""

from benkan.common.permissions import Actor, may
from benkan.groups.lifecycles import community
from benkan.groups.lifecycles import groups as grouping
from benkan.groups.lifecycles.community import ProjectStatus
from benkan.groups.lifecycles.groups import LIVING, GroupStatus
from benkan.groups.lifecycles.money import FUNDING_LABELS, TRANCHE_LABELS, FundingStatus, TrancheStatus
from benkan.groups.models import CommunityProject, Funding, Group, Tranche
from benkan.groups.permissions import KEEP, PAY, VALIDATE
from benkan.groups.writes.money import keeps, may_take_back

_FUNDING = {FundingStatus.CONFIRMED: "ok", FundingStatus.REJECTED: "late"}
_TRANCHE = {TrancheStatus.PREPARED: "soon", TrancheStatus.VALIDATED: "soon", TrancheStatus.PAID: "ok"}


def group_state(group: Group) -> tuple[str, str]:
    tones = {GroupStatus.ACTIVE: "ok", GroupStatus.PREPARED: "soon"}
    status = GroupStatus(group.status)
    return tones.get(status, ""), grouping.LABELS[status].lower()


def project_state(project: CommunityProject) -> tuple[str, str]:
    tones = {ProjectStatus.DONE: "ok", ProjectStatus.WORKS: "soon", ProjectStatus.ABANDONED: "late"}
    status = ProjectStatus(project.status)
    return tones.get(status, ""), community.LABELS[status].lower()


def funding_shown(by: Actor, group: Group) -> dict | None:
    """The request or grant that stands, or the last that was rejected, with its tranches; None before any."""
    found = group.fundings.select_related("payer").order_by("-asked_at").first()
    if found is None:
        return None
    status = FundingStatus(found.status)
    pays = found.payer_id == by.organisation_id
    tranches = list(found.tranches.prefetch_related("evidence").order_by("rank"))
    return {
        "funding": found,
        "state": (_FUNDING.get(status, "soon"), FUNDING_LABELS[status].lower()),
        "pays": pays,
        "living": group.status in LIVING,
        "filed": status is FundingStatus.FILED,
        "to_confirm": status is FundingStatus.RETAINED,
        "granted": status is FundingStatus.CONFIRMED,
        "rejected": status is FundingStatus.REJECTED,
        "words": next((row.words for row in found.statuses.all() if row.words), ""),
        "tranches": [_tranche(by, found, one) for one in tranches],
        "left": (found.granted or 0) - sum(one.amount for one in tranches),
    }


def _tranche(by: Actor, funding: Funding, one: Tranche) -> dict:
    """One tranche, with the gesture that is this reader's: each of the three is another account's."""
    status, one.funding = TrancheStatus(one.status), funding
    pays, me = one.organisation_id == by.organisation_id, by.account_id
    word, button = "", ""
    living = funding.group.status in LIVING  # of one that is dissolved nothing more is paid
    if living and status is TrancheStatus.PLANNED and keeps(by=by, tranche=one):
        word, button = "preparer", "Préparer"
    elif living and status is TrancheStatus.PREPARED and pays and may(by, VALIDATE) and me != one.prepared_by_id:
        word, button = "valider", "Valider"
    return {
        "tranche": one, "state": (_TRANCHE.get(status, ""), TRANCHE_LABELS[status].lower()),
        "word": word, "button": button,
        "evidence": list(one.evidence.all()),
        "to_pay": living and status is TrancheStatus.VALIDATED and pays and may(by, PAY)
        and me not in (one.prepared_by_id, one.validated_by_id),
        "waits_for_another": status is TrancheStatus.VALIDATED and pays and me == one.validated_by_id,
        "may_take_back": may_take_back(by=by, tranche=one),
        "paid": status is TrancheStatus.PAID,
    }  # fmt: skip


def lines_shown(by: Actor, group: Group) -> list[dict]:
    """Lines of the accounts, the latest first; what they were for is opened for the keeper alone."""
    lines = list(group.lines.order_by("-day", "-at"))
    cancelled = {one.cancels_id for one in lines if one.cancels_id}
    own = group.organisation_id == by.organisation_id and may(by, KEEP)
    return [
        {
            "line": one,
            "what": one.what if own else "",
            "cancelled": one.pk in cancelled,
            "cancels": bool(one.cancels_id),
        }
        for one in lines
    ]
