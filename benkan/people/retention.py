"""For how long what names a person is kept, by group of fields. How long is dated data: see `thresholds`."""

from django.db import models

from benkan.common.thresholds import Threshold
from benkan.people.thresholds import KEEP_CONTACT, KEEP_IDENTITY, KEEP_PAPERS


class Group(models.TextChoices):
    """The groups that end apart. The end of the identity is the end of the file: nothing of the others stays."""

    IDENTITY = "identite", "Identité et textes libres"
    CONTACT = "contact", "Téléphone et contact sûr"
    PAPERS = "pieces", "Numéros et copies de pièces"


KEPT: dict[Group, Threshold] = {
    Group.IDENTITY: KEEP_IDENTITY,
    Group.CONTACT: KEEP_CONTACT,
    Group.PAPERS: KEEP_PAPERS,
}
