"""Write invented events as rows, thousands at a time: what `play` would leave, without asking the platform row by row.

Each method here mirrors one write of `people` or `arrivals`, its audit row included, and must be changed with it:
`tests/test_bulk_equals_writes.py` compares every row of the two. Nobody else may write rows this way.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db import connection

from benkan.demo.bulk.arrivals import ArrivalsInBulk
from benkan.demo.bulk.sheaf import Sheaf
from benkan.demo.country import events as e
from benkan.demo.truth import Told
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account


def write(units: Iterable[list[e.Event]], agents: Mapping[str, Account], *, seed: int = 0) -> Iterator[Told]:
    """Write all that happened, unit after unit; gives, for each file made, its list, its number and who it is."""
    sheaf = Sheaf(seed)
    writer = ArrivalsInBulk(sheaf, _organisations_of(agents))
    for unit in units:
        writer.numbers = _reserved(sum(isinstance(event, e.Registered) for event in unit))
        for event in unit:
            writer.do(event)
        yield from writer.end_of_unit()
        sheaf.write()
    sheaf.write(all_of_it=True)


def _organisations_of(agents: Mapping[str, Account]) -> dict[str, tuple]:
    """By agent: account and organisation."""
    found = {}
    for key, account in agents.items():
        with acting_for(account) as acting:
            found[key] = (str(account.pk), str(acting.organisation_id))
    return found


def _reserved(count: int) -> Iterator[int]:
    """The next registration numbers, taken from where registering takes them."""
    if not count:
        return iter(())
    with entered(), connection.cursor() as cursor:
        cursor.execute("SELECT nextval('people_number') FROM generate_series(1, %s)", [count])
        return iter([order for (order,) in cursor.fetchall()])
