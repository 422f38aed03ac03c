"""The measured quality of pairs, without a name; behind each number its list."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.permissions import check, may
from benkan.linkage import verbs
from benkan.linkage.engine.desk import shipped_model
from benkan.linkage.engine.intervals import FEWEST, STRATA, stratum
from benkan.linkage.engine.quality import Figures
from benkan.linkage.engine.thresholds import RATHER_THE_SAME, Word
from benkan.linkage.lifecycle import LABELS, State
from benkan.linkage.permissions import QUALITY, QUALITY_ALL, REVIEW
from benkan.linkage.reads import inforce, reviewed
from benkan.linkage.reads import quality as reads
from benkan.linkage.reads.quality import MODEL, ORGANISATION, REGION, Basis, Measured
from benkan.linkage.reads.undecided import undecided
from benkan.organisations.models import Organisation
from benkan.places.reads import regions

HALF, FOUND = "moitie", "retrouves"
WORDS = {"tres-probable": Word.VERY_LIKELY, "probable": Word.LIKELY, "a-verifier": Word.CHECK}
TITLES = {
    "tres-probable": "«\u00a0Très probable\u00a0»",
    "probable": "«\u00a0Probable\u00a0»",
    "a-verifier": "«\u00a0À vérifier\u00a0»",
    HALF: "0,5 et plus",
    FOUND: "Doublons retrouvés",
}
# What each figure is, in words that need no other.
DEFINITIONS = {
    "tres-probable": "Sur cent paires proposées avec ce mot, combien sont bien la même personne.",
    "probable": "Sur cent paires proposées avec ce mot, combien sont bien la même personne.",
    "a-verifier": "Sur cent paires proposées avec ce mot, combien sont bien la même personne.",
    HALF: "La même question pour toutes les paires que le calcul tient plutôt pour une personne.",
    FOUND: "Sur cent vraies paires parmi celles proposées, combien le calcul tenait plutôt pour une personne.",
}
BASES = {
    Basis.ALL: "presque toutes les paires proposées ont leur réponse",
    Basis.DRAWN: "mesuré sur des paires tirées au sort",
    Basis.DECIDED: "mesuré sur les réponses données dans l’ordre de la file, faute d’assez de paires tirées au sort",
}
WAITING, ANSWERED = "attend", "repondu"
UNSAID_REGION = "Non dite"


@require_GET
def quality(request):
    """One audit row. Who sees one organisation is shown no other."""
    check(request.actor, QUALITY)
    own = _own(request.actor)
    found, in_force = reads.measured(own), inforce.latest()
    record(verbs.QUALITY_READ, by=request.actor, fields=[found.basis], count=found.quality.pairs)
    context = {
        "own": own is not None,
        "now": clock.now(),
        "found": found,
        "models": found.models,
        "basis": BASES[found.basis],
        "by_order": found.basis is Basis.DECIDED,
        "undecided": undecided(own),
        "waits": _waits(found),
        "figures": _figures(found.quality.all),
        "groups": _groups(found, own),
        "titles": TITLES.values(),
        "fewest": FEWEST,
        "in_force": in_force,
        "shipped": shipped_model(),
        "model_now": in_force.model.name if in_force else shipped_model().name,
    }
    return render(request, "linkage/quality.html", context)


@require_GET
def behind(request):
    """The pairs behind one number, by organisation, region and day. One audit row."""
    check(request.actor, QUALITY)
    own = _own(request.actor)
    what, code = request.GET.get("quoi", ""), request.GET.get("force", "")
    if what not in (WAITING, ANSWERED) or code not in {"", *TITLES}:
        raise Http404
    asked = _of_group(request.GET) | (_waiting(request.GET, code) if what == WAITING else _answered(own, code))
    page = _page(request.GET.get("page", "1"))
    count, rows = reviewed.listed(own, asked, page)
    record(verbs.QUALITY_BEHIND_READ, by=request.actor, fields=[what, *([code] if code else [])], count=len(rows))
    names = _names()
    more = count > page * reviewed.PAGE
    context = {
        "title": "Paires à décider" if what == WAITING else "Paires répondues",
        "word": TITLES.get(code, ""),
        "answered": what == ANSWERED,
        "count": count,
        "rows": [_row(one, names) for one in rows],
        "opens": own is not None and may(request.actor, REVIEW),
        "next_url": f"?{urlencode({**request.GET.dict(), 'page': page + 1})}" if more else "",
        "shown": min(count, page * reviewed.PAGE),
    }
    return render(request, "linkage/quality_behind.html", context)


def _own(by) -> UUID | None:
    """The organisation to which somebody's figures are limited, or None."""
    return None if may(by, QUALITY_ALL) else by.organisation_id


