"""What may leave an organisation of a person's file: with her consent and under an agreement, both asked here."""

import datetime as dt
from collections.abc import Iterable

from benkan.common import clock
from benkan.common.errors import Refused
from benkan.organisations.agreements import FieldGroup
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.organisations.sharing import check_shares
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Registration
from benkan.people.reads.consents import consents_in_force


def check_may_leave(
    registration: Registration,
    to: Organisation,
    purpose: Purpose,
    fields: Iterable[FieldGroup],
    on: dt.date | None = None,
) -> None:
    """Raise `Refused`, with what is missing, unless these groups of her file may go to another organisation.

    Her consent for this purpose is her latest answer: a refusal, a withdrawal and a question never asked are all a no,
    and so is what a guardian answered before she was of age (`people.majority`).
    The agreement is asked for the day `on` (today by default). An erased file raises `Impossible`: nothing is left.
    """
    check_she_agrees(registration, purpose)
    check_shares(registration.organisation_id, to, purpose, fields, on or clock.today())


def check_she_agrees(registration: Registration, purpose: Purpose) -> None:
    """The first half alone, for what she carries herself (a printed sheet): no agreement binds who has no account."""
    refuse_erased(registration)
    consent = consents_in_force(registration).get(purpose)
    aim = f"«\u00a0{Purpose(purpose).label}\u00a0»"
    if consent is None:
        raise Refused(f"Son accord pour {aim} n’a pas été demandé. Demandez-le-lui d’abord. Rien n’a été transmis.")
    if consent.lapsed:
        raise Refused(
            f"Cette personne est majeure\u00a0: pour {aim}, son tuteur avait répondu. Redemandez-le-lui à elle. "
            "L’aide continue\u00a0; rien n’a été transmis."
        )
    if not consent.given:
        refused = "l’a retiré" if consent.withdrawn else "l’a refusé"
        raise Refused(f"Cette personne n’est pas d’accord pour {aim}\u00a0: elle {refused}. Rien n’a été transmis.")
