"""Pages of restricted files: numbers until a reason is given, nothing for anybody else, light, a few queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common.typography import jour
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.places.reads import regions
from benkan.safeguarding.models import Claim, Holding, RestrictedFile, SectionRow, Training
from benkan.safeguarding.tests.factories import WORRY, confided, handed_over, taken, trained

MINE = reverse("safeguarding:mine")
LIGHT = 30_000  # octets
REASON = {"why": "etape", "words": ""}


def at(name: str, file, *more) -> str:
    return reverse(f"safeguarding:{name}", args=[file.pk, *more])


def page(client, address: str, data: dict | None = None) -> str:
    answer = client.get(address) if data is None else client.post(address, data)
    assert answer.status_code == 200, (address, answer.status_code, answer.content.decode()[:2000])
    assert len(answer.content) < LIGHT, address
    return answer.content.decode()


@pytest.fixture
def assa(cast, child, signed_in):
    return signed_in(cast.assa)


def test_a_desk_confides_from_any_file_and_is_told_it_is_done(cast, signed_in):
    with acting_for(cast.awa) as by:
        registration = a_registration(by, "kadiatou")
    client = signed_in(cast.awa)
    address = reverse("safeguarding:confide", args=[registration.pk])
    assert address in page(client, reverse("people:file", args=[registration.pk]))
    assert "groupe armé" in page(client, address)
    empty = client.post(address, {})
    assert empty.status_code == 422
    assert "Dites pour qui" in empty.content.decode()
    sent = {"kind": "enfant", "words": WORRY}
    done = client.post(address, sent, follow=True).content.decode()
    assert "C’est confié" in done
    assert "1\u00a0dossier restreint" in done
    assert WORRY not in done
    assert registration.full_name not in done


def test_where_nobody_is_named_the_page_says_so(cast, signed_in):
    with acting_for(cast.nana) as by:
        registration = a_registration(by, "kadiatou")
    answer = signed_in(cast.nana).post(
        reverse("safeguarding:confide", args=[registration.pk]), {"kind": "traite", "words": WORRY}
    )
    assert answer.status_code == 422
    assert "Personne n’est encore nommé" in answer.content.decode()


def test_the_list_and_the_file_show_numbers_and_steps_and_no_name(cast, child, assa):
    listed, opened = page(assa, MINE), page(assa, at("file", child.file))
    for shown in (listed, opened):
        assert child.file.number in shown
        assert "Voir l’enfant et le mettre en sécurité" in shown
        for word in (child.registration.full_name, child.registration.number, WORRY, "oncle"):
            assert word not in shown
    assert "Aujourd’hui" in page(assa, reverse("home"))


def test_the_authority_sees_numbers_of_others_and_by_whom_they_are_held(cast, child, signed_in):
    shown = page(signed_in(cast.kalifa), MINE)
    assert child.file.number in shown
    assert "Service d’accueil des retours" in shown
    assert "vous le lisez pour l’autorité" in page(signed_in(cast.kalifa), at("file", child.file))


def test_a_section_opens_with_a_reason_that_stays(cast, child, assa):
    address = at("read", child.file, "inquietude")
    assert WORRY not in page(assa, address)
    wrong = assa.post(address, {"why": "autre", "words": ""})
    assert wrong.status_code == 422
    assert WORRY not in wrong.content.decode()
    assert WORRY in page(assa, address, REASON)
    assert child.registration.full_name in page(assa, at("read", child.file, "personne"), REASON)
    assert assa.get(at("read", child.file, "nimporte")).status_code == 404
    with acting_for(cast.assa):
        read = list(Entry.objects.filter(verb="safeguarding.read").values_list("fields", "reason", "file_id"))
    assert sorted(read) == [
        (["inquietude"], "Préparer l’étape suivante", None),
        (["personne"], "Préparer l’étape suivante", None),
    ]


def test_nobody_else_learns_that_it_exists(cast, child, signed_in):
    for key in ("awa", "kadiatou", "fanta", "hawa", "adama", "oumar"):
        account = getattr(cast, key)
        client = signed_in(account)
        assert client.get(at("file", child.file)).status_code == 404, key
        assert client.post(at("read", child.file, "personne"), REASON).status_code == 404, key
        with acting_for(account):
            assert not Notice.objects.filter(account=account, kind="safeguarding.waits").exists()


def test_an_administrator_who_sees_as_a_referent_sees_no_file(cast, child, signed_in):
    client = signed_in(cast.fanta)
    client.post(reverse("see_as"), {"role": "referent_protection"})
    assert child.file.number not in page(client, MINE)
    assert client.get(at("file", child.file)).status_code == 404


def test_the_holder_writes_each_section_from_its_form(cast, child, assa):
    address = at("write", child.file, "mesure")
    assert "groupe armé" in page(assa, address)
    wrong = assa.post(address, {"day": "2026-01-01", "what": ""})
    assert wrong.status_code == 422
    assert "Ce qui est fait" in wrong.content.decode()
    sent = {"day": "2026-01-02", "what": "Famille d’accueil", "who": "Service social", "until": "2026-02-01"}
    assert assa.post(address, sent).status_code == 302
    shown = page(assa, at("read", child.file, "mesure"), REASON)
    assert "Famille d’accueil" in shown
    assert jour(dt.date(2026, 2, 1)) in shown
    assert "Assa Doumbia" in shown
    assert assa.get(at("write", child.file, "entretien")).status_code == 404
    assert assa.get(at("interview", child.file)).status_code == 404
    assert "Pas encore possible" in page(assa, at("write", child.file, "remise"))


def test_a_claim_is_noted_by_one_and_decided_by_another(cast, child, assa, signed_in):
    assa.post(at("claim", child.file), {"name": "Bakary Sidibé", "tie": "parent", "sex": "M", "words": "Je le cherche"})
    with acting_for(cast.assa):
        claim = Claim.objects.get()
    address = at("decide_claim", child.file, claim.pk)
    assert "quelqu’un d’autre la vérifie" in page(assa, address)
    nouhoum = signed_in(cast.nouhoum)
    shown = page(nouhoum, at("read", child.file, "verification"), REASON)
    assert "Bakary Sidibé" in shown
    assert "Père" in shown
    assert address in shown
    assert nouhoum.post(address, {"verdict": "verifie", "evidence": "Acte vu"}).status_code == 302
    assert "vérifiée" in page(nouhoum, at("read", child.file, "verification"), REASON)


def test_the_minutes_print_without_what_the_child_said(cast, child, signed_in):
    file = handed_over(child.file, cast.assa, cast.nouhoum)
    address = at("read", file, "remise")
    client = signed_in(cast.assa)
    printed = page(client, address, REASON)
    for word in ("Procès-verbal", "Bakary Sidibé", "Deux voisins", "L-", "Signature", child.registration.full_name):
        assert word in printed
    assert "Je suis content" not in printed.split('class="paper"')[1]


def test_an_interview_is_for_the_trained_and_shows_no_score(cast, signed_in):
    with acting_for(cast.awa) as by:
        confided(by, a_registration(by, "kadiatou"), "traite")
    file, client = taken(cast.assa), signed_in(cast.assa)
    address = at("interview", file)
    assert "formation n’est pas notée" in page(client, address)
    trained(cast.fanta, cast.assa)
    shown = page(client, address)
    assert shown.count("Ne dit pas") == 10
    assert "score" not in shown
    assert client.post(address, {"conclusion": "indices", "words": "x"}).status_code == 422
    sent = {"alone": "on", "conclusion": "indices", "words": "Ses papiers sont gardés", "q_papiers": "oui"}
    assert client.post(address, sent).status_code == 302
    assert "Des indices" in page(client, at("read", file, "entretien"), REASON)
    assert client.get(at("claim", file)).status_code == 404


def test_a_file_is_proposed_accepted_and_closed_from_its_pages(cast, child, assa, signed_in):
    address = at("propose", child.file)
    assert "Un référent, Direction de l’enfance" in page(assa, address)
    assert assa.post(address, {"to": f"titulaire/{cast.kalifa.pk}"}).status_code == 302
    kalifa = signed_in(cast.kalifa)
    with acting_for(cast.kalifa):
        proposed = Holding.objects.get(account=cast.kalifa)
    assert reverse("safeguarding:take", args=[proposed.pk]) in page(kalifa, MINE)
    assert kalifa.post(reverse("safeguarding:take", args=[proposed.pk])).status_code == 302
    assert kalifa.post(reverse("safeguarding:take", args=[proposed.pk])).status_code == 409
    assert assa.get(at("file", child.file)).status_code == 404
    assert kalifa.post(at("close", child.file), {}).status_code == 422
    assert kalifa.post(at("close", child.file), {"reason": "autorite"}).status_code == 302
    assert "Derniers clos" in page(kalifa, MINE)
    assert "Clore" not in page(kalifa, at("file", child.file))


def test_a_proposal_is_left_to_the_others(cast, child, assa, signed_in):
    assa.post(at("propose", child.file), {"to": f"titulaire/{cast.kalifa.pk}"})
    with acting_for(cast.kalifa):
        proposed = Holding.objects.get(account=cast.kalifa)
    assert signed_in(cast.kalifa).post(reverse("safeguarding:decline", args=[proposed.pk])).status_code == 302
    with acting_for(cast.assa):
        assert RestrictedFile.objects.exists()


def test_places_are_barred_and_lifted(cast, child, assa):
    with acting_for(cast.assa):
        place = regions().first()
    address = at("places", child.file)
    assert assa.post(address, {}).status_code == 422
    assert assa.post(address, {"place": place.pk}).status_code == 302
    assert "Ne plus l’écarter" in page(assa, address)
    again = assa.post(address, {"place": place.pk})
    assert "déjà écarté" in again.content.decode()
    with acting_for(cast.assa):
        barred = child.file.dangerous_places.get()
    assert assa.post(at("lift", child.file, barred.pk)).status_code == 302
    assert "Ne plus l’écarter" not in page(assa, address)


def test_the_nation_names_the_authority_and_reads_no_file(cast, child, signed_in):
    adama, address = signed_in(cast.adama), reverse("safeguarding:authorities")
    assert "Décret inventé" in page(adama, address)
    with acting_for(cast.adama):
        from benkan.demo.cast import body_of

        cadre = body_of("CADRE")
    assert adama.post(address, {"organisation": cadre.pk, "act": ""}).status_code == 422
    assert adama.post(address, {"organisation": cadre.pk, "act": "Décision 3"}).status_code == 302
    assert "Décision 3" in page(adama, address)
    assert "Mes dossiers" not in page(adama, reverse("home"))


def test_an_administrator_records_a_training(cast, signed_in):
    fanta, address = signed_in(cast.fanta), reverse("safeguarding:trainings")
    from benkan.organisations.models import Membership

    with acting_for(cast.fanta):
        member = Membership.objects.get(account=cast.assa)
    assert fanta.post(address, {"member": member.pk}).status_code == 422
    sent = {"member": member.pk, "day": "2026-01-05", "given_by": "Institut inventé"}
    assert fanta.post(address, sent).status_code == 302
    assert "Institut inventé" in page(fanta, address)
    with acting_for(cast.fanta):
        assert Training.objects.count() == 1


def test_lists_and_sections_cost_the_same_for_one_and_for_many(cast, child, assa):
    def queries(address: str, data=None) -> int:
        with CaptureQueriesContext(connection) as told:
            page(assa, address, data)
        return len(told)

    addresses = [(MINE, None), (at("file", child.file), None), (at("read", child.file, "inquietude"), REASON)]
    for address, data in addresses:
        queries(address, data)
    before = [queries(address, data) for address, data in addresses]
    with acting_for(cast.awa) as by:
        for trait in ("lassine", "kadiatou", "lassine"):
            confided(by, a_registration(by, trait))
        confided(by, child.registration, words="Encore une nuit seul")
    for _ in range(3):
        taken(cast.assa)
    assert [queries(address, data) for address, data in addresses] == before
    with acting_for(cast.assa):
        assert SectionRow.objects.count() == 5
