"""The desk: note a complaint, say where one is, take her word against an answer."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.common.forms import saying
from benkan.common.ids import new_id
from benkan.common.permissions import check
from benkan.complaints import writes
from benkan.complaints.forms import ContestForm, FollowForm, NoteForm
from benkan.complaints.permissions import NOTE
from benkan.organisations.models import Account, Membership, Organisation

WRONG = (
    "Ce numéro et ces chiffres ne vont pas ensemble. Relisez le numéro sur son papier et demandez-lui de redire ses "
    "quatre chiffres. Après cinq essais, ce numéro se ferme pour un jour."
)


@require_GET
def desk(request):
    """The two things a desk does; no list of complaints, since a desk reads none."""
    check(request.actor, NOTE)
    return render(request, "complaints/desk.html", {"form": FollowForm()})


@require_http_methods(["GET", "POST"])
def note(request):
    """Note a complaint. The answer to the form is the slip itself: its number is kept nowhere else for the desk."""
    check(request.actor, NOTE)
    form = _note_form(request)
    if form.is_bound and form.is_valid():
        with saying(form):
            slip = writes.note(by=request.actor, told=form.told(), complaint_id=form.cleaned_data["id"])
            return render(request, "complaints/slip.html", {"slip": slip})
    return render(request, "complaints/note.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def follow(request):
    """Where her complaint is, in words to be read to her; nothing of what she said."""
    check(request.actor, NOTE)
    form = FollowForm(request.POST)
    if form.is_valid():
        with saying(form):
            found = writes.follow(by=request.actor, **form.cleaned_data)
            if found is not None:
                contest = ContestForm(initial={"number": found.number}) if found.may_contest else None
                return render(request, "complaints/followed.html", {"found": found, "form": contest})
            form.add_error(None, WRONG)
    return render(request, "complaints/desk.html", {"form": form}, status=422)


@require_POST
def contest(request):
    """She does not accept the answer."""
    check(request.actor, NOTE)
    form = ContestForm(request.POST)
    if form.is_valid():
        with saying(form):
            found = writes.contest(by=request.actor, **form.cleaned_data)
            if found is not None:
                return render(request, "complaints/followed.html", {"found": found, "contested": True})
            form.add_error(None, WRONG)
    return render(request, "complaints/contest.html", {"form": form}, status=422)


def _note_form(request) -> NoteForm:
    """Colleagues but oneself, and the organisations that are open."""
    here = Membership.objects.in_force().filter(organisation=request.actor.organisation_id)
    colleagues = Account.objects.filter(pk__in=here.values("account")).exclude(pk=request.actor.account_id)
    others = Organisation.objects.filter(closed_at=None).exclude(pk=request.actor.organisation_id)
    data = request.POST if request.method == "POST" else None
    return NoteForm(colleagues.order_by("name"), others.order_by("name"), data, initial={"id": new_id()})
