"""Collective and community projects, the page of one group, and what its keeper does of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases.trades import trade_label
from benkan.common import clock
from benkan.common.permissions import check, may
from benkan.common.typography import jour
from benkan.groups import forms, verbs
from benkan.groups.lifecycles.groups import LIVING, GroupStatus
from benkan.groups.models import CommunityProject, Group, GroupVisit, Member
from benkan.groups.permissions import DECIDE, KEEP, LINK, READ
from benkan.groups.reads.members import members_of
from benkan.groups.reads.visits import due_visits
from benkan.groups.views.asking import asked, group_of
from benkan.groups.views.shown import funding_shown, group_state, lines_shown, project_state
from benkan.groups.writes import groups as writes
from benkan.groups.writes import members as member_writes
from benkan.groups.writes.money import left_of
from benkan.people.views.found import answers_of

SHOWN = 100
ASK_FIRST = "Demandez d’abord à la personne. Les autres acteurs liront son numéro dans le groupe, pas son nom."


@require_GET
def projects(request):
    """Groups where one's organisation takes part, and the community projects of all actors."""
    check(request.actor, READ)
    groups = Group.objects.select_related("place", "organisation").order_by("name")[:SHOWN]
    works = CommunityProject.objects.select_related("place", "organisation").order_by("name")[:SHOWN]
    context = {
        "groups": [(one, group_state(one), trade_label(one.trade)) for one in groups],
        "projects": [(one, project_state(one)) for one in works],
        "keeps": may(request.actor, KEEP),
    }
    return render(request, "groups/projects.html", context)


@require_http_methods(["GET", "POST"])
def new_group(request):
    check(request.actor, KEEP)
    form = forms.GroupForm(answers_of(request))
    return asked(
        request, None, form, lambda: writes.note_group(by=request.actor, said=form.said),
        title="Noter un projet collectif", button="Noter le projet", done="Le projet est noté. Inscrivez ses membres.",
    )  # fmt: skip


@require_GET
def group(request, group_id):
    """Opening it is a reading."""
    found = group_of(request, group_id, READ)
    by = request.actor
    record(verbs.GROUP_READ, by=by, on=found)
    own = found.organisation_id == by.organisation_id
    living = found.status in LIVING
    rows = members_of(by, found)
    status_rows = list(found.statuses.all())
    context = {
        "group": found,
        "trade": trade_label(found.trade),
        "state": group_state(found),
        "own": own,
        "keeps": own and living and may(by, KEEP),
        "links": living and may(by, LINK) and member_writes.takes_part(by=by, group=found),
        "members": [row for row in rows if not row.gone],
        "former": [row for row in rows if row.gone],
        "returnees": sum(row.member.kind == Member.Kind.RETURNEE and not row.gone for row in rows),
        "women": sum(row.member.sex == "F" and not row.gone for row in rows),
        "division": found.divisions.order_by("-version").first(),
        "partners": [one.partner.name for one in found.partners.select_related("partner")],
        "funding": funding_shown(by, found),
        "lines": lines_shown(by, found),
        "left": left_of(found),
        "visits": found.visits.all(),
        "due": due_visits(found),
        "thread": [{"day": clock.day_of(row.at), "words": row.get_status_display(), "state": "done",
                    "detail": ", ".join(part for part in (row.get_reason_display(), row.get_equipment_display())
                                        if part)} for row in status_rows],
        "begins": found.status == GroupStatus.PREPARED,
        "decides": may(by, DECIDE),
        "reads_words": own and may(by, KEEP),
    }  # fmt: skip
    return render(request, "groups/group.html", context)


