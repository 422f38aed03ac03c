"""What is asked to prepare help, to pay it, to note that she received it, and to check it with her."""

from django import forms

from benkan.cases.forms.amounts import AmountField
from benkan.cases.lifecycles.deliveries import (
    AskedInReturn,
    CheckMeans,
    CheckReceived,
    DeliveryReason,
    Mark,
    PaymentMeans,
    Receiver,
)
from benkan.cases.models import Delivery, DeliveryStatusRow
from benkan.cases.reads.deliveries import Sums
from benkan.cases.writes.checking import Answered
from benkan.cases.writes.deliveries import Received
from benkan.common import clock
from benkan.common.forms import Choice, Note, PersonName, PersonText
from benkan.common.typography import montant
from benkan.organisations.member_forms import NOT_A_DAY

PLAIN = {"autocomplete": "off"}


def _day(label: str, missing: str, *, help_text: str = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": NOT_A_DAY},
    )


def _choice(label: str, choices, missing: str, *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=Choice, required=required, help_text=help_text,
        error_messages={"required": missing},
    )  # fmt: skip


class PrepareForm(forms.Form):
    """One tranche. A restricted line asks no supplier: its name would tell of her."""

    amount = AmountField(label="Montant, en F CFA", least=1, error_messages={"required": "Écrivez le montant."})
    means = _choice("Comment c’est remis", PaymentMeans, "Dites comment c’est remis.")
    supplier = forms.CharField(
        label="Fournisseur",
        help_text="Pour un achat ou un kit\u00a0: la boutique, l’artisan. L’organisme qui paie le lit",
        required=False,
        max_length=Delivery._meta.get_field("supplier").max_length,
        widget=PersonText,
    )
    last = forms.BooleanField(
        label="C’est la dernière tranche",
        help_text="S’il reste de l’argent, il n’est pas dépensé, et la ligne se termine",
        required=False,
    )

    def __init__(self, sums: Sums, data=None, *, restricted: bool = False):
        super().__init__(data, initial={"amount": sums.left})
        self.fields["amount"].help_text = f"Il reste {montant(sums.left)} sur {montant(sums.granted)} retenus"
        if restricted:
            del self.fields["supplier"]


class RenderForm(forms.Form):
    day = _day("Jour où c’était fait", "Dites quel jour c’était.")

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})


class PayForm(forms.Form):
    day = _day("Payée le", "Dites quel jour elle est payée.")
    reference = forms.CharField(
        label="Numéro de la pièce",
        help_text="Chèque, virement, facture ou bon de caisse. Pas de nom",
        max_length=Delivery._meta.get_field("reference").max_length,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": "Donnez le numéro de la pièce."},
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})


class WhyForm(forms.Form):
    """Why a delivery is refused, cancelled or reversed."""

    reason = _choice("Motif", (), "Choisissez le motif\u00a0: il est compté.")
    words = forms.CharField(
        label="Précision",
        help_text="Facultatif, sans nom\u00a0: les deux organisations la lisent",
        required=False,
        max_length=DeliveryStatusRow._meta.get_field("words").max_length,
        widget=Note(attrs={"rows": 2}),
    )

    def __init__(self, reasons: tuple[DeliveryReason, ...], data=None):
        super().__init__(data)
        self.fields["reason"].choices = [(one.value, one.label) for one in reasons]


class ReceivedForm(forms.Form):
    day = _day("Reçue le", "Dites quel jour le reçu a été signé.")
    receiver = _choice("Qui a reçu", Receiver, "Dites qui a reçu.")
    mark = _choice("Le reçu porte", Mark, "Dites ce que porte le reçu.")
    name = forms.CharField(
        label="Nom de qui a reçu à sa place",
        help_text="Seulement si ce n’est pas elle\u00a0; scellé, lu par votre organisation",
        required=False,
        max_length=120,
        widget=PersonName,
    )
    why = forms.CharField(
        label="Pourquoi une autre personne",
        help_text="Pour une personne mandatée\u00a0; scellé",
        required=False,
        max_length=200,
        widget=PersonText,
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"day": clock.today()})

    def clean(self):
        answers = super().clean()
        receiver = answers.get("receiver")
        if receiver and receiver != Receiver.HERSELF and not answers.get("name", "").strip():
            self.add_error("name", "Écrivez le nom de qui a reçu à sa place.")
        if receiver == Receiver.MANDATED and not answers.get("why", "").strip():
            self.add_error("why", "Dites pourquoi une autre personne a reçu à sa place.")
        return answers

    @property
    def said(self) -> Received:
        answers = self.cleaned_data
        herself = answers["receiver"] == Receiver.HERSELF
        return Received(
            answers["day"], Receiver(answers["receiver"]), answers["mark"],
            "" if herself else answers["name"], "" if herself else answers["why"],
        )  # fmt: skip


class CheckForm(forms.Form):
    """Asked without saying what was noted: she tells first."""

    means = _choice("Comment vous l’avez jointe", CheckMeans, "Dites comment vous l’avez jointe.")
    received = _choice(
        "A-t-elle reçu cette aide\u00a0?", CheckReceived, "Notez sa réponse, ou qu’elle est injoignable."
    )
    amount = AmountField(
        label="Combien, d’après elle", help_text="En F CFA\u00a0; vide si elle ne sait pas", required=False
    )
    day = _day("Quel jour, d’après elle", "", help_text="Vide si elle ne sait pas", required=False)
    in_return = _choice(
        "Quelqu’un lui a-t-il demandé quelque chose en échange\u00a0?", AskedInReturn, "", required=False,
        help_text="De l’argent, un service, autre chose. Personne d’autre ne doit entendre la question",
    )  # fmt: skip
    words = forms.CharField(
        label="Ce qu’elle a dit",
        help_text="Facultatif\u00a0; scellé, lu par qui supervise. Pas de santé ni de violence ici",
        required=False,
        max_length=400,
        widget=Note(attrs={"rows": 3}),
    )

    @property
    def said(self) -> Answered:
        return Answered(**self.cleaned_data)
