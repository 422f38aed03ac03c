"""Write imitations of data sets that others publish: `python -m benchmarks.linkage.others --out FOLDER [--seed S]`.

Each goes to a folder of its own: its CSV files, `schema.yaml` and `truth.csv` (source, id, person).
"""

import csv
from importlib import import_module
from pathlib import Path

import click

from benchmarks.linkage.imitations import NoLists, Set

SIZES = {"australian": 5_000, "german": 10_000, "voters": 20_000, "historical": 50_000}


def invent(name: str, seed: int, count: int | None = None) -> Set:
    """One imitation at its usual size; NoLists where the lists of names are not on this machine."""
    return import_module(f"benchmarks.linkage.imitations.{name}").invent(count or SIZES[name], seed)


def write(folder: Path, made: Set) -> list[Path]:
    """Write the files, the schema and the truth; gives the files of persons."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, lines in made.files.items():
        _sheet(folder / name, made.header, lines)
        written.append(folder / name)
    _sheet(folder / "truth.csv", ("source", "id", "person"), made.truth)
    (folder / "schema.yaml").write_text(made.schema, encoding="utf-8")
    return written


def _sheet(path: Path, header: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out, lineterminator="\n")
        sheet.writerow(header)
        sheet.writerows(lines)


@click.command(help="Écrire des imitations de jeux de données connus, avec la vérité.")
@click.option("--seed", default=1, show_default=True, type=int, help="La graine.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Le dossier.")
def main(seed: int, out: Path) -> None:
    for name in SIZES:
        try:
            made = invent(name, seed)
        except NoLists as missing:
            raise click.ClickException(str(missing)) from missing
        write(out / name, made)
        click.echo(f"{name}\u00a0: {sum(map(len, made.files.values()))} lignes")


if __name__ == "__main__":
    main()
