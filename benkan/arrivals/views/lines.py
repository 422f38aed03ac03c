"""What is said of a line or a return later: a family link, the type of return, who wishes to talk apart."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.arrivals import verbs
from benkan.arrivals.desk import find_desk
from benkan.arrivals.forms.lines import FamilyForm, ReturnForm
from benkan.arrivals.models import Line, ReturnEpisode
from benkan.arrivals.permissions import LINES, RETURN
from benkan.arrivals.reads.apart import heard_today
from benkan.arrivals.reads.lines import apart, family_on_list, own_lists
from benkan.arrivals.writes import link_lines, say_return
from benkan.audit.writes import record
from benkan.common.errors import Impossible
from benkan.common.forms import saying
from benkan.common.permissions import check, may_at
from benkan.people.models import FamilyLink, PrivateTalk
from benkan.people.permissions import COMPLETE, REGISTER
from benkan.people.writes import note_talk, put_back

MOST_APART = 100


@require_http_methods(["GET", "POST"])
def family(request, line_id):
    """Link two people of one list by their tokens; those with the same mother are proposed."""
    by = request.actor
    line = get_object_or_404(Line.objects.select_related("list__convoy", "registration"), pk=line_id)
    desk = find_desk(by, list_id=line.list_id)
    check(by, LINES)
    check(by, REGISTER)
    form = FamilyForm(line, request.POST if request.method == "POST" else None)
    if form.is_valid():
        token = form.cleaned_data["token"]
        other = line.list.lines.filter(token=token).select_related("registration").first()
        with saying(form, "token"):
            if other is None:
                raise Impossible(f"Le jeton {token:03} n’est pas sur cette liste. Relisez-le.")
            senior = form.tie.senior_of(line, other)
            link_lines(by=by, one=line, other=other, kind=form.tie.kind, senior=senior)
            noted = f"Lien de famille noté : jetons {line.token:03} et {token:03}."
            messages.success(request, noted + _apart(line, other))
            return redirect(desk.at("register", apres=line.pk))
    alike = [(other, FamilyLink.Kind(kind)) for other, kind in family_on_list(line)]
    context = {"desk": desk, "line": line, "form": form, "alike": alike}
    return render(request, "arrivals/family.html", context, status=422 if form.errors else 200)


def _apart(one: Line, other: Line) -> str:
    """What is said where the link puts nobody in the other's household."""
    households = [line.registration.household for line in (one, other)]
    together = None not in households and households[0].whole_id == households[1].whole_id
    return "" if together else " Leurs ménages restent comme ils étaient."


@require_http_methods(["GET", "POST"])
def episode(request, episode_id):
    """How she came back: declared type, assessed type, who organised, each asked apart."""
    found = get_object_or_404(
        ReturnEpisode.objects.select_related("registration", "entry_point", "country"), pk=episode_id
    )
    check(request.actor, RETURN)
    if not may_at(request.actor, RETURN, found.entry_point_id):
        raise Http404
    first = {name: getattr(found, name) for name in ("declared_type", "assessed_type", "travel_organiser", "country")}
    form = ReturnForm(request.POST if request.method == "POST" else None, initial=first)
    back = _file_of(found)
    if form.is_valid():
        say_return(by=request.actor, episode=found, answers=form.cleaned_data)
        messages.success(request, "Le retour est mis à jour.")
        return redirect(back)
    context = {"episode": found, "form": form, "cancel_url": back}
    return render(request, "arrivals/episode.html", context, status=422 if form.errors else 200)


@require_GET
def talk_apart(request, convoy_id=None, list_id=None):
    """Those who wish to talk apart, for those who hold their files: of an arrival, or of all. Never printed."""
    desk = find_desk(request.actor, convoy_id, list_id) if convoy_id or list_id else None
    check(request.actor, LINES)
    check(request.actor, COMPLETE)
    lists = desk.lists if desk else own_lists(request.actor)
    waiting = apart(lists).select_related("registration", "list__entry_point")
    lines = list(waiting.order_by("-at", "pk")[:MOST_APART])
    record(verbs.APART_READ, by=request.actor, on=desk and (desk.convoy or desk.list), count=len(lines))
    context = {"desk": desk, "lines": lines, "heard": heard_today(lists)}
    return render(request, "arrivals/apart.html", context)


@require_POST
def talk_done(request, line_id):
    """She was heard, alone: who and when, never what. She leaves the queue."""
    line = _line_of_a_talk(request, line_id)
    try:
        note_talk(by=request.actor, registration=line.registration)
        messages.success(request, f"Entretien fait, jeton {line.token:03}. Rien de ce qui fut dit n’est noté ici.")
    except Impossible as sentence:  # a colleague was quicker, or the button was pressed twice
        messages.warning(request, str(sentence))
    return redirect(_queue(request, line))


@require_POST
def talk_undone(request, line_id):
    """The talk of today was noted by mistake: back in the queue."""
    line = _line_of_a_talk(request, line_id)
    talks = PrivateTalk.objects.filter(registration=line.registration_id, undone_at=None)
    talk = talks.select_related("registration").order_by("-at", "-pk").first()
    try:
        if talk is None:
            raise Impossible("Aucun entretien à part n’est noté pour cette personne.")
        put_back(by=request.actor, talk=talk)
        messages.success(request, f"Remise dans la file, jeton {line.token:03}.")
    except Impossible as sentence:
        messages.warning(request, str(sentence))
    return redirect(_queue(request, line))


def _line_of_a_talk(request, line_id) -> Line:
    line = get_object_or_404(Line.objects.select_related("registration"), pk=line_id, registration__isnull=False)
    check(request.actor, LINES)
    check(request.actor, COMPLETE)
    find_desk(request.actor, list_id=line.list_id)
    return line


def _queue(request, line: Line) -> str:
    """The page the button was on: the queue of all arrivals, or of the line's own."""
    if "tous" in request.POST:
        return reverse("arrivals:all_apart")
    return find_desk(request.actor, list_id=line.list_id).at("apart")


def _file_of(found: ReturnEpisode) -> str:
    return reverse("people:file", kwargs={"registration_id": found.registration_id})
