"""A woman hides in a shelter, another's file is restricted: whoever asks about them reads what is read of somebody whom
nobody knows, and who keeps them sees no trace that anybody asked."""

import re

from playwright.sync_api import expect

NOBODY = "Aucun autre acteur ne répond"
KNOWN = "Probablement connue d’un autre acteur"
ASKED = "Un autre acteur demande si vous connaissez une personne dont vous tenez un dossier"
ASKER = "Association Benkadi"
HELP = "Réinsertion économique"
NO_HELP = "Aucune aide connue"
# Three women as the association hears them: one whom nobody knows, one whose file the reception service keeps apart,
# one whom the agency hides.
UNKNOWN, RESTRICTED, SHELTERED = "Sanata Bengaly", "Korotoumou Fané", "Mariétou Sogodogo"
# What is one woman's or one page's: names, numbers, hours, keys.
OF_HERS = re.compile(
    r"Sanata|Bengaly|Korotoumou|Fané|Mariétou|Sogodogo|Fily Danioko|Niagalé Kouma|Djelika Bah"
    r"|ML-\d\d-\d+-\d|\d\d? h \d\d|7\d \d\d \d\d \d\d|[0-9a-f]{8}-[0-9a-f-]{27}"
)
BEGINNING = """
import django
django.setup()
from types import SimpleNamespace
from benkan.demo.cast import accounts_by_key
from benkan.linkage.tests.between import HERE, a_file, agreed
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes.consents import sign_for_demonstration
from benkan.safeguarding.tests.factories import authority, confided
with entered(door="open"):
    cast = SimpleNamespace(**accounts_by_key())
def told(words, mother, phone):
    given_names, family_name = words.split()
    who = {"given_names": given_names, "family_name": family_name, "mother_name": mother, "phone": phone}
    return HERE | who | {"father_name": ""}
"""
THREE_WOMEN = f"""
from benkan.offers.tests.factories import an_offer
unknown = told("{UNKNOWN}", "Fily Danioko", "76 20 20 21")
restricted = told("{RESTRICTED}", "Niagalé Kouma", "76 20 20 22")
sheltered = told("{SHELTERED}", "Djelika Bah", "76 20 20 23")
with acting_for(cast.hawa) as by:
    sign_for_demonstration(by=by)
authority(cast.adama)
for giver, ours in (("SAR", cast.fanta), ("DJIGUI", cast.drissa)):
    agreed(giver, "BENKADI", ours, cast.mariam, fields=("identite", "aides"))
hers = a_file(cast.kadiatou, restricted)
with acting_for(cast.awa) as by:
    confided(by, hers)
a_file(cast.oumar, sheltered)
with acting_for(cast.binta) as by:
    an_offer(by, confidential=True)
for one in (unknown, restricted, sheltered):
    a_file(cast.sekou, one, completes=False)
"""
# The reception service helped her, and both say that she is one woman; nobody knew then what she hid.
A_WOMAN_KNOWN = """
from benkan.cases.tests.giving import funded, given, signed_for
from benkan.cases.tests.paying import let_plans_leave
from benkan.cases.writes import open_case
from benkan.linkage.lifecycle import Verdict
from benkan.linkage.tests.between import THERE, pair_of
from benkan.linkage.writes import decide
with acting_for(cast.hawa) as by:
    sign_for_demonstration(by=by)
authority(cast.adama)
agreed("SAR", "BENKADI", cast.fanta, cast.mariam, fields=("identite", "aides"))
let_plans_leave(cast.fanta, cast.drissa)
ours, theirs = a_file(cast.kadiatou, THERE), a_file(cast.sekou, HERE)
pair = pair_of(cast.sekou, theirs)
with acting_for(cast.kadiatou) as by:
    case = open_case(by=by, registration=ours)
    decide(by=by, pair=pair, verdict=Verdict.SAME)
delivery = given(cast, funded(cast, case=case))
with acting_for(cast.kadiatou) as by:
    signed_for(by, delivery)
with acting_for(cast.sekou) as by:
    open_case(by=by, registration=theirs)
    decide(by=by, pair=pair, verdict=Verdict.SAME)
"""
SHE_IS_CONFIDED = """
from benkan.people.models import Registration
with acting_for(cast.awa) as by:
    confided(by, Registration.objects.get(given_names="Fatou"))
"""


