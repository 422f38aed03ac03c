"""Her own file, as it is printed for her: section by section, in plain French, whoever wrote it told by function."""

from collections.abc import Iterable, Sequence

from benkan.audit.models import Entry
from benkan.audit.verbs import declared
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour
from benkan.organisations.models import Membership, Organisation
from benkan.organisations.roles import ROLES
from benkan.people.choices import LANGUAGE, label_of
from benkan.people.models import MEANINGS, Purpose, Registration, SafeContact
from benkan.people.words import birth_words, nationality_words

IDENTITY, RETURNS, CONSENTS, PAPERS, CONTACT, READINGS = (
    "identite", "retours", "consentements", "pieces", "contact", "lectures",
)  # fmt: skip
SECTIONS = {
    IDENTITY: "Ce que vous avez dit de vous",
    RETURNS: "Vos retours et l’aide reçue",
    CONSENTS: "Vos réponses au consentement",
    PAPERS: "Vos pièces, avec leurs numéros",
    CONTACT: "Comment vous joindre sans danger",
    READINGS: "Qui a ouvert votre dossier",
}
VISIT = {True: "possible", False: "non", None: "pas demandé"}
ANSWERS = {(True, False): "oui", (False, False): "non", (False, True): "retiré"}


def consents_told(registration: Registration) -> list[tuple[str, ...]]:
    """(purpose, meaning, answer, day, how) of every answer, the earliest first: refusals and withdrawals too."""
    return [
        (
            Purpose(one.purpose).label,
            MEANINGS[Purpose(one.purpose)],
            ANSWERS[one.given, one.withdrawn],
            jour(one.at),
            _how(one),
        )
        for one in registration.consents.order_by("at", "id")
    ]


def identity_told(registration: Registration) -> list[tuple[str, str]]:
    """Who she is, in words: what an agreement calls identity; neither telephone nor papers."""
    return [
        ("Prénoms", registration.given_names),
        ("Nom", registration.family_name),
        ("Dit, surnom", registration.also_known_as),
        ("Père", registration.father_name),
        ("Mère", registration.mother_name),
        ("Sexe", registration.get_sex_display()),
        ("Naissance", birth_words(registration)),
        ("Nationalité", nationality_words(registration)),
    ]


def papers_told(registration: Registration) -> list[tuple[str, str]]:
    return [
        (one.get_kind_display(), f"{one.value} (selon {one.source})" if one.source else one.value)
        for one in registration.identifiers.order_by("kind", "id")
    ]


def contact_told(registration: Registration) -> list[tuple[str, str]]:
    """The five answers, or nothing where it was never asked."""
    contact = SafeContact.objects.filter(registration=registration).first()
    if contact is None:
        return []
    return [
        ("Numéro sûr", contact.phone),
        ("Heures", contact.hours),
        ("Qui peut répondre", contact.who_may_answer),
        ("Ce que l’on peut dire", contact.what_may_be_said),
        ("Visite", VISIT[contact.visit_allowed]),
    ]


def readings_told(by: Actor, registration: Registration) -> list[tuple[str, str, str, str]]:
    """(day, organisation, function, what was done) of every reading, the latest first; never a name of staff.

    Three queries. Readings of one day and one function are said once.
    """
    reads = {code: verb.label for code, verb in declared().items() if verb.reads}
    entries = list(Entry.objects.filter(file_id=registration.pk, verb__in=reads).order_by("-at", "-id"))
    functions = functions_held(by, {one.account_id for one in entries})
    organisation = Organisation.objects.get(pk=by.organisation_id).name
    told = [
        (jour(one.at), organisation, functions(one.account_id, clock.day_of(one.at)), reads[one.verb])
        for one in entries
    ]
    return list(dict.fromkeys(told))


def functions_held(by: Actor, accounts: Iterable):
    """Gives the words of what an account was, in this organisation, on a day: `held(account_id, day)`. One query."""
    held: dict = {}
    for one in Membership.objects.filter(account__in=list(accounts), organisation_id=by.organisation_id):
        held.setdefault(one.account_id, []).append(one)

    def words(account_id, day) -> str:
        there: Sequence[Membership] = held.get(account_id, ())
        on_that_day = [one for one in there if one.begins <= day and (one.ends is None or one.ends >= day)]
        labels = sorted({ROLES[one.role].label for one in on_that_day or there})
        return ", ".join(labels) or "Un ancien membre de l’organisation"

    return words


def _how(consent) -> str:
    parts = [f"en {label_of(LANGUAGE, consent.language).lower()}"]
    parts += [f"interprète\u00a0: {consent.interpreter}"] if consent.interpreter else []
    parts += [f"témoin\u00a0: {consent.witness}"] if consent.witness else []
    parts += [f"répondu par\u00a0: {consent.for_child_by}"] if consent.for_child_by else []
    parts += ["à redemander à elle, qui est majeure"] if consent.lapsed else []
    return ", ".join(parts)
