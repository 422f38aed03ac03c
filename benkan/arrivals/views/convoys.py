"""Convoys: the list, one arrival, and the desk of a day without convoy."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.arrivals import verbs
from benkan.arrivals.desk import Desk, find_desk
from benkan.arrivals.forms.counts import AloneForm, ConvoyForm, points_for
from benkan.arrivals.permissions import AID, ANNOUNCE, COUNT, EXPORT, JOIN, LINES, SEE, TOTALS
from benkan.arrivals.reads.convoys import convoy_page
from benkan.arrivals.reads.files import OVER, files_of
from benkan.arrivals.reads.lines import COUNTED, VIEWS, apart, line_page, next_to_register, own_lists
from benkan.arrivals.reads.totals import days_shown, latest_convoys
from benkan.arrivals.thresholds import PLACED_AFTER
from benkan.arrivals.writes import announce_convoy, desk_of
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Refused
from benkan.common.forms import saying
from benkan.common.permissions import check, may
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import pluriel
from benkan.people.permissions import COMPLETE, READ_FILE, REGISTER
from benkan.workbooks.reads.ends import dated


@require_GET
def convoy_list(request):
    """Convoys to come and recent; older ones are said to be hidden. HTMX asks for the results alone."""
    check(request.actor, SEE)
    text, everything = request.GET.get("q", ""), request.GET.get("quand") == "tous"
    page = convoy_page(request.actor, text=text, everything=everything, after=request.GET.get("apres", ""))
    kept = {"q": text, "quand": "tous"} if everything else {"q": text}
    context = {
        "q": text,
        "page": page,
        "kept": {"quand": "tous"} if everything else {},
        "shown": "Tous les convois." if everything else f"Convois à venir, et des {page.recent} derniers jours.",
        "hidden": pluriel(page.hidden, "convoi plus ancien,convois plus anciens") if page.hidden else "",
        "clear": f"?{urlencode({'q': text, 'quand': 'tous'})}" if page.hidden else "",
        "next_url": f"?{urlencode(kept | {'apres': page.next_key})}" if page.next_key else "",
        "may_announce": may(request.actor, ANNOUNCE),
        "may_receive": may(request.actor, LINES),
    }
    return render(request, "arrivals/_convoys.html" if request.htmx else "arrivals/convoys.html", context)


@require_GET
def totals(request):
    """The convoys of all actors as numbers, for those who hold no desk: no line, no name."""
    check(request.actor, TOTALS)
    found = latest_convoys()
    record(verbs.TOTALS_READ, by=request.actor, count=len(found))
    today = clock.today()
    context = {
        "convoys": found,
        "today": today,
        "since": days_shown(today),
        "placed_after": value_of(PLACED_AFTER, on=today),
    }
    return render(request, "arrivals/totals.html", context)


@require_GET
def arrival(request, convoy_id=None, list_id=None):
    """One arrival: what each actor announced, counted and registered, and one's own lines."""
    by = request.actor
    desk = find_desk(by, convoy_id, list_id)
    check(by, SEE)
    context = {"desk": desk, "rights": _rights(by)}
    if may(by, LINES):
        context |= _own_lines(request, desk)
    pages = ("register", "head", "aid_many", "prepare", "apart", "bring")
    pages += ("count", "announce_again", "correct_convoy") if desk.convoy else ()
    context["links"] = {page: desk.at(page) for page in pages}
    if request.htmx:
        return render(request, "arrivals/_lines.html", context)
    context["files"] = dated(files_of(desk).exclude(stage__in=OVER)) if may(by, JOIN) else []
    if desk.convoy:
        context["changes"] = list(desk.convoy.changes.all())
        context["own_convoy"] = desk.convoy.organisation_id == by.organisation_id
    context["actors"] = desk.counts.actors if desk.counts else []
    return render(request, "arrivals/arrival.html", context)


def _own_lines(request, desk: Desk) -> dict:
    """One's own lines and what goes with them; reading them is one row of the audit."""
    text, view = request.GET.get("q", ""), request.GET.get("voir", "")
    view = view if view in VIEWS else ""
    page = line_page(desk.lists, text=text, view=view, after=request.GET.get("apres", ""))
    if "voir" not in request.GET and not text and not page.answering and page.sizes[COUNTED]:
        view = COUNTED  # heads counted alone so far: they are what there is to see
        page = line_page(desk.lists, view=view)
    filters = [name for name in ("q", "voir") if request.GET.get(name)]
    record(verbs.CONVOY_READ, by=request.actor, on=desk.convoy or desk.list, count=len(page.rows), fields=filters)
    kept = {"q": text, "voir": view}
    hidden = page.total - page.answering
    return {
        "lines": page,
        "q": text,
        "view": view,
        "kept": {"voir": view} if view else {},
        "views": [(code, words, page.sizes[code]) for code, (words, _) in VIEWS.items()],
        "shown": pluriel(page.answering, "ligne affichée,lignes affichées"),
        "hidden": pluriel(hidden, "autre ligne,autres lignes") if hidden else "",
        "next_url": f"?{urlencode(kept | {'apres': page.next_key})}" if page.next_key else "",
        "token": next_to_register(desk.list),
        "apart": apart(desk.lists).count() if may(request.actor, COMPLETE) else 0,
    }


@require_http_methods(["GET", "POST"])
def announce(request):
    """A new convoy with its first announcement."""
    by = request.actor
    check(by, ANNOUNCE)
    points = points_for(by, ANNOUNCE)
    form = ConvoyForm(request.POST if request.method == "POST" else None, own_points=points)
    if form.is_valid():
        with saying(form):
            convoy = announce_convoy(by=by, answers=form.convoy, split=form.split, source=form.cleaned_data["source"])
            messages.success(request, "Le convoi est annoncé aux acteurs de ce point d’entrée.")
            return redirect("arrivals:arrival", convoy_id=convoy.pk)
    context = {"form": form, "points": points.exists(), "cancel_url": reverse("arrivals:convoys")}
    return render(request, "arrivals/announce.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def alone(request):
    """People who come without convoy: the desk of today at one of one's entry points, opened when first asked."""
    by = request.actor
    check(by, LINES)
    points = points_for(by, LINES)
    form = AloneForm(request.POST if request.method == "POST" else None, own_points=points)
    if form.is_valid():
        with saying(form, refusal=Refused):
            opened = desk_of(by=by, convoy=None, entry_point=form.cleaned_data["entry_point"])
            return redirect(
                "arrivals:alone:register" if may(by, REGISTER) else "arrivals:alone:head", list_id=opened.pk
            )
    earlier = own_lists(by).filter(convoy=None).select_related("entry_point")
    context = {"form": form, "points": points.exists(), "desks": earlier.order_by("-day", "pk")[:14]}
    context["serves"] = may(by, REGISTER) and may(by, AID)
    return render(request, "arrivals/alone.html", context, status=422 if form.errors else 200)


def _rights(by) -> dict[str, bool]:
    held = {
        "announce": ANNOUNCE, "count": COUNT, "lines": LINES, "aid": AID, "register": REGISTER, "read": READ_FILE,
        "apart": COMPLETE, "join": JOIN, "export": EXPORT,
    }  # fmt: skip
    return {name: may(by, right) for name, right in held.items()}
