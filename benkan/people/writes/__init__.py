"""All changes of registrations and of what hangs on them: each checks its right, changes, and records."""

from benkan.people.writes.attached import link_family, note_identifier, say_safe_contact
from benkan.people.writes.consents import ask_consent, sign_spoken_text
from benkan.people.writes.registering import annul, complete, correct, register

__all__ = [
    "annul",
    "ask_consent",
    "complete",
    "correct",
    "link_family",
    "note_identifier",
    "register",
    "say_safe_contact",
    "sign_spoken_text",
]
