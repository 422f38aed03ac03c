"""Forms of posts, and of their doors."""

from collections.abc import Collection
from uuid import UUID

from django import forms

from benkan.organisations.models import Post
from benkan.organisations.shifts import pin_fault
from benkan.places.models import Place


class Pin(forms.PasswordInput):
    """Six digits on the digits' keyboard, remembered by no browser: the device is shared."""

    def __init__(self):
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "maxlength": "6", "class": "short"})


class PinForm(forms.Form):
    pin = forms.CharField(
        label="Code PIN", widget=Pin, error_messages={"required": "Écrivez les six chiffres de votre code PIN."}
    )


class OpenShiftForm(forms.Form):
    """Who, with which sealed code, and the PIN she gives herself until the shift ends."""

    email = forms.EmailField(
        label="Adresse électronique",
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Écrivez l’adresse de votre compte.",
            "invalid": "Cette adresse n’est pas entière. Écrivez-la comme «\u00a0prenom@organisation.ml\u00a0».",
        },
    )
    code = forms.CharField(
        label="Code scellé",
        max_length=20,
        help_text="Le prochain de votre enveloppe\u00a0; barrez-le ensuite, il ne sert qu’une fois.",
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "class": "short"}),
        error_messages={"required": "Écrivez le prochain code de votre enveloppe."},
    )
    pin = forms.CharField(
        label="Code PIN que vous choisissez",
        help_text="Six chiffres, pour reprendre cet appareil pendant votre service.",
        widget=Pin,
        error_messages={"required": "Choisissez six chiffres."},
    )
    again = forms.CharField(
        label="Le même, une seconde fois", widget=Pin, error_messages={"required": "Écrivez encore les six chiffres."}
    )

    def clean_pin(self):
        pin = self.cleaned_data["pin"]
        if fault := pin_fault(pin):
            raise forms.ValidationError(fault)
        return pin

    def clean(self):
        answers = super().clean()
        if {"pin", "again"} <= answers.keys() and answers["pin"] != answers["again"]:
            self.add_error("again", "Les deux codes PIN ne sont pas les mêmes. Écrivez-les de nouveau.")
        return answers


class NewPostForm(forms.Form):
    """A device to come: how it is called, and where it stays."""

    name = forms.CharField(
        label="Nom de l’appareil",
        max_length=Post._meta.get_field("name").max_length,
        help_text="Celui qui est écrit dessus, par exemple «\u00a0Téléphone 2\u00a0».",
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Donnez un nom à l’appareil."},
    )
    place = forms.ModelChoiceField(
        label="Lieu",
        queryset=Place.objects.none(),
        empty_label="Choisir un lieu",
        error_messages={"required": "Choisissez le lieu où l’appareil reste."},
    )

    def __init__(self, places: Collection[UUID], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(pk__in=places)
