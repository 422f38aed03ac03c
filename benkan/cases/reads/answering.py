"""Which organisations have somebody, today, who may do a thing there."""

from uuid import UUID

from django.db import connection

from benkan.common.permissions import Permission
from benkan.organisations.roles import ROLES


def bodies_with(permission: Permission) -> set[UUID]:
    """Where somebody holds a role with this right; who they are is not read. One query."""
    roles = [code for code, role in ROLES.items() if permission.code in role.rights]
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM cases_board_readers(%s)", [roles])
        return {organisation_id for (organisation_id,) in cursor.fetchall()}
