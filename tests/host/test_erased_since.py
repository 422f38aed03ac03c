"""What was erased since a backup does not come back with it, wherever the list of erasures is found."""

import json
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from benkan.audit.models import Entry
from benkan.host.backups import erasures
from benkan.people.erasure_list import GROUP, WHOLE, Damaged, Erasure, add, read
from benkan.people.models import PersonRequest, Registration, SafeContact
from benkan.people.retention import Group
from benkan.people.tests.test_erasing import as_, counts, filled_everywhere, traces
from benkan.people.verbs import ERASED, GROUP_ERASED
from benkan.people.writes import erase, erase_group
from tests.host.commands import run, told

ONE = Erasure(*["0199a0b0-0000-7000-8000-00000000000" + str(n) for n in (1,)], "2026-11-22T06:00:00+00:00",
              *["0199a0b0-0000-7000-8000-00000000000" + str(n) for n in (2, 3, 4)])  # fmt: skip


@pytest.fixture
def erased(platform, on, tmp_path, settings):
    """A platform saved, then somebody of it erased: gives (backup, her file, the counts before)."""
    settings.ERASURE_LIST = str(tmp_path / "data" / erasures.NAME)
    with on(platform):
        pk, request_id = filled_everywhere()
    file = tmp_path / "usb" / "platform.sauvegarde"
    told(run("backup", "--out", file))
    with on(platform):
        counted = counts()
        with as_("kadiatou") as by:
            erase(by=by, request=PersonRequest.objects.get(pk=request_id))
        assert traces() == {}
    return file, pk, counted


def _listed(tmp_path):
    return tmp_path / "data" / erasures.NAME


def _nothing_of_her(platform, on, pk, counted):
    with on(platform):
        assert traces() == {}
        assert counts() == counted
        with as_("kadiatou"):
            assert Registration.objects.get(pk=pk).status == "effacee"
            who = set(Entry.objects.filter(verb=WHOLE, file_id=pk).values_list("reason", "on_behalf"))
            assert ("", False) in who or ("", True) in who


def _forget_the_former(platform):
    """As on another machine: nothing of the platform is left but its name."""
    from benkan.host.database import create_database, drop_database

    name = platform.owner.rpartition("/")[2].partition("?")[0]
    drop_database(platform.owner, name)
    create_database(platform.owner, name)


def test_verbs_are_those_of_the_audit():
    assert (ERASED.code, GROUP_ERASED.code) == (WHOLE, GROUP)


def test_it_is_listed_as_it_is_committed_and_done_again_from_the_data_folder(erased, platform, on, tmp_path):
    file, pk, counted = erased
    (line,) = _listed(tmp_path).read_text().splitlines()
    assert json.loads(line)["file"] == str(pk)
    _forget_the_former(platform)
    answer = run("restore", file)
    said = told(answer)
    assert (said["erased_again"], said["kept"]) == (1, None)
    assert "Aucune liste d’effacements ne va au-delà" not in answer.stderr
    _nothing_of_her(platform, on, pk, counted)
    # a second time, from a later backup that knows of it: nothing is to be done again
    later = tmp_path / "later.sauvegarde"
    told(run("backup", "--out", later))
    assert told(run("restore", later, "--yes"))["erased_again"] == 0
    _nothing_of_her(platform, on, pk, counted)


def test_the_former_database_tells_even_where_the_list_is_lost(erased, platform, on, tmp_path):
    file, pk, counted = erased
    _listed(tmp_path).unlink()
    answer = run("restore", file, "--yes")
    said = told(answer)
    assert said["erased_again"] == 1
    assert datetime.fromisoformat(said["erasures_until"]) > datetime.now(UTC) - timedelta(minutes=5)
    _nothing_of_her(platform, on, pk, counted)
    assert str(pk) in _listed(tmp_path).read_text()  # listed anew


