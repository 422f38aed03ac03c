"""How boards are cut: which returns somebody may count, how the groups are called, ordered and asked for."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from benkan.cases.models import Grant
from benkan.cases.permissions import OWN_TOTALS, TOTALS
from benkan.cases.reads import cohorts
from benkan.common import clock
from benkan.common.permissions import check_either, may
from benkan.common.typography import mois
from benkan.offers.words import Pillar
from benkan.organisations.models import Organisation
from benkan.places.reads import regions

FIGURES = "figures"
WAYS = [(code, cut.label) for code, cut in cohorts.CUTS.items()]
TOGETHER = "Ensemble"
UNSAID = {
    "mois": "Plus tôt, ou non dit",
    "organisation": "Non dite",
    "region": "Non dite",
    "pilier": "Aucun besoin noté",
    "subvention": "Aucune subvention",
}
OVERLAPS = {
    "pilier": "Un retour compte sous chaque pilier où un besoin est noté\u00a0: ces lignes ne s’additionnent pas.",
    "subvention": "Un retour compte sous chaque subvention qui l’aide\u00a0: ces lignes ne s’additionnent pas.",
}


@dataclass(frozen=True)
class Labels:
    """The words of the groups of one cut."""

    by: str
    names: dict

    def of(self, key) -> str:
        if key == cohorts.EVERYTHING:
            return TOGETHER
        if key is None:
            return UNSAID[self.by]
        return mois(key) if self.by == "mois" else self.names.get(str(key), UNSAID[self.by])

    def order(self, key):
        """Months from the latest; the rest by name; what is not said last."""
        if key is None:
            return (1, "")
        return (0, -key.toordinal()) if self.by == "mois" else (0, self.of(key))


def asked(request) -> tuple[cohorts.Scope, str]:
    """Which returns, and how they are grouped; who sees only her own organisation asks for no other."""
    check_either(request.actor, TOTALS, OWN_TOTALS)
    by = request.GET.get("par", "mois")
    return cohorts.scope_of(cohorts.MONTHS, own(request.actor)), by if by in cohorts.CUTS else "mois"


def own(by) -> UUID | None:
    """The organisation to which somebody's counts are limited, or None."""
    return None if may(by, TOTALS) else by.organisation_id


def labels(by: str) -> Labels:
    """Names of places, organisations and grants are no secret; a grant is named by the role that counts."""
    if by == "organisation":
        names = Organisation.objects.values_list("pk", "name")
    elif by == "region":
        names = regions().values_list("pk", "name")
    elif by == "pilier":
        names = Pillar.choices
    elif by == "subvention":
        grants = Grant.objects.using(FIGURES).values_list("pk", "name", "funder")
        names = [(pk, f"{name} ({funder})") for pk, name, funder in grants]
    else:
        names = []
    return Labels(by, {str(pk): name for pk, name in names})


def text_of(key) -> str:
    """A key as an address says it; the reverse of `key_of`."""
    return "" if key is None else str(key)


def key_of(by: str, text: str):
    """The key of a group, as an address says it. Raises `Http404` where it means nothing."""
    if text == cohorts.EVERYTHING:
        return text
    try:
        if not text:
            return None
        if by == "mois":
            return _month(text)
        if by == "pilier":
            return str(Pillar(text))
        return str(UUID(text)) if by == "subvention" else UUID(text)
    except ValueError:
        raise Http404 from None


def _month(text: str) -> dt.date:
    month = dt.date.fromisoformat(text)
    if month > clock.today():
        raise ValueError(f"nobody has returned in {month:%Y-%m} yet")
    return month


def page_of(request) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
