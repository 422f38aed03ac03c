"""National counts: by year and kind, nothing under ten, no organisation, for the secretariat and the authority."""

import pytest
from django.urls import reverse

from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.safeguarding import writes
from benkan.safeguarding.models import RestrictedFile
from benkan.safeguarding.reads.figures import by_year
from benkan.safeguarding.tests.factories import confided, taken

ADDRESS = reverse("safeguarding:figures")


@pytest.fixture
def counted(monkeypatch):
    """What the role of the figures would read is not committed here: the application's own connection counts as the
    holder, who reads these files."""
    monkeypatch.setattr("benkan.safeguarding.reads.figures.FIGURES", "default")


def _files(cast, count: int) -> None:
    with acting_for(cast.awa) as by:
        for _ in range(count):
            confided(by, a_registration(by, "kadiatou"))
    for _ in range(count):
        taken(cast.assa)


def test_nine_are_not_shown_and_ten_are(cast, counted):
    _files(cast, 9)
    with acting_for(cast.assa):
        assert by_year()[0].children is None
    _files(cast, 2)
    with acting_for(cast.assa) as by:
        assert by_year()[0].children == 11
        assert [year.children for year in by_year()[1:]] == [None] * 4
        for file in RestrictedFile.objects.all()[:2]:
            writes.close(by=by, file=file, reason="erreur")
        assert by_year()[0].children is None
        assert by_year()[0].trafficking is None


@pytest.mark.django_db(databases=["default", "figures"])
def test_the_page_is_the_secretariat_s_and_the_authority_s(cast, child, signed_in):
    for key, status in (("salimata", 200), ("kalifa", 200), ("assa", 403), ("issa", 403), ("adama", 403)):
        answer = signed_in(getattr(cast, key)).get(ADDRESS)
        assert answer.status_code == status, key
    shown = signed_in(cast.salimata).get(ADDRESS).content.decode()
    assert shown.count("moins de 10") == 10
    assert "Service d’accueil" not in shown.split("<main")[1]
