"""The command `benkan`."""

import sys
from pathlib import Path

import click

from benkan import __version__
from benkan.host.answering import answer
from benkan.host.keys.cli import keys

FILE = click.Path(path_type=Path, readable=False)  # what cannot be read is said by the command, in its own words


@click.group(
    help="Benkan\u00a0: gouverner ensemble les migrations.", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, message="benkan %(version)s")
def main() -> None:
    pass


@main.command(help="Servir la plateforme, avec son travailleur\u00a0; base embarquée sauf si DATABASE_URL est donnée.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port, sur localhost.")
@click.option("--demo", is_flag=True, help="Avec des données inventées, et un compte par rôle à la page d’entrée.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processus du serveur web.")
def serve(port: int, demo: bool, workers: int) -> None:
    from benkan.host.serve import serve as run

    answer(lambda: run(port=port, demo=demo, workers=workers))


@main.command(help="Dire ce qui ne va pas, et comment le réparer.")
def doctor() -> None:
    from benkan.host.doctor import examine

    findings = examine()
    for finding in findings:
        click.echo(f"{finding.mark}  {finding.what}\u00a0: {finding.says}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


@main.command(help="Remplir une plateforme vide de personnes inventées\u00a0; même graine et même jour, mêmes données.")
@click.option("--persons", default=600, show_default=True, type=click.IntRange(1, 1_000_000), help="Personnes.")
@click.option("--seed", default=1, show_default=True, type=int, help="La graine.")
def demo(persons: int, seed: int) -> None:
    from benkan.host.invent import invent

    answer(lambda: invent(persons=persons, seed=seed))


@main.command(
    "import", help="Lire une liste de personnes arrivées, et l’appliquer\u00a0; avec --dry-run, sans rien écrire."
)
@click.argument("kind")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Dire ce qui serait lu, et s’arrêter là\u00a0; sans serveur.")
@click.option("--organisation", help="Le code de l’organisation dont c’est la liste, si le compte en a plusieurs.")
@click.option("--convoy", help="L’identifiant du convoi, à la fin de l’adresse de sa page.")
@click.option("--as", "account", help="L’adresse du compte au nom duquel elle est appliquée.")
def import_(kind: str, file: Path, dry_run: bool, organisation: str | None, convoy: str | None, account: str | None):
    from benkan.host.importing import bring

    answer(lambda: bring(kind, file, dry_run=dry_run, organisation=organisation, convoy=convoy, account=account))


@main.command("export", help="Écrire une liste dans un fichier CSV ou XLSX\u00a0: dossiers, ou lignes d’une arrivée.")
@click.argument("kind")
@click.option("--out", required=True, type=FILE, help="Le fichier à écrire.")
@click.option("--as", "account", help="L’adresse du compte qui emporte la liste.")
@click.option("--organisation", help="Le code de l’organisation dont c’est la liste, si le compte en a plusieurs.")
@click.option("--format", "file_format", help="csv ou xlsx\u00a0; sans cela, ce que dit le nom du fichier.")
@click.option(
    "--convoy", help="Pour les lignes\u00a0: l’identifiant du convoi ou de la liste, à la fin de son adresse."
)
@click.option(
    "--etat", help="Pour les dossiers\u00a0: a-completer, completes…\u00a0; sans cela, les dossiers en cours."
)
def export(kind: str, out: Path, convoy: str | None, etat: str | None, **said: str | None) -> None:
    from benkan.host.exporting import take

    answer(lambda: take(kind, out, said={"arrivee": convoy, "etat": etat}, **said))


@main.command(help="Comparer des fichiers de personnes\u00a0: les paires probables, et les groupes. Sans serveur.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE [FILE…]")
@click.option("--schema", type=FILE, help="Ce que contiennent les colonnes, en YAML\u00a0; sinon, l’en-tête le dit.")
@click.option("--pairs", required=True, type=FILE, help="Le fichier CSV des paires, à écrire.")
@click.option("--clusters", required=True, type=FILE, help="Le fichier CSV des groupes, à écrire.")
def link(files: tuple[Path, ...], schema: Path | None, pairs: Path, clusters: Path) -> None:
    from benkan.host.linking import link as run

    answer(lambda: run(files, schema=schema, pairs=pairs, clusters=clusters))


@main.command(
    help="Apprendre un modèle des dossiers et des réponses de la plateforme, et le mesurer\u00a0; ne change rien seul."
)
@click.option("--as", "account", help="L’adresse du compte au nom duquel il est appris.")
@click.option("--organisation", help="Le code de son organisation, si le compte en a plusieurs.")
@click.option("--switch", is_flag=True, help="Le mettre en force, si la mesure dit qu’il est meilleur.")
@click.option("--force", metavar="RAISON", help="Le mettre en force malgré la mesure\u00a0; la raison est gardée.")
def relearn(account: str | None, organisation: str | None, switch: bool, force: str | None) -> None:
    from benkan.host.relearning import relearn as run

    answer(lambda: run(account=account, organisation=organisation, switch=switch, force=force))


@main.command(
    "encode",
    help="Encoder des personnes avec la clé d’un accord, pour les comparer sans les montrer\u00a0; sans serveur.",
)
@click.argument("file", type=FILE)
@click.option("--schema", type=FILE, help="Ce que disent ses colonnes\u00a0; sans cela, deviné d’après l’en-tête.")
@click.option("--key", required=True, type=FILE, help="Le fichier de la clé.")
@click.option("--new-key", is_flag=True, help="Écrire d’abord une clé neuve dans ce fichier, qui ne doit pas exister.")
@click.option("--out", required=True, type=FILE, help="Le fichier à écrire.")
def encode(file: Path, schema: Path | None, key: Path, new_key: bool, out: Path) -> None:
    from benkan.host.encoding import encode as run

    answer(lambda: run(file, schema=schema, key=key, new_key=new_key, out=out))


@main.command(help="Sauvegarder toute la plateforme dans un fichier, pendant qu’elle sert\u00a0; la clé n’y est pas.")
@click.option("--out", type=FILE, help="Le fichier\u00a0; sans cela, daté, dans «\u00a0sauvegardes\u00a0».")
def backup(out: Path | None) -> None:
    from benkan.host.backups.backup import save

    answer(lambda: save(out))


@main.command(
    help="Remettre une sauvegarde à la place de la plateforme, qui doit être arrêtée\u00a0; dit quelle clé il faut."
)
@click.argument("file", type=FILE)
@click.option(
    "--yes", is_flag=True, help="Même si la plateforme contient déjà des données\u00a0; elles restent à côté."
)
@click.option(
    "--erasures",
    type=FILE,
    help="La liste des effacements à refaire, outre celles qui sont ici et à côté de la sauvegarde.",
)
def restore(file: Path, yes: bool, erasures: Path | None) -> None:
    from benkan.host.backups.restore import put_back

    answer(lambda: put_back(file, yes=yes, erasure_list=erasures))


@main.command(help="Mettre la base à jour pour cette version, plateforme arrêtée\u00a0; la sauvegarde d’abord.")
@click.option("--out", type=FILE, help="Le fichier de la sauvegarde\u00a0; sans cela, daté.")
def upgrade(out: Path | None) -> None:
    from benkan.host.upgrade import upgrade as run

    answer(lambda: run(out))


@main.command(help="Dire quelle ancienne base une restauration a gardée à côté\u00a0; avec --drop, la supprimer.")
@click.option("--drop", is_flag=True, help="La supprimer pour toujours\u00a0; la plateforme n’y touche plus.")
def former(drop: bool) -> None:
    from benkan.host.backups.former import tell

    answer(lambda: tell(drop=drop))


@main.command(
    help="Écrire un lien, qui sert une fois, pour le premier administrateur, ou pour celui qui est resté dehors."
)
@click.argument("email")
@click.option("--name", default="Administration nationale", show_default=True, help="Son nom, si le compte est neuf.")
@click.option(
    "--organisation",
    default="Administration de la plateforme",
    show_default=True,
    help="L’organisation qui tient la plateforme, si elle est neuve.",
)
@click.option("--code", default="PLATEFORME", show_default=True, help="Le sigle de cette organisation.")
@click.option("--lost-factor", is_flag=True, help="Oublier aussi ses seconds facteurs.")
def admin(email: str, **said) -> None:
    from benkan.host.admin import link

    answer(lambda: link(email, **said))


main.add_command(keys)


if __name__ == "__main__":
    main()
