"""Pages of training: what each side reads, a request without a name that becomes a referral, queries of a list."""

import pytest
from django.urls import reverse

from benkan.cases.tests.assessing import a_skill
from benkan.cases.tests.factories import accompanied
from benkan.common import clock
from benkan.linkage.reads import undecided
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import consented
from benkan.training.models import SkillAnswer
from benkan.training.reads import skills, totals
from benkan.training.tests.factories import a_finished_session, an_open_session
from benkan.training.writes.enrolments import enrol
from benkan.training.writes.skills import ask_skills

THIRTY_KB = 30_000


@pytest.fixture(autouse=True)
def _read_through_the_ordinary_connection(monkeypatch):
    """The figures' connection cannot see what this one has not committed."""
    monkeypatch.setattr(skills, "FIGURES", "default")
    monkeypatch.setattr(totals, "FIGURES", "default")
    monkeypatch.setattr(undecided, "FIGURES", "default")


def test_a_list_asks_as_many_queries_for_ten_as_for_two(cast, by, signed_in, django_assert_max_num_queries):
    session = an_open_session(by, places=30)
    client = signed_in(cast.kadiatou)
    address = reverse("training:session", args=[session.pk])
    asked = []
    for count in (2, 8):
        for _ in range(count):
            enrol(by=by, case=accompanied(by), session=session)
        with django_assert_max_num_queries(60) as counted:
            answer = client.get(address)
        asked.append(len(counted))
        assert len(answer.content) < THIRTY_KB
    assert asked[0] == asked[1]


def test_who_is_not_of_the_session_sees_nobody_of_it(cast, by, signed_in):
    session = an_open_session(by)
    enrol(by=by, case=accompanied(by, given_names="Zoumanata"), session=session)
    address = reverse("training:session", args=[session.pk])
    assert "Zoumanata" in signed_in(cast.issa).get(address).content.decode()
    for account in (cast.seydou, cast.salimata):
        assert "Zoumanata" not in signed_in(account).get(address).content.decode()


def test_a_few_people_are_said_without_their_number(by):
    for _ in range(4):
        a_skill(by, accompanied(by))
    (row,) = skills.skills_found()
    assert (row.count, row.least) == (None, 5)
    a_skill(by, accompanied(by))
    (row,) = skills.skills_found()
    assert row.count == 5


def test_a_request_reaches_who_accompanies_and_becomes_a_referral(cast, by, signed_in):
    skill = a_skill(by, accompanied(by, given_names="Zoumanata"))
    silent = a_skill(by, accompanied(by, given_names="Nassira"))
    consented(by, silent.case.registration, orientation=False)
    with acting_for(cast.seydou) as seydou:
        asked = ask_skills(by=seydou, trade=skill.trade, wanted=2, purpose="Chantier d’école")
    client = signed_in(cast.kadiatou)
    assert "demande de compétences attend" in client.get("/").content.decode()
    address = reverse("training:skill_request", args=[asked.pk])
    page = client.get(address).content.decode()
    assert "Zoumanata" in page
    assert "Nassira" not in page  # she said no to being referred
    answer = client.post(reverse("training:propose", args=[asked.pk, skill.pk]))
    assert answer["Location"] == reverse("cases:refer", args=[skill.case_id])
    assert "1\u00a0personne en train" in signed_in(cast.seydou).get(address).content.decode()
    for stranger in (cast.rokia, cast.binta):
        assert signed_in(stranger).get(address).status_code == 404
    with acting_for(cast.seydou):
        assert SkillAnswer.objects.get().accepted


def test_nobody_comes_is_an_answer_without_a_name(cast, by, signed_in):
    skill = a_skill(by, accompanied(by))
    with acting_for(cast.seydou) as seydou:
        asked = ask_skills(by=seydou, trade=skill.trade, wanted=2, purpose="Chantier")
    address = reverse("training:skill_request", args=[asked.pk])
    client = signed_in(cast.kadiatou)
    assert client.post(address, {"reason": "occupees"}).status_code == 302
    assert client.post(address, {"reason": "occupees"}).status_code == 422
    page = signed_in(cast.seydou).get(address).content.decode()
    assert "Elles travaillent déjà" in page
    assert "Service d’accueil" not in page  # who answered is not said


def test_people_are_not_enrolments_and_the_list_is_as_long_as_its_number(cast, by, signed_in):
    one, other = accompanied(by), accompanied(by)
    a_finished_session(by, one, other)
    a_finished_session(by, one)
    since = clock.today().replace(year=clock.today().year - 2)
    for group in totals.GROUPS:
        found = totals.totals(group, since=since, organisation=by.organisation_id)
        trained = found[""]["trained"]
        assert (trained.people, trained.enrolments) == (2, 3)
        for key, cells in found.items():
            for code, counted in cells.items():
                rows = totals.listed(group, key, code, since=since, organisation=by.organisation_id)
                assert len(rows) == counted.enrolments
    client = signed_in(cast.issa)
    page = client.get(reverse("training:totals")).content.decode()
    assert "3\u00a0inscriptions" in page
    behind = client.get(reverse("training:behind"), {"quoi": "trained", "de": "", "par": "mois"}).content.decode()
    assert one.number in behind
    assert one.registration.given_names not in behind
    for asked in ({"par": "mois", "de": "-"}, {"par": "region", "de": "Kayes"}, {"quoi": "tout"}):
        assert client.get(reverse("training:behind"), asked).status_code == 404
