"""All changes of registrations and of what hangs on them: each checks its right, changes, and records."""

from benkan.people.writes.attached import link_family, note_identifier, say_safe_contact
from benkan.people.writes.consents import ask_consent, sign_spoken_text
from benkan.people.writes.correcting import correct, fill
from benkan.people.writes.registering import NewFile, register, register_many
from benkan.people.writes.standing import annul, annul_many, complete, receive
from benkan.people.writes.talks import note_talk, put_back

__all__ = [
    "NewFile",
    "annul",
    "annul_many",
    "ask_consent",
    "complete",
    "correct",
    "fill",
    "link_family",
    "note_identifier",
    "note_talk",
    "put_back",
    "receive",
    "register",
    "register_many",
    "say_safe_contact",
    "sign_spoken_text",
]
