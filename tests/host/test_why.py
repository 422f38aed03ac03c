"""Why a file was refused, in words that say whose account it is."""

import errno
import os
import pwd

import pytest

from benkan.host.given import Unreadable, given
from benkan.host.why import why


def test_an_account_that_may_not_is_named():
    name = pwd.getpwuid(os.geteuid()).pw_name
    assert why(PermissionError(errno.EACCES, "Permission denied")) == f"le compte {name} n’y a pas accès"


def test_an_account_without_a_name_says_its_number(monkeypatch):
    def unknown(_):
        raise KeyError

    monkeypatch.setattr("benkan.host.why.pwd.getpwuid", unknown)
    assert f"le compte {os.geteuid()} " in why(PermissionError(errno.EPERM, "Operation not permitted"))


def test_what_is_rare_keeps_the_words_of_the_system():
    assert why(FileNotFoundError(errno.ENOENT, "No such file or directory")) == "il n’y est pas"
    assert why(OSError(errno.ELOOP, "Too many levels of symbolic links")) == "Too many levels of symbolic links"
    assert why(OSError()) == "sans raison dite"


def test_a_file_that_is_not_there_is_said_in_these_words(monkeypatch, tmp_path):
    monkeypatch.delenv("BENKAN_SECRET_KEY", raising=False)
    monkeypatch.setenv("BENKAN_SECRET_KEY_FILE", str(tmp_path / "secret"))
    with pytest.raises(Unreadable, match="il n’y est pas"):
        given("BENKAN_SECRET_KEY")
