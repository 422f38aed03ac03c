"""The file that a page is about, found before the right is checked: strangers do not even learn that it exists."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from benkan.common.errors import Impossible
from benkan.common.permissions import Permission, check
from benkan.people.identifiers import number_typed
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Registration
from benkan.people.reads.search import unreadable


def file_of(request, registration_id: UUID, right: Permission, *, erased: bool = False) -> Registration:
    """The registration under the row policy (404 where it is another organisation's), if the right is held (403).

    Of an erased file, only the page that takes it (`erased`) says something; the others refuse (409).
    """
    around = Registration.objects.select_related("nationality", "destination__parent", "household__lives_as")
    registration = get_object_or_404(around, pk=registration_id)
    check(request.actor, right)
    if not erased:
        refuse_erased(registration)
    return registration


def file_chosen(form) -> Registration:
    """The file that was chosen in a form, or the one whose number was typed, among one's own organisation's."""
    typed, chosen = form.cleaned_data["number"], form.cleaned_data.get("other")
    around = Registration.objects.select_related("household__lives_as")
    if not typed:
        if not chosen:
            raise Impossible("Choisissez une personne, ou écrivez le numéro de son dossier.")
        return around.get(pk=chosen)
    number = number_typed(typed)
    if number is None:
        raise Impossible(unreadable(typed))
    found = around.filter(number=number).first()
    if found is None:
        raise Impossible(f"Aucun dossier de votre organisation ne porte le numéro {number}. Relisez la carte.")
    return found


def answers_of(request):
    return request.POST if request.method == "POST" else None


def status_of(form) -> int:
    """422 where answers are to be corrected: the page comes back, nothing was saved."""
    return 422 if form.errors else 200
