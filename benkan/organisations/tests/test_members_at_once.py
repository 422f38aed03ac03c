"""Two administrators who take each other's role back at the same moment: one of them stays."""

from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import account_of, body_of
from benkan.organisations.acting import entered
from benkan.organisations.founding import founding
from benkan.organisations.models import Membership
from benkan.organisations.writes import end_membership, give_membership
from benkan.workbooks.tests.at_once import overtaking


def test_two_administrators_never_both_go(committed):
    with entered(door="open"):
        fanta, issa = account_of("fanta"), account_of("issa")
    with founding() as by:
        give_membership(by=by, account=issa, organisation=body_of("SAR"), role="administration")

    def takes_back(account):
        def act(by):
            theirs = Membership.objects.in_force().get(account=account, role="administration")
            return end_membership(by=by, membership=theirs)

        return act

    first, second = overtaking(("fanta", takes_back(issa)), ("issa", takes_back(fanta)))
    assert first.error is None
    assert second.waited
    assert isinstance(second.error, Impossible | Refused), second.error
    with entered(account_id=fanta.pk, organisation_id=first.value.organisation_id):
        left = Membership.objects.in_force().filter(organisation=first.value.organisation_id, role="administration")
        assert [one.account_id for one in left] == [fanta.pk]
