"""An invented person whom two organisations register, each for itself, and what they agreed; through the writes."""

from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.linkage.models import Pair
from benkan.linkage.writes.knowing import know
from benkan.organisations.acting import acting_for
from benkan.organisations.agreements import AgreementState
from benkan.organisations.models import Account, Agreement
from benkan.organisations.purposes import Purpose
from benkan.organisations.tests.agreeing import brought_to
from benkan.people.models import Registration, SpokenText
from benkan.people.tests.factories import mali
from benkan.people.writes import ask_consent, complete, register, say_safe_contact

# What the reception service hears, and what the association heard a month before.
HERE = {"given_names": "Fatoumata", "family_name": "Coulibaly", "father_name": "Issa Coulibaly",
        "mother_name": "Assitan Diarra", "sex": "F", "destination_said": "Kita", "phone": "76 12 34 56"}  # fmt: skip
THERE = HERE | {"given_names": "Fatou"}
BORN = ImpreciseDate(1994, 3, 12, Precision.DAY, "12/03/1994")
# What makes her likely, and no more: neither parents, nor telephone, nor the day.
LITTLE = {
    "mother_name": "",
    "father_name": "",
    "phone": "",
    "birth": ImpreciseDate(1994, None, None, Precision.YEAR, "1994"),
}
UNBORN = ImpreciseDate(None, None, None, Precision.UNKNOWN, "")


def a_file(
    account: Account, told: dict | None = None, *, completes=True, agrees=True, guardian="", **more
) -> Registration:
    """A whole file of this account's organisation, compared; `agrees` to being looked for, None where nobody asked.
    One that is completed asks by itself."""
    with acting_for(account) as by:
        answers = {"nationality": mali(), "birth": BORN} | (HERE if told is None else told) | more
        registration = register(by=by, answers=answers, source="Accueil")
        say_safe_contact(by=by, registration=registration, answers={"phone": "76 00 00 00"})
        consented(by, registration, agrees, for_child_by=guardian)
        know(files=[registration.pk])
        if completes:
            complete(by=by, registration=registration)
        return registration


def consented(by, registration: Registration, agrees: bool | None, **said) -> None:
    """Every purpose accepted, but perhaps being looked for among actors, which None does not ask."""
    given = dict.fromkeys(Purpose.values, True) | {Purpose.CHECK.value: agrees}
    given = {purpose: answer for purpose, answer in given.items() if answer is not None}
    text = SpokenText.objects.exclude(signed_by="").first()
    ask_consent(by=by, registration=registration, answers=given, language="bambara", text=text, **said)


def agreed(giver: str, receiver: str, ours: Account, theirs: Account, *, fields=("identite",)) -> Agreement:
    """Both sides signed that the files of one (a code of the cast) answer the other's questions."""
    traits = {"giver": giver, "receiver": receiver, "purpose": Purpose.CHECK, "fields": list(fields), "days": (0, 90)}
    return brought_to(AgreementState.SIGNED, ours, theirs, **traits)


def pair_of(account: Account, registration: Registration) -> Pair:
    """The pair of two organisations that stands on a file."""
    with acting_for(account):
        return Pair.objects.get(organisation=None, sides__registration=registration)
