from django.db import migrations

# Whoever signs is of the other side, and another account, than who proposed: the application could not do it alone
# even by mistake. It reads the statuses with the owner's eyes, for policies on the two tables would ask each other.
TWO_SIGNATURES = """
CREATE FUNCTION benkan_countersigns(agreement uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM organisations_agreementstatus s
    WHERE s.agreement_id = agreement AND s.status = 'propose'
      AND s.organisation_id <> benkan_organisation() AND s.by_id <> benkan_account()
  ) $$;
CREATE POLICY organisations_agreement_begins_proposed ON organisations_agreement AS RESTRICTIVE FOR INSERT
  WITH CHECK (status = 'propose');
CREATE POLICY organisations_agreement_countersigned ON organisations_agreement AS RESTRICTIVE FOR UPDATE
  USING (true) WITH CHECK (status <> 'signe' OR benkan_countersigns(id));
"""
NO_SIGNATURES = """
DROP POLICY organisations_agreement_countersigned ON organisations_agreement;
DROP POLICY organisations_agreement_begins_proposed ON organisations_agreement;
DROP FUNCTION benkan_countersigns(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0008_doors")]
    operations = [migrations.RunSQL(TWO_SIGNATURES, NO_SIGNATURES)]
