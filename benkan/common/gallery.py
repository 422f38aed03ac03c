"""/composants: every component and every field of a form, in each of its states, with invented content."""

import datetime as dt

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from benkan.common.forms import DATE_EXAMPLES, Choice, ChoiceMany, Count, FreeDate, Note, PersonName, Phone
from benkan.common.tilemap import TILES

SEEN = [("malade", "Malade"), ("enfant", "Enfant seul"), ("enceinte", "Enceinte"), ("marche", "Ne peut marcher")]
APART = [("oui", "Oui"), ("non", "Non")]
AID = [
    ("repas", "Repas et eau"),
    ("nuit", "Hébergement, trois nuits"),
    ("transport", "Transport jusqu’au cercle de destination"),
]
NEEDS = [0, 39, 13, 91, 52, 26, 104, 26, 156, 78, 117, 91, 65, 65, 182, 39, 52, 78, None, 52]
SOURCE = "Benkan, dossiers ouverts, mars 2026"


class Example(forms.Form):
    """Each kind of field, in the order of a night's desk."""

    given_names = forms.CharField(label="Prénom(s)", widget=PersonName)
    sex = forms.ChoiceField(label="Sexe", choices=[("", "–"), ("h", "Homme"), ("f", "Femme")], widget=Choice)
    birth = forms.CharField(label="Âge ou naissance", help_text=DATE_EXAMPLES, widget=FreeDate)
    phone = forms.CharField(label="Téléphone", help_text="Le sien, ou celui d’un proche", required=False, widget=Phone)
    seen = forms.MultipleChoiceField(
        label="Vu au comptage", help_text="Plusieurs possibles", choices=SEEN, required=False, widget=ChoiceMany
    )
    apart = forms.ChoiceField(label="Souhaite parler à part", choices=APART, required=False, widget=Choice)
    aid = forms.MultipleChoiceField(label="Aide donnée", choices=AID, required=False, widget=ChoiceMany)
    region = forms.ChoiceField(
        label="Va à", choices=[("", "Choisir"), *((slug, tile[0]) for slug, tile in TILES.items())]
    )
    nights = forms.IntegerField(label="Nuits demandées", required=False, widget=Count)
    note = forms.CharField(label="Note", help_text="Rien sur la santé ni la violence", required=False, widget=Note)
    paper = forms.FileField(label="Pièce jointe", help_text="PDF ou photo, 5 Mo au plus", required=False)
    read_aloud = forms.BooleanField(label="Le consentement a été lu à voix haute dans sa langue")

    def clean_birth(self):
        raise forms.ValidationError("« 31/02/1990 » n’est pas une date. Corrigez, ou écrivez « vers 1990 ».")


@login_not_required
@require_GET
def gallery(request):
    """The page; nothing in it comes from the database."""
    return render(request, "common/gallery.html", _content())


def _content() -> dict:
    answered = {"given_names": "Fousseyni", "sex": "h", "birth": "31/02/1990", "seen": ["malade", "marche"]}
    refused = Example({f"faux-{name}": value for name, value in answered.items()}, prefix="faux")
    return {
        "form": Example(prefix="vierge"),
        # Elsewhere the summary of errors takes the focus; here it would carry the page away from its top.
        "refused_form": SafeString(str(refused).replace(" autofocus", "")),
        "columns": ["Personne", "Ce qui est attendu", ("Coût", "num"), "Depuis"],
        "rows": [
            ["Mahamadou T.", "Orientation urgente, sans réponse", "–", "26\u00a0h"],
            ["Kadiatou D.", "Plan approuvé, non financé", "550\u202f000\u00a0F\u00a0CFA", "41\u00a0j"],
        ],
        "pairs": [("Née", "vers 1994"), ("Retour", "d’Algérie par Gao"), ("Téléphone", "")],
        "thread": [
            {"day": dt.date(2026, 1, 30), "words": "Arrivée à Gao, convoi de 118", "state": "done"},
            {"day": dt.date(2026, 2, 1), "words": "Besoins évalués", "href": "#fil", "state": "done"},
            {
                "when": "depuis 41\u00a0j",
                "words": "Plan approuvé, en attente de financement",
                "detail": "ligne 2.3 du plan 2025-2027",
                "state": "wait",
            },
            {"when": "avril", "words": "Visite des 3\u00a0mois"},
        ],
        "steps": ["Compter", "Enregistrer", "Consentements", "Relire"],
        "pairs_compared": [
            ("Nom", "Traoré", "TRAWORE"),
            ("Né", "vers 1998", "vers 1998"),
            ("Mère", "Assitan Diarra", ""),
        ],
        "needs": dict(zip(TILES, NEEDS, strict=True)),
        "journey": [
            {"label": "Enregistrées", "value": 4812, "share": 1},
            {"label": "Plan approuvé", "value": 2744, "share": 0.57},
            {"label": "Financées", "value": 938, "share": 0.195, "late": True},
            {"label": "Suivi à 12\u00a0mois", "value": 611, "share": 0.51, "note": "parmi 1\u202f204 dues"},
        ],
        "source": SOURCE,
        "figures": {"day": dt.date(2026, 3, 1), "hour": dt.time(18, 5), "amount": 52_000, "people": 212},
    }
