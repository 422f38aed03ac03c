"""Whatever is done, in whatever order: rows are only added, and only who holds it, or the authority, reads it."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.safeguarding import writes
from benkan.safeguarding.lifecycles.child import CHILD_MOVES, ChildStatus
from benkan.safeguarding.models import FileStatusRow, Holding, RestrictedFile, SectionRow
from benkan.safeguarding.tests.factories import AGREED, MEASURE, PLACED, confided, taken

KEYS = ("assa", "nouhoum", "kalifa")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KEYS), st.sampled_from(("mesure", "placement", "accord", "propose", "take", "grow", "close"))
    ),
    max_size=6,
)
ANSWERS = {"mesure": MEASURE, "placement": PLACED, "accord": AGREED}


def _act(cast, by, key: str, what: str, file, registration) -> None:
    if what in ANSWERS:
        writes.add_row(by=by, file=file, section=what, answers=ANSWERS[what])
    elif what == "propose":
        other = "nouhoum" if key == "assa" else "assa"
        writes.propose(by=by, file=file, account_id=getattr(cast, other).pk, seat="titulaire")
    elif what == "take":
        found = Holding.objects.filter(account=by.account_id, accepted_at=None, ended_at=None).first()
        writes.take(by=by, holding=found or Holding(pk=file.pk))
    elif what == "close":
        writes.close(by=by, file=file, reason="stable")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_loses_a_row_or_shows_it_to_who_may_not(steps, cast, child):
    with acting_for(cast.awa) as by:
        registration = a_registration(by, "lassine")
        confided(by, registration)
    file, holder, rows, grown = taken(cast.assa), "assa", 1, False
    for key, what in steps:
        if what == "grow":
            with acting_for(cast.kadiatou) as by:
                writes.at_eighteen(by=by, registration=registration)
            grown = True
            continue
        try:
            with acting_for(getattr(cast, key)) as by:
                _act(cast, by, key, what, file, registration)
        except (Impossible, Refused):
            continue
        rows += what in ANSWERS
        holder = key if what == "take" else holder
    for key in (*KEYS, "awa", "kadiatou", "fanta", "adama"):
        with acting_for(getattr(cast, key)):
            held = key == holder
            closed_before_growing = _status(cast, holder, file) == ChildStatus.CLOSED and not _grown(cast, holder, file)
            reads = held or (key == "kalifa" and (not grown or closed_before_growing))
            assert RestrictedFile.objects.filter(pk=file.pk).exists() == reads, (key, holder, steps)
    with acting_for(getattr(cast, holder)):
        assert SectionRow.objects.filter(file=file).count() == rows
        passed = list(FileStatusRow.objects.filter(file=file).order_by("at", "id").values_list("status", flat=True))
        assert passed[-1] == RestrictedFile.objects.get(pk=file.pk).status
        assert all(ChildStatus(after) in CHILD_MOVES[ChildStatus(before)] for before, after in pairwise(passed))


def _status(cast, holder: str, file) -> str:
    with acting_for(getattr(cast, holder)):
        return RestrictedFile.objects.values_list("status", flat=True).get(pk=file.pk)


def _grown(cast, holder: str, file) -> bool:
    with acting_for(getattr(cast, holder)):
        return RestrictedFile.objects.values_list("grown_at", flat=True).get(pk=file.pk) is not None
