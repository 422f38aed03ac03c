"""« Orientations »: where she was sent, who answered what, and what is next."""

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.referrals import LABELS, ReferralStatus
from benkan.cases.models import Case
from benkan.cases.page import CasePart
from benkan.cases.permissions import READ, REFER
from benkan.cases.reads.referrals import destination_name, kind_words, of_case, state_of, urgency_of, wait_of
from benkan.common.permissions import Actor, may
from benkan.common.typography import jour, pluriel

TEMPLATE = "cases/parts/referrals.html"


def referrals(by: Actor, case: Case) -> CasePart | None:
    """For whoever reads the accompaniment. As many queries whatever was sent."""
    if not may(by, READ):
        return None
    found = of_case(case.pk)
    rows = [
        {
            "referral": one,
            "kind": kind_words(one),
            "to": destination_name(one),
            "urgency": urgency_of(one),
            "state": state_of(one),
            "wait": wait_of(one),
        }
        for one in found
    ]
    refers = may(by, REFER) and case.status in UNDER_WAY
    late = sum(row["wait"][0] == "late" for row in rows)
    tags = (("late", pluriel(late, "orientation sans réponse,orientations sans réponse")),) if late else ()
    context = {"rows": rows, "refers": refers}
    return CasePart(TEMPLATE, context, tags, [entry for one in found for entry in _thread(one)])


def _thread(referral) -> list[dict]:
    """Each step but the receipt, which changes nothing for her."""
    to = destination_name(referral)
    entries = []
    for row in referral.statuses.all():
        status = ReferralStatus(row.status)
        if status == ReferralStatus.SEEN:
            continue
        words = f"Orientée vers {to}" if status == ReferralStatus.SENT else f"Orientation {LABELS[status].lower()}"
        detail = kind_words(referral) if status == ReferralStatus.SENT else to
        entries.append({"day": row.at, "when": jour(row.at), "words": words, "detail": detail, "state": "done"})
    return entries