@pytest.mark.parametrize("where", ["beside", "given"])
def test_another_machine_reads_the_list_beside_the_backup_or_the_one_given(erased, platform, on, tmp_path, where):
    file, pk, counted = erased
    told(run("backup", "--out", tmp_path / "usb2" / "later.sauvegarde"))
    copied = tmp_path / "usb2" / erasures.BESIDE
    _listed(tmp_path).unlink()
    given = ("--erasures", copied)
    if where == "beside":
        copied.rename(file.with_name(erasures.BESIDE))
        given = ()
    _forget_the_former(platform)
    answer = run("restore", file, *given)
    assert told(answer)["erased_again"] == 1
    assert "1 dossier effacé depuis la sauvegarde l’est de nouveau" in answer.stderr
    _nothing_of_her(platform, on, pk, counted)


def test_without_any_list_it_says_so(erased, platform, on, tmp_path):
    file, _, _ = erased
    _listed(tmp_path).unlink()
    _forget_the_former(platform)
    answer = run("restore", file)
    assert told(answer)["erased_again"] == 0
    assert "Aucune liste d’effacements ne va au-delà de cette sauvegarde" in answer.stderr
    assert "--erasures" in answer.stderr
    refused = run("restore", file, "--yes", "--erasures", tmp_path / "none")
    assert refused.exit_code == 2
    assert "n’existe pas" in refused.stderr


def test_a_group_erased_before_the_backup_spares_what_was_said_since(platform, on, tmp_path, settings):
    """Contact erased, told anew, saved: the list has the erasure, the backup too, and nothing is erased.

    The folder of the list is not there yet when she is erased: the backup finds in the audit what was not listed.
    """
    from benkan.people.writes import say_safe_contact

    settings.ERASURE_LIST = str(_listed(tmp_path))
    with on(platform), as_("kadiatou") as by:
        registration = Registration.objects.first()
        say_safe_contact(by=by, registration=registration, answers={"phone": "70 00 11 22"})
        erase_group(by=by, files=[registration.pk], group=Group.CONTACT)
        say_safe_contact(by=by, registration=registration, answers={"phone": "70 00 11 33"})
    file = tmp_path / "platform.sauvegarde"
    told(run("backup", "--out", file))
    assert len(read(_listed(tmp_path)).known) == 1
    assert told(run("restore", file, "--yes"))["erased_again"] == 0
    with on(platform), as_("kadiatou"):
        assert SafeContact.objects.count() == 1
    with on(platform), as_("kadiatou") as by:
        erase_group(by=by, files=[registration.pk], group=Group.CONTACT)
    assert told(run("restore", file, "--yes"))["erased_again"] == 1
    with on(platform), as_("kadiatou"):
        assert SafeContact.objects.count() == 0


def test_what_is_kept_aside_is_said_by_the_doctor_and_dropped_when_asked(erased, platform, tmp_path):
    from benkan.host.doctor import kept_aside

    file, _, _ = erased
    kept = told(run("restore", file, "--yes"))["kept"]
    found = kept_aside(platform.owner)
    assert (found.well, found.awaits) == (True, True)
    assert kept in found.says
    assert "benkan former --drop" in found.says
    answer = run("former")
    assert told(answer) == {"former": [kept], "dropped": False}
    assert "contient encore ce qui a été effacé" in answer.stderr
    assert told(run("former", "--drop")) == {"former": [kept], "dropped": True}
    with psycopg.connect(platform.owner, dbname="postgres") as connection:
        assert connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept]).fetchone() is None
    assert told(run("former"))["former"] == []
    assert kept_aside(platform.owner) is None


def test_a_list_cut_short_by_a_kill_goes_on_and_a_damaged_one_is_said(tmp_path):
    path = tmp_path / "list"
    now = datetime.now(UTC)
    add(path, [ONE], until=now)
    with open(path, "ab") as file:
        file.write(b'{"id":"0199a0')
    add(path, [])
    another = Erasure(ONE.file, *list(ONE.__dict__.values())[1:])
    add(path, [another])
    assert read(path).known == {ONE.id: ONE, another.id: another}
    assert read(path).until == now
    with open(path, "ab") as file:
        file.write(b'{"id":"no identifier"}\n')
    with pytest.raises(Damaged, match="ligne"):
        read(path)
