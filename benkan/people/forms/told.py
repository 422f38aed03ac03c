"""What somebody says of herself, to find her file: a name as it is heard, and what makes it more precise."""

from django import forms

from benkan.common import clock
from benkan.common.forms import DATE_EXAMPLES, FreeDate, PersonName, PersonText, Phone
from benkan.common.imprecise import ImpreciseDate, NotADate, parse
from benkan.people.alike import Asked

PRECISE = ("mere", "naissance", "tel", "lieu")


class ToldForm(forms.Form):
    """Nothing is required: each answer makes the list shorter, and its order surer."""

    mere = forms.CharField(label="Sa mère", max_length=160, required=False, widget=PersonName)
    naissance = forms.CharField(
        label="Sa naissance ou son âge", help_text=DATE_EXAMPLES, max_length=60, required=False, widget=FreeDate
    )
    tel = forms.CharField(label="Son téléphone, ou celui d’un proche", max_length=40, required=False, widget=Phone)
    lieu = forms.CharField(label="Où elle va", max_length=160, required=False, widget=PersonText)

    def clean_naissance(self) -> ImpreciseDate:
        try:
            return parse(self.cleaned_data["naissance"], on=clock.today())
        except NotADate as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def said(self) -> list[str]:
        """Names of the answers given, whatever they say."""
        return [name for name in PRECISE if self.data.get(name, "").strip()]

    def told(self, name: str) -> Asked:
        """What was told, the name in one line; an answer that could not be read says nothing."""
        said = getattr(self, "cleaned_data", {})
        return Asked(
            given_names=name,
            mother_name=said.get("mere", ""),
            phone=said.get("tel", ""),
            birth=said.get("naissance") or None,
            destination=said.get("lieu", ""),
        )
