"""How tests of the host give the command `benkan`, and read what it answers."""

import json
import subprocess
import sys
from types import SimpleNamespace

from click.testing import CliRunner, Result

from benkan.host.cli import main

URLS = ("DATABASE_URL", "DATABASE_FIGURES_URL", "DATABASE_OWNER_URL")
BENKAN = [sys.executable, "-m", "benkan.host.cli"]


def run(*said) -> Result:
    return CliRunner().invoke(main, [str(word) for word in said])


def told(answer) -> dict:
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout.splitlines()[-1])


def apart(*said) -> SimpleNamespace:
    """The same in a process of its own, for commands whose settings name another database than the tests'."""
    done = subprocess.run([*BENKAN, *map(str, said)], capture_output=True, text=True, check=False)
    return SimpleNamespace(
        exit_code=done.returncode, stdout=done.stdout, stderr=done.stderr, output=done.stdout + done.stderr
    )
