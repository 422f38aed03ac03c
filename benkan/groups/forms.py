"""What is asked of a collective project, its members and its money, and of a community project."""

from django import forms

from benkan.cases.forms.amounts import AmountField
from benkan.cases.models import Case, Grant
from benkan.cases.trades import trades_offered
from benkan.common import clock
from benkan.common.forms import Choice, Count, Note, PersonText
from benkan.common.numbers import number_typed
from benkan.groups.lifecycles.groups import DissolutionReason, Equipment, ExitReason, Rule, ShareEnd
from benkan.groups.models import AccountLine, Cofunding, CommunityProject, Group, GroupVisit
from benkan.groups.writes.groups import GroupSaid
from benkan.groups.writes.members import ExitSaid
from benkan.offers.forms import offer_inside
from benkan.organisations.models import Organisation
from benkan.organisations.place_fields import PlaceField

SEX = [("F", "Femme"), ("M", "Homme")]
NO_NAME = "Pas de nom de personne"


def day_field(label: str, missing: str = "Dites quel jour.", **options) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={
            "required": missing,
            "invalid": "Ce n’est pas une date. Écrivez par exemple «\u00a012/03/2026\u00a0».",
        },
        **options,
    )


def count_field(label: str, most: int, **options) -> forms.IntegerField:
    wrong = f"Écrivez un nombre entre 0 et {most}."
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, widget=Count,
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong}, **options,
    )  # fmt: skip


def text_field(label: str, missing: str = "", most: int = 160, **options) -> forms.CharField:
    """A line of words; required where `missing` says what to write."""
    return forms.CharField(
        label=label, max_length=most, required=bool(missing), widget=PersonText,
        error_messages={"required": missing}, **options,
    )  # fmt: skip


def choice_field(label: str, choices, missing: str = "", **options) -> forms.ChoiceField:
    """One answer; required where `missing` says what to choose."""
    return forms.ChoiceField(
        label=label, choices=choices, required=bool(missing), widget=Choice,
        error_messages={"required": missing}, **options,
    )  # fmt: skip


def _others(by) -> dict[str, Organisation]:
    found = Organisation.objects.filter(closed_at__isnull=True).exclude(pk=by.organisation_id)
    return {str(one.pk): one for one in found.order_by("name")}


class GroupForm(forms.Form):
    name = text_field("Nom du projet", "Donnez le nom du projet.", help_text="Le nom du groupe, pas d’une personne")
    kind = choice_field("Forme", Group.Kind, "Dites la forme.")
    trade = forms.ChoiceField(label="Métier", error_messages={"required": "Choisissez un métier."})
    place = PlaceField(label="Cercle", error_messages={"required": "Choisissez le cercle."})
    commune = text_field("Commune", "Dites la commune.", 120)
    statutes_on = day_field("Statuts déposés le", required=False, help_text="Rien s’ils ne le sont pas encore")

    def __init__(self, data=None, *, group: Group | None = None):
        initial = {}
        if group is not None:
            initial = {name: getattr(group, name) for name in ("name", "kind", "trade", "commune", "statutes_on")}
            initial["place"] = str(group.place_id)
        super().__init__(data, initial=initial)
        self.fields["trade"].choices = [("", "Choisir"), *trades_offered()]
        offer_inside(self.fields["place"])

    @property
    def said(self) -> GroupSaid:
        return GroupSaid(**self.cleaned_data)


class PartnerForm(forms.Form):
    partner = forms.ChoiceField(label="Organisation", error_messages={"required": "Choisissez une organisation."})

    def __init__(self, by, data=None):
        super().__init__(data)
        self.found = _others(by)
        self.fields["partner"].choices = [("", "Choisir"), *((key, one.name) for key, one in self.found.items())]

    def clean_partner(self):
        return self.found[self.cleaned_data["partner"]]


class LinkForm(forms.Form):
    case = text_field("Numéro de l’accompagnement", "Écrivez le numéro de l’accompagnement.", 20,
                      help_text="Il commence par A\u00a0: «\u00a0A-26-000123-4\u00a0»")  # fmt: skip
    wish = choice_field("Le souhaite-t-elle", [("oui", "Oui, elle l’a dit")], "Demandez-le-lui d’abord.")
    contribution = AmountField(label="Son apport, en francs", required=False)
    day = day_field("Membre depuis le")

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})

    def clean_case(self):
        number = number_typed("A", self.cleaned_data["case"])
        found = Case.objects.filter(number=number).first() if number else None
        if found is None:
            raise forms.ValidationError("Aucun accompagnement de votre organisation ne porte ce numéro. Relisez-le.")
        return found


class HostForm(forms.Form):
    sex = choice_field(
        "Femme ou homme", SEX, "Dites si c’est une femme ou un homme.", help_text="Le nom ne se demande pas"
    )
    contribution = AmountField(label="Son apport, en francs", required=False)
    day = day_field("Membre depuis le")

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})


class ExitForm(forms.Form):
    reason = choice_field("Pourquoi", ExitReason, "Dites pourquoi.")
    day = day_field("Quel jour")
    votes_for = count_field("Si elle est exclue\u00a0: voix pour", 500, required=False)
    votes_against = count_field("Voix contre", 500, required=False)
    share = choice_field("Que devient sa part", ShareEnd, "Dites ce que devient sa part.")
    heir_sex = choice_field("L’héritier est", SEX)
    words = text_field("Précision", most=200, help_text=NO_NAME)

    @property
    def said(self) -> ExitSaid:
        return ExitSaid(**self.cleaned_data)


class RuleForm(forms.Form):
    rule = choice_field("Comment partager", Rule, "Dites comment partager.")


