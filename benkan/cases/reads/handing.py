"""What may cross with a referral: the groups of fields, their answers in words, and what stands in the way of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benkan.arrivals.models import ReturnEpisode
from benkan.arrivals.shared_fields import RETURNS
from benkan.cases.models import Case
from benkan.common.errors import Impossible, Refused
from benkan.common.typography import jour
from benkan.organisations.agreements import FieldGroup
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.models import Registration, SafeContact
from benkan.people.reads.own_file import contact_told, identity_told, papers_told
from benkan.people.shared_fields import CONTACT, IDENTITY, PAPERS
from benkan.people.sharing import check_may_leave, check_she_agrees
from benkan.people.words import language_words

Pairs = list[tuple[str, str]]
# Without her consent, when life is at stake, and on a sheet that she carries: who she is and how to reach her, no more.
LEAST = (IDENTITY, CONTACT)


@dataclass(frozen=True)
class Choice:
    """A group of fields that could cross; `refusal` is the sentence that says why it may not, "" where it may."""

    group: FieldGroup
    refusal: str = ""


def groups() -> dict[str, FieldGroup]:
    """All that a referral may hand on, by code."""
    return {group.code: group for group in _TOLD}


def choices(case: Case, to: Organisation | None, offered: Iterable[FieldGroup] | None = None) -> list[Choice]:
    """Each group (of `offered`, or of what a referral hands on) with what stands in its way, for another actor, or
    (None) for a sheet that she carries herself."""
    if offered is None:
        offered = _TOLD if to is not None else LEAST
    return [Choice(group, _refusal(case.registration, to, group)) for group in offered]


def check_may_cross(registration: Registration, to: Organisation | None, asked: Iterable[FieldGroup]) -> None:
    """Her consent to be referred, and, towards another actor, an agreement for these groups. Raises `Refused`."""
    asked = tuple(asked)
    if to is not None:
        check_may_leave(registration, to, Purpose.REFERRAL, asked)
        return
    check_she_agrees(registration, Purpose.REFERRAL)
    if carried := [group.label for group in asked if group not in LEAST]:
        raise Refused(f"Une fiche imprimée ne porte pas\u00a0: {', '.join(carried)}. Rien n’a été imprimé.")


def told(case: Case, asked: Iterable[FieldGroup]) -> dict[str, Pairs]:
    """The answers of these groups, those that are known, by code of group."""
    return {group.code: [pair for pair in _TOLD[group](case.registration) if pair[1]] for group in asked}


def _refusal(registration: Registration, to: Organisation | None, group: FieldGroup) -> str:
    try:
        check_may_cross(registration, to, [group])
    except (Refused, Impossible) as sentence:
        return str(sentence)
    return ""


def _identity(one: Registration) -> Pairs:
    return [*identity_told(one), ("Langues", language_words(one.languages))]


def _contact(one: Registration) -> Pairs:
    """Where a safe contact was asked, it alone: a call to another number can harm."""
    if SafeContact.objects.filter(registration=one).exists():
        return contact_told(one)
    return [("Téléphone", one.phone)]


def _returns(one: Registration) -> Pairs:
    episodes = ReturnEpisode.objects.filter(registration=one, annulled=False).select_related("entry_point", "country")
    return [
        (
            f"Retour du {jour(episode.returned_on)}",
            ", ".join(
                str(part)
                for part in (episode.country, episode.entry_point, episode.get_declared_type_display())
                if part
            ),
        )
        for episode in episodes.order_by("returned_on")
    ]


_TOLD: dict[FieldGroup, Callable[[Registration], Pairs]] = {
    IDENTITY: _identity,
    CONTACT: _contact,
    PAPERS: lambda one: list(papers_told(one)),
    RETURNS: _returns,
}
