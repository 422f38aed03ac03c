from django.db import migrations

from benkan.common.policies import (
    ACCOUNT,
    ORGANISATION,
    OWN,
    SIGNED_IN,
    guard,
    let_application_change_only,
    let_application_empty,
    let_figures_count,
)

EITHER_PAYS = f"({OWN} OR payer_id = {ORGANISATION})"
OF_ONE_SEEN = "EXISTS (SELECT FROM cases_delivery p WHERE p.id = cases_deliverystatusrow.delivery_id)"

# More than was granted is never prepared, by any road; and what is paid is paid by the grant that the request names.
GRANTED = """
CREATE FUNCTION benkan_delivery_granted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE asked cases_fundingrequest;
BEGIN
  IF NEW.request_id IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT * INTO asked FROM cases_fundingrequest WHERE id = NEW.request_id FOR UPDATE;
  IF asked.status IS DISTINCT FROM 'financee' OR asked.grant_id IS DISTINCT FROM NEW.grant_id
    OR asked.payer_id IS DISTINCT FROM NEW.payer_id OR asked.organisation_id IS DISTINCT FROM NEW.organisation_id
    OR asked.granted < NEW.amount + coalesce((
      SELECT sum(d.amount) FROM cases_delivery d
      WHERE d.request_id = NEW.request_id AND d.status::text = ANY ('{preparee,validee,payee}'::text[])
    ), 0) THEN
    RAISE EXCEPTION 'more than was granted';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_granted BEFORE INSERT ON cases_delivery
  FOR EACH ROW EXECUTE FUNCTION benkan_delivery_granted();
"""
NOT_GRANTED = "DROP TRIGGER delivery_granted ON cases_delivery; DROP FUNCTION benkan_delivery_granted();"

# Who validates and who pays is who asks, on the side that pays, once; a receipt is said once; words are only emptied.
HANDS = """
CREATE FUNCTION benkan_delivery_hands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF (NEW.validated_by_id IS DISTINCT FROM OLD.validated_by_id AND (OLD.validated_by_id IS NOT NULL
      OR NEW.validated_by_id IS DISTINCT FROM benkan_account() OR NEW.payer_id IS DISTINCT FROM benkan_organisation()))
    OR (NEW.paid_by_id IS DISTINCT FROM OLD.paid_by_id AND (OLD.paid_by_id IS NOT NULL
      OR NEW.paid_by_id IS DISTINCT FROM benkan_account() OR NEW.payer_id IS DISTINCT FROM benkan_organisation()))
    OR (OLD.paid_on IS NOT NULL AND NEW.paid_on IS DISTINCT FROM OLD.paid_on)
    OR (OLD.received_on IS NOT NULL AND (NEW.received_on, NEW.receiver, NEW.mark)
      IS DISTINCT FROM (OLD.received_on, OLD.receiver, OLD.mark))
    OR (NEW.supplier <> OLD.supplier AND NEW.supplier <> '')
    OR (NEW.reference <> OLD.reference AND NEW.reference <> '' AND OLD.paid_by_id IS NOT NULL)
    OR (OLD.status = ANY ('{refusee,annulee,contrepassee}'::text[]) AND NEW.status <> OLD.status) THEN
    RAISE EXCEPTION 'a delivery is never rewritten';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_hands BEFORE UPDATE ON cases_delivery
  FOR EACH ROW EXECUTE FUNCTION benkan_delivery_hands();
"""
NO_HANDS = "DROP TRIGGER delivery_hands ON cases_delivery; DROP FUNCTION benkan_delivery_hands();"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_deliveries"),
        ("organisations", "0002_policies"),
        ("common", "0001_functions"),
    ]
    operations = [
        guard(
            "cases_delivery",
            read=EITHER_PAYS,
            add=f"{OWN} AND prepared_by_id = {ACCOUNT}",
            append_only=True,
        ),
        let_application_change_only(
            "cases_delivery", "status", "validated_by_id", "paid_by_id", "paid_on", "reference", "received_on",
            "receiver", "mark", "supplier", of=EITHER_PAYS,
        ),
        migrations.RunSQL(GRANTED, NOT_GRANTED),
        migrations.RunSQL(HANDS, NO_HANDS),
        guard(
            "cases_deliverystatusrow",
            read=OF_ONE_SEEN,
            add=f"{OWN} AND {OF_ONE_SEEN}",
            append_only=True,
        ),
        let_application_empty("cases_deliverystatusrow", "words", of=OF_ONE_SEEN),
        # Who received in her place, and what she answered: never read by who pays.
        guard("cases_deliveryreceiver", read=OWN),
        guard("cases_deliverycheck", read=OWN),
        guard("cases_grantmovement", read=OWN, append_only=True),
        # Put to all actors: each may compare it with what it gives.
        guard("cases_scaleproposal", read=SIGNED_IN, add=OWN, append_only=True),
        let_figures_count(
            "cases_delivery", "id", "organisation_id", "payer_id", "line_id", "request_id", "grant_id", "amount",
            "means", "last", "status", "prepared_at", "paid_on", "received_on", "receiver", "mark",
        ),
        let_figures_count("cases_deliverystatusrow", "id", "delivery_id", "organisation_id", "status", "reason", "at"),
        # How many were checked and how many differ; not what she said.
        let_figures_count(
            "cases_deliverycheck", "id", "delivery_id", "organisation_id", "one_in", "drawn_at", "differs", "done_at"
        ),
    ]  # fmt: skip
