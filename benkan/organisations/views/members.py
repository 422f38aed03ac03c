"""« Mon organisation »: its members, their roles and how they enter. Administrators only; no file is ever shown."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.organisations.doors.links import days_of_a_link
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.organisations.member_forms import NameForm, RoleForm
from benkan.organisations.permissions import MANAGE_MEMBERS, roles_to_give
from benkan.organisations.reads.invitations import invitations_of
from benkan.organisations.reads.members import Member, apart_words, member_of, members_of
from benkan.organisations.seeing_as import roles_to_see
from benkan.organisations.verbs import MEMBERS_READ
from benkan.organisations.writes import give_membership, rename_account
from benkan.organisations.writes.entering import forget_second_factors, make_entry_link, wake


@require_GET
def member_list(request):
    """Those who work here, those invited, and on demand those who left. One audit row."""
    by = request.actor
    check(by, MANAGE_MEMBERS)
    known = members_of(by)
    present = [member for member in known if member.held]
    gone = [member for member in known if not member.held]
    shown = gone if request.GET.get("partis") else []
    record(MEMBERS_READ, by=by, count=len(present) + len(shown))
    context = {
        "members": present,
        "invited": invitations_of(by.organisation_id),
        "gone": shown,
        "gone_count": len(gone),
        "sees_as": bool(roles_to_see(by)),
    }
    return render(request, "organisations/members.html", context)


@require_GET
def member(request, account_id):
    """One member: roles held and gone with their days, how she enters, and what one may do of it."""
    found = _member(request, account_id)
    context = {"member": found, "is_self": found.account.pk == request.actor.account_id}
    return render(request, "organisations/member.html", context)


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def give_role(request, account_id):
    """Give another role to who works here. What cannot be joined to those she holds is said before it is refused."""
    by, found = request.actor, _member(request, account_id)
    if not found.held:
        return redirect(f"{reverse('invite_member')}?{urlencode({'membre': account_id})}")
    roles = tuple(role for role in roles_to_give(by, by.organisation))
    form = RoleForm(roles, by.organisation_id, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying(form):
            given = give_membership(by=by, account=found.account, organisation=by.organisation, **form.cleaned_data)
            messages.success(
                request, f"{found.account.name} tient maintenant «\u00a0{given.get_role_display()}\u00a0»."
            )
            return redirect("member", account_id=account_id)
    context = {
        "member": found,
        "form": form,
        "apart": apart_words(found.roles, roles),
        "cancel_url": reverse("member", args=[account_id]),
    }
    return render(request, "organisations/give_role.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def rename_member(request, account_id):
    """Correct her name."""
    found = _member(request, account_id)
    asked = request.POST if request.method == "POST" else None
    form = NameForm(asked, initial={"name": found.account.name})
    if form.is_valid():
        with saying(form):
            rename_account(by=request.actor, account=found.account, name=form.cleaned_data["name"])
            messages.success(request, "Le nom est corrigé.")
            return redirect("member", account_id=account_id)
    context = {"member": found, "form": form, "cancel_url": reverse("member", args=[account_id])}
    return render(request, "organisations/rename_member.html", context, status=422 if form.errors else 200)


def link_context(found: Member, back: str) -> dict:
    """What the page of a link to hand over says: for how long it serves, whether a letter tells its owner of it."""
    return {"member": found, "days": days_of_a_link(), "back": back, "mail": settings.MAIL_IS_SENT}


@require_http_methods(["GET", "POST"])
@never_cache
@sure_it_is_you
def entry_link(request, account_id):
    """Make a link to hand over; it is shown on the answer alone, and nowhere after."""
    found = _member(request, account_id)
    context = link_context(found, reverse("member", args=[account_id]))
    if request.method == "POST":
        path = make_entry_link(by=request.actor, account=found.account)
        context["link"] = request.build_absolute_uri(path)
    return render(request, "organisations/entry_link.html", context)


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def forget_factors(request, account_id):
    """Free her of a second factor that she lost, once one is sure that it is she who asks."""
    found = _member(request, account_id)
    if request.method == "POST":
        forget_second_factors(by=request.actor, account=found.account)
        messages.success(request, "Son second facteur est oublié\u00a0: un autre se pose à la prochaine entrée.")
        return redirect("member", account_id=account_id)
    return render(request, "organisations/forget_factors.html", {"member": found})


@require_POST
def wake_member(request, account_id):
    """Let a dormant account enter again."""
    found = _member(request, account_id)
    wake(by=request.actor, account=found.account)
    messages.success(request, "Le compte est réveillé\u00a0: il s’ouvre de nouveau.")
    return redirect("member", account_id=account_id)


def _member(request, account_id) -> Member:
    """A member of one's own organisation; of the others, not even that they exist is told."""
    found = member_of(request.actor, account_id)
    if found is None:
        raise Http404
    check(request.actor, MANAGE_MEMBERS)
    return found
