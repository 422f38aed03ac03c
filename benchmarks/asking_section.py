"""What it takes to ask other actors on a completed file, as a section of `docs/reference/performance.md`, in French.

A size that is not measured anew keeps its row, which says the day and the version it was measured on.
"""

import datetime as dt
import re

from benchmarks.asking import Asked
from benchmarks.page import commit, section_in
from benchmarks.quantiles import quantile
from benkan.common.typography import jour, nombre

TITLE = "## Demander aux autres acteurs"
MOST = 300  # milliseconds, 95 times in 100 (design, §5)
_ROW = re.compile(r"^\| (?P<files>[\d\s]+) \| .*$", re.MULTILINE)


def section(sizes: list[Asked], *, page: str) -> list[str]:
    """The lines of the section; rows of `page` for sizes that are not among `sizes` are kept. None where there is
    nothing to tell."""
    rows = _rows(page) | {one.files: _row(one) for one in sizes}
    if not rows:
        return []
    return [
        TITLE,
        "",
        "Une personne est enregistrée, son dossier complété avec son accord, et les autres acteurs sont interrogés au "
        "milieu de tant de dossiers inventés d’un autre. Le pair est le même enregistrement, sans la question. "
        "`python -m benchmarks.asking --records N` mesure une taille.",
        "",
        "| dossiers de l’autre | mesuré | enregistrer, p50 / p95 | demander, p50 / p95 | les deux, p50 / p95 / p99 | "
        "× le pair | budget p95 | tenue |",
        "|---|---|---|---|---|---|---|---|",
        *(row for _, row in sorted(rows.items())),
        "",
    ]


def _rows(page: str) -> dict[int, str]:
    found = _ROW.finditer(section_in(page, TITLE))
    return {int(re.sub(r"\s", "", row["files"])): row.group() for row in found}


def _row(one: Asked) -> str:
    both = one.together
    kept = quantile(both, 0.95) <= MOST
    said = (
        nombre(one.files), f"{jour(dt.date.today())}, `{commit()}`",  # noqa: DTZ011
        _ms(one.registered, 0.5, 0.95), _ms(one.asked, 0.5, 0.95), _ms(both, 0.5, 0.95, 0.99),
        nombre(quantile(both, 0.5) / quantile(one.registered, 0.5), 1), f"{MOST} ms", "oui" if kept else "**non**",
    )  # fmt: skip
    return f"| {' | '.join(said)} |"


def _ms(times: list[float], *shares: float) -> str:
    return " / ".join(nombre(quantile(times, share), 0) for share in shares) + " ms"
