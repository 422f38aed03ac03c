"""The pages of referrals: three questions to send, a preview without a name, an answer, a sheet, what nobody reads."""

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.lifecycles.referrals import Outcome, RefusalReason, Urgency
from benkan.cases.models import Referral
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.writes import referral_moves as moves
from benkan.cases.writes.needs import NeedSaid, note_need
from benkan.cases.writes.referrals import Destination
from benkan.common import clock
from benkan.offers.tests.factories import a_structure, an_offer, cercle, kind
from benkan.offers.words import Dimension, Pillar
from benkan.offers.writes import correct_offer
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import consented
from benkan.people.writes import link_family

RECEIVED, SENT = reverse("cases:received"), reverse("cases:sent")


@pytest.fixture
def case(cast, signed_text):
    agreed(cast)
    with acting_for(cast.kadiatou) as by:
        return accompanied(by, destination=cercle("Kita"))


@pytest.fixture
def kadiatou(signed_in, cast):
    return signed_in(cast.kadiatou)


@pytest.fixture
def sekou(signed_in, cast):
    return signed_in(cast.sekou)


def _sent(cast, case, **others) -> Referral:
    with acting_for(cast.kadiatou) as by:
        return sent(by, case, **others)


def _cscom(cast):
    with acting_for(cast.kadiatou) as by:
        return a_structure(by)


def _page(client, route: str, one, **data) -> str:
    address = reverse(f"cases:{route}", args=[one.pk])
    answer = client.post(address, data, follow=True) if data else client.get(address)
    return answer.content.decode()


def _main(page: str) -> str:
    return page.split("<main", 1)[1]


def test_three_questions_send_her(kadiatou, cast, case):
    with acting_for(cast.seydou) as seydou:
        offer = an_offer(seydou, cercle("Kita"), free=3)
        an_offer(seydou, cercle("Bafoulabé"), title="Trop loin")
    address = reverse("cases:refer", args=[case.pk])
    assert "Pour quelle aide" in kadiatou.get(address).content.decode()
    where = kadiatou.post(address, {"aide": "formation_qualifiante", "choisir": "oui"}).content.decode()
    assert "Maçonnerie, trois mois" in where
    assert "3\u00a0places libres" in where
    assert "Trop loin" not in where
    assert "1\u00a0offre qui ne couvre pas ce lieu" in where
    actors = where.partition("Un autre acteur")[2]
    assert "Agence Djigui" in actors
    assert "Secrétariat" not in actors, "nobody there answers a referral"
    said = {"aide": "formation_qualifiante", "vers": f"offre:{offer.pk}"}
    form = kadiatou.post(address, said).content.decode()
    assert "Association Benkadi" in form
    assert "ni nom, ni numéro" in form
    empty = kadiatou.post(address, said | {"envoyer": "oui"})
    assert empty.status_code == 422
    assert "Dites en combien de temps" in empty.content.decode()
    filled = said | {"envoyer": "oui", "urgency": "elevee", "hand_on": ["identite", "contact"]}
    done = kadiatou.post(address, filled, follow=True).content.decode()
    assert "L’orientation est envoyée à Association Benkadi" in done
    with acting_for(cast.kadiatou):
        assert Referral.objects.get().offer_id == offer.pk


