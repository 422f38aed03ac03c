"""`benkan link` on other people's data, as anybody would call it: no label, no setting, the schema alone."""

import sys
import tempfile
from pathlib import Path

import click

from benchmarks.linkage import others, quality
from benchmarks.linkage.imitations import NoLists, Set
from benchmarks.linkage.published import PUBLISHED
from benchmarks.linkage.watched import Failed, watched


def measure_others(seed: int) -> dict[str, dict]:
    """Figures by set (`quality.measured`, with records and seconds); none where the shared data are absent."""
    found = {}
    makers = {name: lambda name=name: others.invent(name, seed) for name in others.SIZES}
    for name, make in {**PUBLISHED, **makers}.items():
        try:
            found[name] = _measured(make())
        except (Failed, NoLists) as missing:
            click.echo(f"  {name}\u00a0: {missing}", err=True)
    return found


def _measured(made: Set) -> dict:
    with tempfile.TemporaryDirectory(prefix="benkan-linkage-") as place:
        folder = Path(place)
        files = others.write(folder, made)
        taken = watched(command(files, folder), errors=folder / "errors.txt")
        figures = quality.measured(
            folder / "truth.csv", folder / "pairs.csv", folder / "clusters.csv", across="mode: link" in made.schema
        )
    return {"records": len(made.truth), "seconds": taken.seconds, "megabytes": taken.megabytes, **figures}


def command(files: list[Path], folder: Path) -> list[str]:
    """`benkan link` on these files, with the schema, pairs and clusters in the folder."""
    return [
        str(Path(sys.executable).with_name("benkan")), "link", *map(str, files), "--schema",
        str(folder / "schema.yaml"), "--pairs", str(folder / "pairs.csv"), "--clusters", str(folder / "clusters.csv"),
    ]  # fmt: skip
