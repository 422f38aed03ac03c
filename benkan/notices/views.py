"""The page of notices."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from benkan.notices.reads import SHOWN, notices_of, wants_digest
from benkan.notices.writes import mark_all_read, mark_read, want_digest


@require_GET
def notice_list(request):
    """What happened, the newest first; what was read stays below until its time is over."""
    found = list(notices_of(request.actor)[: SHOWN + 1])
    context = {
        "unread": [notice for notice in found[:SHOWN] if not notice.seen],
        "read": [notice for notice in found[:SHOWN] if notice.seen],
        "more": len(found) > SHOWN,
        "digest": wants_digest(request.actor),
    }
    return render(request, "notices/list.html", context)


@require_POST
def go(request, notice_id):
    """Read it, and go where it leads."""
    notice = get_object_or_404(notices_of(request.actor), pk=notice_id)
    mark_read(by=request.actor, notices=[notice])
    return redirect(notice.address)


@require_POST
def all_read(request):
    mark_all_read(by=request.actor)
    return redirect("notices:list")


@require_POST
def digest(request):
    """One letter a day that says how many notices wait, or none."""
    wanted = "oui" in request.POST
    want_digest(by=request.actor, wanted=wanted)
    messages.success(request, "Vous recevrez la lettre du jour." if wanted else "Vous ne recevrez plus de lettre.")
    return redirect("notices:list")
