from django.db import migrations

from benkan.common.policies import (
    ACCOUNT,
    DOOR,
    FOUNDING,
    ORGANISATION,
    OWN,
    SIGNED_IN,
    guard,
    let_application_change_only,
)

COLLEAGUE = (
    "EXISTS (SELECT FROM organisations_membership m"
    f" WHERE m.account_id = {{table}}.user_id AND m.organisation_id = {ORGANISATION})"
)
OF_THE_AGREEMENT = "EXISTS (SELECT FROM organisations_agreement a WHERE a.id = agreement_id)"

# It sees the memberships of every organisation, which who gives a role does not; it says nothing of what it saw. Two
# roles given at once to one account wait for each other.
APART = """
CREATE FUNCTION benkan_duties_apart() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.account_id::text, 0));
  IF NEW.ended_at IS NULL AND EXISTS (
    SELECT FROM organisations_membership m
    JOIN organisations_apart a ON (a.role = NEW.role AND a.other = m.role) OR (a.other = NEW.role AND a.role = m.role)
    WHERE m.account_id = NEW.account_id AND m.id <> NEW.id AND m.ended_at IS NULL
      AND daterange(m.begins, m.ends, '[]') && daterange(NEW.begins, NEW.ends, '[]')
  ) THEN
    RAISE EXCEPTION 'duties that stay apart' USING ERRCODE = 'BK001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT OR UPDATE ON organisations_membership
  FOR EACH ROW EXECUTE FUNCTION benkan_duties_apart();
"""
NOT_APART = "DROP TRIGGER duties_apart ON organisations_membership; DROP FUNCTION benkan_duties_apart();"


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_accounts_whole"),
        ("common", "0001_functions"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [
        guard("organisations_apart", read=f"{SIGNED_IN} OR {FOUNDING}", add="false", append_only=True),
        migrations.RunSQL(APART, NOT_APART),
        # A device is known by its secret before anybody is: the door reads posts, and who took a shift there.
        guard("organisations_post", read=f"{OWN} OR {DOOR}", add=OWN, append_only=True),
        let_application_change_only(
            "organisations_post", "secret_digest", "in_service_at", "closed_at", "closed_by_id", of=f"({OWN} OR {DOOR})"
        ),
        guard("organisations_shift", read=f"{OWN} OR {DOOR}", add=f"account_id = {ACCOUNT}", append_only=True),
        let_application_change_only(
            "organisations_shift", "wrong_tries", "closed_at", "closed_because", of=f"({OWN} OR {DOOR})"
        ),
        # An agreement is read by its two sides; its words never change, only where it stands.
        guard(
            "organisations_agreement",
            read=f"giver_id = {ORGANISATION} OR receiver_id = {ORGANISATION}",
            append_only=True,
        ),
        let_application_change_only(
            "organisations_agreement", "status", of=f"(giver_id = {ORGANISATION} OR receiver_id = {ORGANISATION})"
        ),
        guard(
            "organisations_agreementstatus",
            read=OF_THE_AGREEMENT,
            add=f"organisation_id = {ORGANISATION} AND by_id = {ACCOUNT} AND {OF_THE_AGREEMENT}",
            append_only=True,
        ),
        # Second factors (secrets sealed by the adapter): the door checks them, an administrator takes them away.
        guard(
            "mfa_authenticator",
            read=f"user_id = {ACCOUNT} OR {DOOR} OR {COLLEAGUE.format(table='mfa_authenticator')}",
            add=f"user_id = {ACCOUNT}",
        ),
        guard("socialaccount_socialaccount", read=f"user_id = {ACCOUNT} OR {DOOR}", add=f"user_id = {ACCOUNT}"),
        # Providers stand in the settings, and their tokens are not kept.
        guard("socialaccount_socialapp", read="false"),
        guard("socialaccount_socialtoken", read="false"),
    ]
