"""The rule that proposes a priority, against a slow twin that reads like the sentence of the practice."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.cases.engine.priority import HIGH, ORDINARY, PRESSING, URGENT, Proposal, Raised, propose
from benkan.cases.models import Priority

FLAGS = [Raised(flag, level, restricted) for flag in "ABCD" for level in PRESSING for restricted in (True, False)]
# On a busy machine nothing here is too slow.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
raised = st.lists(st.sampled_from(FLAGS), max_size=8)


def twin(flags, together):
    """Flag by flag, level by level, without a sort."""
    worst = {}
    for pressing in reversed(PRESSING):
        for one in flags:
            if one.level == pressing:
                worst[one.flag] = pressing
    hidden = {one.flag for one in flags if one.restricted}
    if any(level == URGENT for level in worst.values()):
        priority = URGENT
    elif any(level == HIGH for level in worst.values()):
        priority = HIGH
    else:
        priority = HIGH if len(worst) >= together else ORDINARY
    return priority, {flag for flag in worst if flag not in hidden}, len(hidden)


@patient
@given(raised, st.integers(2, 5))
def test_the_rule_says_what_its_slow_twin_says(flags, together):
    found = propose(flags, together=together)
    assert (found.priority, set(found.reasons), found.restricted_reasons) == twin(flags, together)
    assert len(found.reasons) == len(set(found.reasons))


@patient
@given(raised, st.integers(2, 5), st.randoms())
def test_neither_the_order_nor_a_repetition_changes_anything(flags, together, random):
    shuffled = flags * 2
    random.shuffle(shuffled)
    assert propose(shuffled, together=together) == propose(flags, together=together)


@patient
@given(raised, st.sampled_from(FLAGS), st.integers(2, 5))
def test_one_more_answer_never_lowers_a_priority(flags, more, together):
    before, after = propose(flags, together=together), propose([*flags, more], together=together)
    assert PRESSING.index(after.priority) <= PRESSING.index(before.priority)


def test_nothing_raised_is_ordinary():
    assert propose([], together=3) == Proposal(ORDINARY)


def test_reasons_begin_with_what_presses_most():
    flags = [Raised("END", ORDINARY), Raised("MONO", ORDINARY), Raised("ABRI", URGENT), Raised("MED-U", HIGH, True)]
    assert propose(flags, together=3) == Proposal(URGENT, ("ABRI", "END", "MONO"), 1)


def test_the_rule_and_the_tables_speak_of_the_same_priorities():
    assert set(PRESSING) == set(Priority.values)
    assert all(a != b for a, b in itertools.pairwise(PRESSING))
