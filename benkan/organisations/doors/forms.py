"""Allauth's forms of the doors, in the words of the platform."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms

from benkan.audit.writes import record
from benkan.common.ids import new_id
from benkan.organisations.acting import NOBODY
from benkan.organisations.doors.mail import write_to
from benkan.organisations.models import Account
from benkan.organisations.verbs import SIGN_IN_FAILED

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short", "spellcheck": "false"}
LENGTH = "Douze signes ou plus\u00a0: une phrase que vous seul connaissez. Ni votre nom, ni un mot de passe courant."
TWICE = "Les deux mots de passe ne sont pas les mêmes. Écrivez-les de nouveau."


def _say(form: forms.Form, **labels: str) -> None:
    """Give the fields their words; what allauth writes inside them goes."""
    form.label_suffix = ""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        field.label = labels.get(name, field.label)


class AskNewPassword(account.ResetPasswordForm):
    """An address, whoever has it: the worker writes to the account it finds there, and the door cannot tell."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, email="Adresse électronique")
        self.fields["email"].error_messages = {
            "required": "Écrivez votre adresse électronique.",
            "invalid": "Cette adresse n’est pas une adresse électronique. Écrivez-la ainsi\u00a0: nom@exemple.ml.",
        }

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def save(self, request, **kwargs) -> str:
        """Ask for the letter either way: the same query, the same row, whether there is an account or not."""
        found = Account.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True)
        account_id = found.values_list("pk", flat=True).first()
        write_to(account_id or new_id(), "new_password")
        return self.cleaned_data["email"]


class _Chosen:
    """A new password, written twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(
            self,
            oldpassword="Mot de passe d’aujourd’hui",
            password1="Nouveau mot de passe",
            password2="Le même, une seconde fois",
        )
        self.fields["password1"].help_text = LENGTH

    def clean(self):
        cleaned = forms.Form.clean(self)
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", TWICE)
        return cleaned


class ChoosePassword(_Chosen, account.ResetPasswordKeyForm):
    """By a link: of an invitation, or of a password forgotten."""


class ChangePassword(_Chosen, account.ChangePasswordForm):
    """By who knows the one in use."""


class SureByPassword(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, password="Mot de passe")  # noqa: S106 - a label


class _Code:
    help = "Les six chiffres de votre application, ou l’un de vos codes de secours"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, code="Code")
        self.fields["code"].widget.attrs.update(CODE)
        self.fields["code"].help_text = self.help
        self.fields["code"].error_messages["required"] = "Écrivez le code."


class SecondFactor(_Code, factors.AuthenticateForm):
    """After the password."""

    def _emit_authentication_failed(self, authenticator) -> None:
        record(SIGN_IN_FAILED, by=NOBODY, reason="second facteur")


class SureByCode(_Code, factors.ReauthenticateForm):
    """Before an act that asks to be sure."""

    def _emit_authentication_failed(self, authenticator) -> None:
        record(SIGN_IN_FAILED, by=context.request.actor, reason="second facteur")


class FirstCode(_Code, ActivateTOTPForm):
    """The code that proves that the application has the secret."""

    help = "Les six chiffres que l’application montre maintenant"


class _NamedPasskey:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, name="Nom de cette clé", passwordless="Entrer avec elle seule, sans mot de passe")
        self.fields["name"].max_length = 40
        self.fields["name"].widget.attrs["maxlength"] = 40
        self.fields["name"].help_text = "Pour la reconnaître\u00a0: «\u00a0téléphone\u00a0», «\u00a0clé bleue\u00a0»"
        if "passwordless" in self.fields:
            self.fields[
                "passwordless"
            ].help_text = "L’appareil vous reconnaît alors par son code, un doigt ou un visage."


class NewPasskey(_NamedPasskey, passkeys.AddWebAuthnForm):
    pass


class RenamePasskey(_NamedPasskey, passkeys.EditWebAuthnForm):
    pass
