"""Why the system refused a file, in words of the platform's own language."""

from __future__ import annotations

import errno
import os
import pwd

CLOSED = frozenset({errno.EACCES, errno.EPERM})
SAID = {
    errno.ENOENT: "il n’y est pas",
    errno.ENOTDIR: "son dossier n’y est pas",
    errno.EISDIR: "c’est un dossier",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le disque est plein",
    errno.EIO: "le disque ne répond pas comme il faut",
    errno.ENAMETOOLONG: "son nom est trop long",
}


def why(error: OSError) -> str:
    """« le compte benkan n’y a pas accès »; the system's own words for what is rare."""
    if error.errno in CLOSED:
        return f"le compte {_account()} n’y a pas accès"
    return SAID.get(error.errno) or error.strerror or "sans raison dite"


def _account() -> str:
    """Under which name this runs: behind `sudo` or a service it is not that of who types."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
