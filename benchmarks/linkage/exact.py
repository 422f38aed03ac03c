"""The plainest peer: the same names, once cleaned, and the same birth date are the same person.

`python -m benchmarks.linkage.exact FOLDER OUT` reads invented registers and writes pairs and clusters.
"""

import json
import sys
from pathlib import Path

from benchmarks.linkage.prepared import prepare, write


def main(folder: Path, out: Path) -> None:
    import duckdb

    connection = duckdb.connect()
    records = prepare(connection, folder)
    connection.execute("""
        create table groups as
          select unique_id, min(unique_id) over (partition by prenom, nom, dob) as cluster
          from people where prenom is not null and nom is not null and dob is not null;
        create table same as
          select l.unique_id as a, r.unique_id as b, 1.0 as probability
          from groups l join groups r using (cluster) where l.unique_id < r.unique_id;
    """)
    write(connection, "same", "groups", folder, out)
    sys.stdout.write(json.dumps({"records": records}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
