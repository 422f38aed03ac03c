"""Ask consent, purpose by purpose; sign the text that is said."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people import verbs
from benkan.people.lifecycle import refuse_erased
from benkan.people.majority import is_child
from benkan.people.models import Consent, Registration, SpokenText
from benkan.people.permissions import CONSENT, SIGN_TEXT
from benkan.people.reads.consents import consents_in_force


@transaction.atomic
def ask_consent(
    *,
    by: Actor,
    registration: Registration,
    answers: Mapping[str, bool],
    language: str,
    text: SpokenText,
    interpreter: str = "",
    witness: str = "",
    for_child_by: str = "",
) -> list[Consent]:
    """Keep the answer to each purpose asked, refusals too. Only what differs from the answer in force is added; what
    a guardian answered for a child who is of age now differs from her own, whatever she says."""
    check(by, CONSENT)
    refuse_erased(registration)
    if not text.signed_by:
        raise Impossible("Ce texte n’a pas été signé par un locuteur : il ne sert pas à recueillir un consentement.")
    if is_child(registration) and not for_child_by.strip():
        raise Impossible("Pour un enfant, dites qui répond : son tuteur, ou l’autorité.")
    in_force = consents_in_force(registration)
    added = []
    for purpose, given in answers.items():
        before = in_force.get(purpose)
        if before is not None and before.given == given and not before.lapsed:
            continue
        consent = Consent(
            registration=registration,
            organisation_id=registration.organisation_id,
            purpose=purpose,
            given=given,
            # She takes back what she said herself, not what a guardian said before she was of age.
            withdrawn=bool(before and before.given and not given and not before.lapsed),
            language=language,
            interpreter=interpreter,
            explained_by_id=by.account_id,
            witness=witness,
            for_child_by=for_child_by,
            text=text,
        )
        consent.clean_fields(exclude=["registration", "organisation", "explained_by", "text"])
        consent.save(force_insert=True)
        added.append(consent)
    if added:
        record(verbs.CONSENT_ASKED, by=by, on=registration, file_id=registration.pk, fields=[c.purpose for c in added])
    return added


@transaction.atomic
def sign_spoken_text(*, by: Actor, text: SpokenText, signed_by: str, signed_on: dt.date | None = None) -> SpokenText:
    """A named speaker answers for a version: from then on it is shown, and never changed."""
    check(by, SIGN_TEXT)
    held = SpokenText.objects.select_for_update().get(pk=text.pk)
    if held.signed_by:
        raise Impossible(f"Ce texte est déjà signé par {held.signed_by}. Une autre version se signe à part.")
    if not signed_by.strip():
        raise Impossible("Dites qui répond de ce texte : une personne qui parle cette langue.")
    held.signed_by, held.signed_on = signed_by.strip(), signed_on or clock.today()
    held.save(update_fields=["signed_by", "signed_on"])
    record(verbs.TEXT_SIGNED, by=by, on=held)
    return held


def sign_for_demonstration(*, by: Actor) -> list[SpokenText]:
    """What the demonstration's founding calls, as its data-protection officer, so that its pages can be tried."""
    unsigned = SpokenText.objects.filter(signed_by="")
    return [sign_spoken_text(by=by, text=text, signed_by="Équipe Benkan (démonstration)") for text in unsigned]
