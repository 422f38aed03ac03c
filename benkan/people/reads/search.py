"""Find a file among one's own organisation's: by number, paper, telephone, or words of the name in any order.

Words come in any order, written as they are heard; each may be only begun.
"""

import re
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from benkan.people.identifiers import identifier_key, number_typed, phone_key
from benkan.people.lifecycle import Status
from benkan.people.models import Identifier, NameToken, Registration
from benkan.people.names import PARTICLES, words
from benkan.people.reads.words import beginning_as, exactly, with_all

SHOWN = 20
PAGE = 50
MANY_WORDS = 6  # a pasted paragraph is not a name
SHORTEST_PHONE, SHORTEST_PAPER = 7, 5
CROSSED = 200  # of those that have all the words, before a filter by status
NUMBER = re.compile(r"[A-Z]{2}\d{9,}|\d{9}")
WRONG_NUMBER = (
    "Ce numéro ne va pas : son dernier chiffre ne correspond pas aux autres. "
    "Relisez-le sur la carte, ou cherchez par le nom ou le téléphone."
)
NO_NUMBER = (
    "Ceci n’est pas un numéro de dossier. Écrivez celui de la carte, par exemple ML-26-000123-4. Sans la carte, "
    "cherchez la personne dans «\u00a0Dossiers\u00a0»\u00a0: son numéro est sous son nom."
)


def unreadable(typed: str) -> str:
    """What to say of a number that is not one of ours: mistyped, or something else altogether."""
    return WRONG_NUMBER if _looks_like_ours(typed) else NO_NUMBER


def _looks_like_ours(typed: str) -> bool:
    return NUMBER.fullmatch(re.sub(r"[\s\-–.]", "", typed.upper())) is not None


class Answer(list[Registration]):
    """The registrations found; `more` where there are others, `by` what was understood, `sentence` what to mend."""

    def __init__(self, found=(), *, by: str = "", sentence: str = ""):
        found = list(found)
        super().__init__(found[:SHOWN])
        self.more = len(found) > SHOWN
        self.by = by
        self.sentence = sentence


def search(
    text: str, files: QuerySet[Registration] | None = None, carded: QuerySet[Registration] | None = None
) -> Answer:
    """At most 20 files that answer (among `files`, where a filter is set), exact words first, then the most recent.

    `carded`: among which a file is looked for by its very number, where that is more than `files`.
    """
    files = _searched() if files is None else files
    text = text.strip()
    if any(c.isdigit() for c in text):
        return _by_number(text, files, files if carded is None else carded)
    typed = [word for word in words(text) if word not in PARTICLES][:MANY_WORDS]
    if not typed:
        return Answer()
    found = _named(files, [exactly(word) for word in typed])
    if len(found) <= SHOWN:
        begun = _named(files, [beginning_as(word) for word in typed])
        known = {registration.pk for registration in found}
        found += [registration for registration in begun if registration.pk not in known]
    return Answer(found, by="nom")


def listed(status: str = "", after: UUID | None = None, files: QuerySet[Registration] | None = None) -> Answer:
    """One page of the list, the most recent first; `after` is the last one shown (rows come and go meanwhile)."""
    files = (_searched() if files is None else files).order_by("-registered_at", "-id")
    if status:
        files = files.filter(status=status)
    last = Registration.objects.filter(pk=after).first() if after else None
    if last is not None:
        earlier = Q(registered_at__lt=last.registered_at) | Q(registered_at=last.registered_at, pk__lt=last.pk)
        files = files.filter(earlier, registered_at__lte=last.registered_at)
    page = Answer(by="liste")
    found = list(files[: PAGE + 1])
    page.extend(found[:PAGE])
    page.more = len(found) > PAGE
    return page


def _searched() -> QuerySet[Registration]:
    """All files but the erased, which nobody looks for any more."""
    return Registration.objects.exclude(status=Status.ERASED)


def _by_number(text: str, files: QuerySet[Registration], carded: QuerySet[Registration]) -> Answer:
    """Our number, else a paper's or a telephone's: whichever it is."""
    ours = number_typed(text)
    if ours and (found := list(carded.filter(number=ours))):
        return Answer(found, by="numéro")
    paper, phone = identifier_key(text), phone_key(text)
    found = {}
    if len(paper) >= SHORTEST_PAPER:
        papers = Identifier.objects.filter(key=paper).values("registration")
        found |= {r.pk: r for r in files.filter(pk__in=papers)[: SHOWN + 1]}
    if len(phone) >= SHORTEST_PHONE and not re.search(r"[A-Za-z]", text):
        found |= {r.pk: r for r in files.filter(phone_key=phone).order_by("-registered_at")[: SHOWN + 1]}
    if not found and ours is None and _looks_like_ours(text):
        return Answer(by="numéro", sentence=WRONG_NUMBER)
    return Answer(found.values(), by="pièce ou téléphone")


def _named(files: QuerySet[Registration], conditions: list[Q]) -> list[Registration]:
    """The files that have a word for each condition, the most recent first; one more than is shown."""
    if len(conditions) == 1:  # one common word: walking the recent files finds enough of them at once
        has_it = NameToken.objects.filter(conditions[0], registration=OuterRef("pk"))
        return list(files.filter(Exists(has_it)).order_by("-registered_at")[: SHOWN + 1])
    found = files.filter(pk__in=with_all(conditions, CROSSED))
    return list(found.order_by("-registered_at")[: SHOWN + 1])
