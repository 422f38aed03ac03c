"""The role table and the contexts' rights agree."""

import itertools

from benkan.common.permissions import declared
from benkan.organisations.roles import APART, ROLES


def test_every_right_of_a_role_is_declared_by_a_context():
    assert set().union(*(role.rights for role in ROLES.values())) - set(declared()) == set()


def test_every_declared_right_is_held_by_some_role():
    assert set(declared()) - set().union(*(role.rights for role in ROLES.values())) == set()


def test_rights_are_said_in_french_sentences():
    for permission in declared().values():
        assert permission.label[0].isupper(), permission
        assert not permission.label.endswith("."), permission


def test_duties_kept_apart_name_roles():
    assert set(itertools.chain.from_iterable(APART)) <= set(ROLES)
