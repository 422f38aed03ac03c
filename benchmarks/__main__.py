"""`python -m benchmarks`: make or reuse the measured platform, measure, write the page."""

import os
import sys
from random import Random

import click


@click.command(help="Mesurer, et écrire docs/reference/performance.md.")
@click.option("--persons", default=100_000, show_default=True, type=click.IntRange(100), help="Personnes inventées.")
@click.option("--seconds", default=90.0, show_default=True, type=click.FloatRange(5, 600), help="Durée de la charge.")
@click.option("--users", default=20, show_default=True, type=click.IntRange(1, 50), help="Personnes au travail.")
@click.option(
    "--linkage-records",
    multiple=True,
    default=(100_000,),
    show_default=True,
    type=click.IntRange(1_000),
    help="Mesurer le rapprochement sur tant de lignes\u00a0; répétable. Les autres tailles gardent leur mesure.",
)
@click.option("--linkage/--no-linkage", default=True, show_default=True, help="Mesurer le rapprochement.")
@click.option(
    "--asked-files",
    multiple=True,
    default=(50_000,),
    show_default=True,
    type=click.IntRange(1_000),
    help="Demander aux autres acteurs au milieu de tant de dossiers\u00a0; répétable.",
)
@click.option("--asking/--no-asking", default=True, show_default=True, help="Mesurer la question aux autres acteurs.")
def main(
    persons: int,
    seconds: float,
    users: int,
    linkage_records: tuple[int, ...],
    linkage: bool,
    asked_files: tuple[int, ...],
    asking: bool,
) -> None:
    from benchmarks.world import world
    from benkan.host.database import ServerRefused
    from benkan.host.platform import NotReady

    try:
        with world(persons) as known:
            _measure(known, seconds, users, linkage_records if linkage else (), asked_files if asking else ())
    except (NotReady, ServerRefused) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)


def _measure(
    known: dict, seconds: float, count: int, linkage_records: tuple[int, ...], asked_files: tuple[int, ...]
) -> None:
    from benchmarks import boards, exports, imports, load, lookups, queries, report, slow_line
    from benchmarks.served import served
    from benchmarks.users import users

    busy = os.getloadavg()[0]
    rng = Random(1)  # noqa: S311 - which pages are opened
    click.echo("Questions seules…", err=True)
    files, asked_alone = lookups.lookups(rng)
    click.echo("Nombre de requêtes…", err=True)
    counted = queries.counted()
    click.echo("Tableaux…", err=True)
    kept = boards.measured()
    people = users(count, rng)
    with served() as port:
        click.echo(f"Charge : {len(people)} personnes pendant {seconds:.0f} s…", err=True)
        asked = load.run(port, people, seconds)
        click.echo("Ligne lente…", err=True)
        waited = slow_line.measured(port, people[0])
    click.echo("Exporter…", err=True)
    written = exports.measured()
    click.echo("Importer…", err=True)
    brought = imports.measured()
    page = report.write(
        known=known,
        asked=asked,
        files=files,
        lookups=asked_alone,
        queries=counted,
        boards=kept,
        seconds=seconds,
        users=len(people),
        busy=busy,
        exported=written,
        imported=brought,
        waited=waited,
        asking=_asking(asked_files),
        linkage=_linkage(linkage_records),
    )
    click.echo(f"Écrit dans {os.path.relpath(page)}")


def _asking(sizes: tuple[int, ...]) -> list[str]:
    """The section of the question to other actors: measured now where sizes are asked for, otherwise as the page holds
    it."""
    from benchmarks import asking, asking_section, page

    before = page.PAGE.read_text(encoding="utf-8") if page.PAGE.exists() else ""
    if sizes:
        click.echo("Demander aux autres…", err=True)
    return asking_section.section([asking.measured(count) for count in sizes], page=before)


def _linkage(sizes: tuple[int, ...]) -> list[str]:
    """The section of record linkage: measured now where sizes are asked for, otherwise as the page holds it."""
    from benchmarks import page
    from benchmarks.linkage import elsewhere, measured, section

    before = page.PAGE.read_text(encoding="utf-8") if page.PAGE.exists() else ""
    if not sizes:
        return section.kept(before)
    click.echo("Rapprocher…", err=True)
    found = [measured.measure(count) for count in sizes]
    others = elsewhere.measure_others(measured.SEED)
    return section.section(found, others, head=page.head_of_section("python -m benchmarks"), page=before)


if __name__ == "__main__":
    main()
