"""`python -m benchmarks.linkage.at_the_desk`: what the desk finds with the model that ships, on people it never saw.

Each registration drawn is taken for a new one, and compared with all the others that share a key with it. Says, in
JSON: precision of each word, recall of the keys and of the words, candidates a registration, and milliseconds.
"""

import json
import time
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from random import Random
from statistics import mean, median

import click

from benchmarks.linkage.registrations import told
from benkan.linkage.engine.desk import Desk, commonly_borne, shipped_model
from benkan.linkage.engine.model import Model, load
from benkan.linkage.engine.thresholds import Word

MOST_BEARERS = 1_000  # a key that more bear proposes nobody in particular
BEARERS = (50, 100, 200, 500, 2_000)
TIMED = 100
TOGETHER = 100


def measure(model: Model, records: int, seed: int, drawn: int, most: int = MOST_BEARERS, timed: int = TIMED) -> dict:
    """Figures over `drawn` registrations out of `records`, as plain data."""
    desk = Desk(model)
    registrations, people = zip(*told(records, seed), strict=True)
    cleaned = desk.clean(registrations)
    desk = Desk(model, commonly_borne(cleaned))  # as a platform would count its own, now and then
    keys = desk.keys(cleaned)
    bearers: dict[int, list[int]] = defaultdict(list)
    for number, held in enumerate(keys):
        for key in held:
            bearers[key].append(number)
    chosen = Random(seed).sample(range(records), min(drawn, records))  # noqa: S311 - a draw of invented lines
    met = _met(chosen, keys, bearers, most)
    lines: dict[int, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        lines[person.number].append(number)
    true = {(number, other) for number in chosen for other in lines[people[number].number] if other != number}
    found = _scored(desk, cleaned, met)
    return {
        "model": model.version, "records": records, "seed": seed, "drawn": len(chosen), "most_bearers": most,
        "keys": round(mean(map(len, keys)), 1), "candidates": _spread([len(others) for others in met.values()]),
        "true_pairs": len(true),
        "recall_of_keys": _share(sum(other in met[number] for number, other in true), len(true)),
        "by_most_bearers": {each: _reach(_met(chosen, keys, bearers, each), true) for each in BEARERS},
        "words": _words(found, true, {number: people[number].household for number in range(records)}),
        **_recalls(found, true),
        "milliseconds": _timed(desk, registrations, cleaned, met, chosen[:timed]),
    }  # fmt: skip


def _met(chosen, keys, bearers, most: int) -> dict[int, set[int]]:
    return {
        number: {other for key in keys[number] if len(bearers[key]) <= most for other in bearers[key]} - {number}
        for number in chosen
    }


def _reach(met: dict[int, set[int]], true) -> dict[str, float | None]:
    sizes = _spread([len(others) for others in met.values()])
    return {"recall": _share(sum(other in met[number] for number, other in true), len(true)), **sizes}


def _scored(desk: Desk, cleaned, met) -> dict[tuple[int, int], tuple[Word, float]]:
    """(drawn, other) → the word and the probability, where something is proposed."""
    found = {}
    for some in batched(met, TOGETHER):
        pairs = [(number, other) for number in some for other in sorted(met[number])]
        for one in desk.score_pairs([(cleaned[number], cleaned[other]) for number, other in pairs]):
            if one.probability >= desk.model.thresholds.written:
                found[pairs[one.index]] = (one.explained.word, one.probability)
    return found


def batched(values, size: int):
    """The values, so many at a time."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some


def _words(found, true, households: dict[int, int]) -> dict[str, dict]:
    proposed = Counter(word for word, _ in found.values())
    right = Counter(word for pair, (word, _) in found.items() if pair in true)
    family = Counter(
        word
        for (one, other), (word, _) in found.items()
        if (one, other) not in true and households[one] == households[other]
    )
    return {
        str(word): {
            "proposed": proposed[word], "precision": _share(right[word], proposed[word]),
            "of_recall": _share(right[word], len(true)), "wrong_of_one_house": family[word],
        }
        for word in reversed(Word)
    }  # fmt: skip


def _recalls(found, true) -> dict[str, float | None]:
    rather = {pair for pair, (word, _) in found.items() if word in (Word.LIKELY, Word.VERY_LIKELY)}
    sure = {t: _share(sum(p >= t and pair in true for pair, (_, p) in found.items()),
                      sum(p >= t for _, p in found.values())) for t in (0.99, 0.995, 0.998, 0.999)}  # fmt: skip
    return {
        "recall": _share(len(found.keys() & true), len(true)),
        "recall_rather_the_same": _share(len(rather & true), len(true)),
        "precision_rather_the_same": _share(len(rather & true), len(rather)),
        "precision_from": sure,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _spread(sizes: list[int]) -> dict[str, float]:
    ordered = sorted(sizes)
    return {"mean": round(mean(ordered), 1), "median": median(ordered), "p95": ordered[len(ordered) * 95 // 100],
            "most": ordered[-1]}  # fmt: skip


def _timed(desk: Desk, registrations, cleaned, met, chosen) -> dict[str, float]:
    """Medians of a registration cleaned, keyed, and scored against a hundred others."""
    questions = {
        "clean": lambda number: desk.clean([registrations[number]]),
        "keys": lambda number: desk.keys([cleaned[number]]),
        "score_100": lambda number: desk.score(cleaned[number], [cleaned[other] for other in range(100)]),
        "score_met": lambda number: desk.score(cleaned[number], [cleaned[other] for other in met[number]]),
    }
    return {name: _median(question, chosen) for name, question in questions.items()}


def _median(question, chosen) -> float:
    taken = []
    for number in chosen:
        start = time.perf_counter()
        question(number)
        taken.append(time.perf_counter() - start)
    return round(1000 * median(taken), 1)


@click.command(help="Mesurer le modèle livré, une personne à la fois, sur des registres inventés.")
@click.option("--records", default=100_000, show_default=True, type=click.IntRange(1_000), help="Lignes.")
@click.option("--seed", default=3, show_default=True, type=int, help="Graine, autre que celle de l’apprentissage.")
@click.option(
    "--drawn", default=5_000, show_default=True, type=click.IntRange(10), help="Lignes prises pour nouvelles."
)
@click.option("--most", default=MOST_BEARERS, show_default=True, type=int, help="Porteurs d’une clé, au plus.")
@click.option("--model", "path", type=click.Path(path_type=Path, exists=True), help="Un autre modèle que le livré.")
def main(records: int, seed: int, drawn: int, most: int, path: Path | None) -> None:
    model = load(path) if path else shipped_model()
    click.echo(json.dumps(measure(model, records, seed, drawn, most), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
