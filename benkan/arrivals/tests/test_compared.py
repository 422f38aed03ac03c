"""What arrivals say of two files side by side: when, where, from which country, by which convoy each came last."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benkan.arrivals.compared import returns_of
from benkan.arrivals.tests import factories as make
from benkan.people.models import Registration


def test_the_last_return_of_each_file_in_one_query(awa, desk):
    made = [make.registered(awa, desk, given) for given in ("Fousseyni", "Lassine")]
    files = list(Registration.objects.filter(episodes__line__in=made))
    with CaptureQueriesContext(connection) as queries:
        ((question, said),) = returns_of(files)
    assert (question, len(queries)) == ("Dernier retour", 1)
    assert set(said) == {one.pk for one in files}
    assert all("Gogui, de Mauritanie, en convoi" in words for words in said.values())


def test_a_return_that_was_annulled_is_not_said(awa, desk):
    line = make.registered(awa, desk)
    files = list(Registration.objects.filter(episodes__line=line))
    files[0].episodes.update(annulled=True)
    assert returns_of(files) == [("Dernier retour", {})]
