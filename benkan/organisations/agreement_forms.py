"""Forms of sharing agreements: what is proposed, and why one is refused or ended."""

from django import forms

from benkan.common import clock
from benkan.common.forms import Choice, ChoiceMany, Note
from benkan.organisations.agreements import shareable_fields
from benkan.organisations.member_forms import DAY, NOT_A_DAY
from benkan.organisations.models import Agreement, AgreementStatus, Organisation
from benkan.organisations.purposes import Purpose

GIVING, RECEIVING = "donner", "recevoir"


class ProposalForm(forms.Form):
    """Which way, with whom, for what, which data, between which days, by which act."""

    direction = forms.ChoiceField(
        label="Dans quel sens\u00a0?",
        choices=[(GIVING, "Nous transmettons"), (RECEIVING, "Nous recevons")],
        widget=Choice,
        error_messages={"required": "Dites qui transmet et qui reçoit."},
    )
    other = forms.ModelChoiceField(
        label="L’autre partie",
        queryset=Organisation.objects.none(),
        empty_label="Choisir une organisation",
        error_messages={
            "required": "Choisissez l’organisation avec laquelle l’accord se passe.",
            "invalid_choice": "Cette organisation n’est pas ouverte dans Benkan. Choisissez-en une autre.",
        },
    )
    purpose = forms.ChoiceField(
        label="Pour quoi\u00a0?",
        choices=Purpose.choices,
        widget=Choice,
        help_text="Le consentement de chaque personne, pour cette même finalité, sera demandé en plus.",
        error_messages={"required": "Dites pour quoi les données seraient transmises."},
    )
    groups = forms.MultipleChoiceField(
        label="Quelles données\u00a0?",
        widget=ChoiceMany,
        help_text="Le moins possible. Ce qui n’est pas nommé ici ne part pas.",
        error_messages={"required": "Dites quelles données peuvent être transmises."},
    )
    begins = forms.DateField(
        label="À partir du",
        initial=clock.today,
        widget=DAY,
        error_messages={"required": "Dites à partir de quel jour.", "invalid": NOT_A_DAY},
    )
    ends = forms.DateField(
        label="Jusqu’au",
        widget=DAY,
        help_text="Ce jour compte encore.",
        error_messages={"required": "Un accord a toujours une fin. Dites laquelle.", "invalid": NOT_A_DAY},
    )
    reference = forms.CharField(
        label="Acte signé sur papier",
        max_length=Agreement._meta.get_field("reference").max_length,
        help_text="Son numéro et sa date, par exemple «\u00a0Protocole 2026-014 du 3 mars 2026\u00a0».",
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Dites quel acte porte cet accord\u00a0: son numéro et sa date."},
    )

    def __init__(self, own: Organisation, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own
        others = Organisation.objects.filter(closed_at__isnull=True).exclude(pk=own.pk)
        self.fields["other"].queryset = others
        self.fields["groups"].choices = [(group.code, group.label) for group in shareable_fields().values()]

    def clean(self):
        answers = super().clean()
        if {"begins", "ends"} <= answers.keys() and answers["ends"] < answers["begins"]:
            self.add_error("ends", "La fin ne peut pas précéder le début.")
        return answers

    @property
    def proposal(self) -> dict:
        """What `propose_agreement` takes."""
        answers = self.cleaned_data
        giver, receiver = self.own, answers["other"]
        if answers["direction"] == RECEIVING:
            giver, receiver = receiver, giver
        return {
            "giver": giver,
            "receiver": receiver,
            "purpose": answers["purpose"],
            "fields": answers["groups"],
            "begins": answers["begins"],
            "ends": answers["ends"],
            "reference": answers["reference"],
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi\u00a0?",
        max_length=AgreementStatus._meta.get_field("reason").max_length,
        widget=Note(attrs={"rows": 3}),
        help_text="L’autre partie le lit. Pas de nom de personne ici.",
        error_messages={"required": "Dites pourquoi en une phrase\u00a0: l’autre partie la lira."},
    )