def test_three_women_read_alike_and_nobody_who_keeps_them_learns_of_it(platform, person):
    given(platform, THREE_WOMEN)
    sekou = person("sekou").signs_in()
    read = [what_he_reads_of(sekou, name) for name in (UNKNOWN, RESTRICTED, SHELTERED)]
    assert read[1] == read[0], "of her whose file is restricted he reads what is read of nobody"
    assert read[2] == read[0], "nor of her who is in a shelter"
    for key in ("kadiatou", "issa", "assa", "binta", "oumar"):
        then_who_keeps_them_sees_no_trace(person(key, phone=True).signs_in())
    for key in ("fanta", "drissa"):
        then_no_journal_names_who_asked(person(key).signs_in())
    then_nothing_is_told_of_what_they_received(sekou)


def test_once_she_hides_what_was_told_of_her_is_told_no_more(platform, person):
    given(platform, A_WOMAN_KNOWN)
    sekou = person("sekou").signs_in()
    when_he_asks_whether_she_was_helped(sekou, "Fatoumata Coulibaly").sees(HELP)
    expect(sekou.page.get_by_text(NO_HELP, exact=True)).to_have_count(0)
    given(platform, SHE_IS_CONFIDED)
    when_he_asks_whether_she_was_helped(sekou, "Fatoumata Coulibaly").sees_nothing_of(HELP)
    expect(sekou.page.get_by_text(NO_HELP, exact=True)).to_have_count(1)


def given(platform, words):
    platform.tell(BEGINNING + words)


def what_he_reads_of(sekou, name) -> tuple:
    """Each answer of the server while he asks, and the page that he then reads, without what is hers alone."""
    answers = []
    listen = lambda answer: answers.append((OF_HERS.sub("…", answer.url), answer.status))  # noqa: E731
    sekou.opens("/dossiers/").follows(name).follows("Relire et terminer")
    sekou.page.on("response", listen)
    sekou.presses("Enregistrer et terminer").sees(NOBODY).sees_nothing_of(KNOWN)
    sekou.page.remove_listener("response", listen)
    words = OF_HERS.sub("…", sekou.page.locator("main").inner_text().replace("\u00a0", " ").replace("\u202f", " "))
    return sorted(answers), words


def then_who_keeps_them_sees_no_trace(holder):
    for page in ("/", "/avis/"):
        holder.opens(page).sees_nothing_of(ASKED, ASKER)
    if holder.page.get_by_role("link", name="Rapprochements").count():
        holder.opens("/rapprochements/").sees_nothing_of("un autre acteur", ASKER)


def then_no_journal_names_who_asked(administrator):
    administrator.opens("/journal/").sees_nothing_of(ASKER, "Sékou Diallo")


def then_nothing_is_told_of_what_they_received(sekou):
    for name in (UNKNOWN, RESTRICTED, SHELTERED):
        sekou.opens("/dossiers/").follows(name).presses("Accompagner cette personne")
    sekou.opens("/accompagnements/deja-aidees/").chooses("Pourquoi le demander", "Préparer ou revoir son plan")
    for name in (UNKNOWN, RESTRICTED, SHELTERED):
        sekou.page.get_by_label(name).check()
    sekou.presses("Demander").sees(UNKNOWN, RESTRICTED, SHELTERED)
    expect(sekou.page.get_by_text(NO_HELP, exact=True)).to_have_count(3)


def when_he_asks_whether_she_was_helped(sekou, name):
    sekou.opens("/accompagnements/").follows(name).follows("Déjà aidée par un autre acteur")
    sekou.chooses("Pourquoi le demander", "Préparer ou revoir son plan")
    return sekou.presses("Demander").sees(name)
