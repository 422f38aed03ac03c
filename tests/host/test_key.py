"""A wrapping key that opens nothing is said before anything is served."""

import base64

import pytest

from benkan.host import doctor, serve
from benkan.host.platform import NotReady
from benkan.organisations import keys
from benkan.organisations.acting import acting_for

ANOTHER = base64.urlsafe_b64encode(b"another installation's very key!").decode()


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_lost_key_is_said(cast, settings, monkeypatch):
    # The owner's connection cannot see what this test has not committed: the same question through the ordinary one.
    monkeypatch.setattr(doctor, "wrong_key", lambda: keys.wrong_key("default"))
    with acting_for(cast.awa) as by:
        if not keys.OrganisationKey.objects.exists():
            keys.make_key(organisation_id=by.organisation_id)
        assert doctor._key().well
        settings.WRAPPING_KEY = ANOTHER
        keys.forget()
        assert not doctor._key().well
        with pytest.raises(NotReady):
            serve._refuse_unsafe()
    keys.forget()
