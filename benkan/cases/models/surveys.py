"""The questionnaire of sustainability on its grid, what she thinks of the help, and how an accompaniment ended."""

from django.db import models
from django.db.models import Q

from benkan.cases.lifecycles.surveys import Expected, Moment, NoSurvey, Satisfaction
from benkan.cases.lifecycles.visits import Mode
from benkan.cases.models.cases import Case, CaseStatusRow
from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField


class SurveyGrid(Identified):
    """A grid: its questions, scales, directions and weights as its file says them (see `engine.grids`).

    Until an official one is loaded, no score is shown.
    """

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField("titre", max_length=120)
    official = models.BooleanField("officielle")
    begins = models.DateField("depuis")
    source = models.CharField(max_length=240)
    as_of = models.DateField()
    content = models.JSONField()

    class Meta:
        ordering = ["begins", "code"]

    def __str__(self):
        return self.title


class Survey(Identified):
    """One questionnaire put to a person, saved as one goes: item code to answer code, with the grid it was read from.

    What tells of her health is sealed apart (`restricted`, the same as JSON); its reading asks for a reason.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="surveys")
    grid = models.ForeignKey(SurveyGrid, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField("moment", max_length=10, choices=Moment)
    mode = models.CharField("comment", max_length=10, choices=Mode)
    day = models.DateField("jour")
    answers = models.JSONField(default=dict)
    restricted = SealedTextField("réponses réservées", blank=True)
    begun_at = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["day", "begun_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(finished_at__isnull=True),
                name="one_survey_at_a_time",
                violation_error_message="Un questionnaire est déjà commencé\u00a0: reprenez-le.",
            )
        ]

    def __str__(self):
        return f"{self.get_moment_display()}, {self.day:%d/%m/%Y}"


class SurveyResult(Identified):
    """What a finished questionnaire is worth on one grid. Another grid adds a result; this one stays."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="results")
    grid = models.ForeignKey(SurveyGrid, on_delete=models.PROTECT, related_name="+")
    composite = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["survey", "grid"], name="one_result_per_grid")]

    def __str__(self):
        return f"{self.survey_id}, {self.grid_id}"


class SurveyDimension(Identified):
    """One dimension of a result: its score (None: not calculable), and of how many scored questions."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    result = models.ForeignKey(SurveyResult, on_delete=models.PROTECT, related_name="dimensions")
    dimension = models.CharField(max_length=10)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    answered = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["result", "id"]
        constraints = [models.UniqueConstraint(fields=["result", "dimension"], name="one_score_per_dimension")]

    def __str__(self):
        return self.dimension


def _level(words: str) -> models.CharField:
    return models.CharField(words, max_length=10, choices=Satisfaction, blank=True)


class Opinion(Identified):
    """What she thinks of the help, service by service, and whether it was what she expected. Never changed."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opinions")
    day = models.DateField("jour")
    mode = models.CharField("comment", max_length=10, choices=Mode)
    travel = _level("Le voyage de retour")
    advice = _level("L’accueil et les conseils")
    economic = _level("L’aide économique")
    social = _level("L’aide sociale")
    community = _level("Les activités avec la communauté")
    overall = _level("L’aide, dans l’ensemble")
    expected = models.CharField("L’aide est-elle celle qu’elle attendait", max_length=10, choices=Expected, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "at", "id"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"


class Ending(Identified):
    """What was still open when an accompaniment was closed, and whether the closing questionnaire was asked."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    row = models.OneToOneField(CaseStatusRow, on_delete=models.PROTECT, related_name="ending")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, null=True, related_name="+")
    no_survey = models.CharField("pourquoi sans questionnaire", max_length=15, choices=NoSurvey, blank=True)
    lines = models.PositiveSmallIntegerField("lignes du plan", default=0)
    lines_delivered = models.PositiveSmallIntegerField("lignes rendues", default=0)
    needs_open = models.PositiveSmallIntegerField("besoins sans réponse", default=0)

    def __str__(self):
        return str(self.row_id)
