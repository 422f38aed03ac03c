"""The measures of record linkage as a section of `docs/reference/performance.md`, in French.

The section keeps its own date and version. `python -m benchmarks` measures 100 000 lines anew, and other sizes by
`--linkage-records`; a size that is not measured anew stays, with the day on which it was.
"""

import re

from benchmarks.linkage.measured import SEED, Measured, Run
from benchmarks.page import section_in
from benkan.common.typography import nombre

NBSP = "\u00a0"
TITLE = "## Rapprocher des personnes"
MATCHERS = {"benkan": "`benkan link`", "splink": "Splink seul", "exact": "noms et naissance identiques"}
CUSTOMS = {
    "mande": "mandé", "peul": "peul", "songhay": "songhay", "senoufo": "sénoufo", "dogon": "dogon",
    "tamasheq": "tamasheq (Ag, Walet)", "bobo": "bobo", "arabe": "arabe (Ould, Mint)",
}  # fmt: skip
SETS = {
    "australian": "deux fichiers australiens, adresses (comme FEBRL 4)",
    "german": "personnes allemandes, naissance en trois colonnes (comme RLdata10000)",
    "voters": "cinq listes d’électeurs numérisées, quatre champs",
    "historical": "personnages historiques, groupes de 1 à 20",
}
PROMISES = {
    "error": "erreur (1 − F1) en paires, divisée par celle de Splink seul",
    "sure": "précision des paires «\u00a0très probable\u00a0»",
    "seconds": "durée, divisée par celle de Splink seul",
    "memory": "mémoire au plus haut, divisée par celle de Splink seul",
    "megabytes": "mémoire au plus haut, Mo",
}


def section(sizes: list[Measured], others: dict[str, dict], *, head: str, page: str = "") -> list[str]:
    """The lines of the section; `head` says when, what version, what machine. Sizes that `page` holds and that are not
    among `sizes` are kept.
    """
    lines = [
        TITLE,
        "",
        head,
        "",
        "Registres inventés de six organisations, écrits comme les notes du domaine disent qu’on écrit (variantes, "
        "translittérations, dates vagues, frères, jumeaux, homonymes, téléphones partagés). Les graines à partir "
        f"de {SEED} ne servent qu’à mesurer. Splink seul est réglé comme son guide le conseille, sur les mêmes "
        "registres nettoyés. "
        "Chacun travaille dans ses propres processus, l’un après l’autre, lecture et écriture des fichiers comprises. "
        "Les paires sont comptées à partir de 0,5.",
        "",
    ]
    told = {**_earlier(page), **{one.records: _size(one) for one in sizes}}
    for _, of_size in sorted(told.items()):
        lines += of_size
    return [*lines, *_others(others)]


def _size(one: Measured) -> list[str]:
    facts = one.facts
    return [
        f"### {nombre(one.records)} lignes, {nombre(facts['persons'])} personnes, "
        f"{nombre(facts['pairs'])} vraies paires",
        "",
        f"Graine {one.seed}. Dates vagues ou absentes{NBSP}: {nombre(100 * facts['vague'], 0)} %{NBSP}; téléphones "
        f"absents{NBSP}: {nombre(100 * facts['empty']['telephone'], 0)} %{NBSP}; mères{NBSP}: "
        f"{nombre(100 * facts['empty']['mere'], 0)} %.",
        "",
        "| | F1 | précision | rappel | F1 des groupes | précision des plus sûres | durée | processeur | mémoire |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_line(run) for run in one.runs.values()),
        "",
        *_budgets(one),
        *_customs(one),
    ]


def _line(run: Run) -> str:
    name = MATCHERS[run.name]
    if not run.found:
        return f"| {name} | non mesuré | | | | | | | |"
    pairs, sure = run.found["pairs"], run.found["sure"]
    return (
        f"| {name} | {nombre(pairs['f1'], 3)} | {nombre(pairs['precision'], 3)} | {nombre(pairs['recall'], 3)} | "
        f"{nombre(run.found['clusters']['f1'], 3)} | {nombre(sure['precision'], 4)} ({nombre(sure['said'])}) | "
        f"{nombre(run.seconds, 1)} s | {nombre(run.processor, 1)} s | {nombre(run.megabytes)} Mo |"
    )


def _budgets(one: Measured) -> list[str]:
    rows = [
        f"| {PROMISES[name]} | {most.replace('.', ',')} | {found.replace('.', ',')} | {'oui' if kept else '**non**'} |"
        for name, most, found, kept in one.budgets()
    ]
    return ["| promesse | budget | mesuré | tenue |", "|---|---|---|---|", *rows, ""] if rows else []


def _customs(one: Measured) -> list[str]:
    """Recall by naming custom, which the generator alone knows."""
    runs = [run for run in one.runs.values() if run.found and "customs" in run.found]
    if not runs:
        return []
    return [
        "Rappel selon la manière de nommer, que seul le générateur connaît\u00a0: personne n’est traité autrement.",
        "",
        f"| manière de nommer | paires | {' | '.join(MATCHERS[run.name] for run in runs)} |",
        f"|---|---|{'---|' * len(runs)}",
        *(
            f"| {word} | {nombre(runs[0].found['customs'][custom]['pairs'])} | "
            + " | ".join(nombre(run.found["customs"].get(custom, {}).get("recall", 0), 3) for run in runs)
            + " |"
            for custom, word in CUSTOMS.items()
            if custom in runs[0].found["customs"]
        ),
        "",
    ]


def _others(others: dict[str, dict]) -> list[str]:
    if not others:
        return []
    return [
        "### Fichiers d’ailleurs",
        "",
        "Jeux publiés, puis imitations de jeux connus (mêmes colonnes, mêmes sortes de fautes), sans étiquette et sans "
        "réglage.",
        "",
        "| jeu | lignes | F1 | précision | rappel | F1 des groupes | durée |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {SETS.get(name, name)} | {nombre(one['records'])} | {nombre(one['pairs']['f1'], 4)} | "
            f"{nombre(one['pairs']['precision'], 4)} | {nombre(one['pairs']['recall'], 4)} | "
            f"{nombre(one['clusters']['f1'], 4)} | {nombre(one['seconds'], 1)} s |"
            for name, one in others.items()
        ),
        "",
    ]


_SIZE = re.compile(r"^### (?P<records>[\d\s]+) lignes, .*?(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_HEAD = re.compile(r"^Mesuré le .*$", re.MULTILINE)


def _earlier(page: str) -> dict[int, list[str]]:
    """The sizes that a page holds: records → lines, each with the day it was measured, if it does not say it yet."""
    section_ = "\n".join(kept(page))
    head = _HEAD.search(section_)
    found = {}
    for size in _SIZE.finditer(section_):
        lines = [*size.group().rstrip("\n").split("\n"), ""]
        if head and not _HEAD.search(size.group()):
            lines[1:1] = ["", head.group()]
        found[int(re.sub(r"\s", "", size["records"]))] = lines
    return found


def kept(page: str) -> list[str]:
    """The lines of the section that a page holds already; none if it holds none."""
    found = section_in(page, TITLE)
    return [*found.rstrip("\n").split("\n"), ""] if found else []
