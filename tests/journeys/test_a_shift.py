"""One shared phone at Gogui: two agents pass it through the night, each with her PIN, and nobody shares an account."""

PIN = {"awa": "482913", "moussa": "771304"}


def test_a_night_on_one_shared_phone(person):
    fanta = person("fanta").signs_in()
    link = given_a_post_at_gogui(fanta)
    codes = {key: given_sealed_codes(person(key).signs_in()) for key in ("awa", "moussa")}
    phone = person("awa", phone=True)
    when_the_phone_is_put_in_service(phone, link)
    when_a_shift_is_opened(phone, "awa", codes["awa"][0])
    then_she_receives_somebody(phone)
    when_the_phone_is_passed(phone)
    when_a_shift_is_opened(phone, "moussa", codes["moussa"][0])
    when_the_phone_is_passed(phone)
    then_a_wrong_pin_is_told(phone, "Awa Sangaré")
    when_the_pin_takes_it_over(phone, "awa", "Awa Sangaré")
    then_a_used_code_opens_nothing(phone, codes["awa"][0])
    then_the_administrator_sees_who_is_on_shift_and_ends_it(fanta)
    then_the_phone_is_at_its_door(phone)


def given_a_post_at_gogui(fanta) -> str:
    fanta.opens("/postes/").sees("Aucun poste").fills("Nom de l’appareil", "Téléphone 1").selects("Lieu", "Gogui")
    fanta.presses("Préparer ce poste").sees("Lien à ouvrir sur l’appareil")
    return fanta.page.locator(".code").inner_text().strip()


def given_sealed_codes(agent) -> list[str]:
    agent.opens("/mon-compte/codes-scelles/").presses("Faire dix codes").sees("ne seront plus jamais montrés")
    codes = [code.replace(" ", "") for code in agent.page.locator("ol .code").all_inner_texts()]
    assert len(set(codes)) == 10
    return codes


def when_the_phone_is_put_in_service(phone, link):
    phone.opens(link).presses("Faire de cet appareil le poste")
    phone.sees("Cet appareil est maintenant le poste", "Personne n’est de service ici")


def when_a_shift_is_opened(phone, key, code):
    phone.follows("Prendre mon service").fills("Adresse électronique", f"{key}@exemple.ml").fills("Code scellé", code)
    phone.fills("Code PIN que vous choisissez", PIN[key]).fills("Le même, une seconde fois", PIN[key])
    phone.presses("Prendre mon service").is_at(r"/$")


def then_she_receives_somebody(phone):
    phone.opens("/arrivees/sans-convoi/").selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    phone.fills("Prénom(s)", "Fatou").chooses("Sexe", "Femme").presses("Enregistrer, jeton suivant")
    phone.sees("Jeton 001 enregistré")


def when_the_phone_is_passed(phone):
    phone.opens("/").follows("Sortir").sees("Passer l’appareil").presses("Passer la main").sees("Qui prend l’appareil")


def then_a_wrong_pin_is_told(phone, name):
    phone.follows(name).fills("Code PIN", "000000").presses("Prendre l’appareil").is_told("Ce code PIN ne va pas")


def when_the_pin_takes_it_over(phone, key, name):
    phone.opens("/poste/").follows(name).fills("Code PIN", PIN[key]).presses("Prendre l’appareil").is_at(r"/$")
    phone.opens("/dossiers/").sees("Fatou")


def then_a_used_code_opens_nothing(phone, code):
    when_the_phone_is_passed(phone)
    phone.follows("Prendre mon service").fills("Adresse électronique", "awa@exemple.ml").fills("Code scellé", code)
    phone.fills("Code PIN que vous choisissez", PIN["awa"]).fills("Le même, une seconde fois", PIN["awa"])
    phone.presses("Prendre mon service").is_told("le code a déjà servi")


def then_the_administrator_sees_who_is_on_shift_and_ends_it(fanta):
    fanta.opens("/postes/").sees("Awa Sangaré, Moussa Keïta").follows("Téléphone 1")
    fanta.presses("Retirer ce poste du service").is_told("Le poste est retiré du service")


def then_the_phone_is_at_its_door(phone):
    phone.opens("/poste/").sees("Cet appareil n’est pas un poste").sees_nothing_of("Awa Sangaré")
