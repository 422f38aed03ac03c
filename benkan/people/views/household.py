"""The household of a person: who answers for it, who lives there no more, and links that were noted by mistake."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from benkan.common.errors import Impossible
from benkan.people import writes
from benkan.people.models import FamilyLink, Registration
from benkan.people.permissions import COMPLETE
from benkan.people.reads.whole import Relative, relatives_of
from benkan.people.views.found import file_of


@require_http_methods(["GET", "POST"])
def household(request, registration_id):
    """Members and links of one person; each button does one thing, and says what it did."""
    registration = file_of(request, registration_id, COMPLETE)
    relatives = relatives_of(registration)
    if request.method == "POST":
        messages.success(request, _act(request, registration, relatives))
        return redirect("people:household", registration_id=registration.pk)
    here = [one.registration for one in relatives if one.lives_here]
    context = {
        "registration": registration,
        "members": [registration, *here] if registration.household_id and here else [],
        "head": registration.household.head_id if registration.household_id else None,
        "links": [one for one in relatives if one.link_id],
    }
    return render(request, "people/household.html", context)


def _act(request, registration: Registration, relatives: list[Relative]) -> str:
    """Do what was asked; gives the sentence. 404 for whoever is not shown on this page."""
    by, said = request.actor, request.POST
    if "chef" in said:
        members = [registration, *(one.registration for one in relatives if one.lives_here)]
        head = next((one for one in members if str(one.pk) == said["chef"]), None)
        if head is None:
            raise Http404
        writes.say_head(by=by, registration=head)
        return f"{head.full_name} est noté chef de ce ménage."
    if "quitte" in said:
        writes.leave_household(by=by, registration=registration)
        return "C’est noté\u00a0: cette personne ne vit plus dans ce ménage. Pourquoi n’est écrit nulle part."
    if "lien" in said:
        link = next((one for one in relatives if str(one.link_id) == said["lien"]), None)
        if link is None:
            raise Http404
        writes.unlink_family(by=by, link=FamilyLink.objects.get(pk=link.link_id))
        return f"Le lien avec {link.registration.full_name} est retiré."
    raise Impossible("Choisissez ce qui change dans ce ménage.")
