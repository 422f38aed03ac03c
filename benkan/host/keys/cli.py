"""The words of `benkan keys`."""

from pathlib import Path

import click

from benkan.host.answering import answer

FILE = click.Path(path_type=Path, readable=False)


@click.group("keys", help="La clé qui ouvre celles des organisations\u00a0: la faire, la garder à deux, la changer.")
def keys() -> None:
    pass


@keys.command(help="Faire une clé neuve dans un fichier (avec --secret\u00a0: le secret qui signe les connexions).")
@click.argument("file", type=FILE)
@click.option("--secret", is_flag=True, help="Pour BENKAN_SECRET_KEY_FILE.")
def make(file: Path, secret: bool) -> None:
    from benkan.host.keys import commands

    answer(lambda: commands.make(file, secret=secret))


@keys.command(help="Dire l’empreinte de la clé de cette installation, ou d’un fichier\u00a0; elle ne révèle rien.")
@click.argument("file", type=FILE, required=False)
def fingerprint(file: Path | None) -> None:
    from benkan.host.keys import commands

    answer(lambda: commands.tell(file))


@keys.command(
    help="Écrire la clé en deux parts, pour deux enveloppes chez deux personnes\u00a0; une seule n’ouvre rien."
)
@click.argument("file", type=FILE, required=False)
def split(file: Path | None) -> None:
    from benkan.host.keys import commands

    answer(lambda: commands.split(file))


@keys.command(help="Réunir les deux parts dans un fichier\u00a0; elles sont demandées, et ne s’affichent pas.")
@click.argument("file", type=FILE)
def join(file: Path) -> None:
    from benkan.host.keys import commands

    # asked, never options: the command line of a process is read by all accounts of the machine
    shares = (click.prompt(name, hide_input=True, err=True) for name in ("Première part", "Seconde part"))
    answer(lambda: commands.join(file, *shares))


@keys.command(help="Changer la clé, plateforme arrêtée\u00a0; celles des organisations sont remises sous la nouvelle.")
@click.option("--new", type=FILE, help="Un fichier qui contient la nouvelle clé\u00a0; sans cela, elle est faite.")
@click.option("--organisations", is_flag=True, help="Donner aussi une nouvelle clé à chaque organisation.")
def rotate(new: Path | None, organisations: bool) -> None:
    from benkan.host.keys import commands

    answer(lambda: commands.rotate(new=new, organisations=organisations))
