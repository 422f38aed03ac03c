"""A file is brought to an arrival; what its columns hold is said."""

import datetime as dt

from django import forms

from benkan.common import clock
from benkan.common.forms import Choice
from benkan.people.workbook import LABELS
from benkan.workbooks.engine.tables import RANK

NOT_READ = "-"
THERE, AHEAD = "oui", "non"


class FileForm(forms.Form):
    """One file, and whether the people on it are there: who is only announced has not returned yet."""

    file = forms.FileField(
        label="Fichier",
        help_text="Excel, OpenDocument ou CSV, tel que vous l’avez reçu",
        max_length=250,
        widget=forms.FileInput,
        error_messages={
            "required": "Choisissez le fichier à joindre.",
            "empty": "Ce fichier est vide : déposez celui qui contient la liste.",
            "max_length": "Le nom de ce fichier est trop long. Raccourcissez-le, puis déposez-le de nouveau.",
        },
    )
    arrived = forms.ChoiceField(
        label="Ces personnes sont-elles arrivées ?",
        choices=[
            (THERE, "Oui, la liste est celle des personnes reçues"),
            (AHEAD, "Pas encore : liste d’embarquement, ou annonce"),
        ],
        widget=Choice,
        error_messages={"required": "Dites si ces personnes sont arrivées : sans cela, aucun retour n’est noté."},
    )

    def __init__(self, *args, day: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day

    def clean_arrived(self) -> bool:
        there = self.cleaned_data["arrived"] == THERE
        if there and self.day > clock.today():
            raise forms.ValidationError("Ce convoi n’est pas encore arrivé. Choisissez « Pas encore ».")
        return there


class ColumnsForm(forms.Form):
    """What each column holds: one question a column, answered beforehand by what the machine proposes."""

    ROLES = [(NOT_READ, "Ne pas lire"), *((role, label) for role, label in LABELS.items() if role != RANK)]

    def __init__(self, *args, tables: list[dict], **kwargs):
        super().__init__(*args, **kwargs)
        self.tables = tables
        for number, table in enumerate(tables):
            for column in table["columns"]:
                self.fields[f"t{number}-{column['letter']}"] = forms.ChoiceField(
                    label=f"Colonne {column['letter']}, {column['title']}",
                    choices=self.ROLES,
                    initial=column["role"] or NOT_READ,
                )

    @property
    def shown(self) -> list[tuple[dict, list]]:
        """Each table with its columns and their fields, in the order of the file."""
        return [
            (table, [(column, self[f"t{number}-{column['letter']}"]) for column in table["columns"]])
            for number, table in enumerate(self.tables)
        ]

    @property
    def changed(self) -> list[tuple[dict, dict, str | None]]:
        """(table, column, role) where somebody said otherwise than was proposed."""
        return [
            (table, column, None if said == NOT_READ else said)
            for number, table in enumerate(self.tables)
            for column in table["columns"]
            if (said := self.cleaned_data[f"t{number}-{column['letter']}"]) != (column["role"] or NOT_READ)
        ]

    def clean(self):
        for number, table in enumerate(self.tables):
            roles: dict[str, str] = {}
            for column in table["columns"]:
                role = self.cleaned_data.get(f"t{number}-{column['letter']}", NOT_READ)
                if role != NOT_READ and role in roles:
                    self.add_error(
                        f"t{number}-{column['letter']}",
                        f"« {LABELS[role]} » est déjà la colonne {roles[role]}. Une seule des deux peut l’être.",
                    )
                roles.setdefault(role, column["letter"])
        return self.cleaned_data
