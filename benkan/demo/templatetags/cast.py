"""The accounts that the demonstration's sign-in page offers."""

from django import template

from benkan.demo.cast import BODIES, MEMBERS, PASSWORD
from benkan.organisations.roles import ROLES

register = template.Library()


@register.simple_tag
def cast_members() -> dict[str, list[dict]]:
    """`by_role`: the first member of each role, in the order of the role table; `others`: the rest of the cast."""
    names = {body.code: body.name for body in BODIES}
    first = {}
    for member in MEMBERS:
        first.setdefault(member.role, member)
    others = [member for member in MEMBERS if first[member.role] is not member]
    return {
        "by_role": [_shown(first[role], names) for role in ROLES if role in first],
        "others": [_shown(member, names) for member in others],
    }


def _shown(member, names: dict[str, str]) -> dict:
    return {
        "name": member.name,
        "role": ROLES[member.role].label,
        "body": names[member.body],
        "email": member.email,
        "password": PASSWORD,
    }
