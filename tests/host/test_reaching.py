"""A database that does not answer is said in a sentence, never as a trace; and the service is told to try again."""

from urllib.parse import urlunsplit

import psycopg
import pytest
from click.testing import CliRunner

from benkan.host import doctor
from benkan.host.cli import main
from benkan.host.reaching import Unreachable, refuse_unreached
from tests.host.commands import URLS


def _elsewhere(netloc: str, base: str = "benkan") -> str:
    return urlunsplit(("postgres", netloc, f"/{base}", "", ""))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (_elsewhere("benkan_app:secret@127.0.0.1:1"), "rien ne répond"),
        (_elsewhere("benkan_app:secret@machine.invalid"), "n’est pas connue"),
        (_elsewhere("benkan_app:sec@ret@127.0.0.1:1"), "DATABASE_URL"),
        ("ceci n’est pas une adresse", "postgres://ROLE"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_what_it_holds(address, sentence):
    with pytest.raises(Unreachable, match=sentence) as refused:
        refuse_unreached({"DATABASE_URL": address})
    assert "DATABASE_URL" in str(refused.value)
    assert not any(piece in str(refused.value) for piece in ("secret", "sec@", "ret@"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ('FATAL:  password authentication failed for user "benkan_app"', "mot de passe"),
        ("FATAL:  could not write init file: No space left on device", "disque est plein"),
        ('FATAL:  database "benkan" does not exist', "n’y est pas"),
        ('FATAL:  permission denied for database "benkan"', "GRANT CONNECT"),
        ('root certificate file "/root.crt" does not exist', "certificat"),
        ("FATAL:  the database system is starting up", "démarre ou s’arrête"),
        ("FATAL:  des mots que personne n’a prévus", "journal"),
    ],
)
def test_what_the_server_answers_has_its_remedy(monkeypatch, words, sentence):
    def refuse(*_, **__):
        raise psycopg.OperationalError(words)

    monkeypatch.setattr(psycopg, "connect", refuse)
    with pytest.raises(Unreachable, match=sentence) as refused:
        refuse_unreached({"DATABASE_OWNER_URL": "postgres://un@hote/base"})
    assert "FATAL" not in str(refused.value)


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))
    for name in URLS:
        monkeypatch.setenv(name, _elsewhere("benkan:secret@127.0.0.1:1"))


@pytest.mark.parametrize("command", [["backup"], ["admin", "coulibaly@exemple.ml"], ["upgrade"]])
def test_commands_end_by_the_sentence_and_a_status_that_asks_to_try_again(nowhere, command):
    answer = CliRunner().invoke(main, command)
    assert (answer.exit_code, "rien ne répond" in answer.output) == (75, True), answer.output


def test_the_doctor_says_it_too(nowhere):
    found = doctor.examine()[-1]
    assert (found.what, found.well) == ("plateforme", False)
    assert "DATABASE_OWNER_URL" in found.says


def test_a_look_under_which_the_database_gives_way_hides_no_other():
    def gives_way():
        raise psycopg.OperationalError("could not write init file: No space left on device\nand more")

    found = doctor._looked("journal", gives_way)
    assert (found.well, found.what) == (False, "journal")
    assert "No space left on device\u00a0»" in found.says
