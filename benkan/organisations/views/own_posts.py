"""The posts of one's organisation, kept by its administrators; and the sealed codes that each makes for herself."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.common.thresholds.reads import value_of
from benkan.organisations.models import Post, Shift
from benkan.organisations.permissions import MANAGE_POSTS
from benkan.organisations.post_forms import NewPostForm
from benkan.organisations.reads import places_of
from benkan.organisations.sealed_codes import codes_left, make_codes
from benkan.organisations.shifts import service_token
from benkan.organisations.thresholds import POST_LINK_HOURS
from benkan.organisations.verbs import POSTS_LISTED
from benkan.organisations.writes.posts import close_post, hand_back, make_post


@require_http_methods(["GET", "POST"])
def post_list(request):
    """The devices trusted, who is on shift on each, and how one is added."""
    by = request.actor
    check(by, MANAGE_POSTS)
    form = NewPostForm(places_of(by.organisation_id), request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying(form):
            post = make_post(by=by, **form.cleaned_data)
            return redirect("own_post", post_id=post.pk)
    posts = list(Post.objects.select_related("place").order_by("closed_at", "name"))
    shifts = Shift.objects.filter(closed_at=None, ends_at__gt=clock.now()).select_related("account")
    held: dict = {}
    for shift in shifts:
        held.setdefault(shift.post_id, []).append(shift)
    record(POSTS_LISTED, by=by, count=len(posts))
    rows = [(post, held.get(post.pk, [])) for post in posts]
    context = {"rows": rows, "form": form}
    return render(request, "posts/list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET"])
def own_post(request, post_id):
    """One post: its link while it waits for its device, then its shifts."""
    post = _own(Post.objects.select_related("place"), request, post_id)
    link = ""
    if post.in_service_at is None and post.closed_at is None:
        link = request.build_absolute_uri(reverse("posts:enter_service", args=[service_token(post)]))
    shifts = Shift.objects.filter(post=post).select_related("account").order_by("-opened_at")[:50]
    context = {"post": post, "link": link, "hours": value_of(POST_LINK_HOURS, on=clock.today()), "shifts": shifts}
    return render(request, "posts/post.html", {**context, "now": clock.now()})


@require_POST
def close(request, post_id):
    close_post(by=request.actor, post=_own(Post.objects, request, post_id))
    messages.success(request, "Le poste est retiré du service\u00a0; ses sessions sont fermées.")
    return redirect("own_post", post_id=post_id)


@require_POST
def end_shift(request, shift_id):
    shift = _own(Shift.objects, request, shift_id)
    hand_back(by=request.actor, shift=shift)
    messages.success(request, "Ce service est fermé.")
    return redirect("own_post", post_id=shift.post_id)


@never_cache
@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "POST"])
def sealed_codes(request):
    """Make one's sealed codes, shown once, to be printed and put in an envelope; the former ones are of no more use."""
    account = request.actor.account
    codes = make_codes(by=request.actor) if request.method == "POST" else []
    return render(request, "posts/sealed_codes.html", {"codes": codes, "left": codes_left(account)})


def _own(rows, request, identifier):
    """A row of one's organisation, found before the right is checked: to others it does not exist."""
    found = get_object_or_404(rows, pk=identifier)
    check(request.actor, MANAGE_POSTS)
    return found
