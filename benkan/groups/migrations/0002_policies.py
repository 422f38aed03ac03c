from django.db import migrations

from benkan.common.policies import (
    ORGANISATION,
    OWN,
    SIGNED_IN,
    guard,
    let_application_change_only,
    let_application_empty,
    let_figures_count,
)

# A partner's or a payer's row opens a group only where the organisation that keeps the group wrote it.
PARTNER = (
    "EXISTS (SELECT FROM groups_partner p WHERE p.group_id = {group} AND p.organisation_id = {keeper}"
    f" AND p.partner_id = {ORGANISATION})"
)
OF_PAYER = (
    "EXISTS (SELECT FROM groups_funding f WHERE f.group_id = groups_group.id"
    f" AND f.organisation_id = groups_group.organisation_id AND f.payer_id = {ORGANISATION})"
)
PARTNER_OF_GROUP = PARTNER.format(group="groups_group.id", keeper="groups_group.organisation_id")
PARTNER_OF_FUNDING = PARTNER.format(group="groups_funding.group_id", keeper="groups_funding.organisation_id")


def seen(table: str, parent: str, column: str) -> str:
    """The policy of what it hangs on decides."""
    return f"EXISTS (SELECT FROM groups_{parent} p WHERE p.id = groups_{table}.{column})"


def rows_of(parent: str, column: str, *tables: str):
    """Rows only added, by whoever reads what they hang on, in her own organisation's name."""
    return [
        guard(
            f"groups_{table}",
            read=seen(table, parent, column),
            add=f"{OWN} AND {seen(table, parent, column)}",
            append_only=True,
        )
        for table in tables
    ]


def rows_of_project(*tables: str):
    kept = "EXISTS (SELECT FROM groups_communityproject p WHERE p.id = groups_{table}.project_id AND p.{own})"
    return [
        guard(
            f"groups_{table}", read=SIGNED_IN, add=f"{OWN} AND {kept.format(table=table, own=OWN)}", append_only=True
        )
        for table in tables
    ]


WHOLE = """
CREATE FUNCTION groups_division_is_whole() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE division uuid := coalesce(to_jsonb(NEW) ->> 'division_id', to_jsonb(NEW) ->> 'id');
BEGIN
  IF (SELECT coalesce(sum(part), 0) FROM groups_share WHERE division_id = division) <> 10000 THEN
    RAISE EXCEPTION 'the shares of a division do not make the whole' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER groups_division_whole AFTER INSERT ON groups_division
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION groups_division_is_whole();
CREATE CONSTRAINT TRIGGER groups_share_whole AFTER INSERT ON groups_share
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION groups_division_is_whole();
"""
NO_WHOLE = (
    "DROP TRIGGER groups_share_whole ON groups_share; DROP TRIGGER groups_division_whole ON groups_division;"
    " DROP FUNCTION groups_division_is_whole();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0001_initial"),
        ("cases", "0009_followup_policies"),
        ("organisations", "0002_policies"),
        ("common", "0001_functions"),
    ]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE groups_number", "DROP SEQUENCE groups_number"),
        migrations.RunSQL(WHOLE, NO_WHOLE),
        guard("groups_partner", read=f"{OWN} OR partner_id = {ORGANISATION}", add=OWN, append_only=True),
        guard(
            "groups_funding",
            read=f"{OWN} OR payer_id = {ORGANISATION} OR {PARTNER_OF_FUNDING}",
            add=OWN,
            append_only=True,
        ),
        let_application_change_only(
            "groups_funding", "status", "granted", "grant_id", "decided_by_id", "confirmed_by_id",
            of=f"payer_id = {ORGANISATION}",
        ),
        guard("groups_group", read=f"{OWN} OR {PARTNER_OF_GROUP} OR {OF_PAYER}", add=OWN, change=OWN),
        *rows_of("group", "group_id", "groupstatusrow", "groupvisit", "member", "division", "accountline"),
        *rows_of("member", "member_id", "exit"),
        *rows_of("division", "division_id", "share"),
        *rows_of("funding", "funding_id", "fundingstatusrow"),
        *rows_of("tranche", "tranche_id", "tranchestatusrow", "evidence"),
        guard("groups_tranche", read=seen("tranche", "funding", "funding_id"), add=OWN, change=OWN),
        guard("groups_membername", read=f"{OWN} OR reader_id = {ORGANISATION}", add=OWN, change=OWN),
        # What was said of somebody who left is emptied when her file is erased.
        let_application_empty("groups_exit", "words", of=seen("exit", "member", "member_id")),
        guard("groups_communityproject", read=SIGNED_IN, add=OWN, change=OWN),
        *rows_of_project("projectstatusrow", "population", "cofunding", "progress"),
        let_figures_count("groups_group", "id", "organisation_id", "kind", "trade", "place_id", "status"),
        let_figures_count("groups_member", "id", "organisation_id", "group_id", "kind", "case_id", "sex"),
        let_figures_count("groups_exit", "member_id", "organisation_id", "reason", "day"),
        let_figures_count("groups_communityproject", "id", "organisation_id", "works", "place_id", "status"),
    ]  # fmt: skip
