"""What is asked to take an appointment, note a visit, an attempt, a place where nobody can go."""

from django import forms

from benkan.cases.lifecycles.visits import AttemptResult, Business, Housing, ImpossibleReason, Means, Mode, Received
from benkan.common.forms import Choice, Note, PersonText

SEALED_HELP = "Facultatif\u00a0; scellé, lu par votre organisation, effacé avec le dossier"
OUTSIDE = "hors"  # a visit that answers no step of the schedule


def _day(label: str, missing: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={
            "required": missing,
            "invalid": "Ce n’est pas une date. Écrivez par exemple «\u00a012/03/2026\u00a0».",
        },
    )


def _mode(missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(label="Comment", choices=Mode, widget=Choice, error_messages={"required": missing})


def _counted(label: str, choices, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=Choice, required=False, help_text=help_text)


class _OfStep(forms.Form):
    """Which visit of the schedule is meant: `steps` are (value, words)."""

    step = forms.ChoiceField(
        label="Quelle visite",
        widget=Choice,
        error_messages={"required": "Dites de quelle visite il s’agit.", "invalid_choice": "Choisissez une visite."},
    )

    def __init__(self, steps, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = steps


class AppointmentForm(_OfStep):
    mode = _mode("Dites comment vous la rencontrerez.")
    day = _day("Jour", "Dites le jour du rendez-vous.")
    hour = forms.TimeField(
        label="Heure",
        required=False,
        widget=forms.TimeInput({"type": "time", "class": "short"}, format="%H:%M"),
        error_messages={"invalid": "Ce n’est pas une heure. Écrivez par exemple «\u00a009:30\u00a0»."},
    )
    place = forms.CharField(
        label="Où, comme vous le lui avez dit",
        help_text="«\u00a0Antenne de Kayes\u00a0»\u00a0; rien pour un appel",
        max_length=60,
        required=False,
        widget=PersonText,
    )


class VisitForm(_OfStep):
    mode = _mode("Dites comment vous l’avez rencontrée.")
    day = _day("Jour de la visite ou de l’appel", "Dites quel jour c’était.")
    received = _counted(
        "A-t-elle vraiment reçu ce qui était prévu\u00a0?", Received, "Demandez-le aide par aide, puis résumez ici"
    )
    business = _counted("L’activité soutenue marche-t-elle\u00a0?", Business)
    housing = _counted("Son logement", Housing)
    next_step = forms.CharField(
        label="La suite", help_text=SEALED_HELP, max_length=200, required=False, widget=PersonText
    )
    notes = forms.CharField(
        label="Ce qu’il faut retenir",
        help_text=(
            "Facultatif\u00a0; scellé. Pas de santé, de violence ni de nom d’un tiers ici\u00a0: ils ont leur fiche "
            "réservée"
        ),
        max_length=2000,
        required=False,
        widget=Note,
    )


class ImpossibleForm(_OfStep):
    reason = forms.ChoiceField(
        label="Pourquoi elle n’a pas pu se faire",
        choices=ImpossibleReason,
        widget=Choice,
        error_messages={"required": "Dites pourquoi."},
    )


class AttemptForm(forms.Form):
    means = forms.ChoiceField(
        label="Par quel moyen", choices=Means, widget=Choice, error_messages={"required": "Dites par quel moyen."}
    )
    result = forms.ChoiceField(
        label="Résultat", choices=AttemptResult, widget=Choice, error_messages={"required": "Dites ce qu’il en est."}
    )
    day = _day("Jour", "Dites quel jour c’était.")


class ZoneForm(forms.Form):
    since = _day("Depuis quel jour on ne peut plus s’y rendre", "Dites depuis quel jour.")
    why = forms.CharField(
        label="Pourquoi",
        help_text="Facultatif\u00a0; scellé. «\u00a0Route coupée\u00a0», «\u00a0insécurité\u00a0» suffit",
        max_length=200,
        required=False,
        widget=PersonText,
    )
