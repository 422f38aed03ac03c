"""The national administration names who receives complaints beyond her own office; what waited is handed to her."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.complaints import verbs
from benkan.complaints.kinds import Kind, Said
from benkan.complaints.models import Complaint, Copy, Recipient
from benkan.complaints.permissions import NAME_RECIPIENTS
from benkan.complaints.routing import Concerned, officers, outside
from benkan.complaints.writes.copying import SEALED, give_copy, give_writings, holders, tell_waiting


@transaction.atomic
def name_recipient(*, by: Actor, account_id: UUID, organisation_id: UUID, kinds: Iterable[str]) -> Recipient:
    """Name a complaints officer for complaints of other organisations, from today.

    She is given what waits for one, and what those who left her organisation held of others' complaints.
    """
    check(by, NAME_RECIPIENTS)
    kinds = sorted({Kind(kind).value for kind in kinds})
    if not kinds:
        raise Impossible("Dites pour quelles plaintes cette personne est nommée.")
    today = clock.today()
    if not any(one.account_id == account_id and one.organisation_id == organisation_id for one in officers(today)):
        raise Impossible(
            "Cette personne n’est pas chargée des plaintes dans son organisation. Demandez à l’administrateur de "
            "celle-ci de lui donner ce rôle, puis nommez-la."
        )
    named = Recipient(
        account_id=account_id, organisation_id=organisation_id, kinds=kinds, begins=today, named_by_id=by.account_id
    )
    try:
        with transaction.atomic():
            named.save(force_insert=True)
    except IntegrityError:
        raise Impossible("Cette personne est déjà destinataire. Mettez d’abord fin à son mandat.") from None
    record(verbs.RECIPIENT_NAMED, by=by, on=named, fields=kinds)
    _succeed(by, named)
    _place_waiting(by)
    return named


@transaction.atomic
def end_mandate(*, by: Actor, recipient: Recipient) -> Recipient:
    """She receives no more from today; what she has she keeps, to answer it or to hand it over."""
    check(by, NAME_RECIPIENTS)
    recipient = Recipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)
    if recipient.ends is not None:
        raise Impossible("Ce mandat a déjà pris fin.")
    recipient.ends = max(clock.today(), recipient.begins)
    recipient.save(update_fields=["ends"])
    record(verbs.RECIPIENT_ENDED, by=by, on=recipient)
    return recipient


def _succeed(by: Actor, named: Recipient) -> None:
    """What somebody who holds the role no more left behind is sealed with the same key: it only changes hands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT complaints_succeed(%s, %s, %s)", [named.account_id, named.organisation_id, clock.today()]
        )
        given = cursor.fetchone()[0]
    if given:
        tell_waiting(by=by, seats=[(named.account_id, named.organisation_id)])


def _place_waiting(by: Actor) -> None:
    """Copies that wait are sealed anew for whoever can receive them; nobody is shown what passes.

    Each complaint is held, so that two who name at once do not both hand it on.
    """
    waiting = set(Copy.objects.filter(account=None).values_list("complaint", flat=True))
    if not waiting:
        return
    known = officers(clock.today())
    for complaint in Complaint.objects.filter(pk__in=waiting).order_by("pk").select_for_update(of=("self",)):
        for copy in list(Copy.objects.filter(complaint=complaint, account=None)):
            _place(by, complaint, copy, known)


def _place(by: Actor, complaint: Complaint, copy: Copy, known) -> None:
    concerned = Concerned.from_json(copy.about)
    taken = frozenset(one.account_id for one in holders(complaint.pk) if one.account_id)
    fit = outside(complaint.kind, concerned, known, taken) if concerned else []
    if not fit:
        return
    to = fit[0]
    given = give_copy(
        complaint, account_id=to.account_id, organisation_id=to.organisation_id, answers=copy.answers,
        opened_at=copy.opened_at, sealed={name: getattr(copy, name) for name in SEALED},
    )  # fmt: skip
    give_writings(by=by, copy=given, writings=copy.writings.exclude(what=Said.NOTE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaints_placed(%s)", [copy.pk])
    if copy.opened_at:
        tell_waiting(by=by, seats=[(to.account_id, to.organisation_id)])