@require_http_methods(["GET", "POST"])
def correct_group(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    form = forms.GroupForm(answers_of(request), group=found)
    return asked(
        request, found, form, lambda: writes.correct_group(by=request.actor, group=found, said=form.said),
        title="Corriger le projet", button="Enregistrer", done="Le projet est corrigé.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def partner(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    form = forms.PartnerForm(request.actor, answers_of(request))
    return asked(
        request, found, form, lambda: writes.add_partner(by=request.actor, group=found, **form.cleaned_data),
        title="Ouvrir à un partenaire", button="Ouvrir", done="Ce partenaire lit maintenant le projet.",
        sentence="Il inscrit lui-même les personnes qu’il accompagne. Il ne lit aucun de vos noms.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def link(request, group_id):
    found = group_of(request, group_id, LINK)
    form = forms.LinkForm(answers_of(request))
    return asked(
        request, found, form,
        lambda: member_writes.link_member(
            by=request.actor, group=found, case=form.cleaned_data["case"], day=form.cleaned_data["day"],
            contribution=form.cleaned_data["contribution"] or 0,
        ),
        title="Inscrire une personne accompagnée", button="Inscrire", done="Elle est membre. Les parts sont refaites.",
        sentence=ASK_FIRST,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def host(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    form = forms.HostForm(answers_of(request))
    return asked(
        request, found, form,
        lambda: member_writes.add_host(
            by=request.actor, group=found, sex=form.cleaned_data["sex"], day=form.cleaned_data["day"],
            contribution=form.cleaned_data["contribution"] or 0,
        ),
        title="Compter un membre de la localité", button="Compter", done="C’est noté. Les parts sont refaites.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def leave(request, group_id, member_id):
    found = group_of(request, group_id, KEEP, own=True)
    member = get_object_or_404(found.members, pk=member_id)
    form = forms.ExitForm(answers_of(request))
    return asked(
        request, found, form,
        lambda: member_writes.note_exit(by=request.actor, group=found, member=member, said=form.said),
        title=f"Le membre n°\u00a0{member.rank} n’en est plus", button="Noter", done="C’est noté.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def rule(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    form = forms.RuleForm(answers_of(request))
    return asked(
        request, found, form, lambda: member_writes.say_rule(by=request.actor, group=found, **form.cleaned_data),
        title="Comment les parts se partagent", button="Refaire les parts", done="Les parts sont refaites.",
    )  # fmt: skip


@require_POST
def member_act(request, group_id, member_id, word):
    """`tresorerie`: she keeps the money; `nom`: she lets the partners read her name."""
    found = group_of(request, group_id, LINK if word == "nom" else KEEP, own=word != "nom")
    member = get_object_or_404(found.members, pk=member_id)
    if word == "nom":
        member_writes.show_name(by=request.actor, group=found, member=member)
        messages.success(request, "Son nom se lit maintenant chez les autres acteurs de ce projet.")
    elif word == "tresorerie":
        writes.name_treasurer(by=request.actor, group=found, member=member)
        messages.success(request, "C’est noté\u00a0: ce membre tient l’argent du groupe.")
    else:
        raise Http404
    return redirect("groups:group", group_id=found.pk)


@require_POST
def begin(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    writes.begin_activity(by=request.actor, group=found)
    messages.success(request, "Le projet est en activité. Les suivis sont au calendrier.")
    return redirect("groups:group", group_id=found.pk)


@require_http_methods(["GET", "POST"])
def dissolve(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    form = forms.DissolveForm(answers_of(request))
    return asked(
        request, found, form, lambda: writes.dissolve(by=request.actor, group=found, **form.cleaned_data),
        title="Dissoudre le projet", button="Dissoudre", done="Le projet est dissous. Tout se lit encore.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def visit(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    moments = [
        (one.moment, f"{GroupVisit.Moment(one.moment).label}, dû le {jour(one.due)}") for one in due_visits(found)
    ]
    form = forms.VisitForm(moments, answers_of(request))
    return asked(
        request, found, form, lambda: writes.note_visit(by=request.actor, group=found, **form.said),
        title="Noter un suivi", button="Noter le suivi", done="Le suivi est noté.",
    )  # fmt: skip
