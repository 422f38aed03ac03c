"""Models that the platform learnt from its own files and answers, and which one is in force."""

from django.db import models

from benkan.common import clock


class StoredModel(models.Model):
    """A model as plain data (`engine.model.from_data`), with what was measured of it and of the one before it.

    Its body holds shares and, of each column that is weighed by rarity, the values that many files bear: no file's.
    """

    name = models.CharField(max_length=30, primary_key=True)
    made_on = models.DateField()
    body = models.JSONField()
    learnt_from = models.CharField(max_length=200)  # French, said where the model is named
    report = models.JSONField()  # both measures with their intervals, and the sentence
    at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return self.name


class ModelInForce(models.Model):
    """A model was put in force: the last row says which one compares files now. Numbered in their order."""

    id = models.BigAutoField(primary_key=True)
    model = models.ForeignKey(StoredModel, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = models.TextField()  # what the measure says, or why it was not followed

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.model_id
