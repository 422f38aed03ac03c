"""How a command ends when it is refused, or interrupted."""

import os
import sys
from collections.abc import Callable

import click

LATER = os.EX_TEMPFAIL


def answer(work: Callable[[], object]) -> None:
    """Run, and turn a refusal that has its sentence into that sentence and exit status 2.

    A database that might answer in a moment ends it with `LATER`, so that what keeps the service tries again.
    """
    from benkan.host.backups.refusal import Refusal
    from benkan.host.database import ServerRefused
    from benkan.host.platform import NotReady
    from benkan.host.reaching import Unreachable

    try:
        work()
    except (NotReady, Refusal, ServerRefused) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
    except Unreachable as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(LATER)
    except KeyboardInterrupt:
        click.echo("Interrompu.", err=True)
        sys.exit(130)
