"""She is erased: what was copied of her for others is emptied, on both sides; that she was sent somewhere stays."""

from types import SimpleNamespace

import pytest
from django.db import connections

from benkan.cases.lifecycles.referrals import ReferralStatus, RefusalReason
from benkan.cases.models import Referral, ReferralStatusRow, VitalReason
from benkan.cases.reads.extracts import handed
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.writes import referral_moves as moves
from benkan.cases.writes.referral_ends import erase_referrals
from benkan.people import writes as people
from benkan.people.models import Registration
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_

WORDS = ("Zoumanata", "Sitankorodit", "Refusdit", "Attentedite", "Vitalement")


@pytest.fixture
def case(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    agreed(SimpleNamespace(fanta=account_of("fanta")))
    with as_("kadiatou") as by:
        return accompanied(by, given_names="Zoumanata")


def _in_clear() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        read = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own names
            read += [row for (row,) in cursor.fetchall()]
    whole = "\n".join(read)
    return [word for word in WORDS if word in whole]


def _all_that_is_written(case) -> list[Referral]:
    with as_("kadiatou") as by:
        whole = {"hand_on": ["identite", "contact"], "message": "Sitankorodit"}
        refused, accepted, waits = (sent(by, case, kind=code, **whole) for code in ("emploi", "credit", "vae"))
        sent(by, case, kind="gestion", vital="Vitalement")
    with as_("sekou") as sekou:
        moves.refuse(by=sekou, referral=refused, reason=RefusalReason.FULL, words="Refusdit")
        moves.accept(by=sekou, referral=accepted)
        moves.put_on_waiting_list(by=sekou, referral=waits, words="Attentedite")
    return [refused, accepted, waits]


def _erase(case) -> None:
    with as_("kadiatou") as by:
        asked = people.note_request(by=by, kind="effacement", registration=case.registration)
    with as_("hawa") as hawa:
        asked = people.decide_request(by=hawa, request=asked, granted=True)
    with as_("kadiatou") as by:
        people.erase(by=by, request=asked)


def test_no_word_of_hers_is_left_and_every_row_is(case):
    refused, accepted, waits = _all_that_is_written(case)
    assert set(_in_clear()) == {"Zoumanata", "Refusdit", "Attentedite"}  # the rest is sealed
    with as_("sekou"):
        before = ReferralStatusRow.objects.count()
    _erase(case)
    assert _in_clear() == []
    with as_("sekou") as sekou:
        stands = dict(Referral.objects.values_list("pk", "status"))
        assert stands[refused.pk] == ReferralStatus.REFUSED
        assert stands[accepted.pk] == stands[waits.pk] == ReferralStatus.WITHDRAWN
        assert ReferralStatusRow.objects.count() == before + 3
        assert handed(sekou, Referral.objects.get(pk=accepted.pk)) is None
    with as_("kadiatou") as by:
        assert all(handed(by, one).emptied for one in Referral.objects.all())
        assert not VitalReason.objects.exists()


def test_where_her_telephone_ends_it_ends_with_the_receiver_too(case):
    with as_("kadiatou") as by:
        referral = sent(by, case, hand_on=["identite", "contact"])
    with as_("sekou") as sekou:
        moves.accept(by=sekou, referral=referral)
        assert dict(handed(sekou, Referral.objects.get()).groups[1][1])
    with as_("kadiatou") as by:
        erase_referrals(by=by, registrations=[Registration.objects.get(pk=case.registration_id)], whole=False)
    with as_("sekou") as sekou:
        identity, contact = handed(sekou, Referral.objects.get()).groups
        assert dict(identity[1])["Prénoms"] == "Zoumanata"
        assert contact[1] == []
