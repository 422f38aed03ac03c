"""Whether one organisation may hand fields of a person to another: only by an agreement that both signed, on its days.

Consent is the person's own answer, and is asked beside this (`benkan.people.sharing`): neither replaces the other.
Both sides of an agreement read it, nobody else: asked by a third, everything is refused.
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from benkan.common.errors import Refused
from benkan.common.typography import jour
from benkan.organisations.agreements import AgreementState, FieldGroup, declared_fields
from benkan.organisations.models import Agreement, Organisation
from benkan.organisations.purposes import Purpose


def shares(
    giver: Organisation | UUID,
    receiver: Organisation | UUID,
    purpose: Purpose,
    fields: Iterable[FieldGroup],
    on: dt.date,
) -> bool:
    """Whether these groups may go from `giver` to `receiver` for this purpose on this day.

    Several agreements in force add up. Asking for nothing is never allowed, and says nothing.
    """
    asked = {group.code for group in fields}
    return bool(asked) and asked <= _shared(giver, receiver, purpose, on)


def check_shares(
    giver: Organisation | UUID,
    receiver: Organisation | UUID,
    purpose: Purpose,
    fields: Iterable[FieldGroup],
    on: dt.date,
) -> None:
    """Raise `Refused`, with a sentence that names what is missing, unless `shares`."""
    asked = tuple(fields)
    if shares(giver, receiver, purpose, asked, on):
        return
    raise Refused(f"{_missing(giver, receiver, purpose, asked, on)} Rien n’a été transmis.")


def _between(giver, receiver, purpose):
    return Agreement.objects.filter(giver=_id(giver), receiver=_id(receiver), purpose=purpose)


def _in_force(agreements, on: dt.date):
    return agreements.filter(
        status=AgreementState.SIGNED,
        begins__lte=on,
        ends__gte=on,
        giver__closed_at__isnull=True,
        receiver__closed_at__isnull=True,
    )


def _shared(giver, receiver, purpose, on: dt.date) -> set[str]:
    """Codes of the groups that may leave, what is never shared left out whatever was signed."""
    rows = _in_force(_between(giver, receiver, purpose), on).values_list("fields", flat=True)
    may_leave = {code for code, group in declared_fields().items() if not group.never}
    return {code for codes in rows for code in codes} & may_leave


def _missing(giver, receiver, purpose, asked: tuple[FieldGroup, ...], on: dt.date) -> str:
    """What is missing, the first reason that stands in the way, and what to do of it."""
    names = dict(Organisation.objects.filter(pk__in=[_id(giver), _id(receiver)]).values_list("pk", "name"))
    sides = f"{names.get(_id(giver), 'cette organisation')} à {names.get(_id(receiver), 'cette autre')}"
    aim = f"«\u00a0{Purpose(purpose).label}\u00a0»"
    if not asked:
        return "Dites quelles données seraient transmises."
    if never := [group.label for group in asked if group.never]:
        return f"Ces données ne se transmettent jamais\u00a0: {'; '.join(never)}."
    found = list(_between(giver, receiver, purpose))
    if not found:
        return f"Aucun accord de partage ne va de {sides} pour {aim}. Proposez-en un, puis l’autre partie le signe."
    if not (held := list(_in_force(_between(giver, receiver, purpose), on))):
        return f"L’accord de {sides} pour {aim} ne vaut pas le {jour(on)}\u00a0: {_why_not(found, on)}"
    covered = {code for agreement in held for code in agreement.fields}
    left = ", ".join(group.label.lower() for group in asked if group.code not in covered)
    return f"L’accord de {sides} pour {aim} ne couvre pas\u00a0: {left}. Proposez un accord qui les nomme."


def _why_not(found: list[Agreement], on: dt.date) -> str:
    """Of the one nearest to holding, what it lacks."""
    signed = [agreement for agreement in found if agreement.status == AgreementState.SIGNED]
    if past := [agreement for agreement in signed if agreement.ends < on]:
        return f"il a pris fin le {jour(max(agreement.ends for agreement in past))}. Proposez le suivant."
    if coming := [agreement for agreement in signed if agreement.begins > on]:
        return f"il commence le {jour(min(agreement.begins for agreement in coming))}."
    if signed:
        return "l’une des deux organisations est fermée."
    if any(agreement.status == AgreementState.PROPOSED for agreement in found):
        return "il attend la signature de l’autre partie."
    return "il a été refusé, retiré ou dénoncé. Proposez-en un autre."


def _id(organisation: Organisation | UUID) -> UUID:
    return getattr(organisation, "pk", organisation)
