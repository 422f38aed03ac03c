"""What one side of a pair of two organisations chooses to tell the other: its name, then who the person is."""

import json
from collections.abc import Sequence

from django.db import transaction

from benkan.audit.writes import record
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.linkage import notices, verbs
from benkan.linkage.models import Disclosure, IdentityExtract, Pair, Question, Side
from benkan.linkage.permissions import ANSWER
from benkan.linkage.reads.across import known_other
from benkan.notices.kinds import NoticeKind
from benkan.notices.writes import tell
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.models import Registration
from benkan.people.reads.consents import consents_in_force
from benkan.people.reads.own_file import identity_told
from benkan.people.shared_fields import IDENTITY
from benkan.people.sharing import check_may_leave

NAMED_ALREADY = "L’autre acteur sait déjà que c’est vous. Rien n’a changé."
OPENED_ALREADY = "L’identité est déjà ouverte à l’autre acteur. Rien n’a changé."
MASKED = "L’autre acteur ne s’est pas nommé\u00a0: rien ne peut lui être ouvert. Répondez de votre côté, ou attendez."


@transaction.atomic
def name_oneself(*, by: Actor, pair: Pair) -> Disclosure:
    """Tell whoever asked that it is one's own organisation that knows her. It is not taken back."""
    check(by, ANSWER)
    own = _own_side(by, pair)
    if pair.asker_id == by.organisation_id or _said(by, pair, Disclosure.Kind.NAME):
        raise Impossible(NAMED_ALREADY)
    said = _tell(by, pair, pair.asker_id, Disclosure.Kind.NAME, notices.NAMED)
    record(verbs.NAMED, by=by, on=pair, file_id=own.registration_id)
    return said


@transaction.atomic
def open_identity(*, by: Actor, pair: Pair) -> IdentityExtract:
    """Copy who she is for the other side, with her consent and under an agreement; `Refused` with what is missing.

    The other side reads it as long as both hold. What is corrected later does not follow it.
    """
    check(by, ANSWER)
    own = _own_side(by, pair)
    other = known_other(by, pair)
    if other is None:
        raise Impossible(MASKED)
    # Held, so that who is erased at this moment is copied nowhere.
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=own.registration_id)
    check_may_leave(registration, Organisation.objects.get(pk=other), Purpose.CHECK, [IDENTITY])
    if _said(by, pair, Disclosure.Kind.IDENTITY):
        raise Impossible(OPENED_ALREADY)
    said = _tell(by, pair, other, Disclosure.Kind.IDENTITY, notices.OPENED)
    extract = IdentityExtract(
        disclosure=said,
        organisation_id=by.organisation_id,
        groups=[IDENTITY.code],
        fields=json.dumps(identity_told(registration), ensure_ascii=False),
        consent=consents_in_force(registration)[Purpose.CHECK],
    )
    extract.save(force_insert=True)
    record(verbs.OPENED, by=by, on=pair, file_id=registration.pk, fields=[IDENTITY.code])
    return extract


def forget(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Her file is erased: what was opened of it is empty, in the very row that the other side read, and so is what was
    answered of her. Where her telephone or her papers end alone nothing goes: neither was ever opened."""
    if not whole:
        return
    Question.objects.filter(registration__in=registrations).exclude(word="").update(word="")
    pairs = Side.objects.filter(registration__in=registrations).values("pair")
    opened = IdentityExtract.objects.filter(organisation=by.organisation_id, disclosure__pair__in=pairs)
    for extract in opened.select_for_update(of=("self",)):
        extract.fields = "[]"
        extract.save(update_fields=["fields"])


def _own_side(by: Actor, pair: Pair) -> Side:
    """One's own side of a pair of two organisations; the policy shows no other."""
    if pair.organisation_id is not None:
        raise ValueError("a pair of one organisation has nobody to tell")
    return pair.sides.get(organisation_id=by.organisation_id)


def _said(by: Actor, pair: Pair, kind: Disclosure.Kind) -> bool:
    return Disclosure.objects.filter(pair=pair, organisation=by.organisation_id, kind=kind).exists()


def _tell(by: Actor, pair: Pair, other, kind: Disclosure.Kind, notice: NoticeKind) -> Disclosure:
    said = Disclosure.objects.create(
        pair=pair, organisation_id=by.organisation_id, receiver_id=other, kind=kind, by_id=by.account_id
    )
    tell(by=by, kind=notice, page="linkage:across", arguments=[pair.pk], organisations=[other])
    return said
