"""A pair with another actor's file, in the queue: one's own side, « un autre acteur », a word, and nothing more."""

from benkan.linkage.engine.thresholds import Word
from benkan.linkage.models import Pair, Side
from benkan.linkage.reads import queue
from benkan.linkage.sections import pairs as section
from benkan.linkage.writes.proposing import mark_of
from benkan.organisations.models import Account
from benkan.people.tests.factories import a_registration
from benkan.people.tests.test_pages import text_of
from benkan.workbooks.tests.at_once import as_
from tests.signing_in import sign_in


def test_the_other_side_is_masked(committed):
    with as_("kadiatou") as by:
        own = a_registration(by, "kadiatou")
    with as_("sekou") as by:
        foreign = a_registration(by, given_names="Zoumanata", family_name="Gnamankoro")
    pair = _proposed_by_the_database(own, foreign)
    with as_("kadiatou") as by:
        account = Account.objects.get(pk=by.account_id)
        assert list(queue.to_decide(by)) == [pair]
        assert not queue.for_a_batch(by).exists()
        assert section(by, own) is None  # told by the section of pairs across
    client = sign_in(account)
    for page in ("/rapprochements/", "/"):
        words = text_of(client.get(page))
        assert "Kadiatou Traoré, un autre acteur" in words
        assert "très probable" in words
        for secret in ("Zoumanata", "Gnamankoro", foreign.number, "même mère", "Benkadi"):
            assert secret not in words
    assert client.get(f"/rapprochements/{pair.pk}/").status_code == 404
    assert client.post(f"/rapprochements/{pair.pk}/repondre/", {"reponse": "meme"}).status_code == 404


def _proposed_by_the_database(one, other) -> Pair:
    """No organisation proposes such a pair: the owner's hand does, as its functions do."""
    made = Pair(mark=mark_of(one.pk, other.pk), word=Word.VERY_LIKELY, probability=0.999, model="essai")
    made.save(using="owner", force_insert=True)
    for file in (one, other):
        said = {"pair_id": made.pk, "organisation_id": file.organisation_id, "registration_id": file.pk}
        Side(**said, reasons=[["même mère", 6.0]]).save(using="owner", force_insert=True)
    return made
