"""The second step of a file, hours or days later: papers, consents, safe contact, how the return came about."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from benkan.demo.country import events as e
from benkan.demo.country import telling
from benkan.demo.country.people import MAJORITY, Invented

# How often each purpose is accepted; a refusal is kept as well, and changes nothing of the help.
ACCEPTED = {"suivi": 0.96, "verification": 0.82, "orientation": 0.85, "statistiques": 0.93, "recontact": 0.78,
            "photo": 0.4}  # fmt: skip
COUNTRIES = ("ci", "sn", "dz", "ly", "mr", "ga")
HOURS = ("le soir après 18 h", "le matin", "à toute heure", "le vendredi")
ANSWERERS = ("elle seule", "lui seul", "un frère", "une sœur", "le conjoint")
MAY_BE_SAID = ("« un service social »", "rien, rappeler plus tard", "« pour la formation »", "l’organisation")
HEARD_BUT = 9  # one in so many who wished to talk apart left before anybody heard them
MISTAKES = ("Enregistrée deux fois la même nuit", "Jeton confondu avec le suivant")


def second_step(rng: Random, file, one: Invented, token, desk, actor, at, pattern, end) -> Iterator[e.Event]:
    """What follows for one file; cut where `end` comes first."""
    when = at + dt.timedelta(hours=rng.choice((9, 10, 12, 30, 34, 60)), minutes=rng.randint(0, 59))
    by = rng.choice(actor.completers)
    steps = list(_steps(rng, file, one, token, desk, pattern, when, by))
    for step in steps:
        if step.at >= end:
            return
        yield step


def _steps(rng: Random, file, one: Invented, token, desk, pattern, when: dt.datetime, by: str) -> Iterator[e.Event]:
    if rng.random() < 0.004:
        yield e.Annulled(when, by, file, rng.choice(MISTAKES))
        return
    if one.private_talk and file % HEARD_BUT:
        yield e.TalkNoted(when, by, file)
    yield e.Corrected(when, by, file, telling.afterwards(rng, one, care=rng.uniform(0.7, 0.9)))
    for kind, value in one.papers:
        if rng.random() < 0.8:
            yield e.PaperNoted(_later(when, 2), by, file, kind, value)
    answers = {purpose: rng.random() < share for purpose, share in ACCEPTED.items()}
    # A clerk asks a guardian wherever the age as it was written may be a child's.
    guardian = (
        rng.choice(("Sa mère", "Son père", "Direction de la protection de l’enfant")) if _young(one, when) else ""
    )
    interpreter = "Interprète du poste" if one.language != "bambara" and rng.random() < 0.3 else ""
    yield e.ConsentAsked(_later(when, 4), by, file, answers, "francais", interpreter, guardian)
    if rng.random() < 0.015:
        return  # the telephone rang: the safe contact is still to be asked
    hours, who, what = rng.choice(HOURS), rng.choice(ANSWERERS), rng.choice(MAY_BE_SAID)
    contact = {"hours": hours, "who_may_answer": who, "what_may_be_said": what}
    if one.phone:
        contact["phone"] = one.phone
    contact["visit_allowed"] = rng.random() < 0.7
    yield e.ContactSaid(_later(when, 6), by, file, contact)
    if pattern is not None and rng.random() < 0.7:
        # Communiqués mix the types: what was declared and what is found stand apart.
        found = pattern.declared_type if rng.random() < 0.8 else "REF" if pattern.declared_type != "REF" else "SPO"
        said = {"assessed_type": found, "travel_organiser": pattern.organiser}
        yield e.ReturnSaid(_later(when, 7), by, desk, token, said)
    elif pattern is None:
        answers = {"assessed_type": "SPO", "travel_organiser": "soi", "country": rng.choice(COUNTRIES)}
        yield e.ReturnSaid(_later(when, 7), by, desk, token, answers)
    yield e.Completed(_later(when, 9), by, file)


def _young(one: Invented, when: dt.datetime) -> bool:
    return one.age_on(when.date()) < MAJORITY + 3


def _later(when: dt.datetime, minutes: int) -> dt.datetime:
    return when + dt.timedelta(minutes=minutes)
