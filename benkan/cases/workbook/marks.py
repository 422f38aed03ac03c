"""What a mark of these sheets says: the identifier of one row."""

from uuid import UUID


def uuid_of(key: str) -> UUID | None:
    """None where somebody wrote in the first column."""
    try:
        return UUID(key)
    except ValueError:
        return None
