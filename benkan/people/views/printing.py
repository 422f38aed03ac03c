"""Her own file on paper, on her request, in private: each section is asked for, and each print is remembered."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.permissions import may
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.people import printed, verbs
from benkan.people.file import sections_of
from benkan.people.forms import SectionsForm
from benkan.people.permissions import COMPLETE, READ_FILE
from benkan.people.reads import own_file
from benkan.people.views.found import answers_of, file_of, status_of
from benkan.people.views.shown import known


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def print_file(request, registration_id):
    """Choose the sections, then read them as they will be printed."""
    registration = file_of(request, registration_id, READ_FILE)
    titles = _titles(request.actor, registration)
    form = SectionsForm(list(titles.items()), answers_of(request))
    if form.is_valid():
        sections = form.cleaned_data["sections"]
        # Before it is read: this very print is among what she is told.
        record(verbs.FILE_PRINTED, by=request.actor, on=registration, file_id=registration.pk, fields=sections)
        return render(request, "people/own_file.html", _context(request, registration, titles, sections))
    context = {
        "registration": registration,
        "form": form,
        "title": "Imprimer son dossier",
        "button": "Préparer l’impression",
        "sentence": "À sa demande seulement, en privé, à remettre en main propre. Cochez ce qu’elle veut emporter.",
        "cancel_url": reverse("people:file", args=[registration.pk]),
    }
    return render(request, "people/form.html", context, status=status_of(form))


def _titles(by, registration) -> dict[str, str]:
    """All that may be printed for her by this reader; what other contexts add stands after her returns."""
    own = list(own_file.SECTIONS.items())
    after = [code for code, _ in own].index(own_file.RETURNS) + 1
    return dict([*own[:after], *printed.offered(by, registration).items(), *own[after:]])


def _context(request, registration, titles: dict[str, str], chosen: list[str]) -> dict:
    actor = request.actor
    # What she confided is hers to read, from the hand of somebody who may read it.
    answered, _ = known(registration, private=may(actor, COMPLETE))
    parts = {
        own_file.IDENTITY: lambda: [*answered, ("D’où viennent ces réponses", registration.source or "Accueil")],
        own_file.RETURNS: lambda: [
            render_to_string(template, {"registration": registration, **section, "printed": True}, request)
            for template, section in sections_of(actor, registration, on_paper=True)
        ],
        own_file.CONSENTS: lambda: own_file.consents_told(registration),
        own_file.PAPERS: lambda: own_file.papers_told(registration),
        own_file.CONTACT: lambda: own_file.contact_told(registration),
        own_file.READINGS: lambda: own_file.readings_told(actor, registration),
    }
    return {
        "registration": registration,
        "organisation": actor.organisation,
        "today": clock.today(),
        "parts": [
            (name, title, parts[name]() if name in parts else printed.told(actor, registration, name))
            for name, title in titles.items()
            if name in chosen
        ],
    }
