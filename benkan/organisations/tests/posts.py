"""A post and a shift, for the tests of this and of other contexts."""

from benkan.organisations.acting import acting_for
from benkan.organisations.models import Account, Post, Shift
from benkan.organisations.sealed_codes import make_codes
from benkan.organisations.writes.posts import open_shift

PIN = "482913"


def on_shift(account: Account, post: Post, *, code: str = "", pin: str = PIN) -> Shift:
    """That account's shift on a post, opened with the first of her sealed codes unless another is given."""
    return open_shift(post=post, email=account.email, code=code or sealed_codes_of(account)[0], pin=pin)


def sealed_codes_of(account: Account) -> list[str]:
    with acting_for(account) as by:
        return make_codes(by=by)
