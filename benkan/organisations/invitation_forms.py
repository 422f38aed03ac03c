"""The form of who is invited and has no account yet: her name, and a password that she alone knows."""

from django import forms

from benkan.organisations.doors.forms import LENGTH, TWICE
from benkan.organisations.member_forms import NameForm

PASSWORD = {"autocomplete": "new-password"}


class OwnAccountForm(NameForm):
    password1 = forms.CharField(
        label="Mot de passe",
        strip=False,
        widget=forms.PasswordInput(PASSWORD),
        help_text=LENGTH,
        error_messages={"required": "Choisissez un mot de passe."},
    )
    password2 = forms.CharField(
        label="Le même, une seconde fois",
        strip=False,
        widget=forms.PasswordInput(PASSWORD),
        error_messages={"required": "Écrivez le mot de passe une seconde fois."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Vos prénom et nom"
        self.fields["name"].help_text = "Comme vos collègues les liront"
        self.fields["name"].error_messages = {"required": "Écrivez vos prénom et nom."}

    def clean(self):
        cleaned = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", TWICE)
        return cleaned
