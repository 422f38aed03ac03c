"""A partner tries to learn who is known elsewhere: what he reads is the same for whoever nobody knows, refused, did not
sign, is in a restricted file or lives in a safe house; and of whoever answers, one word that does not move."""

import contextlib
import datetime as dt
import re

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.common.thresholds.reads import forget
from benkan.linkage.models import Pair
from benkan.linkage.tests.between import HERE, LITTLE, THERE, UNBORN, a_file, agreed
from benkan.linkage.writes.asking import SHELTERED, ask_others
from benkan.notices.models import Notice
from benkan.offers.tests.factories import an_offer
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Organisation
from benkan.organisations.writes import end_agreement
from benkan.people.writes import annul, complete, correct
from benkan.safeguarding.tests.factories import authority, confided

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreement")]
# What differs from one file to the next, whoever asks: keys, numbers, tokens, hours.
OF_THE_FILE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|ML-\d\d-\d+-\d|value=\"\w{64}\"|\w{64}|\d{2}:\d{2}:\d{2}\S*|nonce=\S+"
)
FEW = {"max_examples": 3, "deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture
def agreement(cast, signed_text):
    """The reception service answers the association."""
    return agreed("SAR", "BENKADI", cast.fanta, cast.mariam)


def nobody(cast, agreement):
    """Nobody knows her."""


def refused(cast, agreement):
    a_file(cast.kadiatou, agrees=False)


def never_asked(cast, agreement):
    a_file(cast.kadiatou, agrees=None)


def unsigned(cast, agreement):
    a_file(cast.kadiatou)
    with acting_for(cast.fanta) as by:
        end_agreement(by=by, agreement=agreement, reason="Le projet est fini")


def annulled(cast, agreement):
    with acting_for(cast.kadiatou) as by:
        annul(by=by, registration=a_file(cast.kadiatou), reason="Deux fois")


def restricted(cast, agreement):
    hers = a_file(cast.kadiatou)
    authority(cast.adama)
    with acting_for(cast.awa) as by:
        confided(by, hers)


def in_a_safe_house(cast, agreement):
    a_file(cast.kadiatou)
    with acting_for(cast.issa) as by:
        an_offer(by, confidential=True)


SILENT = (refused, never_asked, unsigned, annulled, restricted, in_a_safe_house)


def tried(cast, signed_in, agreement, known, told=None, **more) -> dict:
    """What the partner gets, having registered and corrected somebody; undone afterwards. Pages say the hour: it is
    noon each time."""
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        with clock.at(noon):
            known(cast, agreement)
            theirs = a_file(cast.sekou, THERE if told is None else told, **more)
        with clock.at(noon + dt.timedelta(minutes=1)), acting_for(cast.sekou) as by:
            correct(by=by, registration=theirs, answers={"also_known_as": "Fatim"})
        with clock.at(noon + dt.timedelta(minutes=2)):
            got = _got(cast, signed_in(cast.sekou), theirs)
        transaction.set_rollback(True)
    return got


def _got(cast, client, theirs) -> dict:
    """He asks, and reads the file."""
    forget()  # thresholds are read once a transaction, and all here is one
    with CaptureQueriesContext(connection) as asking:
        assert client.post(f"/dossiers/{theirs.pk}/demander-aux-acteurs/").status_code == 302
    forget()
    with CaptureQueriesContext(connection) as reading:
        page = client.get(f"/dossiers/{theirs.pk}/").content.decode()
    return {
        "page": OF_THE_FILE.sub("…", page),
        "asking": len(asking),
        "reading": len(reading),
        "rows": _rows_he_reads(cast),
        "notices": _notices(cast.sekou),
    }


def _rows_he_reads(cast) -> dict[str, list]:
    """Every row of every table of linkage, as his organisation reads it, identifiers and hours left out."""
    with acting_for(cast.sekou):
        return {
            model._meta.label: sorted(OF_THE_FILE.sub("…", str(_plain(row))) for row in model.objects.values())
            for model in apps.get_app_config("linkage").get_models()
        }


def _plain(row: dict) -> dict:
    return {name: value for name, value in row.items() if not name.endswith("at") and name not in ("id", "mark")}


def _notices(account) -> list[str]:
    with acting_for(account):
        return [notice.kind for notice in Notice.objects.all()]


@pytest.fixture
def unknown(cast, signed_in, agreement):
    return tried(cast, signed_in, agreement, nobody)


@pytest.mark.parametrize("known", SILENT, ids=lambda known: known.__name__)
def test_who_keeps_silent_is_answered_for_as_nobody(cast, signed_in, agreement, unknown, known):
    assert "Aucun autre acteur ne répond" in unknown["page"]
    assert tried(cast, signed_in, agreement, known) == unknown


VARIANTS = st.fixed_dictionaries(
    {
        "given_names": st.sampled_from(["Fatou", "Fatoumata", "Ramata"]),
        "mother_name": st.sampled_from(["Assitan Diarra", "Asétou Diara", ""]),
        "phone": st.sampled_from(["", "76 12 34 56"]),
        "birth": st.sampled_from([UNBORN, LITTLE["birth"], ImpreciseDate(1994, 3, 13, Precision.DAY, "13/03/1994")]),
    }
)


@settings(**FEW)
@given(variant=VARIANTS, known=st.sampled_from(SILENT))
def test_varying_what_is_told_teaches_nothing_of_who_keeps_silent(cast, signed_in, agreement, variant, known):
    told = THERE | variant | ({"birth": LITTLE["birth"]} if variant["birth"] is UNBORN else {})
    assert tried(cast, signed_in, agreement, known, told) == tried(cast, signed_in, agreement, nobody, told)


def known_to_another(cast, agreement):
    a_file(cast.kadiatou, HERE)


def test_of_who_answers_he_reads_a_word_and_nothing_of_whose_it_is(cast, signed_in, agreement):
    got = tried(cast, signed_in, agreement, known_to_another)
    assert "Probablement connue d’un autre acteur, force forte" in got["page"]
    assert "Service d’accueil" not in got["page"]
    assert "Assitan" not in got["page"].split('id="autres-acteurs"')[1].split("</section>")[0]
    with acting_for(cast.sekou):
        holder = Organisation.objects.get(code="SAR").pk
    rows = str(got["rows"])
    assert str(holder) not in rows
    assert "Issa Coulibaly" not in str(got["rows"]["linkage.Side"]) + str(got["rows"]["linkage.Pair"])
    assert [len(got["rows"][f"linkage.{name}"]) for name in ("Pair", "Side", "Disclosure")] == [1, 1, 0]


@settings(**FEW)
@given(variants=st.lists(VARIANTS, min_size=1, max_size=2))
def test_the_word_of_one_file_never_moves_for_one_organisation(cast, agreement, variants):
    with transaction.atomic():
        hers = a_file(cast.kadiatou)
        asked = [THERE | LITTLE, *(THERE | variant for variant in variants)]
        for told in asked:
            with contextlib.suppress(Impossible):  # a file that lacks its minimum is asked by nobody
                a_file(cast.sekou, told)
        with acting_for(cast.sekou):
            assert set(Pair.objects.values_list("word", flat=True)) == {"probable"}
            told_of = Pair.objects.count()
        with acting_for(cast.kadiatou):
            assert Notice.objects.filter(kind="linkage.asked").count() == told_of, "the holder is told of each"
            assert Pair.objects.filter(sides__registration=hers).count() == told_of
        transaction.set_rollback(True)


def test_her_own_agent_learns_nothing_of_a_restricted_file_by_asking(cast, signed_in, agreement):
    """The restricted one may be the asker's: nobody is told that somebody asks, and the answer is as for nobody."""
    a_file(cast.kadiatou)
    authority(cast.adama)
    theirs = a_file(cast.sekou, THERE, completes=False)
    with acting_for(cast.nana) as by:
        confided(by, theirs)
    with acting_for(cast.sekou) as by:
        complete(by=by, registration=theirs)
    assert "Aucun autre acteur ne répond" in signed_in(cast.sekou).get(f"/dossiers/{theirs.pk}/").content.decode()
    assert "linkage.asked" not in _notices(cast.issa)


def test_a_safe_house_asks_nobody(cast, agreement):
    """Whom it asked would learn where she is."""
    with acting_for(cast.seydou) as by:
        an_offer(by, confidential=True)
    theirs = a_file(cast.sekou, THERE)
    with acting_for(cast.sekou) as by, pytest.raises(Impossible, match="lieu sûr"):
        ask_others(by=by, registration=theirs)
    assert SHELTERED.startswith("Votre organisation")
