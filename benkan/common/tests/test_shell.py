"""What stands in the bar, and what opens from it."""

from benkan.common.shell import in_the_bar

AGENT = ["Aujourd’hui", "Avis", "Arrivées", "Dossiers", "Rapprochements", "Accompagnements", "Offres", "Rôles"]
SECRETARIAT = [
    "Aujourd’hui", "Convois, en nombres", "Où l’on attend", "Note du vendredi", "Protection\u00a0: chiffres nationaux",
    "Offres", "Rôles", "Journal",
]  # fmt: skip


def test_six_short_entries_stand_beside_who_one_is():
    assert in_the_bar(AGENT, "Kadiatou Diarra · Service d’accueil des retours") == 6


def test_long_ones_leave_their_place_so_that_the_bar_is_one_line():
    assert in_the_bar(SECRETARIAT, "Salimata Koné · Secrétariat du cadre de réintégration") == 4


def test_one_more_than_six_needs_no_menu_for_itself():
    assert in_the_bar(["Un", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept"], "Awa") == 7


def test_some_always_stand_there():
    assert in_the_bar(SECRETARIAT, "W" * 200) == 3
