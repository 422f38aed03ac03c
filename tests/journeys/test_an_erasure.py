"""She asks to read her file, then that it be erased: both are answered, and she is counted all the same."""


def test_she_reads_her_file_and_has_it_erased(person):
    awa = person("awa", phone=True).signs_in()
    given_somebody_received_at_gogui(awa)
    when_she_asks_to_read_her_file(awa, "Accès à son dossier")
    hawa, kadiatou = person("hawa").signs_in(), person("kadiatou").signs_in()
    when_it_is_granted_without_her_name(hawa, "Accès à son dossier")
    then_it_is_printed_for_her(kadiatou)
    when_she_asks_to_read_her_file(awa, "Effacement")
    when_it_is_granted_without_her_name(hawa, "Effacement")
    when_it_is_done(kadiatou)
    then_nothing_names_her_and_she_is_counted(awa, kadiatou)
    then_ends_of_retention_erase_nothing_by_themselves(hawa)


def given_somebody_received_at_gogui(awa):
    awa.opens("/arrivees/sans-convoi/").selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    awa.fills("Prénom(s)", "Kadidia").fills("Nom de famille", "Ongoïba").chooses("Sexe", "Femme")
    awa.fills("Âge ou naissance", "27").presses("Enregistrer, jeton suivant").sees("Jeton 001 enregistré")


def when_she_asks_to_read_her_file(awa, kind):
    awa.opens("/dossiers/").follows("Kadidia Ongoïba").follows("Noter une demande")
    awa.chooses("Ce qu’elle demande", kind).presses("Noter la demande").is_told("La demande est notée")


def when_it_is_granted_without_her_name(hawa, kind):
    hawa.opens("/").sees("1 demande attend votre décision").sees_nothing_of("Ongoïba")
    hawa.follows(kind).sees("ML-").sees_nothing_of("Ongoïba").follows("Décider")
    hawa.chooses("Votre décision", "Accorder").presses("Enregistrer la décision").is_told("La demande est accordée")


def then_it_is_printed_for_her(kadiatou):
    kadiatou.opens("/").follows("Accès à son dossier").follows("Imprimer son dossier")
    kadiatou.presses("Préparer l’impression").is_told("Choisissez au moins une section")
    for section in ("Ce que vous avez dit de vous", "Vos retours et l’aide reçue", "Qui a ouvert votre dossier"):
        kadiatou.chooses("Sections à imprimer", section)
    kadiatou.presses("Préparer l’impression").sees("À remettre en main propre", "Kadidia", "Chargé d’accompagnement")
    article = kadiatou.page.locator("article")
    assert kadiatou.name not in article.inner_text()
    kadiatou.opens("/demandes/").follows("Accès à son dossier").presses("C’est fait").is_told("La demande est faite")


def when_it_is_done(kadiatou):
    kadiatou.opens("/").follows("Effacement").sees("Rien ne les ramène").presses("Effacer ce dossier")
    kadiatou.is_told("Le dossier est effacé")


def then_nothing_names_her_and_she_is_counted(awa, kadiatou):
    awa.opens("/dossiers/").sees_nothing_of("Ongoïba")
    awa.opens("/arrivees/sans-convoi/").sees("1 ligne, 1 enregistrée")  # as before: a return stays a return
    awa.follows("Gogui, ").sees("Dossier effacé").sees_nothing_of("Ongoïba")
    awa.follows("Dossier effacé").sees("Dossier effacé le", "sur demande").sees_nothing_of("Ongoïba")


def then_ends_of_retention_erase_nothing_by_themselves(hawa):
    hawa.opens("/fins-de-conservation/").sees("Aucun dossier n’est à la fin de cette durée")
