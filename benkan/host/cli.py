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
        click.echo(f"{finding.mark}  {finding.what} : {finding.says}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


@main.command(help="Remplir une plateforme vide de personnes inventées ; même graine et même jour, mêmes données.")
@click.option("--persons", default=600, show_default=True, type=click.IntRange(1, 1_000_000), help="Personnes.")
@click.option("--seed", default=1, show_default=True, type=int, help="La graine.")
def demo(persons: int, seed: int) -> None:
    from benkan.host.invent import invent

    _answer(lambda: invent(persons=persons, seed=seed))


@main.command("import", help="Lire une liste de personnes arrivées, et l’appliquer ; avec --dry-run, sans rien écrire.")
@click.argument("kind")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait lu, et s’arrêter là ; sans serveur.")
@click.option("--organisation", help="Le code de l’organisation dont c’est la liste, si le compte en a plusieurs.")
@click.option("--convoy", help="L’identifiant du convoi, à la fin de l’adresse de sa page.")
@click.option("--as", "account", help="L’adresse du compte au nom duquel elle est appliquée.")
def import_(kind: str, file: Path, dry_run: bool, organisation: str | None, convoy: str | None, account: str | None):
    from benkan.host.importing import bring

    _answer(
        lambda: sys.exit(bring(kind, file, dry_run=dry_run, organisation=organisation, convoy=convoy, account=account))
    )


@main.command("export", help="Écrire une liste dans un fichier CSV ou XLSX : dossiers, ou lignes d’une arrivée.")
@click.argument("kind")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Le fichier à écrire.")
@click.option("--as", "account", help="L’adresse du compte qui emporte la liste.")
@click.option("--organisation", help="Le code de l’organisation dont c’est la liste, si le compte en a plusieurs.")
@click.option("--format", "file_format", help="csv ou xlsx ; sans cela, ce que dit le nom du fichier.")
@click.option("--convoy", help="Pour les lignes : l’identifiant du convoi ou de la liste, à la fin de son adresse.")
@click.option("--etat", help="Pour les dossiers : a-completer, completes… ; sans cela, les dossiers en cours.")
def export(kind: str, out: Path, convoy: str | None, etat: str | None, **said: str | None) -> None:
    from benkan.host.exporting import take

    _answer(lambda: sys.exit(take(kind, out, said={"arrivee": convoy, "etat": etat}, **said)))


@main.command(help="Sauvegarder toute la plateforme dans un fichier, pendant qu’elle sert ; la clé n’y est pas.")
@click.option("--out", type=click.Path(path_type=Path), help="Le fichier ; sans cela, daté, dans « sauvegardes ».")
def backup(out: Path | None) -> None:
    from benkan.host.backups.backup import save

    _answer(lambda: save(out))


@main.command(
    help="Remettre une sauvegarde à la place de la plateforme, qui doit être arrêtée ; dit quelle clé il faut."
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Même si la plateforme contient déjà des données ; elles restent à côté.")
def restore(file: Path, yes: bool) -> None:
    from benkan.host.backups.restore import put_back

    _answer(lambda: put_back(file, yes=yes))


def _answer(work) -> None:
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


if __name__ == "__main__":
    main()
