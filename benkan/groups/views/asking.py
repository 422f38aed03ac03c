"""The page of one form, the same for every gesture; groups found before the right is checked."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from benkan.common.errors import Refused
from benkan.common.forms import saying
from benkan.common.permissions import Permission, check
from benkan.groups.models import CommunityProject, Group
from benkan.people.views.found import status_of


def group_of(request, group_id: UUID, right: Permission, *, own: bool = False) -> Group:
    """404 for who is neither keeper, partner nor payer; 403 without the right, or (`own`) for who does not keep it."""
    around = Group.objects.select_related("place", "organisation", "treasurer")
    found = get_object_or_404(around, pk=group_id)
    check(request.actor, right)
    if own and found.organisation_id != request.actor.organisation_id:
        raise Refused("Ce projet collectif est tenu par une autre organisation\u00a0: elle seule le change.")
    return found


def project_of(request, project_id: UUID, right: Permission, *, own: bool = False) -> CommunityProject:
    """Everybody's to read who may read projects; its organisation's alone to change (`own`)."""
    found = get_object_or_404(CommunityProject.objects.select_related("place", "organisation"), pk=project_id)
    check(request.actor, right)
    if own and found.organisation_id != request.actor.organisation_id:
        raise Refused("Ce projet est tenu par une autre organisation\u00a0: elle seule le change.")
    return found


def asked(
    request, of: Group | CommunityProject | None, form, act: Callable[[], object], *, title: str, button: str,
    done: str, sentence: str = "",
) -> HttpResponse:  # fmt: skip
    """Show the form, or do `act` and go back to what it is of; 422 where answers are to be corrected. `act` may give
    the group or project that it made."""
    if form.is_valid():
        with saying(form), saying(form, refusal=Refused):
            made = act()
            messages.success(request, done)
            return redirect(address_of(of or made))
    context = {
        "form": form, "title": title, "button": button, "sentence": sentence,
        "cancel_url": address_of(of) if of is not None else reverse("groups:list"),
        "back_words": of.name if of is not None else "Projets",
    }  # fmt: skip
    return render(request, "groups/form.html", context, status=status_of(form))


def address_of(of: Group | CommunityProject) -> str:
    return reverse("groups:group" if isinstance(of, Group) else "groups:project", args=[of.pk])
