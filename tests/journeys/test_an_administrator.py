"""An administrator joins and leaves: named by the nation, she brings her agents in; another takes her role back."""

from tests.journeys.people import Person

PASSWORD = "une longue phrase de passe"


def test_an_administrator_joins_and_leaves(person):
    adama = person("adama").signs_in()
    given_an_organisation_opened_by_the_nation(adama)
    assitan = person("assitan", phone=True)
    when_she_enters_by_the_link(assitan, the_link_of(adama, "Assitan Maguiraga"))
    bourama = person("bourama", phone=True)
    when_she_invites(assitan, "Bourama Samaké", "bourama@exemple.ml", "Agent d’accueil")
    when_she_enters_by_the_link(bourama, the_link_of_a_member(assitan, "Bourama Samaké"))
    then_he_works_and_opens_no_account(bourama)
    then_she_opens_no_file(assitan)
    coumba = person("coumba")
    when_she_invites(assitan, "Coumba Niaré", "coumba@exemple.ml", "Administrateur de l’organisation")
    when_she_enters_by_the_link(coumba, the_link_of_a_member(assitan, "Coumba Niaré"))
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


def the_link_of(adama, name) -> str:
    """Handed over: the mail says the same link, once the worker has written it."""
    adama.follows("Faire un lien pour entrer").sees(f"Faire un lien pour {name}").presses("Faire le lien")
    link = _shown(adama, name)
    adama.follows("C’est fait").is_at(r"/organisations/[0-9a-f-]+/$")
    return link


def the_link_of_a_member(administrator, name) -> str:
    administrator.opens("/mon-organisation/").follows(name).follows("Faire un lien pour entrer")
    administrator.presses("Faire le lien").sees("cette fois seulement")
    return _shown(administrator, name)


def _shown(somebody, name) -> str:
    return somebody.page.get_by_label(f"Le lien de {name}").input_value()


def when_she_enters_by_the_link(somebody: Person, link: str):
    somebody.opens(link)
    for field in somebody.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    somebody.page.locator("main form button").first.click()
    somebody.page.wait_for_load_state()
    enters(somebody)
    somebody.sees("Aujourd’hui")


def enters(somebody: Person):
    somebody.opens("/entrer/").fills("Adresse électronique", f"{somebody.key}@exemple.ml")
    somebody.fills("Mot de passe", PASSWORD).presses("Entrer")


def when_she_invites(administrator, name, email, role):
    administrator.opens("/mon-organisation/").follows("Inviter une personne").fills("Adresse électronique", email)
    administrator.fills("Prénom et nom", name).chooses("Rôle", role)
    administrator.presses("Envoyer l’invitation").is_told("L’invitation part à cette adresse").sees(name)


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
