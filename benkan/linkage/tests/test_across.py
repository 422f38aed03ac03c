"""Two organisations know one person: each says what it chooses, with her consent, and decides for its own side."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connections, transaction

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.linkage.lifecycle import State, Verdict
from benkan.linkage.models import Decision, Disclosure, IdentityExtract, Pair, Side
from benkan.linkage.reads.across import across, opened_to, told_in
from benkan.linkage.tests.between import THERE, a_file, agreed, consented, pair_of
from benkan.linkage.writes import decide, undo
from benkan.linkage.writes.across import name_oneself, open_identity
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Agreement, Organisation
from benkan.organisations.writes import end_agreement
from benkan.people.models import Registration
from benkan.people.printed import told as printed
from benkan.people.writes import erase_files
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of

IDENTITY = Disclosure.Kind.IDENTITY


@pytest.fixture
def met(cast, agreed_both_ways):
    """The association holds a file of her; the reception service asked. `met.pair` as each reads it."""
    theirs = a_file(cast.sekou, THERE)
    ours = a_file(cast.kadiatou)
    return SimpleNamespace(ours=ours, theirs=theirs, pair=pair_of(cast.kadiatou, ours), agreement=agreed_both_ways)


def named(cast, met) -> None:
    with acting_for(cast.sekou) as sekou:
        name_oneself(by=sekou, pair=met.pair)


def opened(cast, met, account) -> IdentityExtract:
    with acting_for(account) as by:
        return open_identity(by=by, pair=met.pair)


def read(account, met) -> list | None:
    """What an account reads of the other's file; None while it is masked."""
    with acting_for(account) as by:
        said = across(by, met.pair).said(IDENTITY, ours=False)
        extract = opened_to(by, said) if said else None
        return told_in(by, extract) if extract else None


def test_the_other_is_masked_until_it_names_itself(cast, met):
    with acting_for(cast.kadiatou) as by:
        assert across(by, met.pair).other is None
        assert not Side.objects.exclude(organisation=by.organisation_id).exists()
    named(cast, met)
    with acting_for(cast.kadiatou) as by:
        assert across(by, met.pair).other.code == "BENKADI"
        assert Notice.objects.filter(kind="linkage.named").count() == 1


def test_the_holder_reads_who_asks(cast, met):
    with acting_for(cast.sekou) as by:
        seen = across(by, met.pair)
        assert (seen.other.code, seen.asked) == ("SAR", False)


def test_one_names_oneself_once_and_who_asked_is_named_already(cast, met):
    named(cast, met)
    for account in (cast.sekou, cast.kadiatou):
        with acting_for(account) as by, pytest.raises(Impossible, match="sait déjà"):
            name_oneself(by=by, pair=met.pair)


def test_nothing_is_opened_to_who_is_masked(cast, met):
    with acting_for(cast.kadiatou) as by, pytest.raises(Impossible, match="ne s’est pas nommé"):
        open_identity(by=by, pair=met.pair)


def test_an_identity_is_opened_by_consent_and_agreement_and_read_by_the_other(cast, met):
    named(cast, met)
    opened(cast, met, cast.sekou)
    assert ("Prénoms", "Fatou") in read(cast.kadiatou, met)
    assert read(cast.sekou, met) is None, "the other has opened nothing yet"
    opened(cast, met, cast.kadiatou)
    told = dict(read(cast.sekou, met))
    assert told["Mère"] == "Assitan Diarra"
    assert set(told) == {"Prénoms", "Nom", "Dit, surnom", "Père", "Mère", "Sexe", "Naissance", "Nationalité"}
    with acting_for(cast.seydou) as by, pytest.raises(Impossible, match="déjà ouverte"):
        open_identity(by=by, pair=met.pair)


def test_what_was_opened_is_sealed_in_the_table(cast, met):
    named(cast, met)
    extract = opened(cast, met, cast.sekou)
    with acting_for(cast.sekou):
        raw = IdentityExtract.objects.values_list("fields", flat=True).get(pk=extract.pk)
    assert b"Fatou" not in raw.raw


def withdrawn(cast, met):
    with acting_for(cast.sekou) as by:
        consented(by, met.theirs, False)


def ended(cast, met):
    with acting_for(cast.fanta) as by:
        agreement = Agreement.objects.get(giver__code="BENKADI", receiver__code="SAR")
        end_agreement(by=by, agreement=agreement, reason="Le projet est fini")


