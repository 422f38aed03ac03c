"""How the page of a file reshapes what was read: the card of what is known, the next step, the thread."""

from dataclasses import dataclass

from benkan.common.permissions import Actor, may
from benkan.common.typography import jour, telephone
from benkan.people.identifiers import nina_looks_odd
from benkan.people.lifecycle import LABELS, Status
from benkan.people.models import Identifier, PrivateTalk, Registration
from benkan.people.permissions import COMPLETE, CONSENT, REGISTER
from benkan.people.reads.whole import Whole
from benkan.people.words import (
    YES_NO,
    age_words,
    birth_words,
    destination_words,
    language_words,
    marital_words,
    masked,
    nationality_words,
)

STEPS = {
    "people:complete": ("Compléter l’identité", COMPLETE),
    "people:consent": ("Recueillir le consentement", CONSENT),
    "people:contact": ("Noter le contact sûr", COMPLETE),
}
# A tag: its tone, and what is said of « la personne », whoever it is.
STATES = {
    Status.SIGNALLED: ("", "annoncée"),
    Status.REGISTERED: ("soon", "à compléter"),
    Status.COMPLETED: ("ok", "complétée"),
    Status.ANNULLED: ("late", "annulée"),
    Status.ERASED: ("", "effacée"),
}


@dataclass(frozen=True)
class Step:
    """What to do next: the one main button of the page."""

    button: str
    route: str


def state(registration: Registration) -> tuple[str, str]:
    """Tone and words of where a file stands."""
    return STATES[Status(registration.status)]


def known(
    registration: Registration, *, private: bool, talk: PrivateTalk | None = None
) -> tuple[list[tuple[str, str]], list[str]]:
    """(question, answer) in the order of a desk, and the questions that have no answer yet.

    Without `private`, nothing of a wish to talk apart; `talk` is the last one that took place.
    """
    born = birth_words(registration)
    if registration.birth_year is not None:
        born = f"{born}, soit {age_words(registration)}"
    place = f"à {registration.birth_place}" if registration.birth_place else ""
    pairs = [
        ("Prénoms", registration.given_names),
        ("Nom", registration.family_name),
        ("Surnom", registration.also_known_as),
        ("Sexe", registration.get_sex_display()),
        ("Naissance", ", ".join(part for part in (born, place) if part)),
        ("Père", registration.father_name),
        ("Mère", registration.mother_name),
        ("Nationalité", nationality_words(registration)),
        ("Situation de famille", marital_words(registration.marital_status)),
        ("Langues", language_words(registration.languages)),
        ("Va à", destination_words(registration)),
        ("Téléphone donné", telephone(registration.phone)),
    ]
    if private and (talk is None or registration.wants_private_talk is not None):
        pairs.append(("Souhaite parler à part", YES_NO[registration.wants_private_talk]))
    if private and talk is not None:
        pairs.append(("Entretien à part", f"fait le {jour(talk.at)}"))
    answered = [(question, answer) for question, answer in pairs if answer]
    return answered, [question[0].lower() + question[1:] for question, answer in pairs if not answer]


def next_step(actor: Actor, whole: Whole) -> Step | None:
    """The first page that asks something missing and that this reader may fill; then finishing; then the card."""
    if whole.registration.status in (Status.ANNULLED, Status.SIGNALLED):
        return None
    if whole.registration.status == Status.REGISTERED:
        for missing in whole.missing:
            words, right = STEPS[missing.route]
            if may(actor, right):
                return Step(words, missing.route)
        if not whole.missing and may(actor, COMPLETE):
            return Step("Relire et terminer", "people:complete")
        return None
    return Step("Imprimer la carte", "people:card") if may(actor, REGISTER) else None


def identifiers_shown(identifiers: list[Identifier], *, whole: bool) -> list[dict]:
    return [
        {
            "kind": identifier.get_kind_display(),
            "value": identifier.value if whole else masked(identifier.value),
            "source": identifier.source,
            "odd": identifier.kind == Identifier.Kind.NINA and nina_looks_odd(identifier.value),
        }
        for identifier in identifiers
    ]


def thread(whole: Whole, organisation: str) -> list[dict]:
    """What happened, the oldest first; what is waited for last."""
    registration = whole.registration
    announced = any(status.status == Status.SIGNALLED for status in whole.statuses)
    entries = [
        {
            "day": registration.registered_at,
            "when": jour(registration.registered_at),
            "words": "Annoncée par une liste" if announced else f"Enregistrée par {organisation}",
            "detail": registration.source,
            "state": "done",
        }
    ]
    answered = sorted({consent.at.date() for _, _, consent in whole.consents if consent})
    entries += [{"day": day, "when": jour(day), "words": "Consentement demandé", "state": "done"} for day in answered]
    entries += [
        {
            "day": status.at,
            "when": jour(status.at),
            "words": f"Reçue par {organisation}" if status.status == Status.REGISTERED else LABELS[status.status],
            "detail": f"par {whole.name_of(status.by_id)}" + (f" : {status.reason}" if status.reason else ""),
            "state": "done",
        }
        for status in whole.statuses
        # The first entry tells of the first status already.
        if status.status != (Status.SIGNALLED if announced else Status.REGISTERED)
    ]
    if registration.status == Status.SIGNALLED:
        entries.append({"when": "maintenant", "words": "Pas encore reçue", "state": "wait"})
    if registration.status == Status.REGISTERED:
        entries.append({"when": "maintenant", "words": "Enregistrement à compléter", "state": "wait"})
    return entries
