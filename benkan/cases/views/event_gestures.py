"""The events that are noted here: for each its words, its form, its write, and what is said once it is noted."""

from collections.abc import Callable
from dataclasses import dataclass

from benkan.cases.forms.events import (
    CHILDREN,
    AwayForm,
    BirthForm,
    DeathForm,
    DepartureForm,
    EventForm,
    JoinedForm,
    PregnancyForm,
    ProjectForm,
)
from benkan.cases.models import Case, LifeEvent
from benkan.cases.permissions import NOTE_DEATH, NOTE_EVENT
from benkan.cases.reads.failures import lines_that_may_stop
from benkan.cases.writes.event_absence import note_away, note_departure
from benkan.cases.writes.event_death import note_death
from benkan.cases.writes.event_family import note_birth, note_joined
from benkan.cases.writes.event_project import note_failure
from benkan.cases.writes.events import note_pregnancy, under_way
from benkan.common.permissions import Actor, Permission
from benkan.people.models import Registration


@dataclass(frozen=True)
class Gesture:
    """One entry of « Noter un événement ». `form` takes `(case, data)`, or gives None where there is nothing to note;
    `write` takes `(by, registration, form)`."""

    code: str
    words: str
    hint: str
    sentence: str
    button: str
    done: str
    form: Callable[[Case | None, dict | None], EventForm | None]
    write: Callable[[Actor, Registration, EventForm], LifeEvent]
    right: Permission = NOTE_EVENT


def _plain(form: type[EventForm]):
    return lambda case, data: form(data)


def _project_form(case: Case | None, data) -> ProjectForm | None:
    lines = lines_that_may_stop(case) if under_way(case) else []
    return ProjectForm(lines, data) if lines else None


def _death(by, registration, form):
    confirmed = form.cleaned_data["confirmed"] == "oui"
    return note_death(by=by, registration=registration, told=form.told, confirmed=confirmed)


def _birth(by, registration, form):
    children = CHILDREN[form.cleaned_data["children"]]
    return note_birth(by=by, registration=registration, told=form.told, children=children)


def _away(by, registration, form):
    said = form.cleaned_data
    return note_away(by=by, registration=registration, told=form.told, kind=said["kind"], until=said["until"])


def _project(by, registration, form):
    said = form.cleaned_data
    return note_failure(by=by, line=form.lines[said["line"]], told=form.told, cause=said["cause"])


def _departure(by, registration, form):
    said = form.cleaned_data
    return note_departure(
        by=by, registration=registration, told=form.told, gone=said["gone"] == "oui", after=said.get("after")
    )


GESTURES = (
    Gesture(
        "naissance", "Naissance", "Un enfant, des jumeaux, ou un enfant qui n’a pas vécu",
        "Chaque enfant aura son dossier, dans son ménage.", "Noter",
        "C’est noté.", _plain(BirthForm), _birth,
    ),
    Gesture(
        "grossesse", "Grossesse", "Réservée\u00a0: aucune liste ne le dira",
        "Réservé\u00a0: les listes diront seulement «\u00a0événement réservé\u00a0».", "Noter la grossesse",
        "C’est noté, et réservé. Voyez avec elle si son plan est à revoir.", _plain(PregnancyForm),
        lambda by, registration, form: note_pregnancy(by=by, registration=registration, told=form.told),
    ),
    Gesture(
        "regroupement", "Sa famille la rejoint", "Conjoint, enfant, de toute nationalité",
        "Vous enregistrerez ensuite chaque personne, telle qu’elle est.", "Noter",
        "C’est noté. Enregistrez maintenant qui l’a rejointe.", _plain(JoinedForm),
        lambda by, registration, form: note_joined(by=by, registration=registration, told=form.told),
    ),
    Gesture(
        "empechement", "Hospitalisation, incarcération", "L’accompagnement est suspendu, jamais abandonné",
        "L’accompagnement est suspendu, et rien n’y est en retard.", "Noter et suspendre",
        "C’est noté. L’accompagnement est suspendu\u00a0: rien n’est perdu, rien n’est en retard.", _plain(AwayForm),
        _away,
    ),
    Gesture(
        "projet", "Son projet s’est arrêté", "Vol, mévente, catastrophe… ce n’est pas une faute",
        "Ce n’est pas une faute. Un second financement est possible, par une règle connue de tous.", "Noter l’arrêt",
        "C’est noté. Voyez ci-dessous si un second financement peut être demandé.", _project_form, _project,
    ),
    Gesture(
        "depart", "Elle est repartie, ou y pense", "Un départ n’est pas une faute, et rien ne se ferme derrière elle",
        "Ce qu’elle dit de ses projets reste avec vous seulement.", "Noter",
        "C’est noté.", lambda case, data: DepartureForm(under_way(case), data), _departure,
    ),
    Gesture(
        "deces", "Décès", "Appris d’un proche, d’un compagnon, d’un service\u00a0; certain, ou pas encore",
        "Les appels, visites, orientations et demandes qui la concernent s’arrêtent aussitôt. Personne n’appellera sa "
        "famille pour la demander.", "Noter le décès",
        "Le décès est noté. Ce qui était prévu pour elle est arrêté.", _plain(DeathForm), _death, NOTE_DEATH,
    ),
)  # fmt: skip
BY_CODE = {gesture.code: gesture for gesture in GESTURES}
