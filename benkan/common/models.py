"""The base of models that have an identifier of ours."""

from django.db import models

from benkan.common.ids import new_id


class Identified(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
