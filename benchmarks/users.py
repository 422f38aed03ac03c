"""Who is measured: people of the largest actors, each at their own work, with pages of their own files to open."""

from dataclasses import dataclass, field
from itertools import zip_longest
from random import Random

from django.db import connections

from benkan.arrivals.models import ArrivalList, Line
from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.models import Case, FundingRequest, Plan, Visit
from benkan.common import clock
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
    job: str = "accueil"
    files: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    desks: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    to_visit: list[str] = field(default_factory=list)  # the same visit is not noted twice
    plans: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


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
    """Of twenty: eleven who receive, seven who accompany, one who decides on money, one who counts."""
    accompany, receive = count * 7 // 20, count - count * 7 // 20 - 2
    return [
        *(user_of(account, rng) for account in _in_turn("accueil", receive)),
        *(worker_of(account, rng) for account in _in_turn("accompagnement", accompany)),
        *(_of_one_job(role, rng) for role in ("commission", "secretariat")),
    ]


def _in_turn(role: str, count: int) -> list[Account]:
    """Holders of a role, in turn from the largest organisations."""
    bodies = [accounts_of(organisation, role) for organisation, _ in sizes()[:10]]
    return [account for turn in zip_longest(*bodies) for account in turn if account is not None][:count]


def worker_of(account: Account, rng: Random) -> User:
    """Somebody who accompanies, with the accompaniments under way of her organisation."""
    user = user_of(account, rng)
    with acting_for(account) as acting:
        own = Case.objects.filter(organisation=acting.organisation_id, status=CaseStatus.OPEN)
        cases = rng.sample(held := list(own[:400]), min(40, len(held)))
        visited = set(Visit.objects.filter(case__in=cases, day=clock.today()).values_list("case_id", flat=True))
        plans = list(Plan.objects.filter(organisation=acting.organisation_id).order_by("-written_at")[:40])
    user.job = "accompagnement"
    user.cases = [f"/accompagnements/{case.pk}/" for case in cases]
    # An earlier run on this platform noted some today.
    user.to_visit = [f"/accompagnements/{case.pk}/" for case in cases if case.pk not in visited]
    user.plans = [f"/plans/{plan.pk}/" for plan in plans]
    return user


def _of_one_job(role: str, rng: Random) -> User:
    with entered(door="founding"):
        account = Membership.objects.filter(role=role).order_by("account__email").first().account
    user = user_of(account, rng)
    user.job = role
    with acting_for(account) as acting:
        asked = FundingRequest.objects.filter(payer=acting.organisation_id)[:40]
        user.requests = [f"/financements/demandes/{one.pk}/" for one in asked]
    return user


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
