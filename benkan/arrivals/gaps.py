"""The gap between what was announced and the heads counted: announced − counted, in words, never adjusted away."""

from benkan.common.typography import nombre, pluriel


def gap_in_words(announced: int | None, counted: int | None) -> str:
    """(212, 207) → « 207 comptés, 212 annoncés : 5 de moins ». What is not known is said to be unknown."""
    if announced is None and counted is None:
        return "ni annoncé, ni compté"
    if counted is None:
        return f"{pluriel(announced, 'annoncé')}, pas encore comptés"
    if announced is None:
        return f"{pluriel(counted, 'compté')}, sans annonce"
    gap = announced - counted
    words = "autant" if gap == 0 else f"{nombre(abs(gap))} de {'moins' if gap > 0 else 'plus'}"
    return f"{pluriel(counted, 'compté')}, {pluriel(announced, 'annoncé')} : {words}"
