"""Posts are made, put in service and closed; shifts are opened with a sealed code, taken up with a PIN, handed back.

What happens at the door is written in the name of the post's organisation; who typed is only known once she is in.
"""

import datetime as dt
import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.organisations import verbs
from benkan.organisations.acting import Acting, acting_for, as_member, entered
from benkan.organisations.doors.asleep import sleeps
from benkan.organisations.models import Account, Organisation, Post, Shift
from benkan.organisations.permissions import MANAGE_POSTS
from benkan.organisations.reads import places_of
from benkan.organisations.sealed_codes import spend
from benkan.organisations.shifts import MOST_TRIES, digest, pin_fault, without_strong_roles
from benkan.organisations.thresholds import SHIFT_HOURS

NOT_TOGETHER = (
    "Cette adresse et ce code ne vont pas ensemble ici, ou le code a déjà servi. Essayez le code suivant de votre "
    "enveloppe, ou demandez à l’administrateur de votre organisation. Un rôle qui demande un second facteur "
    "n’entre pas par un poste."
)


@transaction.atomic
def make_post(*, by: Actor, place, name: str) -> Post:
    """Make a post at a place where one's organisation is present; its device puts itself in service by a link."""
    check(by, MANAGE_POSTS)
    if place.pk not in places_of(by.organisation_id):
        raise Impossible("Votre organisation n’est pas présente à ce lieu. Choisissez-en un autre.")
    post = Post(organisation_id=by.organisation_id, place=place, name=name.strip(), made_by_id=by.account_id)
    post.full_clean(exclude={"secret_digest"})
    post.save(force_insert=True)
    record(verbs.POST_MADE, by=by, on=post)
    return post


def put_in_service(*, post: Post) -> str:
    """Trust the device that opened the link; gives the secret that it keeps. At the door."""
    secret = secrets.token_urlsafe(32)
    with entered(organisation_id=post.organisation_id):
        post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        if post.in_service_at or post.closed_at:
            raise Impossible("Ce lien a déjà servi. Demandez-en un autre à l’administrateur de votre organisation.")
        post.secret_digest, post.in_service_at = digest(secret), clock.now()
        post.save(update_fields=["secret_digest", "in_service_at"])
        record(verbs.POST_IN_SERVICE, by=_at_the_post(post), on=post)
    return secret


@transaction.atomic
def close_post(*, by: Actor, post: Post) -> Post:
    """Trust the device no more (lost, broken, given away): every session and shift on it ends at once."""
    check(by, MANAGE_POSTS)
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.closed_at:
        raise Impossible("Ce poste est déjà retiré du service.")
    now = clock.now()
    post.closed_at, post.closed_by_id = now, by.account_id
    post.save(update_fields=["closed_at", "closed_by"])
    Shift.objects.filter(post=post, closed_at=None).update(closed_at=now, closed_because=Shift.Closed.POST)
    record(verbs.POST_CLOSED, by=by, on=post)
    return post


def open_shift(*, post: Post, email: str, code: str, pin: str) -> Shift:
    """Open a shift with a sealed code, which is used up; an earlier one of hers on this device is handed back.

    Raises `Refused` with one sentence whatever does not go together; `Impossible` where the PIN will not do.
    """
    if fault := pin_fault(pin):
        raise Impossible(fault)
    with entered(door="open"):
        account = Account.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if account is None or not _uses(account, code, post.organisation_id):
        with entered(organisation_id=post.organisation_id):
            record(verbs.SHIFT_REFUSED, by=_at_the_post(post), on=post)
        raise Refused(NOT_TOGETHER)
    with acting_for(account, post.organisation_id) as by:
        now = clock.now()
        held = Shift.objects.filter(post=post, account=account, closed_at=None)
        held.update(closed_at=now, closed_because=Shift.Closed.HANDED)
        shift = Shift.objects.create(
            post=post,
            organisation_id=post.organisation_id,
            account=account,
            pin=make_password(pin),
            opened_at=now,
            ends_at=now + dt.timedelta(hours=value_of(SHIFT_HOURS, on=clock.today())),
        )
        record(verbs.SHIFT_OPENED, by=by, on=shift)
    return shift


def take_up(*, shift: Shift, pin: str) -> bool:
    """Whether this PIN takes the device over. The fifth wrong one closes the shift: a sealed code opens another."""
    with entered(organisation_id=shift.organisation_id):
        shift = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
        if shift.closed_at or shift.ends_at <= clock.now():
            return False
        if check_password(pin, shift.pin):
            if shift.wrong_tries:
                shift.wrong_tries = 0
                shift.save(update_fields=["wrong_tries"])
            return True
        shift.wrong_tries += 1
        if shift.wrong_tries >= MOST_TRIES:
            shift.closed_at, shift.closed_because = clock.now(), Shift.Closed.TRIES
        shift.save(update_fields=["wrong_tries", "closed_at", "closed_because"])
        record(verbs.PIN_REFUSED, by=_at_the_post(shift), on=shift)
    return False


@transaction.atomic
def hand_back(*, by: Actor, shift: Shift) -> None:
    """An agent ends her own shift; an administrator ends anybody's of the organisation."""
    own = shift.account_id == by.account_id
    if not own:
        check(by, MANAGE_POSTS)
    reason = Shift.Closed.HANDED if own else Shift.Closed.ADMINISTRATION
    Shift.objects.filter(pk=shift.pk, closed_at=None).update(closed_at=clock.now(), closed_because=reason)
    record(verbs.SHIFT_CLOSED, by=by, on=shift)


def _uses(account: Account, code: str, organisation_id) -> bool:
    """Use up a sealed code of an account, awake, that works in the post's organisation. It is only spent there."""
    with entered(account_id=account.pk):
        there = without_strong_roles(as_member(account, organisation_id))
        if there.organisation_id != organisation_id or not there.roles or sleeps(account):
            return False
        return spend(account, code)


def _at_the_post(row: Post | Shift) -> Acting:
    """Nobody known yet, on a device of this organisation, as the transaction says too."""
    return Acting(organisation=Organisation(pk=row.organisation_id))