def test_what_may_not_cross_is_said_before_and_after(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        consented(by, case.registration, orientation=False)
    address = reverse("cases:refer", args=[case.pk])
    with acting_for(cast.kadiatou):
        from benkan.demo.cast import body_of

        said = {"aide": "emploi", "vers": f"acteur:{body_of('BENKADI').pk}"}
    form = kadiatou.post(address, said).content.decode()
    assert "Rien ne peut être transmis" in form
    assert "elle l’a retiré" in form
    assert "Revoir son consentement" in form
    answer = kadiatou.post(address, said | {"envoyer": "oui", "urgency": "ordinaire", "hand_on": ["identite"]})
    assert answer.status_code == 422
    assert "Rien n’a été transmis" in answer.content.decode()


def test_for_her_life_the_form_asks_why_and_offers_the_least(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        consented(by, case.registration, orientation=False)
        structure = a_structure(by)
    address = reverse("cases:refer", args=[case.pk])
    said = {"aide": "soins", "vers": f"structure:{structure.pk}"}
    form = _main(kadiatou.post(address, said).content.decode())
    assert "pourquoi sans son accord" in form
    assert "Pièces d’identité" not in form
    filled = {"envoyer": "oui", "urgency": "urgente", "hand_on": ["identite"], "vital": "Inconsciente"}
    done = kadiatou.post(address, said | filled, follow=True).content.decode()
    assert "Imprimez maintenant la fiche" in done
    assert "envoyée sans son accord" in done
    assert "Inconsciente" not in done


def test_from_a_restricted_need_the_help_is_never_in_an_address(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        said = NeedSaid(kind("psychiatrie"), Pillar.PSYCHOSOCIAL, Dimension.PSYCHOSOCIAL)
        need = note_need(by=by, case=case, said=said)
    address = reverse("cases:refer", args=[case.pk])
    first = _main(kadiatou.get(address).content.decode())
    assert "Besoin réservé" in first
    asked = kadiatou.post(address, {"besoin": str(need.pk)}).content.decode()
    assert "dites ici de quelle aide" in asked
    where = kadiatou.post(address, {"besoin": str(need.pk), "aide": "psychiatrie", "choisir": "oui"})
    assert where.request["QUERY_STRING"] == ""
    assert 'method="get"' not in _main(where.content.decode())


def test_the_preview_names_nobody_and_the_acceptance_does(sekou, cast, case):
    referral = _sent(cast, case, hand_on=["identite", "contact"], message="Elle parle soninké")
    page = _page(sekou, "referral", referral)
    for secret in ("Kadiatou Traoré", "Traoré", case.registration.number, "soninké", "76 00 00 00"):
        assert secret not in _main(page), secret
    for shown in ("Formation qualifiante", "Femme, adulte", "Kita", "Ordinaire"):
        assert shown in page
    assert referral.number in sekou.get(RECEIVED).content.decode()
    page = _page(sekou, "answer_referral", referral, answer="accepter")
    for crossed in ("Traoré", "soninké", "76 00 00 00"):
        assert crossed in page


def test_a_restricted_help_is_on_no_list_and_no_preview(sekou, kadiatou, signed_in, cast, case):
    referral = _sent(cast, case, kind="psychiatrie", message="Ne dort plus", urgency=Urgency.URGENT)
    pages = [sekou.get(RECEIVED), kadiatou.get(SENT), sekou.get("/"), signed_in(cast.issa).get(SENT)]
    pages += [client.get(reverse("cases:referral", args=[referral.pk])) for client in (sekou, kadiatou)]
    pages += [kadiatou.get(reverse("cases:case", args=[case.pk]))]
    _page(sekou, "answer_referral", referral, answer="accepter")
    pages += [sekou.get(reverse("cases:referral", args=[referral.pk]))]
    with acting_for(cast.seydou) as seydou:
        an_offer(seydou, help_kind="psychiatrie", title="Consultation de psychiatrie", free=3)
    again = _sent(cast, case, kind="psychiatrie", to=Destination(structure=_cscom(cast)), message="Ne dort plus")
    with acting_for(cast.kadiatou) as by:
        moves.refuse(by=by, referral=again, reason=RefusalReason.FULL)
    pages += [kadiatou.get(reverse("cases:referral", args=[again.pk])), kadiatou.get("/")]
    pages += [kadiatou.get(SENT, {"etat": "revenues"})]
    assert again.number in pages[-1].content.decode()
    assert "CSCom de Bafoulabé" not in pages[-1].content.decode()
    for page in pages:
        text = page.content.decode().lower()
        assert "psychiatri" not in text
        assert "ne dort plus" not in text
    refused = sekou.post(reverse("cases:referral_kind", args=[referral.pk]), {})
    assert refused.status_code == 422
    read = _page(sekou, "referral_kind", referral, reason="pour décider de la recevoir")
    assert "Soins psychiatriques" in read
    assert "Ne dort plus" in read
    with acting_for(cast.sekou):
        row = Entry.objects.get(verb="cases.referral_kind_read")
        assert row.reason == "pour décider de la recevoir"
    assert signed_in(cast.seydou).get(reverse("cases:referral_kind", args=[referral.pk])).status_code == 403


def test_a_refusal_says_why_and_comes_back_with_what_to_propose(kadiatou, sekou, cast, case):
    referral = _sent(cast, case)
    with acting_for(cast.seydou) as seydou:
        an_offer(seydou, cercle("Kita"), title="Chez qui a dit non", free=9)
    with acting_for(cast.binta) as binta:
        an_offer(binta, cercle("Kita"), title="Plein", free=0)
        an_offer(binta, cercle("Kita"), title="Avec place", free=2)
        an_offer(binta, cercle("Kita"), title="Pour hommes", free=2, sex="M")
        an_offer(binta, cercle("Bafoulabé"), title="Ailleurs", free=2)
    without = sekou.post(reverse("cases:answer_referral", args=[referral.pk]), {"answer": "refuser"})
    assert without.status_code == 422
    assert "Dites pourquoi" in without.content.decode()
    _page(sekou, "answer_referral", referral, answer="refuser", reason="complet")
    page = _page(kadiatou, "referral", referral)
    assert "Complet" in page
    assert "Avec place" in page
    for hidden in ("Chez qui a dit non", "Plein", "Pour hommes", "Ailleurs"):
        assert hidden not in page, hidden
    assert "1 est revenue" in kadiatou.get("/").content.decode().replace("\u00a0", " ")
    assert referral.number in kadiatou.get(SENT, {"etat": "revenues"}).content.decode()
    with acting_for(cast.kadiatou) as by:
        sent(by, case, to=Destination(structure=a_structure(by, name="Centre de Kita", at="Kita")))
    assert referral.number not in kadiatou.get(SENT, {"etat": "revenues"}).content.decode()


def test_the_sheet_says_no_more_than_its_door(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        cscom = a_structure(by)
        court = a_structure(by, name="Tribunal de Kita", at="Kita", kind="tribunal")
    health = _sent(cast, case, kind="psychiatrie", to=Destination(structure=cscom), hand_on=["identite"])
    violence = _sent(cast, case, kind="protection_violence", to=Destination(structure=court))
    papers = _sent(cast, case, kind="etat_civil", to=Destination(structure=court))
    assert "Consultation de santé" in _page(kadiatou, "referral_sheet", health)
    assert "violence" not in _page(kadiatou, "referral_sheet", violence).lower()
    page = _page(kadiatou, "referral_sheet", papers)
    assert "Documents d’état civil" in page
    slip = page.split("Contre-référence", 1)[1]
    assert papers.number in slip
    assert "Traoré" not in slip
    assert "Service rendu" in slip
    with acting_for(cast.kadiatou):
        assert Entry.objects.filter(verb="cases.referral_printed").count() == 3


def test_the_slip_that_comes_back_is_typed_and_the_need_is_asked(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        need = note_need(by=by, case=case, said=NeedSaid(kind("etat_civil"), Pillar.RECEPTION, Dimension.SOCIAL))
        structure = a_structure(by, name="Mairie de Kita", at="Kita", kind="mairie")
    referral = _sent(cast, case, kind="etat_civil", to=Destination(structure=structure), need=need)
    assert "Le talon est revenu" in _page(kadiatou, "referral", referral)
    today = clock.today().isoformat()
    page = _page(kadiatou, "close_referral", referral, outcome=Outcome.GIVEN, done_on=today)
    assert "Et le besoin" in page
    assert "Le besoin est couvert" in page
    assert "Le besoin est couvert." in _page(kadiatou, "referral_need", referral, couvert="oui")
    assert "Et le besoin" not in _page(kadiatou, "referral", referral)


def test_a_number_read_out_on_the_telephone_finds_its_referral(kadiatou, sekou, signed_in, cast, case):
    referral = _sent(cast, case)
    heard = referral.number.lower().replace("-", " ")
    for client, address in ((kadiatou, SENT), (sekou, RECEIVED)):
        answer = client.get(address, {"q": heard})
        assert answer["Location"] == reverse("cases:referral", args=[referral.pk])
    wrong = kadiatou.get(SENT, {"q": referral.number[:-1] + str((int(referral.number[-1]) + 1) % 10)})
    assert "ne porte le numéro" in wrong.content.decode()
    assert "ne porte le numéro" in signed_in(cast.binta).get(RECEIVED, {"q": heard}).content.decode()


def test_who_receives_at_one_place_reads_what_goes_there(cast, case, signed_in):
    from benkan.organisations.founding import founding
    from benkan.organisations.writes import give_membership, open_account

    with founding() as by:
        account = open_account(by=by, email="antenne@exemple.ml", name="Antenne de Kita")
        with acting_for(cast.seydou) as seydou:
            organisation = seydou.organisation
        give_membership(by=by, account=account, organisation=organisation, role="point_focal", place=cercle("Ségou"))
    referral = _sent(cast, case)
    assert referral.number not in signed_in(account).get(RECEIVED).content.decode()
    assert referral.number in signed_in(cast.seydou).get(RECEIVED).content.decode()


def test_what_is_late_shows_the_number_to_call(kadiatou, signed_in, cast, case):
    referral = _sent(cast, case, urgency=Urgency.URGENT)
    with clock.at(referral.answer_due):
        sender, focal = _page(kadiatou, "referral", referral), signed_in(cast.issa).get("/").content.decode()
        theirs = signed_in(cast.seydou).get("/").content.decode()
    assert "sans réponse depuis 24\u00a0h" in sender
    assert "30 00 03 03" in sender
    assert "à relancer" in focal
    assert "30 00 03 03" in focal
    assert "Traoré" not in _main(focal)
    assert "30 00 01 01" in theirs


def test_the_delegate_reads_why_and_no_more(signed_in, cast, case):
    referral = _sent(cast, case, vital="Saigne, ce soir")
    hawa = signed_in(cast.hawa)
    assert "lisez pourquoi" in hawa.get("/").content.decode()
    page = hawa.get(reverse("cases:vital")).content.decode()
    assert "Saigne, ce soir" in page
    assert "Traoré" not in _main(page)
    assert "J’ai lu ces motifs" in page
    assert "J’ai lu ces motifs" not in hawa.post(reverse("cases:vital"), follow=True).content.decode()
    assert hawa.get(reverse("cases:referral", args=[referral.pk])).status_code == 403


def test_a_withdrawn_consent_is_seen_before_the_other_side_answers(kadiatou, cast, case):
    referral = _sent(cast, case)
    assert "ne peut plus être acceptée" not in _page(kadiatou, "referral", referral)
    with acting_for(cast.kadiatou) as by:
        consented(by, case.registration, orientation=False)
    assert "Elle ne peut plus être acceptée" in _page(kadiatou, "referral", referral)


def test_as_many_queries_whatever_the_number_of_referrals(kadiatou, sekou, cast, case, django_assert_max_num_queries):
    def cost(client, address) -> int:
        with django_assert_max_num_queries(120) as queries:
            client.get(address)
        return len(queries)

    pages = [(sekou, RECEIVED), (kadiatou, SENT), (kadiatou, reverse("cases:case", args=[case.pk])), (sekou, "/")]
    with acting_for(cast.seydou) as seydou:
        offers = [an_offer(seydou, help_kind=code) for code in ("emploi", "credit", "vae", "gestion")]
        sendings = [{"kind": one.kind_id, "to": Destination.of_offer(one)} for one in offers]
    made = [_sent(cast, case, **sendings[0])]
    with clock.at(made[0].answer_due):  # late ones show a number to call
        first = [cost(*page) for page in pages]
    made += [_sent(cast, case, **sending) for sending in sendings[1:]]
    with clock.at(made[-1].answer_due):
        assert [cost(*page) for page in pages] == first


def test_an_offer_that_became_confidential_since_is_shown_no_more(kadiatou, cast, case):
    with acting_for(cast.seydou) as seydou:
        offer = an_offer(seydou, title="Maison Sanankoua")
        to = Destination.of_offer(offer)
    referral = _sent(cast, case, to=to)
    with acting_for(cast.seydou) as seydou:
        correct_offer(by=seydou, offer=offer, answers={"confidential": True}, areas=[])
    with clock.at(referral.answer_due):
        for page in (_page(kadiatou, "referral", referral), kadiatou.get(SENT).content.decode()):
            assert referral.number in page
            assert "Sanankoua" not in page


def test_a_household_is_not_shown_by_one_of_its_members(sekou, cast, case):
    with acting_for(cast.kadiatou) as by:
        other = accompanied(by, "lassine", given_names="Zoumanata")
        link_family(by=by, one=case.registration, other=other.registration, kind="fratrie", together=True)
    referral = _sent(cast, case, hand_on=["identite", "contact"])
    page = _page(sekou, "answer_referral", referral, answer="accepter")
    assert "Traoré" in page
    assert "Zoumanata" not in page
