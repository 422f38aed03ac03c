"""How pairs and the two files of one are reshaped for the pages: rows of the lists, reasons, questions side by side."""

from dataclasses import dataclass

from django.db.models import Q

from benkan.common.typography import jour, telephone
from benkan.linkage.compared import facts_of
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.likeness import DIFFERS, Likeness, of_births, of_names, of_numbers, of_texts
from benkan.linkage.models import Pair, Side
from benkan.people.lifecycle import LABELS, Status
from benkan.people.models import Identifier, Registration
from benkan.people.words import age_words, birth_words, destination_words, masked, nationality_words

TONES = {Word.VERY_LIKELY: "ok", Word.LIKELY: "soon", Word.CHECK: ""}
MEMBERS_NAMED = 4


@dataclass(frozen=True)
class Row:
    """A question with the answers of two files, and how they compare, in a word."""

    label: str
    left: str
    right: str
    likeness: Likeness = Likeness.NOTHING

    @property
    def differs(self) -> bool:
        return self.likeness in DIFFERS

    @property
    def in_a_sentence(self) -> str:
        return self.label if self.label.isupper() else self.label[0].lower() + self.label[1:]


@dataclass(frozen=True)
class Reasons:
    """What speaks for one person and what speaks against, the strongest first."""

    speaking_for: tuple[str, ...]
    against: tuple[str, ...]
    relatives: bool


def reasons_of(side: Side) -> Reasons:
    """In the words of the engine, each once."""
    speaking_for = [words for words, weight in side.reasons if weight > 0]
    against = [words for words, weight in side.reasons if weight < 0]
    return Reasons(tuple(dict.fromkeys(speaking_for)), tuple(dict.fromkeys(against)), side.relatives)


def listed(pair: Pair) -> dict:
    """A pair as a list shows it; `pair.own` was read with it. Of another actor's file, nothing but that it is one."""
    return {
        "pair": pair,
        "across": pair.organisation_id is None,
        "files": [in_short(side.registration) for side in pair.own],
        "force": (TONES[Word(pair.word)], pair.get_word_display().lower()),
        "reasons": reasons_of(pair.own[0]) if pair.organisation_id else None,
    }


def in_short(registration: Registration) -> dict:
    """Who, for a list."""
    return {
        "registration": registration,
        "born": birth_words(registration) or "naissance non dite",
        "destination": destination_words(registration),
    }


def side_by_side(one: Registration, other: Registration) -> tuple[list[Row], list[Row]]:
    """The questions that at least one of two files answers, and the others; as many queries whatever they hold."""
    rows = [*_identity(one, other), *_papers(one, other), *_household(one, other), *_origin(one, other)]
    answered = [row for row in rows if row.left or row.right]
    return answered, [row for row in rows if not (row.left or row.right)]


def _identity(one: Registration, other: Registration) -> list[Row]:
    named = [
        Row(label, left, right, of_names(left, right))
        for label, name in (
            ("Prénoms", "given_names"),
            ("Nom", "family_name"),
            ("Surnom", "also_known_as"),
            ("Mère", "mother_name"),
            ("Père", "father_name"),
        )
        for left, right in [(getattr(one, name), getattr(other, name))]
    ]
    sexes = one.get_sex_display(), other.get_sex_display()
    nations = nationality_words(one), nationality_words(other)
    return [
        *named,
        Row("Naissance", _born(one), _born(other), of_births(one.birth, other.birth)),
        Row("Lieu de naissance", one.birth_place, other.birth_place, of_names(one.birth_place, other.birth_place)),
        Row("Sexe", *sexes, of_texts(*sexes)),
        Row("Nationalité", *nations, of_texts(*nations)),
        Row("Téléphone", telephone(one.phone), telephone(other.phone), of_numbers(one.phone_key, other.phone_key)),
    ]


def _born(registration: Registration) -> str:
    said = birth_words(registration)
    return f"{said}, {age_words(registration)}" if registration.birth_year is not None else said


def _papers(one: Registration, other: Registration) -> list[Row]:
    """A row for each kind of paper that either showed: numbers are masked, and said to be one or not."""
    held: dict[str, dict] = {}
    for paper in Identifier.objects.filter(registration__in=(one, other)).order_by("kind", "pk"):
        held.setdefault(paper.kind, {}).setdefault(paper.registration_id, []).append(paper)
    return [_paper(kind, by_file.get(one.pk, []), by_file.get(other.pk, [])) for kind, by_file in held.items()]


def _paper(kind: str, left: list[Identifier], right: list[Identifier]) -> Row:
    keys = {paper.key for paper in left}, {paper.key for paper in right}
    likeness = of_numbers(*("".join(sorted(side)) for side in keys))
    if keys[0] & keys[1]:
        likeness = Likeness.SAME_NUMBER
    said = [", ".join(masked(paper.value) for paper in side) for side in (left, right)]
    return Row(Identifier.Kind(kind).label, *said, likeness)


def _household(one: Registration, other: Registration) -> list[Row]:
    """With whom each lives, by name; one query."""
    wholes = {file.pk: file.household.whole_id for file in (one, other) if file.household is not None}
    living = Registration.objects.filter(Q(household__in=wholes.values()) | Q(household__lives_as__in=wholes.values()))
    names: dict = {}
    members = living.exclude(pk__in=(one.pk, other.pk)).select_related("household").order_by("registered_at", "pk")
    for member in members if wholes else ():
        names.setdefault(member.household.whole_id, []).append(member.full_name)
    same = len(wholes) == 2 and len(set(wholes.values())) == 1
    said = [_with(names.get(wholes.get(file.pk), [])) if file.pk in wholes else "" for file in (one, other)]
    if same:
        said = [words or "vit avec l’autre" for words in said]
    return [Row("Vit avec", *said, Likeness.SAME_HOUSEHOLD if same else Likeness.NOTHING)]


def _with(names: list[str]) -> str:
    more = len(names) - MEMBERS_NAMED
    return ", ".join(names[:MEMBERS_NAMED]) + (f" et {more} de plus" if more > 0 else "")


def _origin(one: Registration, other: Registration) -> list[Row]:
    """Where each goes, how each came, who wrote it down and when: to be read, not to be compared."""
    going = destination_words(one), destination_words(other)
    facts = [Row(label, said.get(one.pk, ""), said.get(other.pk, "")) for label, said in facts_of((one, other))]
    return [
        Row("Va à", *going, of_names(*going)),
        *facts,
        Row("Selon", one.source, other.source),
        Row("Enregistrée", _registered(one), _registered(other)),
    ]


def _registered(registration: Registration) -> str:
    return f"le {jour(registration.registered_at)}, {LABELS[Status(registration.status)].lower()}"
