"""All changes of registrations and of what hangs on them: each checks its right, changes, and records."""

from benkan.people.writes.attached import (
    note_identifier,
    note_listed,
    say_safe_contact,
    take_back_listed,
)
from benkan.people.writes.consents import ask_consent, sign_spoken_text
from benkan.people.writes.correcting import correct, fill
from benkan.people.writes.erasing import erase, erase_files, erase_group
from benkan.people.writes.households import join_households, leave_household, say_head, say_heads, undo_join
from benkan.people.writes.kinship import link_family, say_senior, unlink_family, unverify_family, verify_family
from benkan.people.writes.registering import NewFile, register, register_many
from benkan.people.writes.requests import answer_request, decide_request, find_file, note_request
from benkan.people.writes.standing import annul, annul_many, complete, receive
from benkan.people.writes.talks import note_talk, put_back

__all__ = [
    "NewFile",
    "annul",
    "annul_many",
    "answer_request",
    "ask_consent",
    "complete",
    "correct",
    "decide_request",
    "erase",
    "erase_files",
    "erase_group",
    "fill",
    "find_file",
    "join_households",
    "leave_household",
    "link_family",
    "note_identifier",
    "note_listed",
    "note_request",
    "note_talk",
    "put_back",
    "receive",
    "register",
    "register_many",
    "say_head",
    "say_heads",
    "say_safe_contact",
    "say_senior",
    "sign_spoken_text",
    "take_back_listed",
    "undo_join",
    "unlink_family",
    "unverify_family",
    "verify_family",
]
