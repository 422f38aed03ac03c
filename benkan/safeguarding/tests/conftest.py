"""A child whom the desk of the reception service confided: held by Assa, with Nouhoum as her deputy."""

from types import SimpleNamespace

import pytest

from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.people.writes.consents import sign_for_demonstration
from benkan.safeguarding.tests.factories import authority, confided, taken, with_deputy


@pytest.fixture
def child(cast) -> SimpleNamespace:
    """`child.registration` at the desk, `child.file` as its holder reads it."""
    authority(cast.adama)
    with acting_for(cast.awa) as by:
        registration = a_registration(by, "kadiatou")
        confided(by, registration)
    file = with_deputy(taken(cast.assa), cast.assa, cast.nouhoum)
    return SimpleNamespace(registration=registration, file=file)


@pytest.fixture
def signed_text(cast):
    """The text that is said before consent is asked, signed for the demonstration."""
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)
