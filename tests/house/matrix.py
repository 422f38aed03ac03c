"""The matrix of rights: for each route, which roles are answered on their own, a partner's, a stranger's object.

A route without a row fails `test_matrix.py`.

The object always belongs to the Service d’accueil des retours (SAR). BENKADI is a partner (present at the same entry
point), SIGUIDA a stranger. A row says the method, how the address is made, and the roles that are answered per kind of
asker; the others are refused (403), or, where even existence would tell too much, see nothing (404).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benkan.organisations.roles import ROLES

ALL = frozenset(ROLES)
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """`own`, `partner`, `stranger`: roles that are answered. `hidden`: the others get 404 on objects, not 403."""

    own: frozenset[str]
    partner: frozenset[str]
    stranger: frozenset[str]
    method: str = "get"
    arguments: Callable[[object], Mapping] = field(default=lambda world: {})
    data: Callable[[object], Mapping] = field(default=lambda world: {})
    hidden: bool = False
    at_the_door: bool = False  # answered to people who are not signed in


def everybody(method="get", **options) -> Row:
    """A page without an object, for whoever is signed in."""
    return Row(ALL, ALL, ALL, method, **options)


def roles(*names, method="get", **options) -> Row:
    """A page without an object: what one sees is one's own organisation's; only the role counts."""
    held = frozenset(names)
    return Row(held, held, held, method, **options)


def own_object(*names, method="get", arguments, **options) -> Row:
    """An object of one organisation: nobody else even learns that it exists."""
    return Row(frozenset(names), NONE, NONE, method, arguments, hidden=True, **options)


MATRIX: dict[str, Row] = {
    "health": everybody(at_the_door=True),
    "home": everybody(),
    "gallery": everybody(at_the_door=True),
    # allauth sends whoever is signed in back home, which is an answer
    "account_login": everybody(at_the_door=True),
    "account_logout": everybody(),
    "account_inactive": everybody(at_the_door=True),
    "account_signup": everybody(at_the_door=True),
    "choose_organisation": everybody("post"),
    "role_table": everybody(),
    "places:list": everybody(),
    "places:place": everybody(arguments=lambda world: {"slug": "rte-gog"}),
    "places:new_entry_point": roles("plateforme"),
    "places:correct_name": roles("plateforme", method="post", arguments=lambda world: {"slug": "rte-gog"}),
    "places:add_alias": roles("plateforme", method="post", arguments=lambda world: {"slug": "rte-gog"}),
    "places:close": roles("plateforme", method="post", arguments=lambda world: {"slug": "rte-gog"}),
    "journal": roles("point_focal", "administration", "protection_donnees", "plateforme"),
}
