"""`python -m benchmarks.linkage`: measure record linkage, and put its section into docs/reference/performance.md."""

import json
from pathlib import Path

import click

SIZES = (100_000, 1_000_000)


@click.command(help="Mesurer le rapprochement de personnes, et écrire sa section de docs/reference/performance.md.")
@click.option("--records", multiple=True, type=click.IntRange(1_000), help="Lignes ; répétable.  [100000 et 1000000]")
@click.option("--seed", default=1001, show_default=True, type=int, help="Graine ; à partir de 1001 pour mesurer.")
@click.option("--matcher", "names", multiple=True, type=click.Choice(["benkan", "splink", "exact"]), help="Lesquels.")
@click.option("--others/--no-others", default=True, show_default=True, help="Aussi les imitations de jeux connus.")
@click.option("--json", "into", type=click.Path(path_type=Path, dir_okay=False), help="Écrire aussi tout, en JSON.")
@click.option("--page/--no-page", default=True, show_default=True, help="Écrire la page.")
def main(records: tuple[int, ...], seed: int, names: tuple[str, ...], others: bool, into: Path | None, page: bool):
    from benchmarks.linkage import measured, section
    from benchmarks.linkage.elsewhere import measure_others
    from benchmarks.page import PAGE, head_of_section, with_section

    sizes = []
    for count in records or SIZES:
        click.echo(f"{count} lignes…", err=True)
        sizes.append(measured.measure(count, seed=seed, names=names or ("benkan", "splink", "exact")))
        _say(sizes[-1])
    elsewhere = measure_others(seed) if others else {}
    told = {"sizes": [one.as_json() for one in sizes], "others": elsewhere}
    if into:
        into.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    if page:
        before = PAGE.read_text(encoding="utf-8")
        lines = section.section(sizes, elsewhere, head=head_of_section("python -m benchmarks.linkage"), page=before)
        PAGE.write_text(with_section(before, lines), encoding="utf-8")


def _say(one) -> None:
    for run in one.runs.values():
        if run.failed:
            click.echo(f"  {run.name}\u00a0: {run.failed}", err=True)
            continue
        pairs = run.found["pairs"]
        click.echo(
            f"  {run.name:7} F1 {pairs['f1']:.4f} P {pairs['precision']:.4f} R {pairs['recall']:.4f} "
            f"groupes {run.found['clusters']['f1']:.4f} sûres {run.found['sure']['precision']:.4f} "
            f"{run.seconds:.1f} s {run.megabytes} Mo",
            err=True,
        )
    for name, most, found, kept in one.budgets():
        click.echo(f"  {name:9} {most:7} {found:9} {'tenue' if kept else 'NON'}", err=True)


if __name__ == "__main__":
    main()
