"""How a command ends when it is refused, or interrupted."""

import sys
from collections.abc import Callable

import click


def answer(work: Callable[[], object]) -> None:
    """Run, and turn a refusal that has its sentence into that sentence and exit status 2."""
    from benkan.host.backups.refusal import Refusal
    from benkan.host.database import ServerRefused
    from benkan.host.platform import NotReady

    try:
        work()
    except (NotReady, Refusal, ServerRefused) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo("Interrompu.", err=True)
        sys.exit(130)
