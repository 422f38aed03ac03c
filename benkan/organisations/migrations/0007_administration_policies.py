from django.db import migrations

from benkan.common.policies import ACCOUNT, FOUNDING, ORGANISATION, guard

# Whether who asks is, here and now, the national administrator: it alone names the administrators of others.
NATIONAL = """
CREATE FUNCTION benkan_national() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM organisations_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
    WHERE m.account_id = benkan_account() AND m.organisation_id = benkan_organisation() AND m.role = 'plateforme'
      AND m.ended_at IS NULL AND o.closed_at IS NULL
  ) $$;
CREATE POLICY organisations_membership_administrators ON organisations_membership FOR SELECT
  USING (role = 'administration' AND (SELECT benkan_national()));
CREATE POLICY organisations_membership_administrators_change ON organisations_membership FOR UPDATE
  USING (role = 'administration' AND (SELECT benkan_national()))
  WITH CHECK (role = 'administration' AND (SELECT benkan_national()));
CREATE POLICY organisations_account_administrators ON organisations_account FOR SELECT
  USING ((SELECT benkan_national()) AND EXISTS (
    SELECT FROM organisations_membership m
    WHERE m.account_id = organisations_account.id AND m.role = 'administration'
  ));
"""
NOT_NATIONAL = """
DROP POLICY organisations_account_administrators ON organisations_account;
DROP POLICY organisations_membership_administrators_change ON organisations_membership;
DROP POLICY organisations_membership_administrators ON organisations_membership;
DROP FUNCTION benkan_national();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_administration")]
    operations = [
        # What became of an organisation is no secret of the platform; why it was closed is its own and the nation's.
        migrations.RunSQL(NATIONAL, NOT_NATIONAL),
        guard(
            "organisations_organisationchange",
            read=f"organisation_id = {ORGANISATION} OR (SELECT benkan_national()) OR by_id = {ACCOUNT} OR {FOUNDING}",
            add=f"by_id = {ACCOUNT} AND (SELECT benkan_national())",
            append_only=True,
        ),
    ]
