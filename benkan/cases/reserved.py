"""How what is restricted is said everywhere: that it is, and nothing of what it is."""

NEED = "Besoin réservé"


def kind_said(said) -> str:
    """The kind, in words, of a need or of a line of a plan; of a restricted one, that it is."""
    return NEED if said.restricted else said.kind.label