@pytest.mark.parametrize("close", [withdrawn, ended], ids=lambda close: close.__name__)
def test_a_withdrawal_or_the_end_of_the_agreement_closes_what_was_opened(cast, met, close):
    named(cast, met)
    opened(cast, met, cast.sekou)
    close(cast, met)
    assert read(cast.kadiatou, met) is None
    with acting_for(cast.kadiatou):
        assert not IdentityExtract.objects.exists(), "not a row of it"
    with acting_for(cast.sekou) as by:
        assert IdentityExtract.objects.filter(organisation=by.organisation_id).exists()


@pytest.mark.parametrize("close", [withdrawn, ended], ids=lambda close: close.__name__)
def test_without_consent_or_agreement_nothing_is_opened(cast, met, close):
    named(cast, met)
    close(cast, met)
    with acting_for(cast.sekou) as by:
        with pytest.raises(Refused):
            open_identity(by=by, pair=met.pair)
        assert not Disclosure.objects.filter(kind=IDENTITY).exists()


def test_erasing_her_file_empties_what_was_opened(cast, met):
    named(cast, met)
    opened(cast, met, cast.sekou)
    with acting_for(cast.sekou) as by:
        erase_files(by=by, files=[met.theirs.pk], why="sur demande")
        (left,) = IdentityExtract.objects.all()
        assert left.fields == "[]"
    assert read(cast.kadiatou, met) is None


def test_each_decides_for_its_side_and_both_make_one_person(cast, met):
    with acting_for(cast.kadiatou) as by:
        assert decide(by=by, pair=met.pair, verdict=Verdict.SAME).state == State.OPEN
    with acting_for(cast.seydou) as by:
        assert not Decision.objects.exclude(organisation=by.organisation_id).exists(), "nor what the other answers"
        assert decide(by=by, pair=met.pair, verdict=Verdict.SAME).state == State.SAME
    assert _person(cast.kadiatou, met.ours) == _person(cast.sekou, met.theirs)
    with acting_for(cast.kadiatou) as by:
        undo(by=by, pair=met.pair)
    assert _person(cast.kadiatou, met.ours) != _person(cast.sekou, met.theirs)


def _person(account, registration):
    with acting_for(account):
        return Registration.objects.get(pk=registration.pk).person_id


def test_her_own_printed_file_says_what_was_asked_and_told_of_her(cast, met):
    named(cast, met)
    opened(cast, met, cast.kadiatou)
    with acting_for(cast.kadiatou) as by:
        (asked,), (handed,) = (printed(by, met.ours, code).lines for code in ("acteurs", "transmis"))
    desk = "Service d’accueil des retours, chargé d’accompagnement"
    assert asked.cells[1:] == (desk, "un autre acteur vous connaît probablement")
    identity = "vos noms, vos parents, votre naissance, votre sexe et votre nationalité"
    assert handed.cells[1:] == ("Association Benkadi", desk, identity)


def test_a_third_organisation_reads_nothing_of_it(cast, met):
    named(cast, met)
    opened(cast, met, cast.sekou)
    with acting_for(cast.oumar):
        for table in (Pair, Side, Disclosure, IdentityExtract, Decision):
            assert not table.objects.exists(), table


def test_no_row_says_a_name_to_whom_one_does_not_face(cast, met):
    """Not even by trying each organisation in turn: the one behind the mask is refused like any other."""
    with acting_for(cast.kadiatou) as by:
        for organisation in Organisation.objects.exclude(pk=by.organisation_id):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                Disclosure.objects.create(
                    pair=met.pair, organisation_id=by.organisation_id, receiver=organisation, kind="identite",
                    by_id=by.account_id,
                )  # fmt: skip


@pytest.mark.parametrize("model", [Pair, Side])
def test_the_application_makes_no_pair_of_two_organisations_itself(cast, met, model):
    with acting_for(cast.kadiatou) as by, transaction.atomic():
        row = {
            Pair: {"organisation_id": None, "asker_id": by.organisation_id, "mark": "x", "word": "probable",
                   "probability": 0.5, "model": "essai"},
            Side: {"pair": met.pair, "organisation_id": by.organisation_id, "registration": met.ours},
        }[model]  # fmt: skip
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            model.objects.create(**row)


