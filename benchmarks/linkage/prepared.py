"""What any careful person does before matching, the same for both peers: lower case, no accents, dates as dates.

Written once in SQL over DuckDB, so that no peer loses for want of cleaning. A year alone becomes 1 January, as
registers do; a name in one cell is cut before its last word.
"""

from pathlib import Path

FILES = ("accueil", "agence", "association", "consulat", "sante", "frontiere")
MACROS = r"""
    create macro folded(x) as
      nullif(trim(regexp_replace(lower(strip_accents(replace(x, '’', ' '))), '[^a-z0-9]+', ' ', 'g')), '');
    create macro dated(x) as coalesce(
      try_strptime(x, '%d/%m/%Y'), try_strptime(x, '%Y-%m-%d'),
      try_strptime(nullif(regexp_extract(x, '(19|20)\d\d'), '') || '-01-01', '%Y-%m-%d'));
"""


def prepare(connection, folder: Path) -> int:
    """The table `people` of all registers of a folder; gives the number of rows."""
    files = ", ".join(f"'{folder / name}.csv'" for name in FILES)
    connection.execute(MACROS)
    connection.execute(f"""
        create table people as
        with read as (
          select row_number() over () as unique_id, parse_filename(filename) as source, id, folded(prenom) as p,
                 folded(nom) as n, nullif(sexe, '') as sexe, dated(date_naissance) as day,
                 folded(pere) as pere, folded(mere) as mere,
                 nullif(right(regexp_replace(telephone, '\\D', '', 'g'), 8), '') as telephone,
                 nullif(regexp_replace(upper(nina), '[^0-9A-Z]', '', 'g'), '') as nina,
                 folded(village) as village, folded(cercle) as cercle
          from read_csv([{files}], all_varchar = true, header = true, filename = true))
        select * exclude (p, n, day), strftime(day, '%Y-%m-%d') as dob,
               case when n is null then nullif(regexp_extract(p, '^(.*) \\S+$', 1), '') else p end as prenom,
               case when n is null then regexp_extract(p, '(\\S+)$', 1)
                    when p is null then regexp_extract(n, '(\\S+)$', 1) else n end as nom
        from read
    """)  # noqa: S608 - our own paths
    return connection.execute("select count(*) from people").fetchone()[0]


def write(connection, pairs: str, clusters: str, folder: Path, out: Path) -> None:
    """Write the named tables, pairs (a, b, probability) and clusters (unique_id, cluster), as `benkan link` does."""
    connection.execute(f"""
        copy (select l.source as source_a, l.id as id_a, r.source as source_b, r.id as id_b, probability
              from {pairs} p join people l on l.unique_id = p.a join people r on r.unique_id = p.b)
        to '{out / "pairs.csv"}' (header);
        copy (select source, id, coalesce(cluster, 'alone ' || unique_id) as cluster
              from people left join (select unique_id, cluster::varchar as cluster from {clusters}) using (unique_id))
        to '{out / "clusters.csv"}' (header);
    """)  # noqa: S608
