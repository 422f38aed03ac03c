"""How forms look: one column, one question a line, errors beside the answer they speak of.

Any Django form comes out right with `{{ form }}`; the widgets below say what a plain one cannot.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

from django import forms
from django.forms.renderers import TemplatesSetting

from benkan.common.errors import Impossible

# Beyond this many letters an answer takes a line of its own.
LONG_ANSWER = 18
DATE_EXAMPLES = "« 27 », « vers 1998 » ou « 3/5/1998 »"


class Renderer(TemplatesSetting):
    form_template_name = "common/forms/form.html"
    field_template_name = "common/forms/field.html"


class _BigTargets:
    """Native boxes inside big labels: no script, the keyboard works as everywhere."""

    template_name = "common/forms/choice.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        labels = [str(option["label"]) for _, options, _ in context["widget"]["optgroups"] for option in options]
        context["widget"]["rows"] = any(len(label) > LONG_ANSWER for label in labels)
        return context


class Choice(_BigTargets, forms.RadioSelect):
    """One answer. Nothing is chosen beforehand, and « no answer » is not offered as an answer."""

    def optgroups(self, name, value, attrs=None):
        bare = copy(self)
        bare.choices = [choice for choice in self.choices if choice[0] not in ("", None)]
        return super(Choice, bare).optgroups(name, value, attrs)


class ChoiceMany(_BigTargets, forms.CheckboxSelectMultiple):
    """Several answers, or none."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["many"] = True
        return context


class _Plain(forms.TextInput):
    """A line of text that the browser neither remembers nor corrects: devices are shared, names are not words."""

    extra: dict[str, str] = {}

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "spellcheck": "false", **self.extra, **(attrs or {})})


class PersonName(_Plain):
    extra = {"autocapitalize": "words"}


class PersonText(_Plain):
    """Anything else that says something of a person: a village, a paper's number."""


class FreeDate(_Plain):
    """A date as people say it; give `DATE_EXAMPLES` as help."""

    extra = {"autocapitalize": "none", "class": "short"}


class Phone(_Plain):
    input_type = "tel"
    extra = {"inputmode": "tel"}


class Count(_Plain):
    """A whole number, without the arrows that change it by accident."""

    extra = {"inputmode": "numeric", "class": "short"}


class Note(forms.Textarea):
    def __init__(self, attrs=None):
        super().__init__({"rows": 4, "autocomplete": "off", **(attrs or {})})


class Outcome:
    """What became of a block of `saying`: the refusal that its form says, or None where the block went through."""

    refusal: Exception | None = None


@contextmanager
def saying(form: forms.Form, field: str | None = None, refusal: type[Exception] = Impossible) -> Iterator[Outcome]:
    """Within the block, what cannot be done is said by the form: at its head, or beside `field`.

        if form.is_valid():
            with saying(form):
                writes.annul(by=request.actor, …)
                return redirect(…)
        return render(…, status=422 if form.errors else 200)

    Only `refusal` is said (`Impossible` and what is more precise); anything else goes on its way. What the write had
    begun is undone by the write itself, whose transaction the refusal has left.
    """
    outcome = Outcome()
    try:
        yield outcome
    except refusal as sentence:
        outcome.refusal = sentence
        form.add_error(field, str(sentence))
