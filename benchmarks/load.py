"""Twenty people at work: each opens a page every five seconds, one request in ten writes; bounded in time."""

import datetime as dt
import secrets
import threading
import time
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from benchmarks.client import Answer, Browser
from benchmarks.users import User

EVERY = 5.0
WRITES = 0.1
# What is opened at each work, and how often of twenty.
MIXES = {
    "accueil": {
        "accueil": 2,
        "arrivées": 2,
        "convoi": 3,
        "recherche par nom": 3,
        "recherche par numéro": 1,
        "liste des dossiers": 2,
        "dossier": 4,
        "enregistrer (page)": 1,
        "ressemblances (dans ses dossiers)": 1,
        "lieux": 1,
    },
    "accompagnement": {
        "accueil (qui accompagne)": 3,
        "accompagnements": 4,
        "accompagnement": 6,
        "plan": 3,
        "évaluer (page)": 1,
        "noter une visite (page)": 1,
        "orientations envoyées": 1,
        "dossier": 1,
    },
    "commission": {"accueil (commission)": 4, "financements": 8, "demande de financement": 6, "séances": 2},
    "secretariat": {
        "accueil (secrétariat)": 5,
        "où l’on attend": 6,
        "où l’on attend, par région": 3,
        "derrière un nombre": 3,
        "note du vendredi": 3,
    },
}
FLOOR = "/sante/"
FIXED = {
    "accueil": "/",
    "accueil (qui accompagne)": "/",
    "accueil (commission)": "/",
    "accueil (secrétariat)": "/",
    "arrivées": "/arrivees/",
    "lieux": "/lieux/",
    "liste des dossiers": "/dossiers/",
    "accompagnements": "/accompagnements/",
    "orientations envoyées": "/orientations/envoyees/",
    "financements": "/financements/",
    "séances": "/financements/seances/",
    "où l’on attend": "/accompagnements/nombres/",
    "où l’on attend, par région": "/accompagnements/nombres/?par=region",
    "derrière un nombre": "/accompagnements/nombres/liste/?etape=planned",
    "note du vendredi": "/accompagnements/note-du-vendredi/",
}


@dataclass(frozen=True)
class Asked:
    """One request of the load, by the name of its page."""

    page: str
    writes: bool
    answer: Answer


def run(port: int, users: list[User], seconds: float) -> list[Asked]:
    """Let them work; gives every request, those of the first seconds (signing in, first pages) left out."""
    asked: list[Asked] = []
    start = threading.Barrier(len(users) + 1)
    threads = [
        threading.Thread(target=_work, args=(port, user, seconds, nth, start, asked), daemon=True)
        for nth, user in enumerate(users)
    ]
    for thread in threads:
        thread.start()
    start.wait(120)
    for thread in threads:
        thread.join(seconds + 60)
    return asked


def _work(port: int, user: User, seconds: float, nth: int, start: threading.Barrier, asked: list[Asked]) -> None:
    rng, browser = Random(nth), Browser(port)  # noqa: S311 - which page is opened
    signed_in = browser.sign_in(user.email, user.password)
    mix = MIXES[user.job]
    for page in mix:  # what a process reads once for all is read before the measure
        _read(browser, user, rng, page)
    start.wait(120)
    if not signed_in:
        asked.append(Asked("connexion refusée", False, browser.get(FLOOR)))
        return
    end = time.monotonic() + seconds
    time.sleep(rng.uniform(0, EVERY))
    while time.monotonic() < end:
        begun = time.monotonic()
        if rng.random() < WRITES and user.job in ("accueil", "accompagnement"):
            page, answer = _write(browser, user, rng)
            asked.append(Asked(page, True, answer))
        else:
            page = rng.choices(list(mix), list(mix.values()))[0]
            asked.append(Asked(page, False, _read(browser, user, rng, page)))
        asked.append(Asked("sante (plancher)", False, browser.get(FLOOR)))
        time.sleep(max(0, EVERY * rng.uniform(0.9, 1.1) - (time.monotonic() - begun)))


def _read(browser: Browser, user: User, rng: Random, page: str) -> Answer:
    if page != "ressemblances (dans ses dossiers)":
        return browser.get(_path(user, rng, page))
    given, _, family = rng.choice(user.names).partition(" ")
    said = {
        "regarder": "oui",
        "token": "999",
        "given_names": given,
        "family_name": family,
        "phone": rng.choice(user.phones),
    }
    return browser.post(f"{rng.choice(user.desks)}enregistrer/", said, {"HX-Request": "true"})


def _path(user: User, rng: Random, page: str) -> str:
    """The address of a page, of one of the things that this person may open."""
    fixed = FIXED.get(page)
    if fixed:
        return fixed
    held, pattern = {
        "recherche par nom": (user.names, "/dossiers/?q={}"),
        "recherche par numéro": (user.numbers, "/dossiers/?q={}"),
        "dossier": (user.files, "{}"),
        "convoi": (user.desks, "{}"),
        "enregistrer (page)": (user.desks, "{}enregistrer/"),
        "accompagnement": (user.cases, "{}"),
        "plan": (user.plans, "{}"),
        "évaluer (page)": (user.cases, "{}evaluer/"),
        "noter une visite (page)": (user.cases, "{}visites/"),
        "demande de financement": (user.requests, "{}"),
    }[page]
    return pattern.format(quote(rng.choice(held), safe="/"))


def _write(browser: Browser, user: User, rng: Random) -> tuple[str, Answer]:
    """A write with its audit row: a head noted, aid on a line, a person registered after the look at one's files; a
    visit, a trade."""
    if user.job == "accompagnement":
        return _accompany(browser, user, rng)
    # Tokens of earlier runs are on the lists: another draw each time.
    desk, token, what = rng.choice(user.desks), str(2_000 + secrets.randbelow(8_000)), rng.random()
    if what < 0.35:
        said = [("token", token), ("nature", "refus"), ("sex", "M"), ("age_group", "adulte"), ("aid", "eau")]
        return "tête et aide (écrire)", browser.post(f"{desk}tete/", said)
    if what < 0.65:
        return "aide (écrire)", browser.post(f"{rng.choice(user.lines)}aide/", [("kinds", "repas"), ("kinds", "eau")])
    given, _, family = rng.choice(user.names).partition(" ")
    said = {"token": token, "given_names": given, "family_name": family, "sex": "M", "birth": "27", "autre": "oui",
            "mother_name": "Sira Camara", "destination": "Kayes"}  # fmt: skip
    return "enregistrer (écrire)", browser.post(f"{desk}enregistrer/", said)


def _accompany(browser: Browser, user: User, rng: Random) -> tuple[str, Answer]:
    said = {"step": "hors", "mode": "telephone", "day": dt.date.today().isoformat()}  # noqa: DTZ011 - the country's day
    return "visite (écrire)", browser.post(f"{user.to_visit.pop()}visites/", said)
