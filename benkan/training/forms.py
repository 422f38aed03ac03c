"""What is asked of a session, of an enrolment, of a day of attendance, of a trade that is looked for."""

from django import forms

from benkan.cases.models import Grant, Skill
from benkan.cases.trades import trades_offered
from benkan.common import clock
from benkan.common.forms import Choice, Count, Note, PersonText
from benkan.offers.forms import offer_inside
from benkan.offers.reads.structures import standing
from benkan.organisations.place_fields import PlaceField
from benkan.places.reads import regions
from benkan.training.lifecycles.enrolments import DropReason, RefusalReason
from benkan.training.models import Placement, SkillAnswer
from benkan.training.writes.sessions import SessionSaid

MOST_PLACES, MOST_HOURS, MOST_WANTED = 500, 3_000, 500


def day_field(label: str, missing: str, **options) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={
            "required": missing,
            "invalid": "Ce n’est pas une date. Écrivez par exemple «\u00a012/03/2026\u00a0».",
        },
        **options,
    )


def count_field(label: str, most: int, missing: str, **options) -> forms.IntegerField:
    wrong = f"Écrivez un nombre entre 1 et {most}."
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        widget=Count,
        error_messages={"required": missing, "invalid": wrong, "min_value": wrong, "max_value": wrong},
        **options,
    )


def trade_field(**options) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Métier",
        error_messages={"required": "Choisissez un métier.", "invalid_choice": "Choisissez un métier de la liste."},
        **options,
    )


class SessionForm(forms.Form):
    trade = trade_field()
    structure = forms.TypedChoiceField(
        label="Centre", required=False, empty_value=None, help_text="S’il est à l’annuaire"
    )
    place = PlaceField(label="Cercle", error_messages={"required": "Dites où elle se tient."})
    where = forms.CharField(label="Salle, atelier", required=False, max_length=160, widget=PersonText)
    begins = day_field("Premier jour", "Dites le premier jour.")
    ends = day_field("Dernier jour", "Dites le dernier jour.")
    hours = count_field("Heures en tout", MOST_HOURS, "Dites combien d’heures.")
    places = count_field("Places", MOST_PLACES, "Dites combien de places.")
    conditions = forms.CharField(label="Conditions", required=False, max_length=400, widget=Note(attrs={"rows": 3}))
    certificate = forms.CharField(
        label="Attestation visée", required=False, max_length=160, widget=PersonText, help_text="Rien s’il n’y en a pas"
    )
    kit = forms.CharField(
        label="Kit remis à la fin",
        required=False,
        max_length=160,
        widget=PersonText,
        help_text="Rien s’il n’y en a pas",
    )
    grant = forms.TypedChoiceField(label="Payée par quelle subvention", required=False, empty_value=None)

    def __init__(self, by, data=None, *, session=None):
        initial = {}
        if session is not None:
            names = ("trade", "where", "begins", "ends", "hours", "places", "conditions", "certificate", "kit")
            initial = {name: getattr(session, name) for name in names}
            initial |= {name: str(getattr(session, f"{name}_id") or "") for name in ("place", "structure", "grant")}
        super().__init__(data, initial=initial)
        self.structures = {str(one.pk): one for one in standing()}
        self.grants = {str(one.pk): one for one in Grant.objects.filter(organisation=by.organisation_id)}
        self.fields["trade"].choices = [("", "Choisir"), *trades_offered()]
        self.fields["structure"].choices = [("", "Aucun"), *((key, one.name) for key, one in self.structures.items())]
        self.fields["grant"].choices = [("", "Aucune"), *((key, one.name) for key, one in self.grants.items())]
        offer_inside(self.fields["place"])

    @property
    def said(self) -> SessionSaid:
        found = dict(self.cleaned_data)
        found["structure"] = self.structures.get(found["structure"])
        found["grant"] = self.grants.get(found["grant"])
        return SessionSaid(**found)


class CancelForm(forms.Form):
    words = forms.CharField(
        label="Pourquoi",
        help_text="Pas de nom de personne",
        max_length=200,
        widget=PersonText,
        error_messages={"required": "Dites pourquoi."},
    )


