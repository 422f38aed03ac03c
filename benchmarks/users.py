"""Who is measured: agents of the largest actors, with pages of their own files to open."""

from dataclasses import dataclass, field
from itertools import zip_longest
from random import Random

from django.db import connections

from benkan.arrivals.models import ArrivalList, Line
from benkan.demo.cast import PASSWORD
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account, Membership
from benkan.people.models import Registration


@dataclass
class User:
    """An account that signs in, and addresses of its own organisation's rows."""

    email: str
    password: str
    organisation: str
    files: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    desks: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def sizes() -> list[tuple[str, int]]:
    """Organisations by number of files, the largest first: counted by the role of the figures."""
    with connections["figures"].cursor() as cursor:
        cursor.execute("SELECT organisation_id::text, count(*) FROM people_registration GROUP BY 1 ORDER BY 2 DESC, 1")
        return cursor.fetchall()


def accounts_of(organisation: str, role: str = "accueil") -> list[Account]:
    """Those who hold a role in an organisation."""
    with entered(door="founding"):
        held = Membership.objects.filter(organisation=organisation, role=role).select_related("account")
        return [membership.account for membership in held.order_by("account__email")]


def users(count: int, rng: Random) -> list[User]:
    """Agents who receive, taken in turn from the largest organisations."""
    bodies = [accounts_of(organisation) for organisation, _ in sizes()[:10]]
    turns = [account for turn in zip_longest(*bodies) for account in turn if account is not None]
    return [user_of(account, rng) for account in turns[:count]]


def user_of(account: Account, rng: Random) -> User:
    """An account with what it may open."""
    with acting_for(account) as acting:
        files = list(Registration.objects.exclude(family_name="").order_by("-registered_at")[:400])
        drawn = rng.sample(files, min(40, len(files)))
        desks = ArrivalList.objects.filter(organisation=acting.organisation_id, convoy__isnull=False)
        desks = list(desks.order_by("-day")[:8])
        lines = Line.objects.filter(list__in=desks, organisation=acting.organisation_id)[:40]
        return User(
            email=account.email,
            password=PASSWORD,
            organisation=acting.organisation.name,
            files=[f"/dossiers/{file.pk}/" for file in drawn],
            names=[file.full_name for file in drawn],
            phones=[file.phone for file in drawn if file.phone] or ["30 00 00 00"],
            numbers=[file.number for file in drawn],
            desks=[f"/arrivees/{desk.convoy_id}/" for desk in desks],
            lines=[f"/lignes/{line.pk}/" for line in lines],
        )
