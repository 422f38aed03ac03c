"""Invented files that may be one person's: a name written two ways, twins, a brother, a mistake taken back; some are
decided, and some wait for whoever signs in to review them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from benkan.common import clock
from benkan.common.imprecise import parse
from benkan.demo.cast import account_of
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.models import Pair
from benkan.linkage.writes import Proposal, propose, undo
from benkan.linkage.writes.answering import respond
from benkan.linkage.writes.proposing import mark_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.people.models import Registration
from benkan.people.writes import NewFile, register_many
from benkan.places.models import Place

MODEL = "2026-11"
REGISTERED, AGAIN, PROPOSED = (dt.timedelta(days=days) for days in (60, 22, 6))
VERY, LIKELY, CHECK = Word.VERY_LIKELY, Word.LIKELY, Word.CHECK
SURE = (("même nom complet", 11.2), ("même mère", 7.4), ("même téléphone", 6.9))
SPELLING = (("prénom voisin", 5.8), ("nom de famille voisin", 3.1), ("même mère", 7.1), ("dates compatibles", 1.9))
NAMES_ALONE = (("même nom complet", 8.6), ("même sexe", 1.0), ("dates de naissance différentes", -4.4))
TWINS = (("même date de naissance", 9.1), ("même mère", 7.6), ("prénoms différents", -3.9))
BROTHERS = (("même mère", 7.6), ("même père", 6.1), ("prénoms différents", -3.9), ("âges incompatibles", -2.7))


@dataclass(frozen=True)
class Two:
    """Two files and what the engine would say of them: names, sex, birth as told, mother, where she goes, telephone."""

    one: tuple[str, str, str, str, str, str, str]
    other: tuple[str, str, str, str, str, str, str]
    word: Word
    probability: float
    reasons: Sequence[tuple[str, float]]
    hard: bool = False
    relatives: bool = False


@dataclass(frozen=True)
class Told:
    """A pair, and what people answered of it since: (who, answer), None where she undid it."""

    two: Two
    answers: Sequence[tuple[str, Verdict | None]] = ()


def tell() -> None:
    """Of two organisations, each of its own files."""
    with entered(door="open"):
        cast = {key: account_of(key) for key in ("kadiatou", "issa", "sekou")}
    tell_of(cast["kadiatou"], OF_THE_RECEPTION, cast)
    tell_of(cast["sekou"], OF_BENKADI, cast)


def tell_of(worker: Account, stories: Sequence[Told], cast: dict[str, Account]) -> list[Pair]:
    """Register two files for each story, propose them, and answer as was told; gives the pairs, in their order."""
    now = clock.now().replace(hour=9, minute=40)
    first = _register(worker, [story.two.one for story in stories], now - REGISTERED, "Guichet, Kayes")
    again = _register(worker, [story.two.other for story in stories], now - AGAIN, "Guichet, Gogui")
    made = []
    for story, one, other in zip(stories, first, again, strict=True):
        with clock.at(now - PROPOSED), acting_for(worker) as by:
            pair = _propose(by, story.two, one, other)
        for day, (who, verdict) in enumerate(story.answers, 1):
            with clock.at(now - PROPOSED + dt.timedelta(days=day)), acting_for(cast[who]) as by:
                undo(by=by, pair=pair) if verdict is None else respond(by=by, pair=pair, verdict=verdict)
        made.append(pair)
    return made


def _register(worker: Account, people, moment: dt.datetime, source: str) -> list[Registration]:
    with clock.at(moment), acting_for(worker) as by:
        mali = Place.objects.get(slug="ml")
        told = [NewFile(_answers(one) | {"nationality": mali}) for one in people]
        return register_many(by=by, people=told, source=source)


def _answers(person) -> dict:
    given, family, sex, born, mother, destination, phone = person
    answers = {"given_names": given, "family_name": family, "sex": sex, "mother_name": mother, "phone": phone,
               "destination_said": destination}  # fmt: skip
    return answers | {"birth": parse(born, on=clock.today())}


def _propose(by, two: Two, one: Registration, other: Registration) -> Pair:
    proposal = Proposal(one.pk, other.pk, two.word, two.probability, MODEL, two.hard, two.relatives, two.reasons)
    propose(by=by, proposals=[proposal])
    return Pair.objects.get(mark=mark_of(one.pk, other.pk))


def _same_again(given: str, family: str, sex: str, born: str, mother: str, destination: str, phone: str) -> Two:
    """The same words told twice."""
    told = (given, family, sex, born, mother, destination, phone)
    return Two(told, told, VERY, 0.999, SURE)


OF_THE_RECEPTION = (
    # Waiting for Kadiatou and Issa, the surest first.
    Told(_same_again("Djénéba", "Sissoko", "F", "14/02/1994", "Awa Dansoko", "Kéniéba", "30 11 20 41")),
    Told(_same_again("Bréhima", "Sangaré", "M", "02/09/1988", "Ténin Diakité", "Yanfolila", "30 11 20 52")),
    Told(_same_again("Maïmouna", "Camara", "F", "vers 1999", "Sira Keïta", "Kita", "30 11 20 63")),
    Told(
        Two(
            ("Fousseyni", "Coulibaly", "M", "vers 1992", "Assitan Diarra", "Banamba", "30 11 30 14"),
            ("Fousséni", "Koulibali", "M", "03/05/1992", "Assétou Diarra", "Banamba", ""),
            LIKELY,
            0.93,
            SPELLING,
        )
    ),
    Told(
        Two(
            ("Amadou", "Diallo", "M", "vers 1990", "", "Mopti", ""),
            ("Amadou", "Diallo", "M", "19/06/1996", "", "Kayes", "30 11 30 88"),
            CHECK,
            0.31,
            NAMES_ALONE,
        ),
        (("kadiatou", Verdict.LATER),),
    ),
    # Children of one birth: two people decide, and Issa alone has answered.
    Told(
        Two(
            ("Lassine", "Bagayoko", "M", "12/08/2001", "Mariam Doumbia", "Dioïla", "30 11 41 07"),
            ("Fousseyni", "Bagayoko", "M", "12/08/2001", "Mariam Doumbia", "Dioïla", "30 11 41 07"),
            CHECK,
            0.45,
            TWINS,
            hard=True,
            relatives=True,
        ),
        (("issa", Verdict.FAMILY),),
    ),
    # Decided: one person, a brother, and a mistake that was taken back.
    Told(
        _same_again("Kadia", "Tounkara", "F", "21/11/1997", "Hawa Sacko", "Bafoulabé", "30 11 52 90"),
        (("kadiatou", Verdict.SAME),),
    ),
    Told(
        Two(
            ("Modibo", "Diawara", "M", "vers 1985", "Fatoumata Kanté", "Nioro", ""),
            ("Mody", "Diawara", "M", "vers 1993", "Fatoumata Kanté", "Nioro", ""),
            CHECK,
            0.22,
            BROTHERS,
            hard=True,
            relatives=True,
        ),
        (("issa", Verdict.FAMILY), ("kadiatou", Verdict.FAMILY)),
    ),
    Told(
        Two(
            ("Seydou", "Traoré", "M", "vers 1991", "Aminata Koné", "Sikasso", "30 11 63 11"),
            ("Seydou", "Traoré", "M", "vers 1992", "Aminata Koné", "Kadiolo", "30 11 63 74"),
            LIKELY,
            0.88,
            (("même nom complet", 8.6), ("même mère", 6.2), ("numéros de téléphone différents", -1.4)),
        ),
        (("issa", Verdict.SAME), ("kadiatou", None)),
    ),
)
OF_BENKADI = (
    Told(
        Two(
            ("Ramatoulaye", "Cissé", "F", "vers 1996", "Oumou Touré", "Kayes", "30 11 74 20"),
            ("Rama", "Sissé", "F", "vers 1995", "Oumou Touré", "Kayes", "30 11 74 20"),
            LIKELY,
            0.96,
            SPELLING,
        )
    ),
)
