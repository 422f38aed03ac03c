"""What the page of a referral, and its sheet of paper, show: before acceptance neither name nor number of her card."""

from benkan.arrivals.models import AgeGroup
from benkan.cases.forms.referrals import AnswerForm, answers_offered
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.lifecycles.referrals import LABELS, OPEN, Outcome, ReferralStatus, RefusalReason, Side, Urgency
from benkan.cases.models import Referral
from benkan.cases.permissions import READ, READ_RESTRICTED, RECEIVE, REFER
from benkan.cases.reads.candidates import next_best
from benkan.cases.reads.extracts import handed
from benkan.cases.reads.handing import choices
from benkan.cases.reads.referrals import destination_name, kind_words, state_of, urgency_of, wait_of
from benkan.cases.reads.sides import may_make, side_of
from benkan.cases.reserved import kind_said
from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.common.typography import heure, jour
from benkan.offers.views.directory import rows_of
from benkan.offers.words import StructureKind
from benkan.organisations.models import Organisation
from benkan.people.models import Sex

HEALTH = {StructureKind.CSCOM, StructureKind.CSREF, StructureKind.HOSPITAL}
_BACK = (ReferralStatus.REFUSED, ReferralStatus.EXPIRED)


def page_of(by: Actor, referral: Referral) -> dict:
    """The context of the page, for the side that opens it."""
    side = side_of(by, referral)
    sends = side is Side.SENDER
    acts = may(by, REFER if sends else RECEIVE)
    reads_case = sends and may(by, READ)
    extract = handed(by, referral) if reads_case or not sends else None
    answers = answers_offered(referral, lambda to: may_make(side, referral, to)) if acts else []
    came_back = acts and reads_case and referral.status in _BACK
    best = next_best(referral) if came_back and not referral.restricted else None
    return {
        "referral": referral,
        "case": referral.case if reads_case else None,
        "sends": sends,
        "title": kind_words(referral),
        "state": state_of(referral),
        "urgency": urgency_of(referral),
        "wait": wait_of(referral),
        "pairs": preview(referral),
        "extract": extract,
        "crossed_late": sends and referral.status in OPEN and _agrees_no_more(by, referral, reads_case),
        "answers": AnswerForm(answers, on_paper=referral.structure_id is not None) if answers else None,
        "may_close": acts and may_make(side, referral, ReferralStatus.DONE),
        "may_withdraw": acts and sends and may_make(side, referral, ReferralStatus.WITHDRAWN),
        "may_say_unknown": acts and sends and may_make(side, referral, ReferralStatus.UNKNOWN),
        "reads_kind": referral.restricted and may(by, READ_RESTRICTED),
        "phone": phone_of(referral, sends=sends),
        "other": destination_name(referral) if sends else str(referral.organisation),
        "came_back": came_back,
        "best": best,
        "best_rows": rows_of(best.offers) if best else [],
        "need": _need(referral) if reads_case and acts else None,
        "thread": thread_of(referral),
    }


def preview(referral: Referral) -> list[tuple[str, str]]:
    """What the receiver reads before it accepts."""
    sex = dict(Sex.choices).get(referral.sex, "non dit")
    group = dict(AgeGroup.choices).get(referral.age_group, "âge inconnu")
    offer = referral.offer.title if referral.offer and not referral.restricted else ""
    refusal = dict(RefusalReason.choices).get(referral.refusal, "")
    outcome = dict(Outcome.choices).get(referral.outcome, "")
    pairs = [
        ("Aide demandée", "réservée" if referral.restricted else referral.kind.label),
        *([("Offre", offer)] if offer else []),
        ("Urgence", Urgency(referral.urgency).label),
        ("Personne", f"{sex}, {group.lower()}"),
        ("Va à", _place(referral)),
        ("De", str(referral.organisation)),
        ("Vers", destination_name(referral)),
        ("Envoyée le", f"{jour(referral.sent_at)} à {heure(referral.sent_at)}"),
    ]
    if referral.vital:
        pairs.append(("Intérêt vital", "envoyée sans son accord, sa vie étant en jeu"))
    if refusal:
        pairs.append(("Motif du refus", refusal))
    if outcome:
        pairs.append(("Suite", f"{outcome}, le {jour(referral.done_on)}" if referral.done_on else outcome))
    return pairs


def phone_of(referral: Referral, *, sends: bool) -> str:
    """The number to call: the other side's."""
    if not sends:
        return referral.organisation.phone
    if referral.structure_id:
        return referral.structure.phone
    return (referral.offer.phone if referral.offer else "") or referral.receiver.phone


def thread_of(referral: Referral) -> list[dict]:
    """What happened, by organisation: each side reads the other's rows, and no name of its staff. Two queries."""
    rows = list(referral.statuses.all())
    names = dict(Organisation.objects.filter(pk__in={row.organisation_id for row in rows}).values_list("pk", "name"))
    reason = dict(RefusalReason.choices).get(referral.refusal, "")
    entries = []
    for row in rows:
        status = ReferralStatus(row.status)
        by = names.get(row.organisation_id, "") if row.by_id else "la plateforme, faute de réponse"
        heard = "dit sur papier ou par téléphone" if row.on_paper and status != ReferralStatus.SENT else ""
        detail = [reason if status == ReferralStatus.REFUSED else "", row.words, heard, f"par {by}"]
        entries.append(
            {
                "day": row.at,
                "when": f"{jour(row.at)} à {heure(row.at)}",
                "words": LABELS[status],
                "detail": ", ".join(part for part in detail if part),
                "state": "done",
            }
        )
    return entries


def sheet_of(by: Actor, referral: Referral) -> dict:
    """The fiche, and its « contre-référence », which carries a number and no name."""
    return {
        "referral": referral,
        "asked": asked_on_paper(referral),
        "handed": handed(by, referral),
        "urgency": Urgency(referral.urgency).label,
        "outcomes": Outcome.labels,
        "sender": referral.organisation,
        "today": clock.today(),
    }


def asked_on_paper(referral: Referral) -> str:
    """The help in clear, unless its very name tells of her: then no more than the door of the place tells already."""
    if not referral.restricted:
        return referral.kind.label
    if referral.kind.heading == "Santé" and referral.structure.kind in HEALTH:
        return "Consultation de santé"
    return "Orientation\u00a0: la personne dit elle-même pour quoi, ou appelez le service qui l’envoie"


def _place(referral: Referral) -> str:
    if referral.cercle_id is None:
        return "non dit"
    region = referral.cercle.parent
    return f"{referral.cercle.name} ({region.name})" if region is not None else referral.cercle.name


def _agrees_no_more(by: Actor, referral: Referral, reads_case: bool) -> bool:
    """She took her consent back, or the agreement ended, since it was sent: it can be accepted no more."""
    if not reads_case or referral.vital or referral.receiver_id is None or referral.status == ReferralStatus.ACCEPTED:
        return False
    crossings = {one.group.code: one.refusal for one in choices(referral.case, referral.receiver)}
    return any(crossings.get(code) for code in referral.extract.groups)


def _need(referral: Referral) -> dict | None:
    """Proposed once the referral ended and its need is still « prévu »: a person says what became of it."""
    if referral.need_id is None or referral.status in OPEN or referral.need.status != NeedStatus.PLANNED:
        return None
    given = referral.status == ReferralStatus.DONE and referral.outcome in (Outcome.GIVEN, Outcome.PARTLY)
    return {"label": kind_said(referral.need), "given": given}
