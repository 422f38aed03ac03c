"""Two files that may be one person's: proposed by the engine, answered by people, each side for itself."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import LABELS, VERDICTS, State, Verdict

WORDS = [(word.value, word.value.capitalize()) for word in Word]


class Pair(Identified):
    """What the engine proposed, with the model that made it, and where people have brought it.

    Whose files these are stands with its sides, each read by its own organisation alone. `organisation` is said where
    both files are one organisation's. `mark` stands for the two files, so that a pair is proposed once.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Of two organisations, the one that asked: named to the other, which is not named to it until it says so.
    asker = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    mark = models.CharField(max_length=32, unique=True, editable=False)
    word = models.CharField("force", max_length=14, choices=WORDS)
    probability = models.FloatField()
    hard = models.BooleanField("à deux", default=False)  # two people of a side must agree
    model = models.CharField(max_length=30)
    state = models.CharField("état", max_length=12, choices=LABELS.items(), default=State.OPEN)
    proposed_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)  # when it came to stand there

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-probability"], name="pair_to_decide", condition=Q(state="ouverte")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(State)),
                name="pair_state_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1),
                name="pair_probability_is_one",
                violation_error_message="Une probabilité va de 0 à 1.",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class Side(Identified):
    """One of the two files of a pair. `reasons` are said to whoever may read both files."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="sides")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="pair_sides")
    reasons = models.JSONField(default=list)  # [[French words, weight in log2], …], the strongest first
    relatives = models.BooleanField(default=False)  # a family is likelier than one person

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "registration"],
                name="a_file_stands_once_in_a_pair",
                violation_error_message="Une paire unit deux dossiers différents.",
            )
        ]

    def __str__(self):
        return str(self.pk)


class Decision(models.Model):
    """What somebody said of a pair for her organisation's side: a row added, never changed. Numbered in their order.

    The database works out where the pair stands, and whose files are one person's, as the row is added.
    """

    id = models.BigAutoField(primary_key=True)
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="decisions")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField("réponse", max_length=12, choices=VERDICTS.items())
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=list(Verdict)),
                name="decision_verdict_is_known",
                violation_error_message="Cette réponse n’existe pas.",
            )
        ]

    def __str__(self):
        return self.get_verdict_display()