class EnrolForm(forms.Form):
    session = forms.ChoiceField(
        label="Formation", widget=Choice, error_messages={"required": "Choisissez une formation."}
    )
    who = forms.ChoiceField(label="Pour qui", widget=Choice, error_messages={"required": "Dites pour qui."})
    wish = forms.ChoiceField(
        label="Le souhaite-t-elle",
        help_text="Dites-lui le lieu, les jours et ce qu’elle en aura. Un «\u00a0non\u00a0» ne lui coûte rien.",
        choices=[("oui", "Oui, elle l’a dit"), ("non", "Non, ou pas encore")],
        widget=Choice,
        error_messages={"required": "Demandez-le-lui d’abord."},
    )
    named = forms.ChoiceField(
        label="Si un autre acteur tient la formation, que lit-il",
        choices=[("jeton", "Un jeton, le sexe et le groupe d’âge"), ("nom", "Aussi son nom et son téléphone")],
        widget=Choice,
        error_messages={"required": "Dites ce que l’autre acteur lit."},
    )

    def __init__(self, sessions, people, data=None):
        super().__init__(data)
        self.fields["session"].choices, self.fields["who"].choices = sessions, people

    def clean_wish(self):
        if self.cleaned_data["wish"] == "non":
            raise forms.ValidationError("On n’inscrit personne sans son souhait. Rien n’a été noté contre elle.")
        return "oui"


def reason_form(label: str, reasons, missing: str) -> type[forms.Form]:
    return type(
        "ReasonForm",
        (forms.Form,),
        {
            "reason": forms.ChoiceField(
                label=label, choices=reasons, widget=Choice, error_messages={"required": missing}
            )
        },
    )


DropForm = reason_form("Pourquoi elle a abandonné", DropReason, "Dites pourquoi.")
RefuseForm = reason_form("Pourquoi elle n’est pas retenue", RefusalReason, "Dites pourquoi.")
NobodyForm = reason_form("Pourquoi personne ne vient", SkillAnswer.Reason, "Dites pourquoi.")


class PlacementForm(forms.Form):
    moment = forms.ChoiceField(label="Quelle question", widget=Choice, error_messages={"required": "Dites laquelle."})
    state = forms.ChoiceField(
        label="Où en est-elle",
        choices=Placement.State,
        widget=Choice,
        error_messages={"required": "Dites où elle en est."},
    )
    how = forms.ChoiceField(label="Si elle travaille, comment", choices=Placement.How, widget=Choice, required=False)
    day = day_field("Su le", "Dites quel jour vous l’avez su.")

    def __init__(self, moments, data=None):
        super().__init__(data, initial={"day": clock.today()})
        self.fields["moment"].choices = moments


class SearchForm(forms.Form):
    """By GET: it says nothing of a person."""

    metier = trade_field(required=False)
    region = forms.TypedChoiceField(label="Région", required=False, empty_value=None)
    montre = forms.BooleanField(label="Seulement un niveau montré par une tâche", required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["metier"].choices = [("", "Tous les métiers"), *trades_offered()]
        self.fields["region"].choices = [("", "Toutes"), *((str(one.pk), one.name) for one in regions())]


class AskForm(forms.Form):
    trade = trade_field()
    level = forms.ChoiceField(label="Niveau montré", required=False)
    region = forms.ChoiceField(label="Région", required=False)
    wanted = count_field("Combien de personnes", MOST_WANTED, "Dites combien de personnes.")
    purpose = forms.CharField(
        label="Pour quoi",
        help_text="«\u00a0Chantier de six mois à Kayes, salaire au barème\u00a0»\u00a0: la personne doit savoir",
        max_length=200,
        widget=PersonText,
        error_messages={"required": "Dites pour quoi."},
    )

    def __init__(self, data=None, initial=None):
        super().__init__(data, initial=initial)
        self.places = {str(one.pk): one for one in regions()}
        self.fields["trade"].choices = [("", "Choisir"), *trades_offered()]
        self.fields["level"].choices = [("", "Quel qu’il soit"), *Skill.Level.choices]
        self.fields["region"].choices = [("", "Partout"), *((key, one.name) for key, one in self.places.items())]

    @property
    def said(self) -> dict:
        return {**self.cleaned_data, "region": self.places.get(self.cleaned_data["region"])}
