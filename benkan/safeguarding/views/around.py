"""National figures, which service is the authority for children, who was trained."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import check, may
from benkan.organisations.models import Kind, Membership, Organisation
from benkan.people.views.found import answers_of, status_of
from benkan.safeguarding import verbs, writes
from benkan.safeguarding.forms import AuthorityForm, TrainingForm
from benkan.safeguarding.models import ChildAuthority, Training
from benkan.safeguarding.permissions import FIGURES, HOLD, NAME_AUTHORITY, RECORD_TRAINING
from benkan.safeguarding.reads.figures import by_year, least_shown
from benkan.safeguarding.referents import is_authority


@require_GET
def figures(request):
    """For the secretariat, and for the referents of the authority for children. One audit row."""
    if not (may(request.actor, HOLD) and is_authority()):
        check(request.actor, FIGURES)
    record(verbs.FIGURES_READ, by=request.actor)
    context = {"years": by_year(), "least": least_shown(), "today": clock.today()}
    return render(request, "safeguarding/figures.html", context)


@require_http_methods(["GET", "POST"])
def authorities(request):
    """Who is, who was; and the form that says it, with its act."""
    check(request.actor, NAME_AUTHORITY)
    services = Organisation.objects.filter(kind__sector=Kind.Sector.PUBLIC, closed_at=None).order_by("name")
    form = AuthorityForm(services, answers_of(request))
    if form.is_valid():
        with saying(form):
            organisation = services.get(pk=form.cleaned_data["organisation"])
            writes.say_authority(by=request.actor, organisation=organisation, act=form.cleaned_data["act"])
            messages.success(request, "C’est dit. Ses référents lisent les dossiers d’enfants à partir d’aujourd’hui.")
            return redirect("safeguarding:authorities")
    said = ChildAuthority.objects.select_related("organisation")
    context = {"form": form, "here": said.filter(ends=None), "over": said.exclude(ends=None)}
    return render(request, "safeguarding/authorities.html", context, status=status_of(form))


@require_POST
def end_authority(request, authority_id):
    check(request.actor, NAME_AUTHORITY)
    writes.end_authority(by=request.actor, authority=get_object_or_404(ChildAuthority, pk=authority_id))
    messages.success(request, "Cette désignation a pris fin.")
    return redirect("safeguarding:authorities")


@require_http_methods(["GET", "POST"])
def trainings(request):
    """Who was trained in one's organisation, and the form that notes one more."""
    check(request.actor, RECORD_TRAINING)
    here = Membership.objects.in_force().filter(organisation=request.actor.organisation_id).select_related("account")
    members = [(str(one.pk), f"{one.account.name}, {one.get_role_display()}") for one in here.order_by("account__name")]
    form = TrainingForm(members, answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.record_training(
                by=request.actor, membership=here.get(pk=form.cleaned_data["member"]), day=form.cleaned_data["day"],
                given_by=form.cleaned_data["given_by"],
            )  # fmt: skip
            messages.success(request, "La formation est notée.")
            return redirect("safeguarding:trainings")
    noted = Training.objects.select_related("membership__account", "recorded_by")
    return render(request, "safeguarding/trainings.html", {"form": form, "noted": noted}, status=status_of(form))
