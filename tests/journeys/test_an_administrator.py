"""An administrator joins and leaves: named by the nation, she brings her agents in; another takes her role back.

Nobody joins before she has accepted, by the link of her letter; a known person who declines stays who she was.
"""

import re
import time
from email import message_from_bytes, policy
from pathlib import Path

from benkan.demo.cast import PASSWORD as CAST_PASSWORD
from tests.journeys.people import WORKED_WITHIN, Person

PASSWORD = "une longue phrase de passe"


def test_an_administrator_joins_and_leaves(person, platform):
    letters = platform.mail
    adama = person("adama").signs_in()
    given_an_organisation_opened_by_the_nation(adama)
    assitan = person("assitan", phone=True)
    when_she_accepts_without_an_account(assitan, letters)
    bourama = person("bourama", phone=True)
    when_she_invites(assitan, "Bourama Samaké", "bourama@exemple.ml", "Agent d’accueil")
    then_he_has_no_place_yet(assitan, "Bourama Samaké")
    when_she_accepts_without_an_account(bourama, letters)
    then_he_works_and_opens_no_account(bourama)
    then_she_opens_no_file(assitan)
    rokia = person("rokia", phone=True)
    when_she_invites(assitan, "Quelqu’un", "rokia@exemple.ml", "Point focal")
    when_a_known_person_declines(rokia, letters)
    then_it_is_read_without_her_name(assitan, "Rokia Sidibé")
    coumba = person("coumba")
    when_she_invites(assitan, "Coumba Niaré", "coumba@exemple.ml", "Administrateur de l’organisation")
    when_she_accepts_without_an_account(coumba, letters)
    when_the_role_is_taken_back(coumba, "Assitan Maguiraga")
    then_she_is_out_at_once(assitan)
    then_the_last_one_stays(coumba)


def given_an_organisation_opened_by_the_nation(adama):
    adama.opens("/organisations/").follows("Ouvrir une organisation")
    adama.fills("Nom de l’organisation", "Association Sabali").fills("Sigle", "SABALI")
    adama.selects("Nature", "Association nationale").chooses("Points d’entrée où elle est présente", "Gogui")
    adama.fills("Prénom et nom", "Assitan Maguiraga").fills("Adresse électronique", "assitan@exemple.ml")
    adama.presses("Ouvrir et inviter").is_told("L’organisation est ouverte")
    adama.sees("Assitan Maguiraga", "Gogui").sees_nothing_of("Awa Sangaré")


def the_link_sent_to(address: str, folder: Path) -> str:
    """In the last letter that the worker wrote to an address."""
    deadline = time.monotonic() + WORKED_WITHIN
    while time.monotonic() < deadline:
        for path in sorted(folder.glob("*"), key=lambda one: one.stat().st_mtime, reverse=True):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            if letter["To"] == address and (found := re.search(r"/invitation/lien/\S+", letter.get_content())):
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no letter to {address} in {folder}")


def when_she_accepts_without_an_account(somebody: Person, letters: Path):
    somebody.opens(the_link_sent_to(f"{somebody.key}@exemple.ml", letters)).sees("vous propose un rôle")
    somebody.sees("Ce que cela change", "Vous avez déjà un compte")
    somebody.fills("Mot de passe", PASSWORD).fills("Le même, une seconde fois", PASSWORD)
    somebody.presses("Ouvrir mon compte et accepter").is_told("Vous êtes maintenant").sees("Aujourd’hui")


def then_he_has_no_place_yet(administrator, name):
    administrator.opens("/mon-organisation/").follows(name).sees("attend sa réponse jusqu’au")
    administrator.sees("la personne n’a aucun rôle ici").sees_nothing_of("dernière entrée")


def when_a_known_person_declines(rokia: Person, letters: Path):
    rokia.opens(the_link_sent_to("rokia@exemple.ml", letters)).follows("Entrer pour répondre")
    rokia.fills("Adresse électronique", "rokia@exemple.ml").fills("Mot de passe", CAST_PASSWORD).presses("Entrer")
    rokia.is_at("/invitation/").sees("Association Sabali vous propose un rôle", "Accepter")
    rokia.opens("/").sees("Association Sabali vous propose un rôle").follows("Lire et répondre").presses("Refuser")
    rokia.is_told("Vous avez refusé").follows("Continuer").sees_nothing_of("Sabali")


def then_it_is_read_without_her_name(administrator, name):
    administrator.opens("/").sees("Invitations restées sans suite", "refusée").sees_nothing_of(name)
    administrator.opens("/mon-organisation/").sees("refusée").sees_nothing_of(name)


def enters(somebody: Person):
    somebody.opens("/entrer/").fills("Adresse électronique", f"{somebody.key}@exemple.ml")
    somebody.fills("Mot de passe", PASSWORD).presses("Entrer")


def when_she_invites(administrator, name, email, role):
    administrator.opens("/mon-organisation/").follows("Inviter une personne").fills("Adresse électronique", email)
    administrator.fills("Prénom et nom", name).chooses("Rôle", role)
    administrator.presses("Inviter").is_told(f"L’invitation part à l’adresse {email}").sees(name)


def then_he_works_and_opens_no_account(bourama):
    bourama.opens("/arrivees/sans-convoi/").selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    bourama.fills("Prénom(s)", "Nassira").fills("Nom", "Koïta").presses("Enregistrer, jeton suivant")
    bourama.sees("Jeton 001 enregistré")
    bourama.opens("/mon-organisation/").is_told("ouvrir et fermer les comptes")


def then_she_opens_no_file(administrator):
    administrator.opens("/dossiers/").is_told("Votre rôle ne permet pas de")


def when_the_role_is_taken_back(administrator, name):
    administrator.opens("/mon-organisation/").follows(name).follows("Retirer ce rôle")
    administrator.sees("n’a pas d’autre rôle ici", "Ouvrir et fermer les comptes de son organisation")
    administrator.presses("Retirer ce rôle").is_told("n’a plus le rôle")


def then_she_is_out_at_once(administrator):
    """In the session she had open, and by the door too."""
    administrator.opens("/mon-organisation/").sees_nothing_of("Inviter une personne", "Coumba Niaré")
    administrator.page.context.clear_cookies()
    enters(administrator)
    administrator.opens("/mon-organisation/").sees_nothing_of("Inviter une personne", "Coumba Niaré")


def then_the_last_one_stays(administrator):
    administrator.opens("/mon-organisation/").page.locator("main").get_by_role("link", name="Coumba Niaré").click()
    administrator.is_told("C’est votre compte")
    administrator.sees_nothing_of("Retirer ce rôle")
    administrator.opens("/mon-organisation/?partis=oui").sees("Assitan Maguiraga")
