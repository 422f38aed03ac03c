"""At the door of a shared device: putting it in service, opening a shift, taking it over with a PIN."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.organisations.middleware import CHOSEN
from benkan.organisations.models import Shift
from benkan.organisations.post_forms import OpenShiftForm, PinForm
from benkan.organisations.shifts import COOKIE, COOKIE_AGE, SESSION, keep_awake, open_shifts, post_of, post_to_serve
from benkan.organisations.writes.posts import hand_back, open_shift, put_in_service, take_up

TOO_MANY = "Trop d’essais sur cet appareil. Attendez cinq minutes, puis essayez de nouveau."
WRONG_PIN = "Ce code PIN ne va pas. Après cinq essais, il faudra reprendre son service avec un code scellé."
SHIFT_OVER = "Ce service est terminé. Reprenez-le avec un code scellé."


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter_service(request, token):
    """The link that an administrator sent: opened on the device that is to become the post."""
    post = post_to_serve(token)
    if post is None:
        return render(request, "posts/link_of_no_use.html", status=410)
    if request.method == "GET":
        return render(request, "posts/enter_service.html", {"post": post})
    secret = put_in_service(post=post)
    answer = redirect("posts:door")
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=COOKIE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    messages.success(request, f"Cet appareil est maintenant le poste «\u00a0{post.name}\u00a0».")
    return answer


@login_not_required
@never_cache
@require_GET
def door(request):
    """Who is on shift on this device; each takes it over with her PIN."""
    if request.user.is_authenticated:
        return redirect("home")
    post = post_of(request)
    if post is None:
        return render(request, "posts/not_a_post.html")
    return render(request, "posts/door.html", {"post": post, "shifts": open_shifts(post)})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def begin(request):
    """Open a shift: one's address, the next sealed code, and a PIN for the hours to come."""
    post = post_of(request)
    if post is None:
        return render(request, "posts/not_a_post.html")
    form = OpenShiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answers = form.cleaned_data
        if _tries_left(request, answers["email"]):
            with saying(form, "code", Refused), saying(form, "pin", Impossible):
                shift = open_shift(post=post, **{name: answers[name] for name in ("email", "code", "pin")})
                return _let_in(request, shift)
        else:
            form.add_error(None, TOO_MANY)
    context = {"post": post, "form": form}
    return render(request, "posts/begin.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def take_over(request, shift_id):
    """The PIN of one of the agents on shift."""
    post = post_of(request)
    if post is None:
        return render(request, "posts/not_a_post.html")
    shift = open_shifts(post).filter(pk=shift_id).first()
    if shift is None:
        messages.warning(request, SHIFT_OVER)
        return redirect("posts:begin")
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if take_up(shift=shift, pin=form.cleaned_data["pin"]):
            return _let_in(request, shift)
        form.add_error("pin", WRONG_PIN)
    context = {"post": post, "shift": shift, "form": form}
    return render(request, "posts/take_over.html", context, status=422 if form.errors else 200)


@require_POST
def end(request):
    """Hand one's shift back: the PIN is of no more use, and the device is at its door again."""
    shift = Shift.objects.filter(pk=request.session.get(SESSION), account=request.actor.account_id).first()
    if shift is not None:
        hand_back(by=request.actor, shift=shift)
    get_adapter().logout(request)
    return redirect("posts:door")


def _tries_left(request, email: str) -> bool:
    return bool(ratelimit.consume(request, action="login_failed", key=email.strip().lower()))


def _let_in(request, shift: Shift):
    """Her session begins, in the post's organisation, and sleeps when nobody touches the device."""
    if request.user.is_authenticated:
        logout(request)
    else:
        request.session.flush()  # nothing that was begun at the door, a password half said, goes on in her session
    request.session[CHOSEN] = str(shift.organisation_id)  # first: signing in is written in its journal
    get_adapter().login(request, shift.account)
    request.session[SESSION] = str(shift.pk)
    keep_awake(request)
    return redirect("home")