class FundingForm(forms.Form):
    payer = forms.ChoiceField(label="Qui paierait", error_messages={"required": "Dites qui paierait."})
    purpose = text_field("Pour quoi", "Dites pour quoi.", 200, help_text=NO_NAME)
    amount = AmountField(label="Montant demandé", least=1, error_messages={"required": "Dites le montant."})

    def __init__(self, by, data=None):
        super().__init__(data)
        self.found = _others(by) | {str(by.organisation_id): by.organisation}
        self.fields["payer"].choices = [("", "Choisir"), *((key, one.name) for key, one in self.found.items())]

    def clean_payer(self):
        return self.found[self.cleaned_data["payer"]]


class RetainForm(forms.Form):
    amount = AmountField(label="Montant accordé", least=1, error_messages={"required": "Dites le montant."})
    grant = forms.ChoiceField(label="Sur quelle subvention", error_messages={"required": "Choisissez une subvention."})

    def __init__(self, by, funding, data=None):
        super().__init__(data, initial={"amount": funding.amount})
        self.found = {str(one.pk): one for one in Grant.objects.filter(organisation=by.organisation_id)}
        self.fields["grant"].choices = [("", "Choisir"), *((key, one.name) for key, one in self.found.items())]

    def clean_grant(self):
        return self.found[self.cleaned_data["grant"]]


class WordsForm(forms.Form):
    words = text_field("Pourquoi", "Dites pourquoi\u00a0: le groupe doit l’entendre.", 200, help_text=NO_NAME)


class TrancheForm(forms.Form):
    amount = AmountField(label="Montant de la tranche", least=1, error_messages={"required": "Dites le montant."})
    condition = text_field("Ce qui doit être montré avant de la payer", "Dites ce qui doit être montré.", 200,
                           help_text="Des statuts déposés, deux devis, un hangar construit")  # fmt: skip


class EvidenceForm(forms.Form):
    day = day_field("Vu le")
    words = text_field("Ce qui a été vu", "Dites ce qui a été vu.", 300, help_text=NO_NAME)

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})


class PayForm(forms.Form):
    receipt = text_field("Numéro du reçu signé", "Donnez le numéro du reçu.", 60)
    day = day_field("Payée le")

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})


class LineForm(forms.Form):
    way = choice_field("Reçu ou dépensé", AccountLine.Way, "Dites si c’est reçu ou dépensé.")
    amount = AmountField(label="Montant", least=1, error_messages={"required": "Dites le montant."})
    receipt = text_field("Numéro du reçu ou de la facture", "Donnez le numéro.", 60)
    day = day_field("Le")
    what = text_field("Pour quoi", most=200)

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})


class VisitForm(forms.Form):
    moment = choice_field("Quel suivi", (), "Dites de quel suivi il s’agit.")
    day = day_field("Jour de la visite")
    business = choice_field("L’activité", GroupVisit.Business, "Dites si l’activité marche.")
    met = count_field("Membres rencontrés", 500, required=False)
    words = forms.CharField(
        label="Ce qu’il faut retenir", help_text="Facultatif, scellé", required=False, max_length=1000, widget=Note
    )

    def __init__(self, moments, data=None):
        super().__init__(data, initial={"day": clock.today()})
        self.fields["moment"].choices = [*moments, ("autre", "Une autre visite")]

    @property
    def said(self) -> dict:
        moment = self.cleaned_data["moment"]
        return {**self.cleaned_data, "moment": "" if moment == "autre" else moment}


class DissolveForm(forms.Form):
    reason = choice_field("Pourquoi", DissolutionReason, "Dites pourquoi.")
    equipment = choice_field("Que devient l’équipement", Equipment, "Dites ce que devient l’équipement.")


class ProjectForm(forms.Form):
    name = text_field("Nom du projet", "Donnez le nom du projet.")
    works = forms.ChoiceField(
        label="Ouvrage",
        choices=[("", "Choisir"), *CommunityProject.Works.choices],
        error_messages={"required": "Choisissez l’ouvrage."},
    )
    place = PlaceField(label="Cercle", error_messages={"required": "Choisissez le cercle."})
    commune = text_field("Commune", "Dites la commune.", 120)
    represented_by = text_field("Qui représente la commune", "Dites la fonction.", 120,
                                help_text="La fonction, pas le nom\u00a0: deuxième adjointe au maire")  # fmt: skip
    pdsec = text_field("Référence au PDSEC", most=120, help_text="Rien s’il n’y est pas inscrit")
    pdsec_year = count_field("Année de ce PDSEC", 2100, required=False)

    def __init__(self, data=None):
        super().__init__(data)
        offer_inside(self.fields["place"])


class PopulationForm(forms.Form):
    people = count_field("Population touchée", 20_000_000)
    source = text_field("Selon qui", "Dites la source.", help_text="«\u00a0Mairie, recensement administratif\u00a0»")
    year = count_field("Année", 2100)


class CofundingForm(forms.Form):
    source = text_field("Qui", "Dites qui.")
    step = choice_field("Promis ou versé", Cofunding.Step, "Dites si c’est promis ou versé.")
    amount = AmountField(label="Montant", least=1, error_messages={"required": "Dites le montant."})
    day = day_field("Le")
    act = text_field("Acte", "Dites par quel acte.", help_text="Convention, délibération, reçu")


class ProgressForm(forms.Form):
    day = day_field("Vu le")
    words = text_field("Ce qui a été vu", "Dites ce qui a été vu.", 300, help_text=NO_NAME)
    share = count_field("Avancement, de 0 à 100", 100, required=False)

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})
