from django.db import migrations

from benkan.common.policies import (
    ACCOUNT,
    FOUNDING,
    ORGANISATION,
    OWN,
    guard,
    let_application_change_only,
    let_application_run,
)

# What each says is of who asks alone: her address, whether she opens accounts here, the secret that she presents.
WHO_ASKS = """
CREATE FUNCTION benkan_address() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
  SELECT lower(email) FROM organisations_account WHERE id = benkan_account() AND is_active $$;
CREATE FUNCTION benkan_opens_accounts() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM organisations_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
    WHERE m.account_id = benkan_account() AND m.organisation_id = benkan_organisation()
      AND m.role IN ('administration', 'plateforme') AND m.ended_at IS NULL AND m.begins <= current_date
      AND (m.ends IS NULL OR m.ends >= current_date) AND o.closed_at IS NULL
  ) $$;
CREATE FUNCTION benkan_presented() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('benkan.presented', true), '') $$;
CREATE FUNCTION benkan_is_invited(organisation uuid, role text, place uuid, ends date, giver uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM organisations_invitation i
    WHERE i.organisation_id = $1 AND i.role = $2 AND i.place_id IS NOT DISTINCT FROM $3
      AND i.ends IS NOT DISTINCT FROM $4 AND i.invited_by_id = $5 AND lower(i.email) = benkan_address()
      AND i.answer = '' AND i.withdrawn_at IS NULL AND i.expires_at > now()
  ) $$;
"""
NOBODY_ASKS = """
DROP FUNCTION benkan_is_invited(uuid, text, uuid, date, uuid);
DROP FUNCTION benkan_presented();
DROP FUNCTION benkan_opens_accounts();
DROP FUNCTION benkan_address();
"""
# A place that holds, or will: whoever has one agreed to work there.
HAS_PLACE = """
SELECT EXISTS (
  SELECT FROM organisations_membership m WHERE m.account_id = $1 AND m.organisation_id = $2 AND m.ended_at IS NULL
    AND (m.ends IS NULL OR m.ends >= current_date))
"""
# What is read before anybody is known, by who holds the link: the names of the organisation and of the place.
PROPOSAL = """
SELECT o.name, p.name FROM organisations_invitation i JOIN organisations_organisation o ON o.id = i.organisation_id
LEFT JOIN places_place p ON p.id = i.place_id WHERE i.secret_digest = benkan_presented()
"""
# Who answered elsewhere and who left no answer: of neither is the address kept. Never one that still waits.
EMPTY = """
WITH emptied AS (
  UPDATE organisations_invitation SET email = '', name = '', secret_digest = ''
  WHERE (email <> '' OR name <> '') AND coalesce(answered_at, withdrawn_at, expires_at) < least($1, now())
  RETURNING organisation_id
) SELECT organisation_id, count(*) FROM emptied GROUP BY organisation_id
"""
ADMINISTRATORS = (
    f"({OWN} AND (SELECT benkan_opens_accounts()))"
    f" OR ((SELECT benkan_national()) AND (role = 'administration' OR invited_by_id = {ACCOUNT}))"
)
HERS = "lower(email) = (SELECT benkan_address()) OR secret_digest = (SELECT benkan_presented())"
INVITED = "benkan_is_invited(organisation_id, role, place_id, ends, given_by_id)"
# Nobody opens the account of another, nor accepts for her; nobody has a role in an organisation where she has none, unless she accepts it.
AGREED = f"""
CREATE POLICY organisations_account_own ON organisations_account AS RESTRICTIVE FOR INSERT
  WITH CHECK ({FOUNDING} OR id = {ACCOUNT});
CREATE POLICY organisations_invitation_own_acceptance ON organisations_invitation AS RESTRICTIVE FOR UPDATE
  USING (true) WITH CHECK (answer <> 'acceptee' OR lower(email) = (SELECT benkan_address()));
CREATE POLICY organisations_membership_accept ON organisations_membership FOR INSERT
  WITH CHECK (account_id = {ACCOUNT} AND {INVITED});
CREATE POLICY organisations_membership_agreed ON organisations_membership AS RESTRICTIVE FOR INSERT
  WITH CHECK ({FOUNDING} OR benkan_has_place(account_id, organisation_id) OR (account_id = {ACCOUNT} AND {INVITED}));
"""
NOT_AGREED = """
DROP POLICY organisations_membership_agreed ON organisations_membership;
DROP POLICY organisations_membership_accept ON organisations_membership;
DROP POLICY organisations_invitation_own_acceptance ON organisations_invitation;
DROP POLICY organisations_account_own ON organisations_account;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0010_invitations"), ("common", "0001_functions")]
    operations = [
        migrations.RunSQL(WHO_ASKS, NOBODY_ASKS),
        let_application_run(
            "benkan_has_place", HAS_PLACE, takes="account uuid, organisation uuid", returns="boolean"
        ),
        let_application_run("benkan_proposal", PROPOSAL, returns="TABLE (organisation text, place text)"),
        let_application_run(
            "benkan_empty_invitations",
            EMPTY,
            takes="before timestamptz",
            returns="TABLE (organisation uuid, invitations bigint)",
        ),
        guard(
            "organisations_invitation",
            read=f"{ADMINISTRATORS} OR {HERS}",
            add=f"invited_by_id = {ACCOUNT} AND answer = '' AND ({ADMINISTRATORS})",
            append_only=True,
        ),
        let_application_change_only(
            "organisations_invitation",
            "invited_by_id", "expires_at", "secret_digest", "answer", "answered_at", "membership_id",
            "withdrawn_at", "withdrawn_by_id",
            of=f"({ADMINISTRATORS} OR {HERS})",
        ),
        migrations.RunSQL(AGREED, NOT_AGREED),
        # Whoever made the link does not read it again, and cannot say that it was read.
        guard(
            "organisations_handedlink",
            read=f"account_id = {ACCOUNT}",
            add=f"made_by_id = {ACCOUNT} AND organisation_id = {ORGANISATION}",
            append_only=True,
        ),
        let_application_change_only("organisations_handedlink", "read_at", of=f"account_id = {ACCOUNT}"),
    ]