def _waits(found: Measured) -> list[dict]:
    return [
        {
            "title": TITLES[code],
            "waiting": found.waiting[word],
            "url": _behind(WAITING, code),
            "begun_url": _behind(WAITING, code, deuxieme="oui"),
        }
        for code, word in WORDS.items()
    ]


def _figures(figures: Figures, **group: str) -> list[dict]:
    """The five figures in their order, with the list behind each."""
    shares = {code: figures.words[word] for code, word in WORDS.items()}
    shares |= {HALF: figures.rather_same, FOUND: figures.recall}
    return [
        {
            "title": TITLES[code],
            "definition": DEFINITIONS[code],
            "share": share,
            "url": _behind(ANSWERED, code, **group),
        }
        for code, share in shares.items()
    ]


def _groups(found: Measured, own: UUID | None) -> list[dict]:
    names = _names() | {name: name for name in found.models}
    cuts = [(REGION, "Région")]
    if own is None:
        cuts.insert(0, (ORGANISATION, "Organisation"))
    if len(found.models) > 1:  # one model's are the figures above
        cuts.insert(0, (MODEL, "Modèle"))
    grouped = [(heading, _grouped(found.quality.groups.get(label, {}), label, names)) for label, heading in cuts]
    return [
        {
            "heading": heading,
            "counted": heading.lower(),  # « 3 régions »
            "rows": [row for row in rows if _told(row)],
            "few": [row for row in rows if not _told(row)],
        }
        for heading, rows in grouped
        if rows
    ]


def _grouped(groups: dict[str, Figures], label: str, names: dict[str, str]) -> list[dict]:
    rows = [
        {
            "name": names.get(value, UNSAID_REGION),
            "figures": _figures(figures, par=label, de=value),
            "unsaid": not value,
        }
        for value, figures in groups.items()
    ]
    return sorted(rows, key=lambda row: (row["unsaid"], row["name"]))


def _told(row: dict) -> bool:
    """Whether a row holds a percentage, and not counts of a few answers alone."""
    return any(one["share"].estimate is not None for one in row["figures"])


def _names() -> dict[str, str]:
    held = [*Organisation.objects.values_list("pk", "name"), *regions().values_list("pk", "name")]
    return {str(pk): name for pk, name in held}


def _behind(what: str, code: str, **more: str) -> str:
    return f"{reverse('linkage:quality_behind')}?{urlencode({'quoi': what, 'force': code} | more)}"


def _of_group(asked) -> dict[str, object]:
    """The group that an address names. Raises `Http404` where it means nothing."""
    label, value = asked.get("par", ""), asked.get("de", "")
    if label not in ("", ORGANISATION, REGION, MODEL):
        raise Http404
    if label == MODEL:
        return {"model": value}
    try:
        return {f"{label}_id": UUID(value) if value else None} if label else {}
    except ValueError:
        raise Http404 from None


def _waiting(asked, code: str) -> dict[str, object]:
    found: dict[str, object] = {"state": str(State.OPEN)}
    if asked.get("deuxieme"):
        found["begun"] = True
    return found | _of_word(code)


def _answered(own: UUID | None, code: str) -> dict[str, object]:
    found = reads.behind(reads.basis_of(own)) | _of_word(code)
    if code == HALF:
        found["stratum"] = list(range(stratum(RATHER_THE_SAME), STRATA))
    return found | ({"state": str(State.SAME)} if code == FOUND else {})


def _of_word(code: str) -> dict[str, object]:
    return {"word": str(WORDS[code])} if code in WORDS else {}


def _row(one: reviewed.Listed, names: dict[str, str]) -> dict:
    return {
        "pair": one.id,
        "organisation": names.get(str(one.organisation), ""),
        "region": names.get(str(one.region), UNSAID_REGION),
        "word": one.word,
        "state": "Attend une autre personne" if one.begun else LABELS[State(one.state)],
        "proposed_at": one.proposed_at,
        "settled_at": one.settled_at,
    }


def _page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
