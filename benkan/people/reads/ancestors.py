"""Who descends from whom, by the links of parents whose direction is said."""

from uuid import UUID

from django.db.models import Q

from benkan.people.models import FamilyLink


def is_ancestor(one: UUID, *, of: UUID) -> bool:
    """Whether a file is that of a parent, grandparent… of another, declared or verified; one query a generation."""
    seen, generation = {of}, {of}
    while generation:
        said = Q(one__in=generation, senior=FamilyLink.Side.OTHER) | Q(other__in=generation, senior=FamilyLink.Side.ONE)
        links = FamilyLink.objects.filter(said, kind=FamilyLink.Kind.PARENT)
        generation = {link.senior_id for link in links} - seen
        if one in generation:
            return True
        seen |= generation
    return False
