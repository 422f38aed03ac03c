"""The kinds of notices, declared by the contexts that tell them, in their `notices.py`, imported by their `apps.py`."""

from dataclasses import dataclass, field

from benkan.common.permissions import Actor, Permission, may


@dataclass(frozen=True)
class NoticeKind:
    """A code, the words of the notice, and the right whose holders read it; without one it is told to one account."""

    code: str
    words: str
    right: Permission | None = None


@dataclass
class _Register:
    known: dict[str, NoticeKind] = field(default_factory=dict)


_register = _Register()


def declare(code: str, words: str, right: Permission | None = None) -> NoticeKind:
    """Declare a kind; twice with other words is a mistake of the program."""
    kind = NoticeKind(code, words, right)
    if _register.known.setdefault(code, kind) != kind:
        raise ValueError(f"notice {code} is declared twice")
    return kind


def declared() -> dict[str, NoticeKind]:
    """All kinds declared so far, by code."""
    return dict(_register.known)


def may_be_told(by: Actor) -> bool:
    """Whether some kind reaches the roles of `by`. Kinds without a right answer an act, and whoever may do one of these
    acts holds a right that is told of something: `test_notices.py` checks it against the table of roles."""
    return any(kind.right is not None and may(by, kind.right) for kind in declared().values())
