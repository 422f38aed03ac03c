"""How a form comes out: errors beside their answers and at the top, nothing chosen beforehand, no script needed."""

from html.parser import HTMLParser

import pytest
from django import forms

from benkan.common.errors import Impossible, Refused
from benkan.common.forms import Choice, ChoiceMany, FreeDate, PersonName, saying

SEXES = [("", "---------"), ("h", "Homme"), ("f", "Femme")]


class Desk(forms.Form):
    name = forms.CharField(label="Nom", help_text="Comme la personne le dit", widget=PersonName)
    sex = forms.ChoiceField(label="Sexe", choices=SEXES, widget=Choice)
    plain = forms.ChoiceField(label="Autre", choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    seen = forms.MultipleChoiceField(label="Vu", choices=[("m", "Malade")], widget=ChoiceMany, required=False)
    birth = forms.CharField(label="Naissance", widget=FreeDate, required=False)
    agreed = forms.BooleanField(label="Consent")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Tags(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str, **wanted) -> list[dict]:
        return [a for t, a in self.found if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.found if "id" in attrs]


def test_nothing_is_chosen_beforehand_and_no_answer_is_not_an_answer():
    tags = Tags(str(Desk()))
    assert [radio["value"] for radio in tags.all("input", type="radio", name="sex")] == ["h", "f"]
    assert not [attrs for _, attrs in tags.found if "checked" in attrs or "selected" in attrs]


def test_each_answer_has_its_label():
    tags = Tags(str(Desk()))
    labelled = {attrs["for"] for attrs in tags.all("label") if "for" in attrs}
    boxes = {attrs["id"] for attrs in tags.all("input") if attrs["type"] != "hidden" and attrs["name"] != "agreed"}
    assert boxes == labelled
    assert len(tags.all("legend")) == len(tags.all("fieldset")) == 3


def test_a_required_answer_says_so_in_words():
    assert str(Desk()).count("<small>obligatoire</small>") == 3


def test_errors_stand_beside_their_answer_and_at_the_top():
    html = str(Desk({"sex": "h"}))
    tags = Tags(html)
    assert html.index("2\u00a0réponses à corriger") < html.index("<label")
    assert [attrs["href"] for attrs in tags.all("a")] == ["#id_name", "#id_agreed"]
    wrong = tags.all("input", name="name")[0]
    assert wrong["aria-invalid"] == "true"
    assert wrong["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert set(wrong["aria-describedby"].split()) <= set(tags.ids)
    assert len(tags.ids) == len(set(tags.ids))


def test_an_error_on_a_choice_leads_to_its_first_answer():
    tags = Tags(str(Desk({"name": "Awa", "agreed": "on"})))
    assert [attrs["href"] for attrs in tags.all("a")] == ["#id_sex_0"]
    assert "id_sex_0" in tags.ids
    assert tags.all("fieldset", **{"aria-describedby": "id_sex_error"})


def test_what_was_answered_comes_back():
    tags = Tags(str(Desk({"name": "Awa", "sex": "f", "seen": ["m"], "birth": "vers 1994"})))
    assert "checked" in tags.all("input", type="radio", value="f")[0]
    assert "checked" in tags.all("input", type="checkbox", name="seen")[0]
    assert tags.all("input", name="birth")[0]["value"] == "vers 1994"


def test_the_browser_does_not_remember_persons():
    tags = Tags(str(Desk()))
    assert (
        tags.all("input", name="name")[0]["autocomplete"] == tags.all("input", name="birth")[0]["autocomplete"] == "off"
    )


def test_a_long_answer_takes_its_own_line():
    class Aid(forms.Form):
        aid = forms.ChoiceField(choices=[("t", "Transport jusqu’au cercle de destination")], widget=Choice)

    assert 'class="choice rows"' in str(Aid())


def test_djangos_own_radios_come_out_the_same():
    assert str(Desk()["plain"]).strip().startswith('<div id="id_plain" class="choice"')


# ---- What cannot be done ----


class TokenTaken(Impossible):
    """More precise than `Impossible`."""


def answered() -> Desk:
    form = Desk({"name": "Awa", "sex": "f", "agreed": "on"})
    assert form.is_valid()
    return form


@pytest.mark.parametrize(("field", "where"), [(None, "__all__"), ("name", "name")])
def test_what_cannot_be_done_is_said_by_the_form_where_it_belongs(field, where):
    form = answered()
    with saying(form, field) as outcome:
        raise TokenTaken("Ce jeton est pris.")
    assert form.errors == {where: ["Ce jeton est pris."]}
    assert isinstance(outcome.refusal, TokenTaken)


def test_what_went_through_leaves_the_form_as_it_was():
    form = answered()
    with saying(form) as outcome:
        pass
    assert outcome.refusal is None
    assert not form.errors


def test_the_more_precise_refusal_finds_its_own_place():
    for refusal, where in ((TokenTaken, "name"), (Impossible, "__all__")):
        form = answered()
        with saying(form), saying(form, "name", TokenTaken):
            raise refusal("Non.")
        assert list(form.errors) == [where]


def test_nothing_else_is_kept_silent():
    form = answered()
    with pytest.raises(Refused), saying(form):
        raise Refused("Votre rôle ne le permet pas.")
    with saying(form, refusal=Refused):
        raise Refused("Votre rôle ne le permet pas.")
    assert form.errors
