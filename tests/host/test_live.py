"""A platform for real people does not serve before it was given what only its keeper can give."""

import pytest

from benkan.host.live import refuse_unready
from benkan.host.platform import NotReady, made

GIVEN = {
    "BENKAN_SECRET_KEY": "s" * 60,
    "BENKAN_HOSTS": "benkan.exemple.ml",
    "BENKAN_ORIGINS": "https://benkan.exemple.ml",
    "BENKAN_MAIL_HOST": "courriel.exemple.ml",
    "BENKAN_MAIL_FROM": "benkan@exemple.ml",
    "BENKAN_WRAPPING_KEY": "dGhlIHRlc3RzIG9wZW4gbm90aGluZyB0aGF0IGlzIHI=",
}


@pytest.fixture
def given(monkeypatch, tmp_path):
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))
    for name, value in GIVEN.items():
        monkeypatch.delenv(f"{name}_FILE", raising=False)
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_all_given_it_serves(given):
    refuse_unready()


def test_nothing_given_everything_is_said_at_once_with_how_to_make_it(given):
    for name in GIVEN:
        given.delenv(name)
    with pytest.raises(NotReady) as refused:
        refuse_unready()
    said = str(refused.value)
    assert all(name in said for name in GIVEN)
    assert all(way in said for way in ("benkan keys make --secret", "benkan keys make FICHIER", "--demo", "installer"))


@pytest.mark.parametrize("missing", GIVEN)
def test_each_is_asked_and_may_come_as_a_file(given, tmp_path, missing):
    given.delenv(missing)
    with pytest.raises(NotReady, match=missing):
        refuse_unready()
    (tmp_path / "given").write_text(f"{GIVEN[missing]}\n")
    given.setenv(f"{missing}_FILE", str(tmp_path / "given"))
    refuse_unready()
    given.setenv(f"{missing}_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(NotReady, match="nowhere"):
        refuse_unready()


@pytest.mark.parametrize(
    ("name", "command"),
    [("BENKAN_SECRET_KEY", "benkan keys make --secret"), ("BENKAN_WRAPPING_KEY", "benkan keys make")],
)
def test_a_file_of_a_key_that_is_named_and_not_there_is_said_once_with_how_to_make_it(given, tmp_path, name, command):
    given.delenv(name)
    given.setenv(f"{name}_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(NotReady) as refused:
        refuse_unready()
    said = str(refused.value)
    assert f"{command} {tmp_path / 'nowhere'}" in said
    assert said.count(f"{name}_FILE") == 1


def test_keys_of_the_data_folder_are_given(given, tmp_path):
    for name, file in (("BENKAN_SECRET_KEY", "secret_key"), ("BENKAN_WRAPPING_KEY", "wrapping_key")):
        (tmp_path / file).write_text(GIVEN[name])
        given.delenv(name)
    refuse_unready()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BENKAN_ORIGINS", "http://benkan.exemple.ml", "ne voyage pas en clair"),
        ("BENKAN_ORIGINS", "benkan.exemple.ml", "https://"),
        ("BENKAN_MAIL_FROM", "benkan", "adresse d’où"),
        ("BENKAN_WRAPPING_KEY", "courte", "clé"),
    ],
)
def test_what_cannot_be_is_said(given, name, value, sentence):
    given.setenv(name, value)
    with pytest.raises(NotReady, match=sentence):
        refuse_unready()


def test_it_does_without_mail_when_that_is_said(given):
    given.delenv("BENKAN_MAIL_FROM")
    given.setenv("BENKAN_MAIL_HOST", "aucun")
    refuse_unready()


def test_on_this_machine_alone_it_may_be_tried_without_tls(given):
    given.setenv("BENKAN_ORIGINS", "http://localhost:8000")
    refuse_unready()


def test_files_that_are_not_there_are_said_together(given, tmp_path):
    for name in ("BENKAN_SECRET_KEY", "BENKAN_WRAPPING_KEY"):
        given.delenv(name)
        given.setenv(f"{name}_FILE", str(tmp_path / name.lower()))
    given.delenv("BENKAN_HOSTS")
    with pytest.raises(NotReady) as refused:
        refuse_unready()
    assert all(word in str(refused.value) for word in ("benkan_secret_key", "benkan_wrapping_key", "BENKAN_HOSTS"))


def test_a_data_folder_that_is_closed_is_said(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotReady, match="BENKAN_DATA"):
        made(tmp_path / "file" / "folder")
