"""The verbs of the audit, each with the French words of the journal. Contexts declare theirs beside their writes."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Verb:
    code: str
    label: str
    reads: bool = False


@dataclass
class _Register:
    known: dict[str, Verb] = field(default_factory=dict)


_register = _Register()


def declare(code: str, label: str, *, reads: bool = False) -> Verb:
    """Declare a verb; `reads` marks a reading (nothing changed)."""
    verb = Verb(code, label, reads)
    if _register.known.setdefault(code, verb) != verb:
        raise ValueError(f"verb {code} is declared twice")
    return verb


def label_of(code: str) -> str:
    """The words for a code; a verb that the program no longer knows shows its code."""
    verb = _register.known.get(code)
    return verb.label if verb else code


def declared() -> dict[str, Verb]:
    return dict(_register.known)
