"""Eighteen years, and a holder who leaves: the file passes on, it is never lost and never shown."""

import datetime as dt

import pytest

from benkan.cases.tests.factories import brought_to_completion
from benkan.cases.writes import open_case
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.imprecise import parse
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Membership
from benkan.organisations.writes import end_membership
from benkan.people.writes import correct
from benkan.safeguarding import writes
from benkan.safeguarding.models import Holding, RestrictedFile
from benkan.safeguarding.tasks import of_the_hour
from benkan.safeguarding.tests.factories import AGREED, confided, taken

HERS = {"of": "elle", "who": "Elle-même", "what": "Que sa chargée d’accompagnement le lise"}


@pytest.fixture
def grown(cast, child, signed_text):
    """Eighteen today; Kadiatou accompanies her."""
    with acting_for(cast.kadiatou) as by:
        correct(by=by, registration=child.registration, answers={"birth": parse("18", on=clock.today())})
        open_case(by=by, registration=brought_to_completion(by, child.registration))
        assert writes.at_eighteen(by=by, registration=child.registration) is None
    return child.file


def notices(account) -> list[str]:
    with acting_for(account):
        return [one.words for one in Notice.objects.filter(account=account)]


def test_at_eighteen_the_authority_stops_and_the_holder_stays(cast, grown):
    with acting_for(cast.kalifa):
        assert RestrictedFile.objects.count() == 0
    with acting_for(cast.assa) as by:
        file = RestrictedFile.objects.get()
        assert (file.status, bool(file.grown_at)) == ("majorite", True)
        with pytest.raises(Impossible, match="personne ne consent plus à sa place"):
            writes.add_row(by=by, file=file, section="accord", answers=AGREED)
    assert notices(cast.kadiatou) == ["1 dossier restreint"]


def test_it_is_handed_over_once_she_has_agreed_and_not_closed(cast, grown):
    with acting_for(cast.kadiatou) as by:
        proposed = Holding.objects.get()
        with pytest.raises(Impossible, match="accord de la jeune majeure"):
            writes.take(by=by, holding=proposed)
        assert RestrictedFile.objects.count() == 0
    with acting_for(cast.assa) as by:
        writes.add_row(by=by, file=grown, section="accord", answers=HERS)
    taken(cast.kadiatou)
    for key, reads in (("kadiatou", True), ("assa", False), ("nouhoum", False), ("kalifa", False)):
        with acting_for(getattr(cast, key)):
            assert RestrictedFile.objects.exclude(status="clos").exists() == reads, key


def test_eighteen_twice_or_without_a_file_changes_nothing(cast, grown, child):
    with acting_for(cast.kadiatou) as by:
        writes.at_eighteen(by=by, registration=child.registration)
    with acting_for(cast.assa):
        assert list(grown.statuses.values_list("status", flat=True)) == ["ouvert", "majorite"]
    assert notices(cast.kadiatou) == ["1 dossier restreint"]


def _left(cast, key: str) -> None:
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=getattr(cast, key)))


def told() -> int:
    with entered(door="open"):
        return len(writes.alert_orphans())


def test_when_the_holder_leaves_the_others_and_the_authority_are_told_once(cast, child):
    assert told() == 0
    _left(cast, "assa")
    of_the_hour(0)
    of_the_hour(1)
    for key in ("nouhoum", "kalifa"):
        with acting_for(getattr(cast, key)) as by:
            words = [one.words for one in Notice.objects.filter(kind="safeguarding.nobody")]
            assert words == ["1 dossier restreint sans titulaire"]
            assert by.organisation_id
    taken(cast.nouhoum)
    with acting_for(cast.nouhoum):
        (seat,) = Holding.objects.filter(account=cast.nouhoum, ended_at=None).values_list("seat", flat=True)
        assert seat == "titulaire"


def test_a_proposal_that_nobody_accepts_is_told_after_its_delay(cast, child):
    with acting_for(cast.awa) as by:
        confided(by, child.registration, "traite")
    assert told() == 0
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        assert told() == 2  # Assa and Nouhoum; the authority for children learns nothing of it
    assert told() == 0


def test_a_file_that_nobody_is_left_to_hold_goes_to_the_authority_if_a_child_s(cast, child):
    for key in ("assa", "nouhoum"):
        _left(cast, key)
    assert told() == 1
    file = taken(cast.kalifa)
    assert file.pk == child.file.pk
