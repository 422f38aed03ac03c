"""Invented people whom two actors know: masked, named, opened with her consent, one person at last; and one of whom
the reception service is asked. Each actor registers her itself, through the writes, as it would have."""

import datetime as dt

from benkan.common import clock
from benkan.common.imprecise import parse
from benkan.demo.cast import account_of
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.models import Pair
from benkan.linkage.writes import decide
from benkan.linkage.writes.across import name_oneself, open_identity
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.people.models import Registration
from benkan.people.reads import texts_signed
from benkan.people.writes import ask_consent, complete, register, say_safe_contact
from benkan.places.models import Place

PEOPLE = ("kadiatou", "sekou", "seydou", "oumar", "binta")
# As one actor heard her, and as the other did: given names, name, mother, birth, where she goes.
SAID = {
    "masked": (
        ("Niélé", "Sanou", "Korotoumou Bamba", "4/7/1996", "Kita"),
        ("Nièlè", "Sanou", "Korotoum Bamba", "4/7/1996", "Kita"),
    ),
    "opened": (
        ("Bakary", "Sinayoko", "Djelika Kouma", "18/2/1989", "Nioro"),
        ("Bakari", "Sinayogo", "Djélika Kouma", "18/2/1989", "Nioro"),
    ),
    "one": (
        ("Tenimba", "Fomba", "Sitan Dagnoko", "9/11/1992", "Bafoulabé"),
        ("Ténimba", "Fomba", "Sitan Dagnogo", "9/11/1992", "Bafoulabé"),
    ),
    "asked": (
        ("Zoumana", "Bagayoko", "Mah Samaké", "23/5/1984", "Kayes"),
        ("Zoumana", "Bagayogo", "Ma Samaké", "23/5/1984", "Kayes"),
    ),
}


def tell() -> None:
    """Over the last month, between the reception service and two others."""
    with entered(door="open"):
        cast = {key: account_of(key) for key in PEOPLE}
    _met(cast["sekou"], cast["kadiatou"], "masked", days=(30, 3))
    _opened(cast, _met(cast["oumar"], cast["kadiatou"], "opened", days=(28, 6)))
    _one(cast, _met(cast["sekou"], cast["kadiatou"], "one", days=(26, 12)))
    _met(cast["kadiatou"], cast["sekou"], "asked", days=(24, 1))


def _met(holder: Account, asker: Account, who: str, *, days: tuple[int, int]) -> Pair:
    """One registers her, then the other, whose question finds her: the pair as the asker reads it."""
    first, second = SAID[who]
    _registered(holder, first, days[0])
    registration = _registered(asker, second, days[1])
    with acting_for(asker):
        return Pair.objects.get(organisation=None, sides__registration=registration)


def _registered(account: Account, said: tuple[str, ...], days: int) -> Registration:
    """A whole file, with every consent: the others are asked as it is completed."""
    given_names, family_name, mother_name, birth, destination = said
    with _ago(days), acting_for(account) as by:
        answers = {
            "given_names": given_names,
            "family_name": family_name,
            "mother_name": mother_name,
            "birth": parse(birth, on=clock.today()),
            "destination_said": destination,
            "nationality": Place.objects.get(slug="ml"),
            "sex": "M" if given_names in ("Bakary", "Bakari", "Zoumana") else "F",
        }
        registration = register(by=by, answers=answers, source="Antenne")
        text, *_ = texts_signed()
        given = dict.fromkeys(Purpose.values, True)
        ask_consent(by=by, registration=registration, answers=given, language=text.language, text=text)
        say_safe_contact(by=by, registration=registration, answers={"visit_allowed": False})
        return complete(by=by, registration=registration)


def _opened(cast: dict[str, Account], pair: Pair) -> None:
    """The agency says that it knows him; the reception service opens his identity, and waits."""
    with _ago(5), acting_for(cast["binta"]) as binta:
        name_oneself(by=binta, pair=pair)
    with _ago(4), acting_for(cast["kadiatou"]) as by:
        open_identity(by=by, pair=pair)


def _one(cast: dict[str, Account], pair: Pair) -> None:
    """The association names itself, both open, both say that she is one person."""
    with _ago(11), acting_for(cast["sekou"]) as sekou:
        name_oneself(by=sekou, pair=pair)
        open_identity(by=sekou, pair=pair)
    with _ago(10), acting_for(cast["kadiatou"]) as by:
        open_identity(by=by, pair=pair)
        decide(by=by, pair=pair, verdict=Verdict.SAME)
    with _ago(9), acting_for(cast["seydou"]) as seydou:
        decide(by=seydou, pair=pair, verdict=Verdict.SAME)


def _ago(days: int):
    return clock.at(clock.now() - dt.timedelta(days=days))
