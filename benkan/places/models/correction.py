"""What people said on the platform about places, against or beside the files."""

import datetime as dt

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.typography import jour
from benkan.places.models.place import Place


class Correction(Identified):
    """One thing corrected on the platform; rows are added, never changed. It wins over what the files say later.

    `before` and `after` are what was compared: a name, a slug, a day (ISO), a code ("pcode 2021 ML0604").
    """

    class What(models.TextChoices):
        NAME = "name", "nom corrigé"
        ALIAS = "alias", "autre nom ajouté"
        PARENT = "parent", "rattachement corrigé"
        CODE = "code", "code ajouté"
        CLOSED = "closed", "lieu fermé"
        ADDED = "added", "lieu ajouté"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=10, choices=What)
    before = models.CharField(max_length=120, blank=True)
    after = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=240)
    reason = models.TextField()
    account_id = models.UUIDField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(source=""),
                name="a_correction_says_why_and_from_what",
                violation_error_message="Dites la raison de la correction, et d’où vous la tenez.",
            )
        ]

    def __str__(self):
        return f"{self.get_what_display()} : {self.after}"

    @property
    def before_words(self) -> str:
        return self._words(self.before)

    @property
    def after_words(self) -> str:
        return self._words(self.after)

    def _words(self, text: str) -> str:
        return jour(dt.date.fromisoformat(text)) if text and self.what == self.What.CLOSED else text
