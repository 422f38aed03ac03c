"""The desk: the nine answers, token after token, and the head without a name."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from benkan.arrivals.desk import Desk, find_desk
from benkan.arrivals.families import STEPS, first_answers, link_of
from benkan.arrivals.forms.desk import HeadForm, RegisterForm, answers_of
from benkan.arrivals.models import Line
from benkan.arrivals.permissions import LINES
from benkan.arrivals.reads.lines import family_on_list, next_to_register
from benkan.arrivals.writes import TokenTaken, give_aid, note_line, register_on_line, return_of_known
from benkan.audit.writes import record
from benkan.common.forms import saying
from benkan.common.permissions import check, may
from benkan.people.alike import NOT_SEARCHED, Asked, NotSearched, make_ready
from benkan.people.models import FamilyLink, Registration
from benkan.people.permissions import REGISTER, SEARCH
from benkan.people.reads import Candidate, candidates
from benkan.people.verbs import SEARCHED

COMPARED_LATER = "La personne est enregistrée\u00a0; son dossier sera comparé aux autres dès que possible."


@require_http_methods(["GET", "POST"])
def register(request, convoy_id=None, list_id=None):
    """Nine answers, saved as one goes. HTMX asks, when a name is left, for those of one's files who resemble her."""
    desk = find_desk(request.actor, convoy_id, list_id)
    check(request.actor, LINES)
    check(request.actor, REGISTER)
    relative = _line(desk, request.GET.get("famille"))
    if request.method == "POST":
        return _save(request, desk, relative)
    make_ready()
    saved = _line(desk, request.GET.get("apres"))
    token = next_to_register(desk.list, after=saved.token if saved else None)
    announced = _announced(desk, request.GET.get("annoncee"))
    answers = first_answers(relative, request.GET.get("lien", "")) | {"token": f"{token:03}"}
    if announced is not None:
        answers |= answers_of(announced.registration)
    form = RegisterForm(initial=answers, desk=desk, address=request.get_full_path())
    if saved is not None and announced is None:  # the next person is there: one goes on typing
        form.fields["given_names"].widget.attrs["autofocus"] = True
    return _page(request, desk, form, relative, saved=saved)


def _save(request, desk: Desk, relative: Line | None):
    form = RegisterForm(request.POST, desk=desk, address=request.get_full_path())
    valid = form.is_valid()
    if request.htmx and "regarder" in request.POST:
        form.likely = _resembling(request, form)
        return render(request, "arrivals/_candidates.html", {"form": form, "desk": desk})
    if not valid:
        return _page(request, desk, form, relative, status=422)
    line = None
    with saying(form), saying(form, "token", TokenTaken):
        line = _noted(request, desk, form, relative)
    if line is None:
        return _page(request, desk, form, relative, status=422)
    if form.not_searched:
        messages.warning(request, f"{form.not_searched} {COMPARED_LATER}")
    return redirect(desk.at("register", apres=line.pk))


def _noted(request, desk: Desk, form: RegisterForm, relative: Line | None) -> Line | None:
    """The line written, or None where the page must first ask: a head? somebody known already?"""
    said = {name: form.cleaned_data[name] for name in ("token", "at")} | {"triage": form.cleaned_data["seen"]}
    if known := request.POST.get("connue"):
        registration = get_object_or_404(Registration, pk=_identifier(known))
        return return_of_known(
            by=request.actor, arrival_list=desk.opened(request.actor), registration=registration,
            answers=form.answers, **said,
        )  # fmt: skip
    if form.is_empty:
        form.add_error(None, "Ni nom ni sexe : écrivez au moins l’un des deux, ou notez une tête comptée.")
        form.offers_head = True
        return None
    if "autre" not in request.POST:
        form.likely = [one for one in _resembling(request, form) if one.alike.likely and not one.alike.family]
        if form.likely:
            form.must_choose = True
            return None
    return register_on_line(
        by=request.actor, arrival_list=desk.opened(request.actor), answers=form.answers,
        source="Fiche d’accueil sur papier" if said["at"] else "Accueil",
        family_of=relative, relation=link_of(request.GET.get("lien", "")), **said,
    )  # fmt: skip


