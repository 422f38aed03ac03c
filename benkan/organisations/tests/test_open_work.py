"""What is open in an organisation, counted by the connection that names nobody."""

from benkan.arrivals.tests.factories import convoy
from benkan.demo.cast import account_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.reads.national import open_work
from benkan.people.tests.factories import a_registration


def test_open_work_is_counted_where_the_one_who_counts_reads_no_row(committed):
    with entered(door="open"):
        awa, adama = account_of("awa"), account_of("adama")
    with acting_for(awa) as by:
        sar = by.organisation_id
        a_registration(by)
        a_registration(by)
        convoy(by, days=3)
        convoy(by, days=-3)
    with acting_for(adama) as by:
        assert sorted(open_work(sar)) == ["1\u00a0convoi annoncé, à venir", "2\u00a0dossiers de personnes"]
        assert open_work(by.organisation_id) == []
