"""« Transfert et retours »: where she moves, who is responsible meanwhile, what she was given at earlier returns."""

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.transfers import LABELS, TransferStatus
from benkan.cases.models import Case, Transfer, TransferLink
from benkan.cases.page import CasePart
from benkan.cases.permissions import KEEP, READ, RECEIVE
from benkan.cases.reads.second_returns import earlier_help, episode_to_decide
from benkan.cases.reads.transfers import of_case, responsible_words, state_of, wait_of
from benkan.common.permissions import Actor, may
from benkan.common.typography import jour

TEMPLATE = "cases/parts/transfers.html"


def transfers(by: Actor, case: Case) -> CasePart | None:
    """For whoever reads the accompaniment; nothing where she neither moved nor came back once more."""
    if not may(by, READ):
        return None
    found = of_case(case.pk)
    keeps = may(by, KEEP)
    waits = episode_to_decide(case) if case.status in UNDER_WAY else None
    again = case.registration.episodes.filter(annulled=False).count() > 1
    before = earlier_help(case.registration, until=case.opened_at) if again else []
    came = list(TransferLink.objects.filter(registration=case.registration_id).select_related("transfer__organisation"))
    if not found and not waits and not before and not came:
        return None
    rows = [{"transfer": one, "state": state_of(one), "wait": wait_of(one)} for one in found]
    tags = (("soon", "second retour, à décider"),) if waits else ()
    context = {
        "rows": rows,
        "responsible": responsible_words(found[0]) if found else "",
        "waits": waits,
        "keeps": keeps,
        "before": before,
        "came": came,
        "reads_transfers": may(by, RECEIVE),
    }
    thread = [entry for one in found for entry in _thread(one)] + [_arrival(link) for link in came]
    return CasePart(TEMPLATE, context, tags, thread)


def _arrival(link: TransferLink) -> dict:
    words = f"Reçue par transfert de {link.transfer.organisation.name}"
    return {"day": link.at, "when": jour(link.transfer.met_on), "words": words, "detail": "", "state": "done"}


def _thread(transfer: Transfer) -> list[dict]:
    """Each step but « reçue » and « revenue », which the accompaniment tells itself."""
    told = {TransferStatus.PROPOSED: f"Transfert proposé à {transfer.receiver.name}"}
    return [
        {
            "day": row.at,
            "when": jour(row.at),
            "words": told.get(
                TransferStatus(row.status), f"Transfert\u00a0: {LABELS[TransferStatus(row.status)].lower()}"
            ),
            "detail": "" if row.status == TransferStatus.PROPOSED else transfer.receiver.name,
            "state": "done",
        }
        for row in transfer.statuses.all()
        if row.status not in (TransferStatus.MET, TransferStatus.BACK)
    ]