def _resembling(request, form: RegisterForm) -> list[Candidate]:
    """Candidates among one's own files; looking is one row of the audit, with the fields and the count.

    Where they cannot be looked for, the form says so, and she is registered all the same.
    """
    if not may(request.actor, SEARCH):
        return []
    said = {name: form.cleaned_data.get(name) or "" for name in (*RegisterForm.COMPARED, "sex", "destination")}
    try:
        found = candidates(Asked(**said, birth=form.cleaned_data.get("birth")))
    except NotSearched:
        form.not_searched = NOT_SEARCHED
        return []
    if found:
        record(SEARCHED, by=request.actor, fields=[name for name, value in said.items() if value], count=len(found))
    return found


def _page(request, desk: Desk, form: RegisterForm, relative: Line | None, *, saved: Line | None = None, status=200):
    context = {
        "desk": desk,
        "desk_head": desk.at("head"),
        "desk_register": desk.at("register"),
        "form": form,
        "relative": relative,
        "saved": saved,
    }
    context["announced"] = _announced(desk, request.GET.get("annoncee"))
    if saved is not None:
        context |= {
            "alike": [(line, FamilyLink.Kind(kind)) for line, kind in family_on_list(saved)],
            "steps": [(code, step.words) for code, step in STEPS.items()],
        }
    return render(request, "arrivals/register.html", context, status=status)


@require_http_methods(["GET", "POST"])
def head(request, convoy_id=None, list_id=None):
    """A head without a name. What the register page held (token, what was seen) is carried over, and asked again."""
    by = request.actor
    desk = find_desk(by, convoy_id, list_id)
    check(by, LINES)
    carried = "tete" in request.POST
    if request.method == "POST" and not carried:
        form = HeadForm(request.POST, desk=desk)
        if form.is_valid() and (line := _head_noted(by, desk, form)):
            return redirect(desk.at("register" if may(by, REGISTER) else "head", apres=line.pk))
        return render(request, "arrivals/head.html", {"desk": desk, "form": form}, status=422)
    saved = _line(desk, request.GET.get("apres"))
    token = f"{next_to_register(desk.list, after=saved.token if saved else None):03}"
    first = {"token": request.POST.get("token") or token, "seen": request.POST.getlist("seen")}
    form = HeadForm(initial=first, desk=desk)
    return render(request, "arrivals/head.html", {"desk": desk, "form": form, "saved": saved})


def _head_noted(by, desk: Desk, form: HeadForm) -> Line | None:
    said = form.cleaned_data
    with saying(form, "token", TokenTaken) as outcome:
        line = note_line(
            by=by, arrival_list=desk.opened(by), token=said["token"], nature=said["nature"], sex=said["sex"],
            age_group=said["age_group"], triage=said["seen"], at=said["at"],
        )  # fmt: skip
    if outcome.refusal:
        return None
    if said["aid"]:
        give_aid(by=by, line=line, kinds=said["aid"], at=said["at"])
    return line


def _announced(desk: Desk, text: str | None) -> Line | None:
    """Who was named by a list brought to this arrival, and stands at the desk now."""
    identifier = _identifier(text)
    if identifier is None:
        return None
    lines = Line.objects.filter(list__in=desk.lists, nature=Line.Nature.ANNOUNCED, pk=identifier)
    return lines.select_related("registration", "list").first()


def _line(desk: Desk, text: str | None) -> Line | None:
    """A line of this desk named by the address, or nothing."""
    identifier = _identifier(text)
    if desk.list is None or identifier is None:
        return None
    return desk.list.lines.filter(pk=identifier).select_related("registration__destination").first()


def _identifier(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
