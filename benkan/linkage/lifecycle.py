"""Where a pair of files stands, and what each side may say of it.

Nobody moves a pair: it stands where the answers of its sides put it, and the database works that out each time somebody
answers (`migrations/0002_policies`). A side of one organisation answers for both files where both are its own.
"""

from enum import StrEnum


class Verdict(StrEnum):
    """What somebody says of a pair, for her side."""

    SAME = "meme"
    DIFFERENT = "differente"
    FAMILY = "famille"  # two people of one family: never the same
    LATER = "plus_tard"  # says nothing, and lets the pair wait
    UNDONE = "defait"  # what her side had answered holds no more


class State(StrEnum):
    OPEN = "ouverte"
    SAME = "meme"  # every side says so: the files are one person's
    DIFFERENT = "differente"
    FAMILY = "famille"


VERDICTS = {
    Verdict.SAME: "La même personne",
    Verdict.DIFFERENT: "Deux personnes différentes",
    Verdict.FAMILY: "Deux personnes d’une même famille",
    Verdict.LATER: "Plus tard",
    Verdict.UNDONE: "Réponse défaite",
}
LABELS = {
    State.OPEN: "À décider",
    State.SAME: "Une seule personne",
    State.DIFFERENT: "Deux personnes",
    State.FAMILY: "Deux personnes d’une famille",
}
# As answers come and are undone.
MOVES: dict[State, frozenset[State]] = {state: frozenset(set(State) - {state}) for state in State}
ANSWERS = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.FAMILY})
VOTES_OF_HARD = 2  # people of one side who must say the same of a hard pair
