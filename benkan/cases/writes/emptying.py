"""Empty what was copied of a person for others: the receiver's copy is this very row."""

import json

from django.db.models import QuerySet

from benkan.people.shared_fields import CONTACT, PAPERS

_ENDED = {CONTACT.code, PAPERS.code}


def empty_contact(copies: QuerySet) -> None:
    """Her telephone and the numbers of her papers end; the rest stays."""
    for copy in copies.select_for_update(of=("self",)):
        kept = {code: pairs for code, pairs in json.loads(copy.fields or "{}").items() if code not in _ENDED}
        copy.fields = json.dumps(kept, ensure_ascii=False)
        copy.save(update_fields=["fields"])


def empty_whole(copies: QuerySet) -> None:
    """Her file is erased: no answer and no message is left."""
    for copy in copies.select_for_update(of=("self",)):
        copy.fields, copy.message = "{}", ""
        copy.save(update_fields=["fields", "message"])
