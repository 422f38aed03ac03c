"""Somebody to be seen apart: heard by who is trained, alone; her worker concludes; the mechanism is the Justice's."""

import pytest

from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.safeguarding import writes
from benkan.safeguarding.models import RestrictedFile
from benkan.safeguarding.reads.opened import rows_of
from benkan.safeguarding.sections import section_of
from benkan.safeguarding.tests.factories import authority, confided, taken, trained

SENT = {"structure": "Comité national, point focal", "what": "Ce qu’elle a accepté de dire"}
HEARD = {"answers": {"papiers": "oui", "peur": "nsp"}, "words": "Ses papiers sont gardés par un autre", "alone": True}


@pytest.fixture
def apart(cast) -> RestrictedFile:
    authority(cast.adama)
    with acting_for(cast.awa) as by:
        confided(by, a_registration(by, "kadiatou"), "traite", "À voir à part")
    return taken(cast.assa)


def heard(cast, file, conclusion: str = "presomption", **said):
    with acting_for(cast.assa) as by:
        return writes.conclude(by=by, file=file, conclusion=conclusion, **HEARD | said)


def test_the_authority_for_children_does_not_read_it(cast, apart):
    with acting_for(cast.kalifa):
        assert RestrictedFile.objects.count() == 0


def test_only_a_trained_person_hears_her_and_alone(cast, apart):
    with pytest.raises(Impossible, match="formation n’est pas notée"):
        heard(cast, apart)
    trained(cast.fanta, cast.assa)
    with pytest.raises(Impossible, match="seule à seule"):
        heard(cast, apart, alone=False)
    with pytest.raises(Impossible, match="aucune réponse ne conclut"):
        heard(cast, apart, words=" ")
    row = heard(cast, apart)
    with acting_for(cast.assa):
        file = RestrictedFile.objects.get()
        assert (file.status, file.conclusion) == ("entretien", "presomption")
        (opened,) = rows_of(file, section_of(file.kind, "entretien"))
        assert opened.row == row
        assert [answer for _, answer in opened.pairs] == [
            "Oui", "Ne dit pas", "Forte présomption", "Ses papiers sont gardés par un autre",
        ]  # fmt: skip


def test_nothing_is_sent_to_the_mechanism_before_an_interview_says_so(cast, apart):
    trained(cast.fanta, cast.assa)
    with acting_for(cast.assa) as by, pytest.raises(Impossible, match="ne conclut pas à des indices"):
        writes.add_row(by=by, file=apart, section="mecanisme", answers=SENT)
    heard(cast, apart, "aucun")
    with acting_for(cast.assa) as by, pytest.raises(Impossible, match="ne conclut pas à des indices"):
        writes.add_row(by=by, file=apart, section="mecanisme", answers=SENT)
    heard(cast, apart, "indices")
    with acting_for(cast.assa) as by:
        writes.add_row(by=by, file=apart, section="mecanisme", answers=SENT)
        writes.add_row(by=by, file=apart, section="retablissement", answers={"what": "Hébergement, repas"})
        writes.add_row(by=by, file=apart, section="services", answers={"kind": "soins", "what": "Consultation"})
        statuses = list(apart.statuses.values_list("status", flat=True))
    assert statuses == ["ouvert", "entretien", "mecanisme", "retablissement", "services"]


def test_help_does_not_wait_for_an_interview(cast, apart):
    with acting_for(cast.assa) as by:
        writes.add_row(by=by, file=apart, section="services", answers={"kind": "abri", "what": "Cette nuit"})
        assert RestrictedFile.objects.get().status == "services"
        with pytest.raises(Impossible, match="dans le dossier d’un enfant"):
            writes.note_claim(by=by, file=apart, said={"name": "X", "tie": "parent"})


def test_a_training_is_a_dated_fact_of_one_s_own_organisation(cast):
    from benkan.common import clock
    from benkan.organisations.models import Membership

    with acting_for(cast.fanta) as by:
        membership = Membership.objects.get(account=cast.assa)
        with pytest.raises(Impossible, match="jour passé"):
            writes.record_training(
                by=by, membership=membership, day=clock.today().replace(year=2999), given_by="Institut"
            )
        with pytest.raises(Impossible, match="qui a donné"):
            writes.record_training(by=by, membership=membership, day=clock.today(), given_by=" ")
        noted = writes.record_training(by=by, membership=membership, day=clock.today(), given_by="Institut")
        assert (noted.recorded_by_id, noted.membership_id) == (cast.fanta.pk, membership.pk)
    with acting_for(cast.assa) as by, pytest.raises(Refused):
        writes.record_training(by=by, membership=membership, day=clock.today(), given_by="Moi")
    with acting_for(cast.mariam) as by, pytest.raises(Impossible, match="ne travaille pas"):
        writes.record_training(by=by, membership=membership, day=clock.today(), given_by="Institut")
