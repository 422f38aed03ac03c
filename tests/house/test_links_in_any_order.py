"""Pairs of two organisations’ files, decided and undone in any order: every figure of persons follows, and once all is
undone is what it was."""

import contextlib
from itertools import combinations

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.cases.models import Grant
from benkan.cases.reads.granted import by_pillar, followed
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.giving import funded
from benkan.cases.tests.paying import let_plans_leave
from benkan.cases.writes import open_case
from benkan.common.errors import Impossible
from benkan.demo.cast import accounts_by_key
from benkan.linkage.lifecycle import State, Verdict
from benkan.linkage.models import Pair
from benkan.linkage.reads.undecided import undecided
from benkan.linkage.tests.between import HERE, THERE, a_file, agreed, pair_of
from benkan.linkage.tests.factories import a_pair
from benkan.linkage.writes import decide, undo
from benkan.organisations.acting import acting_for, entered
from benkan.people.models import Registration
from benkan.people.writes.consents import sign_for_demonstration

FILES = 4  # of the reception service, each paid by one grant; the association holds one more
PAIRS = [*combinations(range(FILES), 2), (0, FILES)]
SOME = {"max_examples": 12, "deadline": None, "suppress_health_check": list(HealthCheck)}
ACTS = st.lists(st.tuples(st.sampled_from(range(len(PAIRS))), st.sampled_from([True, True, False])), max_size=9)


@pytest.fixture
def told(committed):
    """The accounts, the files in the order of `PAIRS`, their pairs, and the grant."""
    with entered(door="open"):
        cast = type("Cast", (), accounts_by_key())
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)
    agreed("BENKADI", "SAR", cast.mariam, cast.fanta)
    let_plans_leave(cast.fanta, cast.drissa)
    theirs, first = a_file(cast.sekou, THERE), a_file(cast.kadiatou, HERE)
    with acting_for(cast.kadiatou) as by:
        cases = [open_case(by=by, registration=first), *(accompanied(by) for _ in range(FILES - 1))]
    for case in cases:
        funded(cast, case=case)
    files = [case.registration for case in cases]
    with acting_for(cast.kadiatou) as by:
        own = [a_pair(by, files[a], files[b]) for a, b in PAIRS[:-1]]
    with acting_for(cast.aminata):
        grant = Grant.objects.get()
    return cast, [*files, theirs], [*own, pair_of(cast.kadiatou, first)], grant


@pytest.mark.exhaustive
@settings(**SOME)
@given(acts=ACTS, last=st.permutations(range(len(PAIRS))))
def test_figures_follow_whatever_is_decided_and_are_as_before_once_all_is_undone(told, acts, last):
    cast, files, pairs, grant = told
    before = figures(cast, grant)
    for place, same in acts:
        said(cast, pairs[place], same)
    with acting_for(cast.kadiatou):
        in_force = set(Pair.objects.filter(state=State.SAME).values_list("pk", flat=True))
    whose = united([ends for ends, pair in zip(PAIRS, pairs, strict=True) if pair.pk in in_force])
    now = figures(cast, grant)
    assert before["persons"] - now["persons"] == len(files) - len(set(whose))
    assert now["grant"].persons == now["pillars"][0].persons == len(set(whose[:FILES]))
    assert now["undecided"] == before["undecided"] - len(in_force)
    for place in last:
        said(cast, pairs[place], same=False)
    assert figures(cast, grant) == before


def figures(cast, grant: Grant) -> dict:
    """What is counted of persons, and whose each file is as its own organisation reads it."""
    with connections["figures"].cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT person_id) FROM people_registration")
        (persons,) = cursor.fetchone()
    found = {"persons": persons, "undecided": undecided()}
    found |= {"grant": followed(grant.pk, grant.amount), "pillars": by_pillar(grant.pk)}
    for key in ("kadiatou", "sekou"):
        with acting_for(getattr(cast, key)):
            found[key] = list(Registration.objects.order_by("pk").values())
    return found


def said(cast, pair: Pair, same: bool) -> None:
    """Each side says so, or takes back what it said; what is refused, or was not said, changes nothing."""
    for key in ("kadiatou",) if pair.organisation_id else ("kadiatou", "sekou"):
        with acting_for(getattr(cast, key)) as by, contextlib.suppress(Impossible):
            decide(by=by, pair=pair, verdict=Verdict.SAME) if same else undo(by=by, pair=pair)


def united(linked: list[tuple[int, int]]) -> list[int]:
    """For each file, the first that it reaches: walked until nothing changes."""
    first = list(range(FILES + 1))
    for _ in first:
        for a, b in linked:
            first[a] = first[b] = min(first[a], first[b])
    return first
