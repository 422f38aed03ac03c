"""Row policies: which rows the application's role may see and write, said once per table, in the table's migration.

The request's transaction sets three local settings (see `organisations.acting`): the account, the organisation and the
door. The functions below read them; a setting that was never set gives NULL, and NULL matches no row, so that a query
that forgets its filter returns nothing. The calls stand in a sub-select, so that PostgreSQL reads them once a query.

Policies are enabled, not forced: the owner of the tables, who only migrates and backs up, is not bound by them.
"""

from django.db import connections
from django.db.migrations.operations.base import Operation

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


class Statements(Operation):
    """A migration step: statements in which {app} and {figures} stand for the roles of this deployment, whatever their
    names, and those that undo them.

    It asks nothing of the models. `RunPython` has them all rendered anew for each step: of hundreds of steps, that took
    more time than everything else in a first start.
    """

    reversible = True

    def __init__(self, statements: list[str], undo: list[str]):
        self.statements, self.undo = statements, undo

    def state_forwards(self, app_label, state):
        """No model changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        _run(schema_editor, self.statements)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        _run(schema_editor, self.undo)

    def describe(self) -> str:
        return "Rights on rows"


def _run(schema_editor, statements: list[str]) -> None:
    roles = {
        name: schema_editor.quote_name(connections[alias].settings_dict["USER"])
        for name, alias in (("app", "default"), ("figures", "figures"))
    }
    for statement in statements:
        schema_editor.execute(statement.format(**roles))


def guard(
    table: str, *, read: str, add: str | None = None, change: str | None = None, append_only: bool = False
) -> Statements:
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
        steps.append(f"REVOKE UPDATE, DELETE ON {table} FROM {{app}}")
        undo.append(f"GRANT UPDATE, DELETE ON {table} TO {{app}}")
    else:
        steps.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change}) WITH CHECK ({change})")
        steps.append(f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({change})")
        undo += [f"DROP POLICY {table}_change ON {table}", f"DROP POLICY {table}_remove ON {table}"]
    undo.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    return Statements(steps, undo)


def let_figures_count(table: str, *columns: str) -> Statements:
    """The migration step by which the role of the figures reads all rows of a table, or of some columns only."""
    listed = f" ({', '.join(columns)})" if columns else ""
    return Statements(
        [
            f"GRANT SELECT{listed} ON {table} TO {{figures}}",
            f"CREATE POLICY {table}_figures ON {table} FOR SELECT TO {{figures}} USING (true)",
        ],
        [f"DROP POLICY {table}_figures ON {table}", f"REVOKE SELECT{listed} ON {table} FROM {{figures}}"],
    )


def let_figures_count_also(table: str, *columns: str) -> Statements:
    """The migration step by which the role of the figures reads more columns of a table it counts already."""
    listed = ", ".join(columns)
    return Statements(
        [f"GRANT SELECT ({listed}) ON {table} TO {{figures}}"],
        [f"REVOKE SELECT ({listed}) ON {table} FROM {{figures}}"],
    )


def let_application_empty(table: str, *columns: str, of: str) -> Statements:
    """The migration step by which the application may empty texts of a table it only adds to, and nothing else.

    What was answered stays as it was; who erases leaves no name beside it. `of` is the condition on a row.
    """
    emptied = " AND ".join(f"{column} = ''" for column in columns)
    listed = ", ".join(columns)
    return Statements(
        [
            f"GRANT UPDATE ({listed}) ON {table} TO {{app}}",
            f"CREATE POLICY {table}_empty ON {table} FOR UPDATE USING ({of}) WITH CHECK ({of} AND {emptied})",
        ],
        [f"DROP POLICY {table}_empty ON {table}", f"REVOKE UPDATE ({listed}) ON {table} FROM {{app}}"],
    )


def let_application_change_only(table: str, *columns: str, of: str) -> Statements:
    """The migration step by which the application may change some columns of a table it otherwise only adds to."""
    return Statements(
        [
            f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {{app}}",
            f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({of}) WITH CHECK ({of})",
        ],
        [f"DROP POLICY {table}_change ON {table}", f"REVOKE UPDATE ({', '.join(columns)}) ON {table} FROM {{app}}"],
    )


def let_application_run(function: str, body: str, *, takes: str = "", returns: str = "void") -> Statements:
    """The migration step that makes a function run with the owner's eyes, for the application alone.

    For the rare act on rows which the one who acts may not read. Its body bounds it by `benkan_organisation()`, or
    gives identifiers alone. `takes` declares its arguments and `returns` what it gives, in SQL.
    """
    named = f"{function}({takes})"
    return Statements(
        [
            f"CREATE FUNCTION {named} RETURNS {returns} LANGUAGE sql SECURITY DEFINER"
            f" SET search_path = pg_catalog, public AS $$ {body} $$",
            f"REVOKE ALL ON FUNCTION {named} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {named} TO {{app}}",
        ],
        [f"DROP FUNCTION {named}"],
    )
