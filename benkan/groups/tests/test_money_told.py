"""What a grant gave to a group is told wherever its money is: read by the role of the figures, as pages read it."""

from types import SimpleNamespace

from benkan.cases.models import Grant
from benkan.cases.reads import granted, waiting
from benkan.cases.reads.funding import Taken, sums_of
from benkan.common import clock
from benkan.groups.tests.factories import a_group, asked, funded
from benkan.groups.writes import money
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_


def test_a_grant_says_what_groups_took_and_were_paid(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    payers = SimpleNamespace(aminata=account_of("aminata"), tenin=account_of("tenin"))
    with as_("kadiatou") as by:
        first, following = funded(payers, asked(by, a_group(by, hosts=1)), 600_000, 400_000)
        for tranche in (first, following):
            money.note_evidence(by=by, tranche=tranche, day=clock.today(), words="Deux devis vus")
        money.prepare(by=by, tranche=first)
    with as_("modibo") as modibo:
        money.validate(by=modibo, tranche=first)
    with as_("assetou") as assetou:
        money.pay(by=assetou, tranche=first, receipt="R-1")
    with as_("kadiatou") as by:
        money.prepare(by=by, tranche=following)
    with as_("aminata"):
        grant = Grant.objects.get()
        (told,) = waiting.grants(clock.today())
        assert (told.assigned, told.paid, told.left) == (1_000_000, 600_000, 4_000_000)
        page = granted.followed(grant.pk, grant.amount)
        assert page.groups == Taken(granted=1_000_000, on_the_way=400_000, paid=600_000)
        assert (page.granted, page.left, page.unspent) == (0, 4_000_000, 4_400_000)
        assert sums_of(Grant.objects.all())[0].left == told.left
