"""Lists as partners send them, brought and read as the worker does."""

from collections.abc import Sequence

from benkan.arrivals import tasks
from benkan.arrivals.files.staging import KIND
from benkan.workbooks.models import Import, Row
from benkan.workbooks.writes import receive_file

TITLES = "N°;Nom;Prénoms;Sexe;Né le;Mère;Tél;Village"
TRAORE = "1;Traoré;Mamadou;M;vers 1990;Assitan Diarra;76 12 34 56;Yélimané"
COULIBALY = "2;Coulibaly;Fousseyni;M;3/5/1998;Kadia Sow;66 00 11 22;Nioro"
KEITA = "3;Keïta;Oumou;F;27 ans;;;Kita"


def csv(*lines: str, titles: str = TITLES) -> bytes:
    return "\r\n".join((titles, *lines)).encode()


def brought(by, convoy, content: bytes, *, name="liste.csv", arrived=True, read=True) -> Import:
    """A file brought to a convoy and read."""
    source = receive_file(
        by=by, kind=KIND, target=convoy.pk, name=name, content=content,
        options={"where": "convoy_id", "arrived": arrived},
    )  # fmt: skip
    if read:
        tasks.read_list(by, source.pk)
        source.refresh_from_db()
    return source


def applied(by, source: Import) -> Import:
    """The same, applied as the worker does."""
    from benkan.workbooks.lifecycle import Stage
    from benkan.workbooks.writes import enter

    enter(by=by, source=source, stage=Stage.APPLYING)
    tasks.apply_list(by, source.pk)
    source.refresh_from_db()
    return source


def undone(by, source: Import) -> Import:
    from benkan.workbooks.lifecycle import Stage
    from benkan.workbooks.writes import enter

    enter(by=by, source=source, stage=Stage.APPLYING)
    tasks.undo_list(by, source.pk)
    source.refresh_from_db()
    return source


def outcomes(source: Import) -> list[str]:
    return list(source.rows.order_by("order").values_list("outcome", flat=True))


def rows(source: Import) -> Sequence[Row]:
    return list(source.rows.order_by("order"))
