"""The latest count of a board, kept so that nobody waits for it: numbers alone, of nobody."""

from django.db import models

from benkan.common import clock
from benkan.common.models import Identified


class Counting(Identified):
    """What a board said when it was last counted for an organisation: of its own people, or (`everybody`) of all
    actors. `board` is its subject and its cut; `content`, numbers by group, as `reads.counted` reads them."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    everybody = models.BooleanField("tous les acteurs", default=False)
    board = models.CharField(max_length=40)
    content = models.JSONField()
    at = models.DateTimeField("compté à", default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "everybody", "board"], name="one_counting_per_board")
        ]

    def __str__(self):
        return self.board
