"""A case worker accompanies a woman whose file is complete: she asks her in private, notes her needs and her trades.

On a telephone, the questions by the keyboard alone; what is restricted opens with a reason, and stays off every list.
"""

from playwright.sync_api import expect

from tests.journeys import test_one_file as one_file


def test_from_the_file_to_her_needs(person):
    one_file.given_the_text_that_is_said_was_signed(person("hawa"))
    kadiatou = person("kadiatou", phone=True).signs_in()
    given_a_file_that_is_complete(kadiatou)
    when_she_is_accompanied(kadiatou)
    when_she_answers_in_private_by_the_keyboard(kadiatou)
    then_the_priority_is_shown_and_not_what_she_suffered(kadiatou)
    when_a_colleague_wonders_it_is_changed_with_a_note(kadiatou)
    when_her_needs_are_noted(kadiatou)
    then_a_restricted_need_says_nothing_on_the_page(kadiatou)
    when_what_is_restricted_is_opened_with_a_reason(kadiatou)
    when_she_agrees_to_say_more(kadiatou)
    when_her_trades_are_noted_and_a_vae_wished(kadiatou)
    then_the_work_of_the_day_knows_that_she_waits(kadiatou)
    then_the_reason_stands_in_the_journal(person("hawa"))


def given_a_file_that_is_complete(kadiatou):
    one_file.given_a_woman_was_registered_in_the_night(kadiatou)
    one_file.when_she_is_looked_for_by_a_misspelt_name(kadiatou)
    one_file.when_her_file_is_opened(kadiatou)
    one_file.when_her_identity_is_completed(kadiatou)
    one_file.when_she_is_asked_and_refuses_the_photo(kadiatou)
    one_file.when_she_says_how_to_reach_her_without_harm(kadiatou)
    one_file.then_her_file_is_complete(kadiatou)


def when_she_is_accompanied(kadiatou):
    kadiatou.presses("Accompagner cette personne").is_told("L’accompagnement est ouvert").sees("à évaluer")


def when_she_answers_in_private_by_the_keyboard(kadiatou):
    kadiatou.follows("Faire l’évaluation rapide").sees("Peut-elle parler maintenant", "reprendre plus tard")
    kadiatou.follows("Oui, en personne").sees("rien n’est gardé sur cet appareil")
    page, questions = kadiatou.page, kadiatou.page.locator("main").get_by_role("group")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    page.get_by_role("radio").first.focus()
    for number in range(questions.count()):
        question = questions.nth(number).locator("legend").inner_text()
        yes = any(words in question for words in ("soignant aujourd’hui", "fait violence", "de l’argent"))
        page.keyboard.press("Space" if yes else "ArrowRight")
        expect(questions.nth(number).get_by_role("radio", checked=True)).to_have_count(1)
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Enregistrer", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/accompagnements/*/")
    kadiatou.is_told("L’évaluation est enregistrée. Priorité urgente")


def then_the_priority_is_shown_and_not_what_she_suffered(kadiatou):
    kadiatou.sees("À traiter aujourd’hui", "dettes du voyage, 2 motifs réservés")
    kadiatou.sees_nothing_of("Urgence médicale", "Torture")


def when_a_colleague_wonders_it_is_changed_with_a_note(kadiatou):
    kadiatou.follows("Changer la priorité").chooses("Priorité", "Élevée").presses("Changer la priorité")
    kadiatou.is_told("Dites pourquoi la priorité").fills("Pourquoi", "Vue au centre de santé ce matin")
    kadiatou.presses("Changer la priorité").sees("priorité élevée", "Vue au centre de santé", "proposait « urgente »")


def when_her_needs_are_noted(kadiatou):
    kadiatou.follows("Noter ses besoins").sees("Noter n’est pas promettre")
    kadiatou.presses("Noter et terminer").is_told("Choisissez une aide").sees("Dites si cela presse")
    notes_a_need(kadiatou, "Soins médicaux (réservé)", "une plaie au pied", "Accueil", "Sociale", "Oui")
    kadiatou.presses("Noter, puis un autre").is_told("Le besoin est noté").sees("Besoin réservé")
    notes_a_need(
        kadiatou, "Création ou reprise d’une activité", "vendre du mil", "Réinsertion économique", "Économique", "Non"
    )
    kadiatou.presses("Noter et terminer").sees("vendre du mil", "Besoin réservé")


def notes_a_need(kadiatou, kind, wish, pillar, dimension, pressing):
    kadiatou.selects("De quelle aide", kind).fills("Ce qu’elle souhaite", wish)
    kadiatou.chooses("Pilier", pillar).chooses("Dimension", dimension).chooses("Est-ce que cela presse", pressing)


def then_a_restricted_need_says_nothing_on_the_page(kadiatou):
    kadiatou.sees("scellé, ouvert avec un motif", "2 motifs et 1 besoin").sees_nothing_of("Soins médicaux", "plaie")


def when_what_is_restricted_is_opened_with_a_reason(kadiatou):
    kadiatou.follows("Lire ce qui est réservé").presses("Ouvrir").is_told("Dites pourquoi vous l’ouvrez")
    kadiatou.chooses("Pourquoi ouvrir", "Approfondir l’évaluation avec elle").presses("Ouvrir")
    kadiatou.sees("Urgence médicale", "Soins médicaux", "une plaie au pied", "Cette lecture est notée au journal")


def when_she_agrees_to_say_more(kadiatou):
    kadiatou.presses("Santé").sees("Demandez, n’examinez pas").chooses("Avez-vous de la fièvre", "Oui")
    kadiatou.presses("Enregistrer").is_told("L’évaluation est enregistrée").sees("Évaluation approfondie")
    kadiatou.sees_nothing_of("fièvre")


def when_her_trades_are_noted_and_a_vae_wished(kadiatou):
    kadiatou.follows("Faire le bilan de compétences").selects("Métier", "Couture").selects("Exercé où", "Algérie")
    kadiatou.fills("Combien d’années", "trois").presses("Noter ce métier").is_told("Écrivez un nombre d’années")
    kadiatou.fills("Combien d’années", "3").chooses("Ce qu’elle dit savoir faire", "Travaille seule")
    kadiatou.chooses("Souhaite-t-elle une VAE", "Oui").presses("Noter ce métier").sees("Algérie, 3 ans")
    kadiatou.page.get_by_role("button", name="Faire de la VAE un besoin").click()
    kadiatou.is_told("La VAE est notée parmi ses besoins")
    kadiatou.follows("Noter le niveau montré").chooses("Niveau montré", "Travaille seule")
    kadiatou.fills("Devant qui", "Centre de formation de Kita").presses("Noter ce niveau")
    kadiatou.sees("Centre de formation de Kita")


def then_the_work_of_the_day_knows_that_she_waits(kadiatou):
    kadiatou.opens("/").sees("Évaluations et premières réponses", "Première réponse, priorité urgente")
    kadiatou.sees_nothing_of("Urgence médicale", "fièvre", "Soins")


def then_the_reason_stands_in_the_journal(hawa):
    hawa.signs_in().opens("/journal/")
    hawa.selects("Ne montrer que", "a lu ce qui est réservé dans un accompagnement").presses("Filtrer")
    hawa.sees("Approfondir l’évaluation avec elle").sees_nothing_of("Soins médicaux", "fièvre")
