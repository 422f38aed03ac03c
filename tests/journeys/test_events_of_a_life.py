"""Two lives on a telephone's screen: a girl of 17 turns 18 and is asked herself; a death is told by a companion."""

import datetime as dt

from benkan.common import clock

# The server's own clock cannot be moved: it is she who is born so that she is 18 today, and was registered at 17.
GIVEN = """
import datetime as dt
import django
django.setup()
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.living import accompanied_girl, tomorrow_at_the_office
from benkan.common import clock
from benkan.demo.cast import account_of
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes.consents import sign_for_demonstration
with entered(door="open"):
    hawa, kadiatou = account_of("hawa"), account_of("kadiatou")
with acting_for(hawa) as by:
    sign_for_demonstration(by=by)
with clock.at(clock.now() - dt.timedelta(days=60)), acting_for(kadiatou) as by:
    accompanied_girl(by, "{born}", given_names="Mariétou", family_name="Sissoko")
with acting_for(kadiatou) as by:
    tomorrow_at_the_office(by, accompanied(by, given_names="Lassana", family_name="Koné"))
"""


def test_a_girl_comes_of_age_and_a_death_is_told(platform, person):
    given_a_girl_of_17_and_somebody_with_an_appointment(platform)
    kadiatou = person("kadiatou", phone=True).signs_in()
    when_the_day_has_come_the_work_of_the_day_says_so(kadiatou)
    then_her_file_passes_and_is_not_closed(kadiatou)
    then_she_is_asked_herself(kadiatou)
    awa = person("awa", phone=True).signs_in()
    when_a_companion_tells_of_a_death_at_the_desk(awa)
    then_nobody_is_due_to_call(kadiatou)
    then_false_news_is_annulled_and_all_is_taken_up_again(kadiatou)
    then_twins_are_born(kadiatou)


def given_a_girl_of_17_and_somebody_with_an_appointment(platform):
    today = clock.today() - dt.timedelta(days=2)  # never the first of January nor the last of December by accident
    if (today.month, today.day) in {(1, 1), (12, 31), (2, 29)}:
        today -= dt.timedelta(days=2)
    born = f"{today:%d/%m}/{today.year - 18}"
    script = GIVEN.replace("{born}", born)
    platform.tell(script)


def when_the_day_has_come_the_work_of_the_day_says_so(kadiatou):
    kadiatou.opens("/").sees("Dans la vie des personnes", "A 18 ans").follows("Mariétou Sissoko")
    kadiatou.sees("6 accords à lui redemander").follows("Ses 18 ans")
    kadiatou.sees("Elle a 18 ans", "il ne se ferme pas", "L’aide, elle, n’attend pas", "à redemander")


def then_her_file_passes_and_is_not_closed(kadiatou):
    kadiatou.chooses("Qui l’accompagne à partir de maintenant", "Kadiatou Diarra").presses("Noter ses 18 ans")
    kadiatou.is_told("Redemandez-lui maintenant chaque accord, à elle")


def then_she_is_asked_herself(kadiatou):
    kadiatou.follows("Lui dire le texte, et lui redemander").sees("À dire à voix haute", "de son tuteur")
    kadiatou.sees_nothing_of("Qui répond pour l’enfant")
    kadiatou.chooses("Suivi", "Oui").chooses("Orientation", "Non").selects("Langue parlée", "Bambara")
    kadiatou.presses("Enregistrer les réponses").is_told("L’aide continue")


def when_a_companion_tells_of_a_death_at_the_desk(awa):
    awa.opens("/dossiers/?q=Koné").follows("Lassana Koné").follows("Noter un événement")
    awa.sees_nothing_of("Grossesse").follows("Décès").sees("Personne n’appellera sa famille")
    awa.fills("Quel jour", "inconnu").chooses("Comment vous l’avez appris", "D’un compagnon de voyage")
    awa.chooses("La nouvelle est-elle certaine", "Pas encore").presses("Noter le décès")
    awa.is_told("Ce qui était prévu pour elle est arrêté").sees("Cette personne est décédée", "Sa carte ne vaut plus")
    awa.sees_nothing_of("76 00 00 00", "Imprimer la carte")


def then_nobody_is_due_to_call(kadiatou):
    kadiatou.opens("/").sees_nothing_of("Lassana Koné")
    kadiatou.opens("/accompagnements/?q=Koné&etat=termines").follows("Lassana Koné")
    kadiatou.sees("Cette personne est décédée", "à confirmer").follows("Voir ce qui a été arrêté")
    kadiatou.sees("Ce qui a été arrêté", "L’accompagnement", "au bureau", "N’appelez personne pour la demander")


def then_false_news_is_annulled_and_all_is_taken_up_again(kadiatou):
    kadiatou.follows("Elle est vivante").chooses("Pourquoi l’annuler", "La nouvelle était fausse")
    kadiatou.presses("Annuler l’événement").is_told("Reprenez ci-dessous ce qui avait été arrêté")
    kadiatou.page.get_by_role("button", name="Rouvrir l’accompagnement").click()
    kadiatou.is_told("C’est repris")
    kadiatou.page.get_by_role("button", name="Reprendre ce rendez-vous").click()
    kadiatou.is_told("C’est repris").opens("/").sees("Lassana Koné")


def then_twins_are_born(kadiatou):
    kadiatou.opens("/accompagnements/").follows("Lassana Koné").follows("Noter un événement").follows("Naissance")
    kadiatou.chooses("Qui est né", "Des jumeaux").fills("Quel jour", clock.today().strftime("%d/%m/%Y"))
    kadiatou.chooses("Comment vous l’avez appris", "D’elle-même, de vive voix").presses("Noter")
    kadiatou.sees("Enregistrer l’enfant (1 sur 2)").fills("Prénoms", "Assa").chooses("Sexe", "Fille")
    kadiatou.presses("Enregistrer").sees("(2 sur 2)").chooses("Sexe", "Garçon").presses("Enregistrer")
    kadiatou.sees("Naissance de jumeaux", "acte de naissance").follows("Réviser le plan")
