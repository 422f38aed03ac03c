"""The wrapping key is made, told, kept in two envelopes and changed; killed at any moment, the platform opens."""

import base64
import os
import signal
import stat
import subprocess
import sys

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as some

from benkan.audit.models import Entry
from benkan.host.cli import main
from benkan.host.keys import shares, swap
from benkan.host.wrapping import FILE_VARIABLE, VARIABLE, decoded, fingerprint, written
from benkan.organisations import keys
from benkan.organisations.doors.factors import PURPOSE, opened, seal
from benkan.organisations.models import OrganisationKey
from benkan.people.models import SafeContact
from benkan.people.writes import say_safe_contact
from tests.host.commands import apart, run, told

PHONE, FACTOR = "70 00 11 22", "JBSWY3DPEHPK3PXP"
# Where the command is killed, by the name of what it is about to call.
STEPS = {
    "before anything": "benkan.host.keys.swap.put_beside",
    "the new key waits": "benkan.organisations.rewrapping.rewrap",
    "the rows are changed, not committed": "benkan.organisations.rewrapping._record",
    "committed": "benkan.host.keys.swap.settle",
    "the former key is put aside": "pathlib.Path.replace",
}
KILLED = """
import importlib, os, signal, sys
import benkan.host.cli
*module, holder, name = sys.argv[1].split(".")
def arm():
    try:
        found = importlib.import_module(".".join([*module, holder]))
    except ModuleNotFoundError:
        found = getattr(importlib.import_module(".".join(module)), holder)
    setattr(found, name, lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
if module == ["pathlib"]:  # only once the keys are being settled: others move files too
    from benkan.host.keys import swap
    settle = swap.settle
    swap.settle = lambda *a: (arm(), settle(*a))
else:
    from benkan.host.keys import commands
    change = commands._change
    commands._change = lambda *a, **k: (arm(), change(*a, **k))[1]
benkan.host.cli.main(["keys", "rotate", "--organisations"])
"""


@pytest.fixture
def keyed(platform, on, tmp_path, monkeypatch):
    """A platform whose key is in a file, and a sealed value in it; gives (that file, a reader of the value)."""
    file = tmp_path / "etc" / "key"
    file.parent.mkdir()
    file.write_text(os.environ[VARIABLE])
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    with on(platform), _kadiatou() as by:
        from benkan.people.models import Registration

        say_safe_contact(by=by, registration=Registration.objects.first(), answers={"phone": PHONE})
        sealed = {"secret": seal(FACTOR, decoded(file.read_text()), PURPOSE)}
        Authenticator.objects.create(user_id=by.account_id, type=Authenticator.Type.TOTP, data=sealed)

    def read(settings) -> list[str]:
        keys.forget()
        settings.WRAPPING_KEY = file.read_text()
        with on(platform), _kadiatou():
            (factor,) = Authenticator.objects.all()
            assert opened(factor.data["secret"], decoded(file.read_text()), PURPOSE) == FACTOR
            return [one.phone for one in SafeContact.objects.all()]

    yield file, read
    keys.forget()


def _kadiatou():
    from benkan.demo.cast import account_of
    from benkan.organisations.acting import acting_for, entered

    with entered(door="open"):
        account = account_of("kadiatou")
    return acting_for(account)


@pytest.mark.parametrize("renew", [False, True], ids=["wrapping only", "organisations too"])
def test_the_key_is_changed_and_everything_opens(keyed, platform, on, settings, renew):
    file, read = keyed
    old = decoded(file.read_text())
    with on(platform):
        before = OrganisationKey.objects.using("owner").count()
    said = told(apart("keys", "rotate", *(["--organisations"] if renew else [])))
    new = decoded(file.read_text())
    assert new != old
    assert said == {
        "former": fingerprint(old), "new": fingerprint(new), "keys": before, "renewed": before if renew else 0,
        "file": str(file),
    }  # fmt: skip
    assert read(settings) == [PHONE]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.with_name(f"key_{fingerprint(old)}").read_text() == written(old)
    assert not swap.pending(file).exists()
    with on(platform):
        assert OrganisationKey.objects.using("owner").count() == before * (2 if renew else 1)
        verb = "organisation.key_renewed" if renew else "organisation.key_rewrapped"
        assert Entry.objects.using("owner").filter(verb=verb, account_id=None).count() == before
        with _kadiatou() as by:
            assert Entry.objects.filter(verb=verb).get().organisation_id == by.organisation_id
    settings.WRAPPING_KEY = written(old)
    with on(platform):
        assert keys.wrong_key("owner")


