"""The letter of the day, and the end of notices."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from benkan.common import clock
from benkan.notices.models import Digest
from benkan.notices.reads import notices_of
from benkan.notices.writes import let_go
from benkan.organisations.acting import acting_for, entered, organisations_of
from benkan.organisations.doors.mail import AGAIN, Unsent
from benkan.organisations.models import Account


@app.periodic(cron="40 5-18 * * *")
@app.task(name="benkan.notices_of_the_day")
def of_the_day(timestamp: int) -> None:
    """Every hour of the day, so that a machine which was off sends the letter late rather than not; once a day each."""
    with entered(door="open"):
        accounts = list(Account.objects.filter(is_active=True).values_list("pk", flat=True))
    over: set[UUID] = set()
    for account_id in accounts:
        if _waiting(account_id, over) and _is_due(account_id):
            asked = app.configure_task("benkan.notices_letter", queueing_lock=f"letter {account_id}")
            # One that the mail server refused waits for its next try: the others are asked all the same.
            with suppress(AlreadyEnqueued), transaction.atomic():
                asked.defer(account_id=str(account_id))


@app.task(name="benkan.notices_letter", retry=AGAIN)
def letter(account_id: str) -> None:
    """One account's letter: how many notices wait, and nothing of what they say. Raises `Unsent`."""
    count = _waiting(UUID(account_id), set())
    if not count or not _is_due(UUID(account_id)):
        return
    with entered(account_id=account_id):
        account = Account.objects.get(pk=account_id)
        context = {"count": count, "door": settings.ADDRESS, "demo": settings.DEMO}
        subject, _, body = render_to_string("notices/letter.txt", context).strip().partition("\n")
        Digest.objects.update_or_create(account=account, defaults={"sent_on": clock.today()})
        try:
            EmailMessage(subject=subject.strip(), body=body.strip() + "\n", to=[account.email]).send()
        except OSError as error:
            transaction.set_rollback(True)
            failure = type(error).__name__
        else:
            return
    raise Unsent(f"letter of the day: {failure}")


def _waiting(account_id: UUID, over: set[UUID]) -> int:
    """How many notices one has not read, in all one's organisations; each organisation's old ones go on the way."""
    with entered(account_id=account_id):
        account = Account.objects.get(pk=account_id)
        organisations = {membership.organisation_id for membership in organisations_of(account)}
    count = 0
    for organisation_id in organisations:
        with acting_for(account, organisation_id) as by:
            if organisation_id not in over:
                let_go(by=by)
                over.add(organisation_id)
            count += notices_of(by, unread=True).count()
    return count


def _is_due(account_id: UUID) -> bool:
    with entered(account_id=account_id):
        chosen = Digest.objects.filter(account=account_id).first()
    return chosen is None or (chosen.wanted and chosen.sent_on != clock.today())
