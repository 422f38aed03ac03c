"""Six questions, each its own answer; none is preselected, and one that was not asked stays unasked."""

from django import forms

from benkan.common.forms import Choice, PersonName
from benkan.people.choices import LANGUAGE, choices
from benkan.people.majority import is_child
from benkan.people.models import MEANINGS, Purpose, Registration, SpokenText

YES_NO = [("oui", "Oui"), ("non", "Non")]


class ConsentForm(forms.Form):
    language = forms.ChoiceField(
        label="Langue parlée avec la personne",
        error_messages={"required": "Dites dans quelle langue vous avez parlé."},
    )
    interpreter = forms.CharField(
        label="Interprète", help_text="Son nom, s’il y en avait un", max_length=120, required=False, widget=PersonName
    )
    witness = forms.CharField(
        label="Témoin",
        help_text="Si la personne ne signe pas, ou si vous le préférez",
        max_length=120,
        required=False,
        widget=PersonName,
    )
    for_child_by = forms.CharField(
        label="Qui répond pour l’enfant",
        help_text="Tuteur ou autorité ; demandez aussi à l’enfant ce qu’il en pense",
        max_length=120,
        error_messages={"required": "Pour un enfant, dites qui répond : son tuteur, ou l’autorité."},
        widget=PersonName,
    )
    text = forms.ModelChoiceField(
        SpokenText.objects.none(),
        label="Texte dit",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Dites quel texte vous avez lu à voix haute."},
    )

    def __init__(self, registration: Registration, texts: list[SpokenText], data=None):
        super().__init__(data)
        self.fields["language"].choices = [("", "Choisir"), *choices(LANGUAGE)]
        self.fields["text"].queryset = SpokenText.objects.filter(pk__in=[text.pk for text in texts])
        if len(texts) == 1:
            self.fields["text"].widget = forms.HiddenInput()
            self.initial["text"] = texts[0].pk
        if registration.age_on(registration.registered_at.date()) is None:
            self.fields["for_child_by"].required = False
            self.fields["for_child_by"].label = "Si c’est un enfant : qui répond pour lui"
        elif not is_child(registration):
            del self.fields["for_child_by"]
        for purpose in Purpose:
            self.fields[purpose.value] = forms.ChoiceField(
                label=purpose.label, help_text=MEANINGS[purpose], choices=YES_NO, required=False, widget=Choice
            )
        self.order_fields([*Purpose.values, "for_child_by", "language", "interpreter", "witness", "text"])

    def clean(self):
        if not self.errors and not self.answers:
            raise forms.ValidationError("Aucune réponse n’est cochée. Cochez oui ou non pour ce que vous avez demandé.")
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, bool]:
        """The purposes that were asked."""
        said = {purpose: self.cleaned_data.get(purpose) for purpose in Purpose.values}
        return {purpose: answer == "oui" for purpose, answer in said.items() if answer}

    @property
    def circumstances(self) -> dict:
        """Language, text, who helped: the rest of what `writes.ask_consent` takes."""
        names = ("language", "interpreter", "witness", "for_child_by", "text")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
