"""Shared devices: what a device is known by, and whether the shift of a session still holds.

A device is trusted by a random secret in its cookie, of which the platform keeps a digest. On it, a sealed single-use
code (the account library's recovery codes, printed beforehand) opens a shift; then a PIN of six digits takes the device
over, until the shift ends. A PIN is of use on that device and for that shift alone.
"""

import datetime as dt
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

from django.core import signing

from benkan.common import clock
from benkan.common.thresholds.reads import value_of
from benkan.organisations.acting import Acting, entered
from benkan.organisations.doors.factors import asks_for_factor
from benkan.organisations.models import Post, Shift
from benkan.organisations.thresholds import POST_IDLE, POST_LINK_HOURS

COOKIE = "benkan_poste"
COOKIE_AGE = 400 * 24 * 3600  # the longest that browsers keep one
SESSION = "shift"  # under this key a session opened by a PIN names its shift
MOST_TRIES = 5
PIN_DIGITS = 6
_SALT = "benkan.organisations.post"


def digest(secret: str) -> str:
    """What is kept of a device's secret: 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def post_of(request) -> Post | None:
    """The post that this device is, if it is one still in service, whoever is signed in on it."""
    secret = request.COOKIES.get(COOKIE, "")
    if not secret:
        return None
    with entered(door="open"):
        return Post.objects.filter(secret_digest=digest(secret), closed_at=None).first()


def open_shifts(post: Post):
    """The shifts that a PIN may take up on this device, the earliest first."""
    held = Shift.objects.filter(post=post, closed_at=None, ends_at__gt=clock.now())
    return held.select_related("account").order_by("opened_at")


def shift_of(request) -> Shift | None:
    """The shift by which this session was opened, if it still holds: neither closed nor ended, on that very device."""
    shift = Shift.objects.filter(pk=request.session.get(SESSION), closed_at=None, ends_at__gt=clock.now())
    found = shift.select_related("post").first()
    secret = request.COOKIES.get(COOKIE, "")
    if found is None or found.post.closed_at or not secret or found.post.secret_digest != digest(secret):
        return None
    return found


def without_strong_roles(acting: Acting) -> Acting:
    """Who acts, without the roles held with a second factor only: a sealed code, then six digits, are but one."""
    kept = tuple(membership for membership in acting.memberships if not asks_for_factor([membership]))
    here = tuple(membership.role for membership in kept if membership.organisation_id == acting.organisation_id)
    return replace(acting, memberships=kept, roles=here)


def keep_awake(request) -> None:
    """Let the session of a shared device end by itself after a while without a gesture."""
    request.session.set_expiry(value_of(POST_IDLE, on=clock.today()) * 60)


def pin_fault(pin: str) -> str:
    """Why a PIN will not do, as a sentence; "" where it will."""
    if not re.fullmatch(rf"\d{{{PIN_DIGITS}}}", pin):
        return f"Un code PIN a {PIN_DIGITS} chiffres. Écrivez-les sans espace."
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return "Ce code PIN se devine\u00a0: six chiffres égaux, ou qui se suivent. Choisissez-en un autre."
    return ""


def service_token(post: Post) -> str:
    """What the link that puts a device in service carries; of no use once the post has its device."""
    return signing.dumps(str(post.pk), salt=_SALT)


def post_to_serve(token: str) -> Post | None:
    """The post that a link puts in service, or None: too old, made up, or used already."""
    age = dt.timedelta(hours=value_of(POST_LINK_HOURS, on=clock.today()))
    try:
        identifier = signing.loads(token, salt=_SALT, max_age=age)
    except signing.BadSignature:
        return None
    with entered(door="open"):
        return Post.objects.filter(pk=identifier, closed_at=None, in_service_at=None).first()
