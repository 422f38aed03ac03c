"""A database shell as the application's role: what somebody tries who holds its password and speaks SQL.

Such a person may say to be anybody, and reads what is clear, one organisation after the other (SECURITY.md says so).
Nothing below is hers: the tables, the policies, the past, the other roles, the machine.
"""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from benkan.organisations.acting import acting_for, entered
from benkan.people.models import Registration
from benkan.people.tests.factories import a_registration

pytestmark = pytest.mark.django_db

ATTACKS = {
    "turn row security off": "SET row_security = off; SELECT count(*) FROM people_registration",
    "take the policies away": "ALTER TABLE people_registration DISABLE ROW LEVEL SECURITY",
    "add a policy": "CREATE POLICY all_of_it ON people_registration USING (true)",
    "become the owner": "SET ROLE {owner}",
    "become the figures": "SET ROLE {figures}",
    "speak as the owner": "SET SESSION AUTHORIZATION {owner}",
    "give oneself more": "ALTER ROLE CURRENT_USER BYPASSRLS",
    "grant oneself the owner": "GRANT {owner} TO CURRENT_USER",
    "read the passwords of roles": "SELECT rolpassword FROM pg_authid",
    "make a table to carry things away": "CREATE TABLE carried AS SELECT 1",
    "make a function that runs as its owner": (
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"
    ),
    "change a function of the policies": (
        "CREATE OR REPLACE FUNCTION benkan_organisation() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'"
    ),
    "drop a trigger": "DROP TRIGGER duties_apart ON organisations_membership",
    "hold triggers back": "SET session_replication_role = replica",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "read a file of the machine": "SELECT pg_read_file('/etc/passwd')",
    "load a library": "LOAD 'auto_explain'",
    "empty a table": "TRUNCATE people_registration CASCADE",
    "rewrite the audit": "UPDATE audit_entry SET reason = ''",
    "remove from the audit": "DELETE FROM audit_entry",
    "read an organisation's key as text": "UPDATE organisations_organisationkey SET wrapped = wrapped",
    "say which migrations were done": "DELETE FROM django_migrations",
    "change what stays apart": "DELETE FROM organisations_apart",
    "take an agreement's words": "UPDATE organisations_agreement SET ends = '2099-01-01'",
    "make a person of nobody": "INSERT INTO people_person (id) VALUES (gen_random_uuid())",
}


@pytest.fixture
def shell():
    """As `psql` would open it: nobody has said who asks."""
    roles = {
        name: connection.ops.quote_name(connections[name if name != "app" else "default"].settings_dict["USER"])
        for name in ("owner", "figures")
    }

    def run(statement: str):
        with entered(), connection.cursor() as cursor:
            cursor.execute(statement.format(**roles))
            return cursor.fetchall() if cursor.description else None

    return run


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_it_is_refused(shell, attack):
    with pytest.raises(DatabaseError), transaction.atomic():
        shell(ATTACKS[attack])


def test_a_shell_that_says_nobody_reads_no_row_of_anybody(shell, cast):
    with acting_for(cast.awa) as by:
        a_registration(by, "kadiatou")
    assert shell("SELECT count(*) FROM people_registration") == [(0,)]
    assert shell("SELECT count(*) FROM audit_entry") == [(0,)]


def test_a_foreign_row_is_neither_moved_nor_taken(cast):
    """Even for who says to be of an organisation: another's rows are not hers to change."""
    with acting_for(cast.awa) as by:
        held = a_registration(by, "kadiatou")
    with acting_for(cast.nana) as by:
        assert Registration.objects.filter(pk=held.pk).update(organisation=by.organisation_id) == 0
        mine = a_registration(by, "lassine")
        with pytest.raises(DatabaseError), transaction.atomic():
            Registration.objects.filter(pk=mine.pk).update(organisation=held.organisation_id)
