from django.db import migrations

from benkan.common.policies import ORGANISATION

# Who keeps the group prepares what it is paid; it takes that back, and never says that somebody validated or paid.
KEEPER = (
    "EXISTS (SELECT FROM groups_funding f WHERE f.id = groups_tranche.funding_id"
    f" AND f.organisation_id = {ORGANISATION})"
)
PREPARES = f"""
CREATE POLICY groups_tranche_keeper ON groups_tranche FOR UPDATE USING ({KEEPER})
WITH CHECK ({KEEPER} AND status::text = ANY ('{{prevue,preparee}}'::text[]) AND validated_by_id IS NULL)
"""

# A hand is the account that acts, on the side that is its own; what was planned is never rewritten, nor what was paid.
HANDS = """
CREATE FUNCTION groups_tranche_hands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE keeper uuid := (SELECT organisation_id FROM groups_funding WHERE id = NEW.funding_id);
BEGIN
  IF (NEW.funding_id, NEW.organisation_id, NEW.rank, NEW.amount, NEW.condition)
      IS DISTINCT FROM (OLD.funding_id, OLD.organisation_id, OLD.rank, OLD.amount, OLD.condition)
    OR OLD.status = 'payee'
    OR (NEW.prepared_by_id IS DISTINCT FROM OLD.prepared_by_id AND NEW.prepared_by_id IS NOT NULL
      AND (NEW.prepared_by_id IS DISTINCT FROM benkan_account() OR keeper IS DISTINCT FROM benkan_organisation()))
    OR (NEW.validated_by_id IS DISTINCT FROM OLD.validated_by_id AND NEW.validated_by_id IS NOT NULL
      AND (NEW.validated_by_id IS DISTINCT FROM benkan_account()
        OR NEW.organisation_id IS DISTINCT FROM benkan_organisation()))
    OR (NEW.paid_by_id IS DISTINCT FROM OLD.paid_by_id AND (NEW.paid_by_id IS DISTINCT FROM benkan_account()
      OR NEW.organisation_id IS DISTINCT FROM benkan_organisation())) THEN
    RAISE EXCEPTION 'a tranche is moved by its own hands';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER groups_tranche_hands BEFORE UPDATE ON groups_tranche
  FOR EACH ROW EXECUTE FUNCTION groups_tranche_hands();
"""
NO_HANDS = "DROP TRIGGER groups_tranche_hands ON groups_tranche; DROP FUNCTION groups_tranche_hands();"


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0002_policies"),
        ("organisations", "0002_policies"),
        ("common", "0001_functions"),
    ]
    operations = [
        migrations.RunSQL(PREPARES, "DROP POLICY groups_tranche_keeper ON groups_tranche"),
        migrations.RunSQL(HANDS, NO_HANDS),
    ]
