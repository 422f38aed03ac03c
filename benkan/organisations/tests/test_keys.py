"""The keys of the organisations: made with them, wrapped, opened by the right key only, remembered once committed."""

import base64
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from benkan.common.sealing import NoWrappingKey, Place, Tampered, WrongKey, opened, seal
from benkan.organisations import keys
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.founding import founding
from benkan.organisations.keys import OrganisationKeys
from benkan.organisations.models import OrganisationKey
from benkan.organisations.writes import open_organisation

OTHER = base64.urlsafe_b64encode(b"another key of thirty-two bytes.").decode()
ROW = UUID(int=7)


@pytest.fixture(autouse=True)
def nothing_remembered():
    keys.forget()
    yield
    keys.forget()


@pytest.fixture
def by(cast):
    with acting_for(cast.awa) as acting:
        yield acting


def place_of(by, row=ROW) -> Place:
    return Place("a_table", "a_column", by.organisation_id, row)


def test_an_organisation_is_opened_with_its_key(cast):
    with founding() as founder:
        made = open_organisation(by=founder, name="Nouvelle antenne", code="NEUVE", kind="association")
    with acting_for(cast.awa), connection.cursor() as cursor:
        assert not OrganisationKey.objects.filter(organisation=made).exists()  # nobody else's to read
        cursor.execute("SELECT set_config('benkan.organisation', %s, true)", [str(made.pk)])
        assert OrganisationKey.objects.filter(organisation=made, retired_at=None).count() == 1


def test_one_that_exists_gets_its_key_at_the_first_sealing_and_keeps_it(by):
    OrganisationKey.objects.filter(organisation=by.organisation_id).update(retired_at="2026-01-01T00:00Z")
    first, second = (OrganisationKeys().current(by.organisation_id) for _ in range(2))
    assert first == second
    keys.make_key(by.organisation_id, unless_there=True)  # who comes second leaves the first one's
    assert OrganisationKeys().current(by.organisation_id) == first


def test_a_retired_key_still_opens_what_it_sealed(by):
    sealed = seal(b"76 00 00 00", place_of(by))
    OrganisationKey.objects.update(retired_at="2026-01-01T00:00Z")
    keys.forget()
    assert opened(sealed, place_of(by)) == b"76 00 00 00"
    assert seal(b"", place_of(by))[1:17] != sealed[1:17]


def test_a_key_of_a_transaction_that_ends_badly_is_not_remembered(by):
    OrganisationKey.objects.update(retired_at="2026-01-01T00:00Z")
    with transaction.atomic():
        lost = OrganisationKeys().current(by.organisation_id)
        transaction.set_rollback(True)
    kept = OrganisationKeys().current(by.organisation_id)
    assert kept.id != lost.id
    assert OrganisationKey.objects.filter(pk=kept.id).exists()


def test_what_is_written_of_a_key_is_not_the_key(by):
    key = OrganisationKeys().current(by.organisation_id)
    wrapped = bytes(OrganisationKey.objects.get(pk=key.id).wrapped)
    assert key.secret not in wrapped
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_the_wrong_wrapping_key_says_its_sentence(by, settings):
    sealed = seal(b"76 00 00 00", place_of(by))
    assert keys.wrong_key("default") == ""
    keys.forget()
    settings.WRAPPING_KEY = OTHER
    with pytest.raises(WrongKey, match="n’est pas celle qui ouvre"):
        opened(sealed, place_of(by))
    with pytest.raises(WrongKey):
        seal(b"", place_of(by))
    assert "remettre la bonne clé" in keys.wrong_key("default")


def test_without_a_wrapping_key_nothing_is_sealed(by, settings):
    settings.WRAPPING_KEY = ""
    with pytest.raises(NoWrappingKey, match="n’a pas reçu la clé"):
        seal(b"", place_of(by))
    settings.WRAPPING_KEY = "trop court"
    with pytest.raises(WrongKey, match="clé"):
        seal(b"", place_of(by))


@pytest.mark.parametrize("where", ["table", "column", "organisation_id", "row_id"])
def test_what_is_moved_elsewhere_does_not_open(by, where):
    from dataclasses import replace

    sealed = seal(b"76 00 00 00", place_of(by))
    moved = replace(place_of(by), **{where: UUID(int=9) if where.endswith("_id") else "another"})
    with pytest.raises(Tampered, match="ne s’ouvre pas"):
        opened(sealed, moved)


@pytest.mark.parametrize("byte", [0, 1, 17, 29, -1])
def test_one_byte_changed_is_seen(by, byte):
    sealed = bytearray(seal(b"76 00 00 00", place_of(by)))
    sealed[byte] ^= 1
    with pytest.raises(Tampered):
        opened(bytes(sealed), place_of(by))


def test_the_same_value_is_never_sealed_twice_alike(by):
    assert seal(b"76 00 00 00", place_of(by)) != seal(b"76 00 00 00", place_of(by))


def test_the_key_of_another_organisation_opens_nothing(by, cast):
    sealed = seal(b"76 00 00 00", place_of(by))
    with acting_for(cast.nana) as other:
        for remembered in (True, False):
            if not remembered:
                keys.forget()
            with pytest.raises(Tampered):
                opened(sealed, place_of(other))
    with entered():
        assert not OrganisationKey.objects.exists()


def test_nobody_changes_or_removes_a_key(by):
    OrganisationKeys().current(by.organisation_id)
    for attempt in (
        lambda: OrganisationKey.objects.update(wrapped=b""),
        lambda: OrganisationKey.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            attempt()


def test_an_organisation_has_one_key_in_use(by):
    OrganisationKeys().current(by.organisation_id)
    with pytest.raises(DatabaseError, match="one_key_in_use"), transaction.atomic():
        keys.make_key(by.organisation_id)
