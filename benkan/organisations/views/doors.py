"""One's own account, and the pages of those who may not go on."""

from allauth.account import views as account
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from benkan.organisations import writes
from benkan.organisations.doors.asleep import asleep_since
from benkan.organisations.doors.factors import asks_for_factor, holds_one
from benkan.organisations.doors.links import days_of_a_link
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.organisations.reads.entering import last_sign_ins, links_handed
from benkan.organisations.reads.invitations import proposed_to
from benkan.organisations.sealed_codes import codes_left

DAYS = {"days": days_of_a_link, "mail": lambda: settings.MAIL_IS_SENT}


@require_GET
@never_cache
def own_account(request):
    """Who one is here: organisations and roles, what one enters with, the last times one did."""
    actor = request.actor
    context = {
        "memberships": actor.memberships,
        "has_password": request.user.has_usable_password(),
        "has_factor": holds_one(actor.account),
        "factor_asked": asks_for_factor(actor.memberships),
        "codes_left": codes_left(actor.account),
        "sign_ins": last_sign_ins(actor.account_id),
        "handed": links_handed(actor.account_id),
        "proposed": proposed_to(actor.account),
        "asleep": None if settings.DEMO else asleep_since(actor.account),
    }
    return render(request, "organisations/own_account.html", context)


@require_POST
@sure_it_is_you
def end_other_sessions(request):
    """On every other device, one is at the door again."""
    request.user.sessions_since = writes.end_other_sessions(by=request.actor).sessions_since
    update_session_auth_hash(request, request.user)
    messages.success(request, "Vos autres sessions sont fermées.")
    return redirect("own_account")


class ChangePassword(account.PasswordChangeView):
    """Who enters by an issuer has no password to change here."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():
            messages.info(
                request, "Vous entrez par le service de votre organisation\u00a0: votre mot de passe s’y change."
            )
            return redirect("own_account")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        answer = super().form_valid(form)
        messages.success(self.request, "Votre mot de passe est changé. Vos sessions ailleurs sont fermées.")
        return answer


change_password = sure_it_is_you(ChangePassword.as_view(extra_context=DAYS))
ask_new_password = account.PasswordResetView.as_view(extra_context=DAYS)
new_password_asked = account.PasswordResetDoneView.as_view(extra_context=DAYS)
choose_password = account.PasswordResetFromKeyView.as_view(extra_context=DAYS)
password_chosen = account.PasswordResetFromKeyDoneView.as_view()


@login_not_required
@require_GET
def asleep(request):
    """Nobody had entered with this account for long."""
    return render(request, "organisations/asleep.html")


@require_GET
def no_place(request):
    """Every role of this account has ended; what is proposed to it is there."""
    if request.actor.memberships:
        return redirect("home")
    return render(request, "organisations/no_place.html", {"proposed": proposed_to(request.actor.account)})


@require_GET
def first_factor(request):
    """A second factor before anything else, and why."""
    return render(request, "organisations/first_factor.html", {"has_factor": holds_one(request.actor.account)})
