"""The command `benkan`."""

import sys
from pathlib import Path

import click

from benkan import __version__


@click.group(
    help="Benkan : gouverner ensemble les migrations.", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, message="benkan %(version)s")
def main() -> None:
    pass


@main.command(help="Servir la plateforme, avec son travailleur ; base embarquée sauf si DATABASE_URL est donnée.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port, sur localhost.")
@click.option("--demo", is_flag=True, help="Avec des données inventées, et un compte par rôle à la page d’entrée.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processus du serveur web.")
def serve(port: int, demo: bool, workers: int) -> None:
    from benkan.host.serve import serve as run

    _answer(lambda: run(port=port, demo=demo, workers=workers))


@main.command(help="Dire ce qui ne va pas, et comment le réparer.")
def doctor() -> None:
    from benkan.host.doctor import examine

    findings = examine()
    for finding in findings:
        click.echo(f"{'bien ' if finding.well else 'ALERTE'}  {finding.what} : {finding.says}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


@main.command(help="Remplir une plateforme vide de personnes inventées ; même graine et même jour, mêmes données.")
@click.option("--persons", default=600, show_default=True, type=click.IntRange(1, 1_000_000), help="Personnes.")
@click.option("--seed", default=1, show_default=True, type=int, help="La graine.")
def demo(persons: int, seed: int) -> None:
    from benkan.host.invent import invent

    _answer(lambda: invent(persons=persons, seed=seed))


@main.command("import", help="Lire une liste de personnes arrivées ; avec --dry-run, sans rien écrire et sans serveur.")
@click.argument("kind")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait lu, et s’arrêter là.")
@click.option("--organisation", help="L’organisation qui a fait la liste.")
@click.option("--convoy", help="Le convoi de la liste.")
@click.option("--as", "account", help="Le compte qui applique.")
def import_(kind: str, file: Path, dry_run: bool, **_later: str | None) -> None:
    from benkan.host.importing import try_list

    sys.exit(try_list(kind, file, dry_run=dry_run))


def _answer(work) -> None:
    """Run, and turn a refusal that has its sentence into that sentence and exit status 2."""
    from benkan.host.database import ServerRefused
    from benkan.host.platform import NotReady

    try:
        work()
    except (NotReady, ServerRefused) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
