"""One delivery in ten is checked with her, by somebody who neither prepared, nor validated, nor paid it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.delivery_thresholds import CHECK_TRIES
from benkan.cases.lifecycles.deliveries import AskedInReturn, CheckMeans, CheckReceived, DeliveryStatus
from benkan.cases.models import CheckAttempt, Delivery, DeliveryCheck
from benkan.cases.permissions import CHECK
from benkan.cases.reads.checks import again_on
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour
from benkan.notices.writes import tell


@dataclass(frozen=True)
class Answered:
    """What she answered: whether she received it, how much (whole F CFA), on which day, and whether somebody asked for
    something in return."""

    means: CheckMeans
    received: CheckReceived
    amount: int | None = None
    day: dt.date | None = None
    in_return: AskedInReturn | str = ""
    words: str = ""


@transaction.atomic
def note_check(*, by: Actor, delivery: Delivery, said: Answered) -> DeliveryCheck:
    """Note what she answered, once. Where it differs from what was noted, those who supervise are told, without a word.

    Where nobody was found, the attempt is kept and it is tried again later, by whoever may; the last attempt ends it.
    Raises `Refused` to the three who prepared, validated or paid, and `Impossible` where nothing is to be checked, or
    where it was tried too short a time ago to try again without finding her.
    """
    check(by, CHECK)
    found = DeliveryCheck.objects.select_for_update(of=("self",)).get(delivery=delivery.pk)
    delivery = Delivery.objects.get(pk=delivery.pk)
    _check_other_hands(by, delivery)
    if found.done_at is not None:
        raise Impossible(
            f"Cette remise est déjà vérifiée, le {jour(found.done_at)}, peut-être par un collègue. Rien n’a été noté "
            "deux fois."
        )
    if delivery.status != DeliveryStatus.PAID:
        raise Impossible("Cette remise a été corrigée depuis\u00a0: elle n’est plus à vérifier.")
    _check_answers(said)
    reached = said.received != CheckReceived.UNREACHED
    if not reached and not _tried_for_the_last_time(by, found, said.means):
        return found
    found.means, found.received = CheckMeans(said.means), CheckReceived(said.received)
    found.amount_said, found.day_said = (said.amount, said.day) if reached else (None, None)
    found.in_return = AskedInReturn(said.in_return) if reached else ""
    found.words = "\n".join(" ".join(line.split()) for line in said.words.strip().splitlines())
    found.differs = differs(delivery, said) if reached else None
    found.done_at, found.done_by_id = clock.now(), by.account_id
    found.save()
    if found.differs:
        tell(by=by, kind=notices.DELIVERY_DIFFERS, page="cases:check_delivery", arguments=[delivery.pk])
    case = delivery.line.plan.case
    record(verbs.CHECK_NOTED, by=by, on=found, file_id=case.registration_id, fields=[str(found.means)])
    return found


def _tried_for_the_last_time(by: Actor, found: DeliveryCheck, means: CheckMeans) -> bool:
    """Keep one more attempt; whether it was the last that is asked."""
    earlier = list(found.attempts.values_list("at", flat=True))
    again = again_on(earlier)
    if again is not None and clock.today() < again:
        raise Impossible(
            f"Quelqu’un a déjà essayé le {jour(max(earlier))}, sans la trouver\u00a0: réessayez à partir du "
            f"{jour(again)}."
        )
    CheckAttempt.objects.create(
        check_of=found, organisation_id=by.organisation_id, means=CheckMeans(means), by_id=by.account_id
    )
    last = len(earlier) + 1 >= value_of(CHECK_TRIES, on=clock.today())
    if not last:
        file_id = found.delivery.line.plan.case.registration_id
        record(verbs.CHECK_TRIED, by=by, on=found, file_id=file_id, fields=[str(CheckMeans(means))])
    return last


def differs(delivery: Delivery, said: Answered) -> bool:
    """Whether her answer is not what was noted: not all received, another sum, before it was paid, or something asked
    of her in return. A later day than noted is no discrepancy: who remembers is not asked for the exact one."""
    if said.received != CheckReceived.YES or said.in_return == AskedInReturn.YES:
        return True
    another_sum = said.amount is not None and said.amount != delivery.amount
    return another_sum or bool(said.day and delivery.paid_on and said.day < delivery.paid_on)


def _check_other_hands(by: Actor, delivery: Delivery) -> None:
    """Raise `Refused` to the three who prepared, validated and paid."""
    if by.account_id in (delivery.prepared_by_id, delivery.validated_by_id, delivery.paid_by_id):
        raise Refused("Vous avez préparé, validé ou payé cette remise\u00a0: quelqu’un d’autre la vérifie.")


def _check_answers(said: Answered) -> None:
    if said.received == CheckReceived.UNREACHED:
        return
    if not said.in_return:
        raise Impossible("Demandez-lui si quelqu’un lui a demandé quelque chose en échange, et notez sa réponse.")
    if said.received == CheckReceived.PARTLY and said.amount is None:
        raise Impossible("Elle n’en a reçu qu’une partie\u00a0: écrivez combien.")
    if said.day and said.day > clock.today():
        raise Impossible("Le jour où elle dit avoir reçu n’est pas encore là\u00a0: corrigez-le.")
