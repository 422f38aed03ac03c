"""What `benkan doctor` is told, without starting anything."""

from benkan.host.database import attached, status
from benkan.host.database.binaries import find_binaries


def test_a_server_not_yet_created_is_no_problem(tmp_path):
    found = status(tmp_path / "database")
    assert (found.created, found.running, found.size, found.problems) == (False, False, 0, ())
    assert found.version == find_binaries().version
    assert not (tmp_path / "database").exists()


def test_a_server_is_seen_running_and_stopped(folder):
    with attached(folder):
        assert status(folder).running
    found = status(folder)
    assert (found.created, found.running, found.problems) == (True, False, ())
    assert found.size > 20_000_000


def test_passwords_open_to_others_are_a_problem(data_of_another_version):
    (data_of_another_version / "roles.json").chmod(0o644)
    assert any("ouvert à d’autres comptes" in problem for problem in status(data_of_another_version).problems)
