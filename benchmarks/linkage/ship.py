"""`python -m benchmarks.linkage.ship`: make anew the model that comes with the engine, out of invented registers.

Registers of persons never leave those who keep them: what ships is learnt on people who do not exist, and says so.
"""

import json
from dataclasses import replace
from pathlib import Path

import click
import duckdb

from benchmarks.linkage.registrations import told
from benkan.linkage.engine import cleaning, desk, linking
from benkan.linkage.engine.model import Model
from benkan.linkage.engine.told import SCHEMA, table

OUT = Path(desk.__file__).parent / "data" / desk.SHIPPED
LEARNT_FROM = "registres inventés"
BEARERS = desk.BEARERS  # a value that fewer records bear is as rare as can be told, and names nobody
# What is invented of numbers and days says nothing of those that a platform will meet.
OWN_FREQUENCY = ("identifier", "phone", "birth")


def learnt(records: int, seed: int) -> Model:
    """The model of an invented register of so many lines, without what belongs to that register alone."""
    connection = duckdb.connect()
    registrations = [{**registration, "category": ""} for registration, _ in told(records, seed)]
    prepared = cleaning.prepare(connection, [table(registrations)], SCHEMA)
    del registrations
    model = linking.link(connection, prepared, say=lambda words: click.echo(words, err=True)).model
    # Two lines of one convoy are two people here, and one where two organisations list it: it is not compared.
    return replace(
        model,
        name=desk.SHIPPED.removeprefix("model-").removesuffix(".json"),
        learnt_from=LEARNT_FROM,
        frequencies={
            column: _borne(column, shares, prepared.columns[column].filled * records)
            for column, shares in model.frequencies.items()
        },
    )


def _borne(column: str, shares: dict[str, float], records: float) -> dict[str, float]:
    if column.startswith(OWN_FREQUENCY):
        return {}
    return {value: float(f"{share:.4g}") for value, share in shares.items() if share * records > BEARERS - 0.5}


@click.command(help="Apprendre sur des registres inventés le modèle livré avec le moteur.")
@click.option("--records", default=100_000, show_default=True, type=click.IntRange(2_000), help="Lignes.")
@click.option("--seed", default=2, show_default=True, type=click.IntRange(1, 9), help="Graine de développement.")
@click.option("--out", default=OUT, type=click.Path(path_type=Path, dir_okay=False), help="Le fichier.")
def main(records: int, seed: int, out: Path) -> None:
    model = learnt(records, seed)
    out.write_text(json.dumps(model.as_data(), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    click.echo(f"{out.name}\u00a0: {model.version}, {model.records} lignes, {out.stat().st_size} octets")


if __name__ == "__main__":
    main()
