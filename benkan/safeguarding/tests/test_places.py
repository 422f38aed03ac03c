"""Where she must not be taken back: no transport, no reason; and safe houses are told without knowing for whom."""

import pytest

from benkan.arrivals.tests.factories import desk, registered
from benkan.arrivals.writes import give_aid, give_aid_to_tokens
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.plan_lines import Wanted, add_line
from benkan.cases.writes.plans import begin_plan
from benkan.common.errors import Impossible
from benkan.notices.models import Notice
from benkan.offers.models import HelpKind
from benkan.offers.tests.factories import an_offer
from benkan.organisations.acting import acting_for
from benkan.people.silence import silent_among
from benkan.people.tests.factories import a_registration
from benkan.people.writes import correct
from benkan.places.models import Place
from benkan.safeguarding import writes
from benkan.safeguarding.tests.factories import confided, taken

NEUTRAL = "ne se donne pas sans avis"


def cercle() -> Place:
    return Place.objects.filter(level="cercle", parent__level="region").order_by("slug").first()


@pytest.fixture
def barred(cast):
    """Her region is barred; she said she goes to one of its cercles."""

    def bar(registration):
        with acting_for(cast.awa) as by:
            confided(by, registration, "traite")
        file = taken(cast.assa)
        with acting_for(cast.assa) as by:
            return writes.bar_place(by=by, file=file, place=cercle().parent)

    return bar


def test_no_transport_is_given_there_and_nothing_says_why(cast, barred):
    with acting_for(cast.awa) as by:
        line = registered(by, desk(by))
        correct(by=by, registration=line.registration, answers={"destination": cercle()})
        give_aid(by=by, line=line, kinds=["transport"])
    place = barred(line.registration)
    with acting_for(cast.awa) as by:
        line.registration.refresh_from_db()
        with pytest.raises(Impossible, match=NEUTRAL) as refusal:
            give_aid(by=by, line=line, kinds=["eau", "transport"])
        assert not any(word in str(refusal.value) for word in ("restreint", "dangereux", "traite", cercle().name))
        with pytest.raises(Impossible, match=NEUTRAL):
            give_aid_to_tokens(by=by, arrival_list=line.list, tokens=[line.token], kinds=["transport"])
        give_aid(by=by, line=line, kinds=["eau"])
        # She chooses where she goes.
        elsewhere = Place.objects.filter(level="region").exclude(pk=cercle().parent_id).first()
        correct(by=by, registration=line.registration, answers={"destination": elsewhere})
        line.registration.refresh_from_db()
        give_aid(by=by, line=line, kinds=["transport"])
        correct(by=by, registration=line.registration, answers={"destination": cercle()})
        line.registration.refresh_from_db()
    with acting_for(cast.assa) as by:
        writes.lift_place(by=by, barred=place)
    with acting_for(cast.awa) as by:
        give_aid(by=by, line=line, kinds=["transport"])


def test_no_line_of_a_plan_takes_her_there(cast, signed_text, barred):
    with acting_for(cast.kadiatou) as by:
        case = accompanied(by, "kadiatou", destination=cercle())
    barred(case.registration)
    with acting_for(cast.kadiatou) as by:
        plan = begin_plan(by=by, case=case)
        wanted = Wanted("accueil", "sociale", "individuel", kind=HelpKind.objects.get(pk="transport"))
        with pytest.raises(Impossible, match=NEUTRAL):
            add_line(by=by, plan=plan, wanted=wanted)


def test_safe_houses_are_told_and_nobody_learns_where_they_are(cast, child):
    with acting_for(cast.assa) as by, pytest.raises(Impossible, match="Aucun autre organisme"):
        writes.ask_for_shelter(by=by, file=child.file)
    with acting_for(cast.seydou) as by:
        an_offer(by, confidential=True)
    with acting_for(cast.assa) as by:
        assert writes.ask_for_shelter(by=by, file=child.file) == 1
    with acting_for(cast.seydou) as by:
        (notice,) = Notice.objects.filter(kind="safeguarding.shelter")
        assert notice.words == "1 dossier restreint\u00a0: appelez cet organisme"
        assert notice.organisation_id == by.organisation_id


def test_her_file_keeps_silent_across_organisations_while_hers_is_under_way(cast, child):
    with acting_for(cast.awa) as by:
        other = a_registration(by, "lassine")
        assert silent_among([other, child.registration]) == {child.registration.pk}
    with acting_for(cast.assa) as by:
        writes.close(by=by, file=child.file, reason="stable")
    with acting_for(cast.awa):
        assert silent_among([other, child.registration]) == frozenset()