def test_a_backup_of_before_comes_back_under_the_present_key(keyed, tmp_path, settings):
    file, read = keyed
    backup = tmp_path / "before.sauvegarde"
    told(run("backup", "--out", backup))
    told(apart("keys", "rotate"))
    present = file.read_text()
    told(run("restore", backup, "--yes"))
    assert file.read_text() == present
    assert read(settings) == [PHONE]
    next(file.parent.glob("key_*")).unlink()  # put away with the backups it opens
    refused = run("restore", backup, "--yes")
    assert refused.exit_code == 2
    assert "s’ouvre avec la clé d’empreinte" in refused.stderr


def test_a_key_that_is_given_and_one_that_opens_nothing(keyed, platform, on, tmp_path, settings):
    file, read = keyed
    held = file.read_text()
    given_file = tmp_path / "given"
    assert "Clé faite, d’empreinte" in run("keys", "make", given_file).stdout
    assert stat.S_IMODE(given_file.stat().st_mode) == 0o600
    again = run("keys", "make", given_file)
    assert (again.exit_code, "existe déjà" in again.stderr) == (2, True)
    told(apart("keys", "rotate", "--new", given_file))
    assert file.read_text() == given_file.read_text() != held
    assert read(settings) == [PHONE]
    file.write_text(held)  # the former one is put back by mistake
    refused = apart("keys", "rotate")
    assert refused.exit_code == 2
    assert "rien n’a été changé" in refused.stderr
    assert file.read_text() == held
    assert not swap.pending(file).exists()


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_moment_it_leaves_a_platform_that_opens(keyed, platform, on, settings, step):
    file, read = keyed
    done = subprocess.run([sys.executable, "-c", KILLED, STEPS[step]], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    answer = run("former")  # any command that comes after puts it right
    assert answer.exit_code == 0, answer.stderr
    assert not swap.pending(file).exists()
    assert read(settings) == [PHONE]
    with on(platform):
        assert keys.wrong_key("owner") == ""
    told(apart("keys", "rotate"))
    assert read(settings) == [PHONE]


def test_it_is_not_changed_while_somebody_works(keyed, platform):
    file, _ = keyed
    held = file.read_text()
    with psycopg.connect(platform.app):
        refused = apart("keys", "rotate")
    assert refused.exit_code == 2
    assert "Arrêtez-la" in refused.stderr
    assert file.read_text() == held


def test_a_key_in_the_variable_itself_cannot_be_changed(monkeypatch, tmp_path):
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))
    refused = apart("keys", "rotate")
    assert refused.exit_code == 2
    assert FILE_VARIABLE in refused.stderr
    assert run("keys", "fingerprint").stdout.strip() == fingerprint(decoded(os.environ[VARIABLE]))


@given(some.binary(min_size=32, max_size=32).filter(any))
def test_two_shares_make_the_key_and_one_says_nothing(key):
    one, other = shares.split(key)
    assert shares.joined(one, other) == shares.joined(other.lower(), one.replace(" ", "")) == key
    assert base64.b32encode(key).decode()[:8] not in (one + other).replace(" ", "")


@pytest.mark.parametrize("spoil", [lambda text: text[:-1], lambda text: text.replace(text[0], "A7"[text[0] == "A"], 1)])
def test_a_share_that_is_miscopied_is_said(spoil):
    one, other = shares.split(b"k" * 32)
    with pytest.raises(shares.Miscopied):
        shares.joined(spoil(one), other)
    with pytest.raises(shares.Miscopied, match="deux fois"):
        shares.joined(one, one)


def test_the_envelopes_are_printed_and_read_again(tmp_path):
    key = tmp_path / "key"
    run("keys", "make", key)
    printed = run("keys", "split", key)
    parts = [line.strip() for line in printed.stdout.splitlines() if line.startswith("    ")]
    assert len(parts) == 2
    assert fingerprint(decoded(key.read_text())) in printed.stdout
    joined = CliRunner().invoke(main, ["keys", "join", str(tmp_path / "again")], input="\n".join(parts) + "\n")
    assert joined.exit_code == 0, joined.output
    assert (tmp_path / "again").read_text() == key.read_text()
    assert parts[0] not in joined.output


def test_a_secret_for_signing_is_made(tmp_path):
    file = tmp_path / "secret"
    assert "BENKAN_SECRET_KEY_FILE" in run("keys", "make", "--secret", file).stdout
    assert len(file.read_text()) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
