"""Row policies: which rows the application's role may see and write, said once per table, in the table's migration.

The request's transaction sets three local settings (see `organisations.acting`): the account, the organisation and the
door. The functions below read them; a setting that was never set gives NULL, and NULL matches no row, so that a query
that forgets its filter returns nothing. The calls stand in a sub-select, so that PostgreSQL reads them once a query.

Policies are enabled, not forced: the owner of the tables, who only migrates and backs up, is not bound by them.
"""

from django.db import connections, migrations

ACCOUNT = "(SELECT benkan_account())"
ORGANISATION = "(SELECT benkan_organisation())"
# True while nobody is signed in: the only time at which any account may be looked up by its address.
DOOR = "(SELECT benkan_door())"
# True while a command makes the first administrator, before there is anybody in whose name it could act.
FOUNDING = "(SELECT benkan_founding())"

FUNCTIONS = """
CREATE FUNCTION benkan_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('benkan.account', true), '')::uuid $$;
CREATE FUNCTION benkan_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('benkan.organisation', true), '')::uuid $$;
CREATE FUNCTION benkan_door() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('benkan.door', true), '') = 'open' $$;
CREATE FUNCTION benkan_founding() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('benkan.door', true), '') = 'founding' $$;
"""
NO_FUNCTIONS = "".join(f"DROP FUNCTION benkan_{name}();" for name in ("account", "organisation", "door", "founding"))

OWN = f"organisation_id = {ORGANISATION}"
SIGNED_IN = f"{ACCOUNT} IS NOT NULL"


def guard(table: str, *, read: str, add: str | None = None, change: str | None = None, append_only: bool = False):
    """The migration step that guards a table.

    `read`, `add` and `change` are SQL conditions on a row; what is not said follows `read`. `change` covers removal.
    With `append_only`, the application's role may add rows and never change or remove one.
    """
    add, change = add or read, change or read
    steps = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({add})",
    ]
    undo = [f"DROP POLICY {table}_read ON {table}", f"DROP POLICY {table}_add ON {table}"]
    if append_only:
        steps.append(_for_each_heir(f"REVOKE UPDATE, DELETE ON {table} FROM"))
    else:
        steps.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change}) WITH CHECK ({change})")
        steps.append(f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({change})")
        undo += [f"DROP POLICY {table}_change ON {table}", f"DROP POLICY {table}_remove ON {table}"]
    undo.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    return migrations.RunSQL(";\n".join(steps), ";\n".join(undo))


def let_figures_count(table: str, *columns: str) -> migrations.RunPython:
    """The migration step by which the role of the figures reads all rows of a table, or of some columns only."""

    def grant(apps, schema_editor):
        role = schema_editor.quote_name(connections["figures"].settings_dict["USER"])
        listed = f" ({', '.join(columns)})" if columns else ""
        schema_editor.execute(f"GRANT SELECT{listed} ON {table} TO {role}")
        schema_editor.execute(f"CREATE POLICY {table}_figures ON {table} FOR SELECT TO {role} USING (true)")

    def take_back(apps, schema_editor):
        role = schema_editor.quote_name(connections["figures"].settings_dict["USER"])
        schema_editor.execute(f"DROP POLICY {table}_figures ON {table}")
        schema_editor.execute(f"REVOKE SELECT ON {table} FROM {role}")

    return migrations.RunPython(grant, take_back)


def _for_each_heir(statement: str) -> str:
    """Run `statement … ROLE` for each role that holds default privileges here, so that no role's name is fixed."""
    return (
        "DO $$ DECLARE heir record; BEGIN FOR heir IN SELECT DISTINCT grantee::regrole AS name FROM pg_default_acl, "
        "aclexplode(defaclacl) WHERE grantee <> 0 AND grantee::regrole::text <> current_user LOOP "
        f"EXECUTE format('{statement} %s', heir.name); END LOOP; END $$"
    )
