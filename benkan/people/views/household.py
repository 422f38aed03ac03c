"""The household of a person: who answers for it, who leaves it, what was joined; and what links of family say."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from benkan.common.errors import Impossible
from benkan.common.typography import pluriel
from benkan.people import writes
from benkan.people.kinship import parent_said
from benkan.people.models import FamilyLink, HouseholdJoin, Registration
from benkan.people.permissions import COMPLETE
from benkan.people.reads.households import head_of, joins_in_force
from benkan.people.reads.whole import Relative, relatives_of
from benkan.people.views.found import file_of


@dataclass(frozen=True)
class Family:
    """A person and those of her household and family, as this page shows them."""

    registration: Registration
    relatives: list[Relative]

    @property
    def others(self) -> list[Registration]:
        """Those who live with her."""
        return [one.registration for one in self.relatives if one.lives_here]

    @property
    def links(self) -> list[FamilyLink]:
        return [linked.link for one in self.relatives for linked in one.links]

    @property
    def joins(self) -> list[HouseholdJoin]:
        household = self.registration.household
        return list(joins_in_force(household.whole_id)) if household is not None else []


@require_http_methods(["GET", "POST"])
def household(request, registration_id):
    """Members and links of one person; each button does one thing, and says what it did."""
    registration = file_of(request, registration_id, COMPLETE)
    family = Family(registration, relatives_of(registration))
    if request.method == "POST":
        messages.success(request, _act(request, family))
        return redirect("people:household", registration_id=registration.pk)
    context = {
        "registration": registration,
        "members": [registration, *family.others] if family.others else [],
        "others": family.others,
        "head": head_of(registration),
        "joins": family.joins,
        "relatives": [one for one in family.relatives if one.links],
    }
    return render(request, "people/household.html", context)


def _act(request, family: Family) -> str:
    """Do what was asked; gives the sentence. 404 for whoever is not shown on this page."""
    for name, act in ACTIONS.items():
        if name in request.POST:
            return act(request, family)
    raise Impossible("Choisissez ce qui change dans ce ménage.")


def _head(request, family: Family) -> str:
    head = _one_of([family.registration, *family.others], request.POST["chef"])
    writes.say_head(by=request.actor, registration=head)
    return f"{head.full_name} est noté chef de ce ménage."


def _leave(request, family: Family) -> str:
    leaving = [_one_of(family.others, identifier) for identifier in request.POST.getlist("avec")]
    writes.leave_household(by=request.actor, registration=family.registration, together_with=leaving)
    if leaving:
        who = pluriel(len(leaving) + 1, "personne vit,personnes vivent")
        return f"C’est noté\u00a0: {who} maintenant dans un autre ménage. Pourquoi n’est écrit nulle part."
    return "C’est noté\u00a0: cette personne ne vit plus dans ce ménage. Pourquoi n’est écrit nulle part."


def _undo_join(request, family: Family) -> str:
    writes.undo_join(by=request.actor, join=_one_of(family.joins, request.POST["defait"]))
    return "La réunion est défaite\u00a0: chacun retrouve le ménage avec lequel il était venu."


def _unlink(request, family: Family) -> str:
    link = _one_of(family.links, request.POST["lien"])
    writes.unlink_family(by=request.actor, link=link)
    return f"Le lien avec {_other(link, family).full_name} est retiré."


def _senior(request, family: Family) -> str:
    identifier, _, parent = request.POST["parent"].partition("_")
    link = _one_of(family.links, identifier)
    senior = _one_of([link.one, link.other], parent)
    junior = link.other if senior.pk == link.one_id else link.one
    writes.say_senior(by=request.actor, link=link, senior=senior)
    return f"C’est noté\u00a0: {parent_said(senior)}, {junior.full_name} est son enfant."


def _verify(request, family: Family) -> str:
    link = _one_of(family.links, request.POST["verifie"])
    writes.verify_family(by=request.actor, link=link)
    return f"Le lien avec {_other(link, family).full_name} est noté vérifié."


def _unverify(request, family: Family) -> str:
    link = _one_of(family.links, request.POST["declare"])
    writes.unverify_family(by=request.actor, link=link)
    return f"Le lien avec {_other(link, family).full_name} n’est plus que déclaré."


ACTIONS: dict[str, Callable] = {
    "chef": _head,
    "quitte": _leave,
    "defait": _undo_join,
    "lien": _unlink,
    "parent": _senior,
    "verifie": _verify,
    "declare": _unverify,
}


def _one_of(shown: list, identifier: str):
    found = next((one for one in shown if str(one.pk) == identifier), None)
    if found is None:
        raise Http404
    return found


def _other(link: FamilyLink, family: Family) -> Registration:
    return link.other if link.one_id == family.registration.pk else link.one
