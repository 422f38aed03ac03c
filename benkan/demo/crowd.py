"""A platform of full size: beside the cast, other invented organisations of each kind, and their many agents."""

from random import Random

from benkan.demo.cast import BODIES, MEMBERS, Body, Member
from benkan.demo.country import names
from benkan.demo.country.actors import Actor

FULL = 50, 1_000  # organisations and accounts of size M
POINTS = (
    "aer-bko", "rte-gog", "hub-gao", "gr-bko", "hub-kay", "rte-zeg", "flv-kha", "rte-dib", "rte-taf", "rte-dje",
    "hub-tom", "hub-mop",
)  # fmt: skip
# Invented bodies: what kind, how they are called, and how many of ten are such.
KINDS = (
    ("association", "Association {}", 4),
    ("ong", "Organisation {}", 2),
    ("antenne", "Antenne d’accueil {}", 1),
    ("collectivite", "Service social {}", 1),
    ("formation", "Centre de formation {}", 1),
    ("internationale", "Agence {}", 1),
)
WORDS = (
    "Sabali", "Jigiya", "Hèrè", "Ladamu", "Kalanso", "Bolodègè", "Nyèta", "Sugu", "Sira", "Balimaya", "Horonya",
    "Wuli", "Ton", "Fasojè", "Sigida", "Mara", "Keleya", "Tiguèda", "Sinijè", "Dugujè", "Baara", "Denmisèn", "Musoya",
    "Lafia", "Annayé", "Ir Ganda Koy", "Alhéri", "Goni", "Sabougnouman",
)  # fmt: skip
# Out of twenty people of a body: who receives, who accompanies, who announces, who keeps the accounts.
ROLES = ("accueil",) * 11 + ("accompagnement",) * 6 + ("point_focal",) * 2 + ("administration",)


def crowd(organisations: int, accounts: int) -> tuple[tuple[Body, ...], tuple[Member, ...]]:
    """The cast and enough others; the same for ever."""
    rng = Random("crowd")  # noqa: S311 - invented organisations
    bodies, members = list(BODIES), list(MEMBERS)
    shares = [share for *_, share in KINDS]
    while len(bodies) < organisations:
        nth = len(bodies)
        kind, pattern, _ = rng.choices(KINDS, shares)[0]
        word = WORDS[nth % len(WORDS)]
        name = pattern.format(word) if nth < len(BODIES) + len(WORDS) else pattern.format(f"{word} {nth}")
        points = () if kind == "formation" else tuple(rng.sample(POINTS, rng.choice((1, 1, 2, 3))))
        bodies.append(Body(f"ORG{nth:02}", name, kind, points))
    added = bodies[len(BODIES) :]
    while len(members) < accounts and added:
        nth = len(members)
        body = added[nth % len(added)]
        given = names.draw(rng, names.given_names("mande", rng.choice("MF"))).usual
        family = names.draw(rng, names.family_names("mande")).usual
        role = ROLES[nth // len(added) % len(ROLES)]
        members.append(Member(f"agent{nth:04}", f"{given} {family}", body.code, role))
    return tuple(bodies), tuple(members)


def actors(bodies: tuple[Body, ...] = BODIES, members: tuple[Member, ...] = MEMBERS) -> tuple[Actor, ...]:
    """Who works where, as the invented country asks it: those who receive somewhere."""

    def keys(body: Body, role: str) -> tuple[str, ...]:
        return tuple(member.key for member in members if member.body == body.code and member.role == role)

    jobs = ("accueil", "point_focal", "accompagnement")
    found = (Actor(body.code, body.present_at, *(keys(body, job) for job in jobs)) for body in bodies)
    return tuple(actor for actor in found if actor.desk and actor.points)
