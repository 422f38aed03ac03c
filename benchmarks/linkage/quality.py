"""What a matcher found against the truth: pairs, clusters, the surest pairs, calibration, naming customs, hard cases.

`python -m benchmarks.linkage.quality --truth TRUTH.csv --pairs PAIRS.csv [--clusters CLUSTERS.csv]` prints one JSON.
Pairs are `source_a,id_a,source_b,id_b,probability`, clusters `source,id,cluster`, truth `source,id,person[,…]`.
"""

import json
from pathlib import Path

import click

SURE, RATHER = 0.99, 0.5


def measured(
    truth: Path, pairs: Path, clusters: Path | None = None, *, across: bool = False, sure: float = SURE
) -> dict:
    """Figures of one run. `across`: only pairs of two different files count, as in mode `link`.

    `pairs` (at 0.5), `sure` (precision of the pairs at or above `sure`), `best` (the threshold that would have given
    the best F1), `clusters` (every pair inside a cluster counts as found), `customs` (recall by naming custom),
    `calibration` (pairs said, and share true, by band of probability), `mistakes` (wrong pairs inside one household).
    """
    import duckdb

    connection = duckdb.connect()
    _read(connection, truth, pairs, across=across)
    known = connection.execute("select count(*) from known").fetchone()[0]
    found = {
        "true_pairs": known,
        "pairs": _at(connection, known, RATHER),
        "sure": {"threshold": sure, **_at(connection, known, sure)},
        "best": _best(connection, known),
        "calibration": _calibration(connection),
        **_by_group(connection),
    }
    if clusters:
        found["clusters"] = _clustered(connection, clusters, known, across=across)
    return found


def _read(connection, truth: Path, pairs: Path, *, across: bool) -> None:
    text = "all_varchar = true, header = true, quote = '\"', delim = ','"
    connection.execute(f"""
        create table truth as select row_number() over () as n, * from read_csv('{truth}', {text});
        create table known as
          select a.n as a, b.n as b from truth a join truth b using (person)
          where a.n < b.n {"and a.source <> b.source" if across else ""};
        create table said as
          select least(l.n, r.n) as a, greatest(l.n, r.n) as b, max(cast(probability as double)) as probability
          from read_csv('{pairs}', {text}) p
          join truth l on l.source = p.source_a and l.id = p.id_a
          join truth r on r.source = p.source_b and r.id = p.id_b
          where l.n <> r.n {"and l.source <> r.source" if across else ""} group by 1, 2;
        create table judged as
          select said.*, l.person = r.person as right_
          from said join truth l on l.n = said.a join truth r on r.n = said.b;
    """)  # noqa: S608 - our own paths


def _scores(right: int, said: int, known: int) -> dict:
    precision = right / said if said else 1.0
    recall = right / known if known else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": round(f1, 5), "precision": round(precision, 5), "recall": round(recall, 5), "said": said}


def _at(connection, known: int, threshold: float) -> dict:
    said, right = connection.execute(
        "select count(*), coalesce(sum(right_::int), 0) from judged where probability >= ?", [threshold]
    ).fetchone()
    return _scores(right, said, known)


def _best(connection, known: int) -> dict:
    found = {"f1": 0.0}
    for at in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999):
        here = _at(connection, known, at)
        if here["f1"] > found["f1"]:
            found = {"threshold": at, **here}
    return found


def _calibration(connection) -> list[dict]:
    rows = connection.execute("""
        select case when probability < 0.2 then '0.05-0.2' when probability < 0.5 then '0.2-0.5'
                    when probability < 0.8 then '0.5-0.8' when probability < 0.95 then '0.8-0.95'
                    when probability < 0.99 then '0.95-0.99' else '0.99-1' end as band,
               count(*), avg(probability), avg(right_::int)
        from judged where probability >= 0.05 group by 1 order by 1
    """).fetchall()
    return [{"band": band, "pairs": n, "said": round(said, 4), "true": round(true, 4)} for band, n, said, true in rows]


def _by_group(connection) -> dict:
    columns = {row[0] for row in connection.execute("describe truth").fetchall()}
    found: dict = {}
    if "custom" in columns:
        found["customs"] = {
            custom: {"recall": round(recall, 4), "pairs": pairs}
            for custom, recall, pairs in connection.execute(f"""
                select t.custom, avg((j.probability is not null)::int), count(*) from known k join truth t on t.n = k.a
                left join (select * from judged where probability >= {RATHER}) j on j.a = k.a and j.b = k.b
                group by 1 order by 1
            """).fetchall()  # noqa: S608
        }
    if "household" in columns:
        found["mistakes"] = {
            "wrong_in_one_household": connection.execute(f"""
                select count(*) from judged j join truth l on l.n = j.a join truth r on r.n = j.b
                where not right_ and probability >= {RATHER} and l.household = r.household
            """).fetchone()[0],  # noqa: S608
        }
    return found


def _clustered(connection, clusters: Path, known: int, *, across: bool) -> dict:
    connection.execute(f"""
        create table grouped as
          select t.n, t.source, t.person, c.cluster
          from read_csv('{clusters}', all_varchar = true, header = true, quote = '"', delim = ',') c
          join truth t on t.source = c.source and t.id = c.id
    """)  # noqa: S608
    said, right = _inside(connection, "cluster"), _inside(connection, "cluster, person")
    if across:
        said -= _inside(connection, "cluster, source")
        right -= _inside(connection, "cluster, person, source")
    records, clusters_, largest = connection.execute(
        "select sum(n), count(*), max(n) from (select count(*) as n from grouped group by cluster)"
    ).fetchone()
    return {**_scores(right, said, known), "records": records, "clusters": clusters_, "largest": largest}


def _inside(connection, columns: str) -> int:
    """How many pairs of records agree on these columns."""
    counted = f"select coalesce(sum(n * (n - 1) // 2), 0) from (select count(*) as n from grouped group by {columns})"  # noqa: S608
    return int(connection.execute(counted).fetchone()[0])


PATH = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(help="Mesurer des paires et des groupes contre la vérité.")
@click.option("--truth", required=True, type=PATH)
@click.option("--pairs", required=True, type=PATH)
@click.option("--clusters", type=PATH)
@click.option("--across", is_flag=True, help="Seules comptent les paires de deux fichiers (mode link).")
@click.option("--sure", default=SURE, show_default=True, type=float, help="Le seuil de « très probable ».")
def main(truth: Path, pairs: Path, clusters: Path | None, across: bool, sure: float) -> None:
    click.echo(json.dumps(measured(truth, pairs, clusters, across=across, sure=sure), ensure_ascii=False))


if __name__ == "__main__":
    main()
