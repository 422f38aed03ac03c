"""Which deliveries are checked with the person: a keyed draw that nobody can steer, and that can be run again.

The draw depends on the identifier of the delivery, which the program makes, and on a key that no account reads: who
prepares, validates or pays neither knows nor changes it. With the same key the same rows come out again.
"""

import hashlib
import hmac


def is_drawn(key: bytes, identifier: bytes, one_in: int) -> bool:
    """Whether one in `one_in` falls on this identifier (16 bytes of a UUID)."""
    if one_in < 1:
        raise ValueError("one in how many?")
    digest = hmac.new(key, b"benkan.check:" + identifier, hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) % one_in == 0
