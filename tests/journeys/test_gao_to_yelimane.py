"""From Gao to Yélimané: expelled with a convoy, helped before she is asked her name, she is known by one organisation,
goes home to another, is paid for by a third that never reads who she is, and learns a trade with a fourth. Four months
at 360 pixels for whoever stands in front of her, until she needs nobody any more."""

from playwright.sync_api import expect

from tests.journeys import gao_arriving as arriving
from tests.journeys import gao_at_home as at_home
from tests.journeys import gao_paying as paying
from tests.journeys.gao_given import FAMILY, GIVEN, GIVEN_NAMES, NAME, SAFE_NUMBER, SOAP, TUB


def test_from_gao_to_yelimane(months, platform, person):
    platform.tell(GIVEN)
    awa, kadiatou = person("awa", phone=True).signs_in(), person("kadiatou", phone=True).signs_in()
    arriving.on_the_first_day_she_arrives_at_gao(months, awa)
    arriving.she_is_helped_before_she_is_named(awa)
    arriving.her_form_is_completed_once_she_has_eaten(awa)
    arriving.a_case_worker_hears_her(kadiatou)
    months.on(2)
    arriving.the_association_at_kayes_is_asked_to_go_on(kadiatou)
    sekou = person("sekou", phone=True).signs_in()
    arriving.it_says_yes_before_it_reads_who_she_is(sekou)
    the_friday_note_counts_her_and_names_nobody(salimata := person("salimata").signs_in())
    months.on(6)
    arriving.she_reaches_kayes_and_is_asked_anew(sekou)
    at_home.her_needs_are_noted_where_she_lives(sekou)
    months.on(16)
    at_home.a_plan_asks_two_organisations(sekou)
    months.on(23)
    aminata, lala = person("aminata").signs_in(), person("lala").signs_in()
    paying.each_decides_at_a_sitting_and_neither_reads_her_name(months, aminata, lala)
    paying.she_is_told_both_answers(sekou)
    at_home.the_centre_takes_her_and_reads_no_need(sekou, bakary := person("bakary", phone=True))
    months.on(32)
    at_home.she_is_visited(months, sekou, "1 mois", "Rien encore")
    paying.the_money_comes_and_three_hands_give_it(months, aminata, sekou, person("modibo"), person("assetou"))
    paying.she_signs_and_somebody_else_asks_her(sekou, person("seydou", phone=True))
    months.on(60)
    at_home.she_is_visited(months, sekou, "1 mois après l’accord sur le plan", "Une partie", "Oui, elle marche")
    months.on(90)
    at_home.the_centre_says_what_she_learnt(bakary)
    at_home.she_is_visited(months, sekou, "3 mois", "Oui, tout ce qui était prévu", "Oui, elle marche")
    at_home.what_she_needed_is_covered(sekou)
    months.on(124)
    at_home.she_says_how_she_lives_now(sekou)
    at_home.nobody_is_needed_any_more(sekou)
    at_home.she_leaves_with_her_own_file(sekou)
    then_one_thread_tells_every_step_in_its_order(sekou)
    then_each_reads_its_part_and_no_other(kadiatou, aminata, bakary, person("rokia"))
    then_the_friday_note_says_that_nobody_waits(salimata)


def the_friday_note_counts_her_and_names_nobody(salimata):
    salimata.opens("/").follows("Note du vendredi").sees("Retours enregistrés cette semaine")
    expect(salimata.page.locator("dl.fiche dd").first).to_contain_text("1")
    salimata.sees_nothing_of(FAMILY, GIVEN_NAMES)


STEPS = (
    "Reçue par transfert de Service d’accueil des retours", "Accompagnement ouvert", "2 besoins notés", "Plan soumis",
    f"Retenue : {SOAP}", f"Rejetée : {TUB}", "Décision dite à la personne", "Plan approuvé",
    "Orientée vers Centre de formation Yiriwa", "Orientation acceptée", "Visite faite", f"Financée : {SOAP}",
    "Plan financé", "Décision dite à la personne", f"Remise : {SOAP}", "Plan achevé", "Visite faite",
    "Orientation close", "Visite faite", "Besoin couvert", "Besoin couvert", "Avis sur l’aide", "Questionnaire", "Clos",
)  # fmt: skip


def then_one_thread_tells_every_step_in_its_order(sekou):
    sekou.sees("À la clôture", "0 besoin sans réponse")
    told = sekou.page.locator("ol.fil").inner_text().replace("\u00a0", " ")
    at = 0
    for step in STEPS:
        assert step in told[at:], f"« {step} » does not come after: {told[:at]}"
        at = told.index(step, at) + len(step)


def then_each_reads_its_part_and_no_other(kadiatou, aminata, bakary, rokia):
    kadiatou.opens("/accompagnements/?etat=termines").follows(NAME).sees("Cet accompagnement est transmis")
    kadiatou.sees_nothing_of(SOAP, "450", "Yiriwa")
    aminata.opens("/").sees_nothing_of(FAMILY).follows("Subventions").follows("Appui aux retours").sees("450")
    aminata.sees_nothing_of(FAMILY, SAFE_NUMBER, "savon teint")
    bakary.opens("/orientations/?etat=closes").follows("Formation qualifiante").sees(FAMILY)
    bakary.sees_nothing_of("vendre du savon", SOAP, "450", "Réinsertion économique", SAFE_NUMBER)
    rokia.signs_in().opens(f"/dossiers/?q={FAMILY}").sees("Aucun dossier de votre organisation ne répond")


def then_the_friday_note_says_that_nobody_waits(salimata):
    salimata.opens("/").follows("Note du vendredi").sees("Bailleur inventé", "Rien n’attend une décision")
    waiting = salimata.page.locator("table", has_text="Étape attendue").locator("td.num").all_inner_texts()
    assert set(waiting) == {"0"}, waiting
    salimata.sees_nothing_of(FAMILY, GIVEN_NAMES)
