"""The embedded PostgreSQL server: created, shared, stopped; and the small databases of the tests.

Plain Python. A deployment that has its own server (DATABASE_URL) never comes here.
"""

from .addresses import Addresses
from .attachment import attached, in_use
from .databases import create_database, database_exists, databases, drop_database
from .refusal import ServerRefused
from .status import Status, status

__all__ = [
    "Addresses",
    "ServerRefused",
    "Status",
    "attached",
    "create_database",
    "database_exists",
    "databases",
    "drop_database",
    "in_use",
    "status",
]
