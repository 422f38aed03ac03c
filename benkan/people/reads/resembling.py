"""Before a file is made at a desk: those of one's own that may already be hers, to be shown with the reasons."""

from dataclasses import dataclass

from benkan.people.alike import Alike, Asked, resembling
from benkan.people.models import Registration


@dataclass(frozen=True)
class Candidate:
    """A file that may be hers, and what is said of it; with `alike.family`, a relative's, never her own."""

    registration: Registration
    alike: Alike


def candidates(asked: Asked) -> list[Candidate]:
    """At most five files of one's own organisation, the likeliest first, her family's last; a constant number of
    queries. Raises `NotSearched` where what compares fails."""
    (found,) = resembling([asked], family=True)
    files = Registration.objects.in_bulk([one.registration_id for one in found]) if found else {}
    return [Candidate(files[one.registration_id], one) for one in found if one.registration_id in files]
