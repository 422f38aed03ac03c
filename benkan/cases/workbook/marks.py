"""What a mark of these sheets says: the identifier of one row."""

from uuid import UUID


def uuid_of(key: str) -> UUID | None:
    """None where somebody wrote in the first column: one row has one way to be named, or it would be written twice."""
    try:
        found = UUID(key)
    except ValueError:
        return None
    return found if str(found) == key else None
