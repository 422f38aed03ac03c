"""By the keyboard alone: two files are said to be one person's, her file counts one person, and it is undone."""

from tests.journeys.keyboard import walk

# Two pairs that the programme proposes to Kadiatou, who reviews.
GIVEN = """
import django
django.setup()
from benkan.demo.cast import account_of
from benkan.demo.stories.linkage import OF_THE_RECEPTION, tell_of
from benkan.organisations.acting import entered
with entered(door="open"):
    kadiatou = account_of("kadiatou")
tell_of(kadiatou, OF_THE_RECEPTION[:2], {"kadiatou": kadiatou})
"""
FIRST = "Djénéba Sissoko, Djénéba Sissoko"
MOST_STOPS = 60
HERE = """() => {
  const one = document.activeElement;
  return one === document.body ? "" : (one.getAttribute("aria-label") || one.innerText || one.value || "").trim();
}"""


def test_two_files(platform, person):
    given_two_pairs_wait(platform)
    kadiatou = person("kadiatou")
    when_she_opens_the_first_from_her_day(kadiatou)
    then_every_place_is_reached_and_seen_on_a_desk_and_a_phone(kadiatou)
    then_no_key_answers_while_she_chooses_in_a_list(kadiatou)
    when_she_says_one_person_by_one_key(kadiatou)
    then_the_next_pair_is_there_and_waits(kadiatou)
    then_the_file_counts_one_person(kadiatou)
    when_she_undoes_it(kadiatou)
    then_they_are_two_again_and_the_pair_waits(kadiatou)


def given_two_pairs_wait(platform):
    platform.tell(GIVEN)


def goes_to(person, words: str):
    """Press Tab until the place of these words has the focus, then Enter."""
    for _ in range(MOST_STOPS):
        person.page.keyboard.press("Tab")
        if words in person.page.evaluate(HERE):
            person.page.keyboard.press("Enter")
            return person._looks()
    raise AssertionError(f"Tab never reached « {words} »")


def when_she_opens_the_first_from_her_day(kadiatou):
    kadiatou.signs_in().sees("2 paires de dossiers attendent votre réponse")
    goes_to(kadiatou, FIRST).sees("Pour\u00a0:")


def then_every_place_is_reached_and_seen_on_a_desk_and_a_phone(kadiatou):
    for width, height in ((360, 740), (1280, 900)):
        kadiatou.page.set_viewport_size({"width": width, "height": height})
        kadiatou.opens(kadiatou.page.url)
        met = walk(kadiatou.page)
        assert met.went_well, f"{width}: {met}"
    kadiatou.opens(kadiatou.page.url)


def then_no_key_answers_while_she_chooses_in_a_list(kadiatou):
    kadiatou.page.get_by_label("quel lien").focus()
    kadiatou.page.keyboard.press("d")
    kadiatou.page.keyboard.press("m")
    kadiatou.sees("Pourquoi cette proposition").is_at(r"/rapprochements/[0-9a-f-]{36}/$")
    kadiatou.page.get_by_label("quel lien").blur()


def when_she_says_one_person_by_one_key(kadiatou):
    with kadiatou.page.expect_navigation():
        kadiatou.page.keyboard.press("m")
    kadiatou.is_told("ces deux dossiers sont d’une seule personne")


def then_the_next_pair_is_there_and_waits(kadiatou):
    kadiatou.sees("Bréhima")
    with kadiatou.page.expect_navigation():
        kadiatou.page.keyboard.press("p")
    kadiatou.is_told("La paire attend, en fin de file").is_at("/rapprochements/$")


def then_the_file_counts_one_person(kadiatou):
    goes_to(kadiatou, "Décidées").sees("une personne")
    goes_to(kadiatou, FIRST).sees("Dit par Kadiatou Diarra")
    goes_to(kadiatou, "ML-").sees("2 dossiers, une seule personne")


def when_she_undoes_it(kadiatou):
    goes_to(kadiatou, "Défaire le rapprochement avec").sees("redeviennent ceux de deux personnes")
    goes_to(kadiatou, "Défaire cette réponse").is_told("C’est défait")


def then_they_are_two_again_and_the_pair_waits(kadiatou):
    goes_to(kadiatou, "ML-").sees("1 rapprochement à décider").sees_nothing_of("une seule personne")
