"""The measures as a page: `docs/reference/performance.md`, in French, with the machine and the command."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

from benchmarks.boards import Boards
from benchmarks.exports import PEERS, Written
from benchmarks.imports import Imported
from benchmarks.load import Asked
from benchmarks.lookups import Lookup
from benchmarks.page import PAGE, commit, machine
from benchmarks.quantiles import quantile
from benchmarks.slow_line import Waited
from benkan.common.typography import jour, nombre

READ, WRITE = (50, 150, 300), (100, 300, 500)  # p50, p95, p99, in milliseconds (design, §5)
QUIET = 0.7  # load average above which others were at work
EXPORT_SECONDS, EXPORT_MEGABYTES = {"csv": 20, "xlsx": 60}, 250
IMPORT_SECONDS, IMPORT_MEGABYTES = 60, 400
HEAVIEST, SIMILAR = 30 * 1024, 300


def write(
    *,
    known: dict,
    asked: list[Asked],
    files: int,
    lookups: list[Lookup],
    queries,
    boards: Boards,
    seconds: float,
    users: int,
    busy: float,
    exported: list[Written],
    imported: Imported,
    waited: list[Waited],
    asking: list[str],
    linkage: list[str],
) -> Path:
    lines = [
        *_head(known, busy),
        *_load(asked, users, seconds),
        "## Budgets",
        "",
        "| promesse | budget | mesuré | tenue |",
        "|---|---|---|---|",
        *_budgets(asked, lookups, queries),
        "",
        *_alone(lookups, files),
        *_counted(queries),
        *_boards(boards),
        *_exported(exported),
        *_imported(imported),
        *_waited(waited),
        *asking,
        *linkage,
    ]
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text("\n".join(lines), encoding="utf-8")
    return PAGE


def _head(known: dict, busy: float) -> list[str]:
    return [
        "# Ce que Benkan tient de ses promesses de vitesse et de poids",
        "",
        "*Page écrite par `make bench` ; ne se corrige pas à la main. Données inventées.*",
        "",
        f"- Mesuré le {jour(dt.date.today())}, version `{commit()}`, par `python -m benchmarks`.",  # noqa: DTZ011
        f"- Machine : {machine()}. L’outil de charge travaille sur la même machine.",
        f"- Charge moyenne de la machine avant la mesure : {nombre(busy, 1)}."
        + (" D’autres programmes la tenaient : à refaire sur une machine au repos." if busy > QUIET else ""),
        f"- Données : {nombre(known['persons'])} personnes, {nombre(known['files'])} dossiers, "
        f"{nombre(known['organisations'])} organisations, {nombre(known['accounts'])} comptes ; "
        f"inventées et écrites en {nombre(known['seconds'], 0)} s.",
        "",
    ]


def _load(asked: list[Asked], users: int, seconds: float) -> list[str]:
    return [
        f"## Pages, {users} personnes au travail pendant {nombre(seconds, 0)} s",
        "",
        "Une page toutes les cinq secondes chacune, une requête sur dix écrit. Millisecondes du serveur "
        "(`Server-Timing`) ; « base » est la part de PostgreSQL, médiane. Le plancher est `/sante/`, qui ne fait "
        "qu’ouvrir la transaction, dans le même passage.",
        "",
        "| page | requêtes | p50 | × plancher | p95 | p99 | base | requêtes SQL | poids compressé |",
        "|---|---|---|---|---|---|---|---|---|",
        *_pages(asked),
        "",
    ]


def _alone(lookups: list[Lookup], files: int) -> list[str]:
    return [
        f"## Une question seule, chez l’acteur le plus grand ({nombre(files)} dossiers)",
        "",
        "Sans la page autour. La dernière colonne est le temps de PostgreSQL seul ; la première ligne, le plancher.",
        "",
        "| question | p50 ms | p95 ms | p99 ms | requêtes SQL | PostgreSQL p50 ms |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.name} | {_ms(one.milliseconds, 0.5)} | {_ms(one.milliseconds, 0.95)} | "
            f"{_ms(one.milliseconds, 0.99)} | {one.queries} | {_ms(one.database, 0.5)} |"
            for one in lookups
        ),
        "",
    ]


def _counted(queries) -> list[str]:
    sizes, pages = queries
    return [
        "## Nombre de requêtes SQL selon le nombre de dossiers",
        "",
        "Une partie de page qui a quelque chose à montrer pose une question à elle ; aucune question n’est posée plus "
        "souvent parce qu’il y a plus de lignes.",
        "",
        f"| page | {nombre(sizes[0])} dossiers | {nombre(sizes[1])} dossiers | la même plus souvent |",
        "|---|---|---|---|",
        *(
            f"| {page} | {few.count} | {many.count} | {'**oui**' if many.repeated_since(few) else 'non'} |"
            for page, (few, *_, many) in ((page, held) for page, held in pages.items() if len(held) > 1)
        ),
        "",
    ]


def _pages(asked: list[Asked]) -> list[str]:
    by_page: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_page[one.page].append(one)
    floor = quantile((one.answer.milliseconds for one in asked if one.page.startswith("sante")), 0.5)
    rows = []
    for page, held in sorted(by_page.items(), key=lambda item: (item[1][0].writes, item[0])):
        times = [one.answer.milliseconds for one in held]
        weight = max(one.answer.compressed for one in held)
        rows.append(
            f"| {page} | {len(held)} | {_ms(times, 0.5)} | {nombre(quantile(times, 0.5) / floor, 1)} | "
            f"{_ms(times, 0.95)} | {_ms(times, 0.99)} | "
            f"{_ms([one.answer.database for one in held], 0.5)} | {max(one.answer.queries for one in held)} | "
            f"{nombre(weight / 1024, 1)} Ko |"
        )
    return rows


def _budgets(asked: list[Asked], lookups: list[Lookup], queries) -> list[str]:
    pages = [one for one in asked if not one.page.startswith("sante")]
    reads = [one.answer.milliseconds for one in pages if not one.writes]
    writes = [one.answer.milliseconds for one in pages if one.writes]
    refused = sum(one.answer.status >= 400 for one in pages)
    heaviest = max((one.answer.compressed for one in pages), default=0)
    served = max((one.answer.served for one in pages), default=0)
    registering = next(one.milliseconds for one in lookups if one.name.startswith("enregistrer"))
    uneven = [page for page, held in queries[1].items() if held[-1].repeated_since(held[0])]
    return [
        _three("pages lues, p50 / p95 / p99", READ, reads),
        _three("écritures avec leur ligne d’audit, p50 / p95 / p99", WRITE, writes),
        _row("enregistrer, doublons cherchés dans ses dossiers, p95", f"{SIMILAR} ms",
             f"{_ms(registering, 0.95)} ms", quantile(registering, 0.95) <= SIMILAR),
        _row("page la plus lourde, HTML compressé", "30 Ko", f"{nombre(heaviest / 1024, 1)} Ko", heaviest <= HEAVIEST),
        _row("la même, telle qu’elle voyage", "30 Ko", f"{nombre(served / 1024, 1)} Ko", served <= HEAVIEST),
        _row("pas plus de requêtes SQL pour plus de lignes", "toutes les pages",
             "toutes" if not uneven else f"sauf {', '.join(uneven)}", not uneven),
        _row("réponses refusées ou en échec pendant la charge", "0", nombre(refused), refused == 0),
    ]  # fmt: skip


def _boards(boards: Boards) -> list[str]:
    return [
        "## Compter les tableaux",
        "",
        "« Où l’on attend » et la note du vendredi se lisent sur des nombres que le travailleur compte chaque heure. "
        f"Ici une fois, pour tous les acteurs\u00a0: {boards.count} tableaux en {nombre(boards.seconds, 1)} s.",
        "",
    ]


def _exported(exported: list[Written]) -> list[str]:
    one = exported[0]
    lines = [
        "## Exporter",
        "",
        f"La liste des dossiers de l’acteur le plus grand ({nombre(one.files)} dossiers), relue dans la base jusqu’à "
        f"{nombre(one.rows)} lignes, écrite comme le travailleur l’écrit, dans un processus à part. Le pair écrit les "
        "mêmes lignes, qu’il tient déjà en mémoire : il ne les lit pas, et ne neutralise aucune formule.",
        "",
        "| fichier | budget | mesuré | lignes par seconde | mémoire (budget 250 Mo) | poids | le pair | tenue |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in exported:
        most = EXPORT_SECONDS[one.file_format]
        kept = one.seconds <= most and one.megabytes <= EXPORT_MEGABYTES
        said = (
            one.file_format.upper(), f"{most} s", f"{nombre(one.seconds, 1)} s", nombre(one.rows / one.seconds, 0),
            f"{one.megabytes} Mo", f"{nombre(one.size / 1e6, 1)} Mo",
            f"{PEERS[one.file_format]} : {nombre(one.peer, 1)} s", "oui" if kept else "**non**",
        )  # fmt: skip
        lines.append(f"| {' | '.join(said)} |")
    return [*lines, ""]


def _imported(one: Imported) -> list[str]:
    return [
        "## Importer",
        "",
        f"Un classeur de {nombre(one.rows)} lignes, apporté à l’acteur le plus grand ({nombre(one.files)} dossiers), "
        "lu dans un processus enfant, comparé à tous ses dossiers, puis écrit. Le pair, openpyxl, ne fait que lire le "
        "même classeur.",
        "",
        "| étape | budget | mesuré | tenue |",
        "|---|---|---|---|",
        f"| lire, comparer, préparer | | {nombre(one.read, 1)} s ({nombre(one.read / one.peer, 1)} × le pair, "
        f"{nombre(one.peer, 1)} s) | |",
        f"| écrire, {nombre(one.asked)} questions répondues « une autre personne » | | {nombre(one.written, 1)} s | |",
        f"| en tout | {IMPORT_SECONDS} s | {nombre(one.seconds, 1)} s | {_word(one.seconds <= IMPORT_SECONDS)} |",
        f"| mémoire, enfant à part ({one.child_megabytes} Mo) | {IMPORT_MEGABYTES} Mo | {one.megabytes} Mo | "
        f"{_word(one.megabytes <= IMPORT_MEGABYTES)} |",
        "",
    ]


def _waited(waited: list[Waited]) -> list[str]:
    if not waited:
        return []
    return [
        "## Sur un téléphone, à 128 kbit/s et 400 ms",
        "",
        "Un vrai navigateur de 360 pixels, freiné par Chromium, rien en cache la première fois ; jusqu’à ce que la "
        "page se lise et se remplisse.",
        "",
        "| page | budget | mesuré | tenue |",
        "|---|---|---|---|",
        *(
            f"| {one.page} | {nombre(one.most, 0)} s | {nombre(one.seconds, 1)} s | {_word(one.kept)} |"
            for one in waited
        ),
        "",
    ]


def _word(kept: bool) -> str:
    return "oui" if kept else "**non**"


def _three(name: str, budget: tuple[int, int, int], times: list[float]) -> str:
    measured = [quantile(times, share) for share in (0.5, 0.95, 0.99)]
    kept = all(found <= most for found, most in zip(measured, budget, strict=True))
    said = " / ".join(nombre(found, 0) for found in measured) if times else "aucune"
    return _row(name, f"{' / '.join(map(str, budget))} ms", f"{said} ms ({len(times)} requêtes)", kept)


def _row(name: str, budget: str, measured: str, kept: bool) -> str:
    return f"| {name} | {budget} | {measured} | {'oui' if kept else '**non**'} |"


def _ms(values: list[float], share: float) -> str:
    return nombre(quantile(values, share), 1)
