"""The ends of retention: how many files, which numbers, and the button without which nothing is erased."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import nombre, pluriel
from benkan.people import verbs
from benkan.people.forms import EndForm
from benkan.people.models import RetentionEnd
from benkan.people.permissions import DECIDE_REQUEST
from benkan.people.reads.ends import due_for_erasure
from benkan.people.retention import KEPT, Group
from benkan.people.writes.ends import decide_end

NUMBERS_SHOWN, DECISIONS_SHOWN = 50, 10
LOST = {
    Group.IDENTITY: "Noms, parents, naissance, textes libres et tout le reste du dossier. Les retours restent comptés, "
    "sans nom.",
    Group.CONTACT: "Le téléphone donné et le contact sûr. Le reste du dossier demeure.",
    Group.PAPERS: "Les numéros des pièces montrées et les copies de papiers jointes. Le reste du dossier demeure.",
}


@require_http_methods(["GET", "POST"])
def ends(request):
    """What is past its retention, by group, with the numbers of the files; confirmed group by group."""
    check(request.actor, DECIDE_REQUEST)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        end = decide_end(by=request.actor, group=Group(form.cleaned_data["group"]))
        told = pluriel(end.told, "dossier")
        messages.success(request, f"L’effacement est décidé pour {told}\u00a0: il se fait dans un moment.")
        return redirect("people:ends")
    if form.is_bound:
        raise Impossible("Dites quelles données effacer.")
    today = clock.today()
    due = due_for_erasure(today)
    groups = [_group(group, files, today) for group, files in due.items()]
    record(verbs.ENDS_READ, by=request.actor, count=sum(one["count"] for one in groups))
    decided = [(one, Group(one.group).label) for one in RetentionEnd.objects.all()[:DECISIONS_SHOWN]]
    return render(request, "people/ends.html", {"groups": groups, "decided": decided})


def _group(group: Group, files, today) -> dict:
    count = files.count()
    threshold = KEPT[group]
    return {
        "value": group.value,
        "label": group.label,
        "kept": threshold.words(value_of(threshold, on=today)),
        "count": count,
        "numbers": list(files.values_list("number", flat=True)[:NUMBERS_SHOWN]),
        "more": max(count - NUMBERS_SHOWN, 0),
        "question": f"Effacer {nombre(count)} dossier{'s' if count > 1 else ''}\u00a0: {group.label.lower()}\u00a0?",
        "lost": LOST[group],
        "waiting": RetentionEnd.objects.filter(group=group, done_at=None).exists(),
    }