def test_pages_of_both_sides(cast, met, signed_in):
    address = f"/rapprochements/entre-acteurs/{met.pair.pk}/"
    asker, holder = signed_in(cast.kadiatou), signed_in(cast.sekou)
    masked = asker.get(address).content.decode()
    assert "Un autre acteur connaît probablement cette personne" in masked
    assert "Benkadi" not in masked
    assert "Service d’accueil des retours</b> reçoit" in holder.get(address).content.decode()
    assert asker.get(f"{address}identite/").status_code == 404
    holder.post(f"{address}se-nommer/")
    assert "Association Benkadi</b> dit connaître" in asker.get(address).content.decode()
    holder.post(f"{address}ouvrir/")
    compared = asker.get(f"{address}identite/").content.decode()
    assert "Fatou</td>" in compared or "Fatou<mark>" in compared
    assert "1 réponse diffère" in compared.replace("\u00a0", " ")
    with acting_for(cast.kadiatou):
        entry = Entry.objects.get(verb="linkage.extract_read")
        assert (entry.object_id, entry.file_id) == (met.pair.pk, met.ours.pk)
    for client in (asker, holder):
        client.post(f"{address}repondre/", {"reponse": "meme"})
    assert "Une seule personne" in asker.get(address).content.decode()
    holder.post(f"{address}defaire/")
    assert "À décider" in asker.get(address).content.decode()
    assert holder.post(f"{address}repondre/", {"reponse": "peut-etre"}).status_code == 409


def test_a_page_whose_extract_was_closed_says_so(cast, met, signed_in):
    named(cast, met)
    opened(cast, met, cast.sekou)
    withdrawn(cast, met)
    page = signed_in(cast.kadiatou).get(f"/rapprochements/entre-acteurs/{met.pair.pk}/").content.decode()
    assert "Elle est refermée" in page
    assert signed_in(cast.kadiatou).get(f"/rapprochements/entre-acteurs/{met.pair.pk}/identite/").status_code == 404


def test_the_file_says_what_was_answered_and_leads_to_the_pair(cast, met, signed_in):
    page = signed_in(cast.kadiatou).get(f"/dossiers/{met.ours.pk}/").content.decode()
    assert "Probablement connue d’un autre acteur, force forte" in page
    assert f"/rapprochements/entre-acteurs/{met.pair.pk}/" in page
    page = signed_in(cast.awa).get(f"/dossiers/{met.ours.pk}/").content.decode()
    assert "Probablement connue" in page
    assert "entre-acteurs" not in page, "who receives decides nothing"


def test_the_owner_finds_no_word_of_her_once_both_files_are_erased(committed):
    keys = ("hawa", "kadiatou", "sekou", "fanta", "mariam")
    cast = SimpleNamespace(**{key: account_of(key) for key in keys})
    with acting_for(cast.hawa) as hawa:
        sign_for_demonstration(by=hawa)
    for giver, receiver, *both in (
        ("BENKADI", "SAR", cast.mariam, cast.fanta),
        ("SAR", "BENKADI", cast.fanta, cast.mariam),
    ):
        agreed(giver, receiver, *both)
    files = {"sekou": a_file(cast.sekou, THERE), "kadiatou": a_file(cast.kadiatou)}
    met = SimpleNamespace(pair=pair_of(cast.kadiatou, files["kadiatou"]))
    named(cast, met)
    for key in files:
        opened(cast, met, getattr(cast, key))
    assert _owner_finds("Coulibaly|coulibaly|kulibali") == {"linkage_comparedrecord"}
    for key, registration in files.items():
        with acting_for(getattr(cast, key)) as by:
            erase_files(by=by, files=[registration.pk], why="sur demande")
            assert IdentityExtract.objects.get(organisation=by.organisation_id).fields == "[]", "sealed, and empty"
    assert _owner_finds("Coulibaly|coulibaly|kulibali|Fatou|fatu|Assitan|76 00") == set()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM linkage_question WHERE word <> ''")
        assert cursor.fetchone() == (0,)


def _owner_finds(words: str) -> set[str]:
    """The tables of linkage in which the owner reads one of these words."""
    tables = [model._meta.db_table for model in apps.get_app_config("linkage").get_models()]
    with connections["owner"].cursor() as cursor:
        found = set()
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text ~ %s", [words])
            found |= {table} if cursor.fetchone()[0] else set()
    return found
