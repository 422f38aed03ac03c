"""Paper for a night without power: numbered blank sheets, and the call list."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from benkan.arrivals import verbs
from benkan.arrivals.desk import find_desk
from benkan.arrivals.forms.lines import SheetsForm
from benkan.arrivals.permissions import LINES
from benkan.arrivals.reads.lines import lines_to_call, next_to_register
from benkan.arrivals.tokens import LARGEST
from benkan.arrivals.writes import note_printed
from benkan.audit.writes import record
from benkan.common.permissions import check

DEFAULT_SHEETS = 20


@require_http_methods(["GET", "POST"])
def prepare(request, convoy_id=None, list_id=None):
    """What to print; choosing notes that it was printed, and shows the page to print."""
    by = request.actor
    desk = find_desk(by, convoy_id, list_id)
    check(by, LINES)
    if request.method == "POST" and "liste" in request.POST:
        opened = desk.opened(by)
        note_printed(by=by, arrival_list=opened, what="call_list", count=len(lines_to_call([*desk.lists, opened])))
        return redirect(desk.at("call_list"))
    announced = desk.counts.announced.total if desk.counts and desk.counts.announced else DEFAULT_SHEETS
    token = next_to_register(desk.list)
    first = {"first": token, "number": max(announced - token + 1, 1)}
    form = SheetsForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        number = form.cleaned_data["number"]
        note_printed(by=by, arrival_list=desk.opened(by), what="sheets", count=number)
        return redirect(desk.at("sheets", de=form.cleaned_data["first"], nombre=number))
    return render(request, "arrivals/prepare.html", {"desk": desk, "form": form}, status=422 if form.errors else 200)


@require_GET
def call_list(request, convoy_id=None, list_id=None):
    """All one's own lines by token: names, sex, age, destination, and boxes to tick. Nothing of what was confided."""
    desk = find_desk(request.actor, convoy_id, list_id)
    check(request.actor, LINES)
    lines = lines_to_call(desk.lists)
    record(verbs.CONVOY_READ, by=request.actor, on=desk.convoy or desk.list, count=len(lines))
    ages = {line.pk: line.registration.age_on(desk.day) for line in lines if line.registration}
    rows = [(line, ages.get(line.pk)) for line in lines]
    return render(
        request, "arrivals/call_list.html", {"desk": desk, "rows": rows, "blank": range(24 if not rows else 0)}
    )


@require_GET
def sheets(request, convoy_id=None, list_id=None):
    """Blank reception sheets, four to a page, numbered from a token on."""
    desk = find_desk(request.actor, convoy_id, list_id)
    check(request.actor, LINES)
    asked = SheetsForm({"first": request.GET.get("de", "1"), "number": request.GET.get("nombre", DEFAULT_SHEETS)})
    first, number = (
        (asked.cleaned_data["first"], asked.cleaned_data["number"]) if asked.is_valid() else (1, DEFAULT_SHEETS)
    )
    tokens = range(first, min(first + number, LARGEST + 1))
    return render(request, "arrivals/sheets.html", {"desk": desk, "tokens": tokens})
