"""Whether somebody may be taken to where her file says she goes."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from benkan.common.errors import Impossible
from benkan.people.models import Registration
from benkan.safeguarding.marks import file_mark

ASK_FIRST = (
    "Un transport de cette liste ne se donne pas sans avis. Demandez d’abord à chaque personne où elle veut aller, "
    "notez les transports un par un, et voyez votre responsable pour celui qui reste. Rien n’a été enregistré."
)
ASK_HER = (
    "Ce transport ne se donne pas sans avis. Demandez à la personne où elle veut aller, corrigez sa destination, "
    "ou voyez votre responsable. Rien n’a été enregistré."
)


def refuse_transport(registrations: Sequence[Registration]) -> None:
    """Raise `Impossible`, with a sentence that says no reason, where one of them may not be taken where she goes.

    One query for each place they go to (see `people.transport`).
    """
    going: dict[UUID, list[str]] = defaultdict(list)
    for one in registrations:
        if one.destination_id:
            going[one.destination_id].append(file_mark(one.number))
    with connection.cursor() as cursor:
        for place_id, marks in going.items():
            cursor.execute("SELECT safeguarding_is_dangerous(%s, %s)", [marks, place_id])
            if cursor.fetchone()[0]:
                raise Impossible(ASK_HER if len(registrations) == 1 else ASK_FIRST)
