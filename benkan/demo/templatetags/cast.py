"""The accounts that the demonstration's sign-in page offers."""

from django import template

from benkan.demo.cast import BODIES, MEMBERS, PASSWORD
from benkan.organisations.roles import ROLES

register = template.Library()


@register.simple_tag
def cast_members() -> list[dict]:
    """Name, role, organisation, address and password of each member, in the order of the cast."""
    names = {body.code: body.name for body in BODIES}
    return [
        {
            "name": member.name,
            "role": ROLES[member.role].label,
            "body": names[member.body],
            "email": member.email,
            "password": PASSWORD,
        }
        for member in MEMBERS
    ]
