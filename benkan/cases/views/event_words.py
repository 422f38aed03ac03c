"""How an event is said: its title and tags, who told it, what it stopped, whom it brought, who is left behind."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.events import EventKind, Learnt
from benkan.cases.models import LifeEvent, LifeEventPerson, LifeEventStop
from benkan.cases.reads.events import annulled, day_words
from benkan.cases.reads.referrals import destination_name
from benkan.cases.views.followed import appointment_words
from benkan.cases.views.shown import FORMER
from benkan.common.typography import jour, montant
from benkan.organisations.models import Account
from benkan.people.majority import is_child
from benkan.people.models import FamilyLink, Registration
from benkan.people.reads.households import head_of, living_in

MALI = "ml"
TITLES = {EventKind.DEATH: "Décès", EventKind.LEFT: "Elle est repartie", EventKind.PROJECT: "Son projet s’est arrêté"}
_BIRTHS = {1: "Naissance d’un enfant", 2: "Naissance de jumeaux", 3: "Naissance de trois enfants"}


@dataclass(frozen=True)
class AfterDeath:
    """Whom she leaves: the members of her household; whether she answered for it; children for whom she answered."""

    members: list[Registration]
    was_head: bool
    children: list[Registration]


def event_title(event: LifeEvent) -> str:
    kind = EventKind(event.kind)
    if kind == EventKind.BIRTH:
        return _BIRTHS.get(event.awaited, kind.label)
    return TITLES.get(kind, kind.label)


def event_tags(event: LifeEvent) -> list[tuple[str, str]]:
    """Tones and words; never the colour of what is late."""
    if annulled(event):
        return [("", "annulé")]
    return [] if event.confirmed else [("soon", "à confirmer")]


def noted_words(event: LifeEvent) -> str:
    """« 3 mars 2026. Appris d’une personne de sa famille. Noté le 4 mars 2026 par Kadiatou Diarra. »"""
    name = Account.objects.filter(pk=event.by_id).values_list("name", flat=True).first() or FORMER
    learnt = Learnt(event.learnt).label
    day = day_words(event)
    return f"{day[:1].upper()}{day[1:]}. Appris {learnt[:1].lower()}{learnt[1:]}. Noté le {jour(event.at)} par {name}."


def thread_entry(event: LifeEvent) -> dict:
    detail = "annulé depuis" if annulled(event) else day_words(event)
    return {
        "day": event.at, "when": jour(event.at), "words": event_title(event), "detail": detail,
        "href": reverse("cases:event", args=[event.pk]), "state": "done",
    }  # fmt: skip


def stop_row(stop: LifeEventStop) -> dict:
    """What was stopped, whether it is settled, and where it is begun anew when no button can do it."""
    row = {"stop": stop, "settled": stop.settled_at is not None, "href": "", "button": "Noter comme repris"}
    if stop.case is not None:
        open_again = stop.case.status in UNDER_WAY
        return row | {
            "words": "L’accompagnement", "button": "Rouvrir l’accompagnement", "settled": row["settled"] or open_again,
        }  # fmt: skip
    if stop.visit is not None:
        return row | {"words": appointment_words(stop.visit), "button": "Reprendre ce rendez-vous"}
    if stop.referral is not None:
        return row | {
            "words": f"Orientation vers {destination_name(stop.referral)}",
            "href": reverse("cases:refer", args=[stop.referral.case_id]), "link": "Orienter de nouveau",
        }  # fmt: skip
    said = stop.request.title or (stop.request.kind.label if stop.request.kind else stop.request.get_pillar_display())
    return row | {
        "words": f"Demande de financement\u00a0: {said}, {montant(stop.request.amount)}",
        "href": reverse("cases:case", args=[stop.event.case_id]) + "#plan", "link": "Réviser le plan",
    }  # fmt: skip


def brought_row(one: LifeEventPerson) -> dict:
    """Somebody whom the event brought; who is not Malian has a procedure of her own."""
    registration = one.registration
    foreign = registration.nationality_unknown or (
        registration.nationality is not None and registration.nationality.slug != MALI
    )
    return {"registration": registration, "tie": one.get_tie_display(), "foreign": foreign}


def after_death(event: LifeEvent) -> AfterDeath:
    her, household = event.registration, event.registration.household
    members = list(living_in(household.whole_id).exclude(pk=her.pk)) if household is not None else []
    as_one = Q(one=her, senior=FamilyLink.Side.ONE)
    links = FamilyLink.objects.filter(as_one | Q(other=her, senior=FamilyLink.Side.OTHER)).select_related(
        "one", "other"
    )
    juniors = {(link.other if link.one_id == her.pk else link.one) for link in links}
    children = sorted((one for one in juniors if is_child(one)), key=lambda one: one.number)
    return AfterDeath(members, head_of(her) == her.pk, children)
