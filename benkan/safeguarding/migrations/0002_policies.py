from django.db import migrations

from benkan.common.policies import (
    ACCOUNT,
    ORGANISATION,
    OWN,
    SIGNED_IN,
    guard,
    let_application_change_only,
    let_application_run,
    let_figures_count,
)

NATIONAL = "(SELECT benkan_national())"
IN_FORCE = "m.ended_at IS NULL AND m.begins <= current_date AND (m.ends IS NULL OR m.ends >= current_date)"
KNOWN = "benkan_account() IS NOT NULL"

# An account that holds a role in force, in the organisation where it works at this moment.
HAS_ROLE = f"""
  SELECT EXISTS (
    SELECT FROM organisations_membership m JOIN organisations_account a ON a.id = m.account_id AND a.is_active
    WHERE m.account_id = benkan_account() AND m.organisation_id = benkan_organisation() AND m.role = the_role
      AND {IN_FORCE}
  )
"""
IS_AUTHORITY = """
  SELECT EXISTS (
    SELECT FROM safeguarding_childauthority c WHERE c.organisation_id = benkan_organisation()
      AND c.begins <= current_date AND (c.ends IS NULL OR c.ends >= current_date)
  )
"""
# The account that holds it, as titular or deputy; and the authority for children while she is one. Nobody else.
READS = """
  SELECT EXISTS (
    SELECT FROM safeguarding_holding h WHERE h.file_id = the_file AND h.account_id = benkan_account()
      AND h.organisation_id = benkan_organisation() AND h.accepted_at IS NOT NULL AND h.ended_at IS NULL
  ) OR EXISTS (
    SELECT FROM safeguarding_restrictedfile f WHERE f.id = the_file AND f.kind = 'enfant' AND f.grown_at IS NULL
      AND safeguarding_is_authority() AND safeguarding_has_role('referent_protection')
  )
"""
# Who opens a file writes its first rows, until its first status is there; then nothing of it is hers.
BEING_OPENED = """
  SELECT EXISTS (
    SELECT FROM safeguarding_restrictedfile f WHERE f.id = the_file AND f.opened_by_id = benkan_account()
      AND NOT EXISTS (SELECT FROM safeguarding_filestatusrow s WHERE s.file_id = f.id)
  )
"""
# A file of hers that is under way, whoever asks: an identifier, by which a worry is added and nothing is read.
SAME = f"""
  SELECT f.id, f.organisation_id FROM safeguarding_restrictedfile f
  WHERE f.mark = the_mark AND f.mark <> '' AND f.kind = the_kind AND f.status <> 'clos' AND {KNOWN}
  ORDER BY f.opened_at LIMIT 1
"""
# Held while she is confided twice at once: one file is made.
HOLD_MARK = "SELECT pg_advisory_xact_lock(hashtextextended('safeguarding ' || the_mark, 0))"
CONFIDED = """
  SELECT count(DISTINCT r.file_id)::int FROM safeguarding_sectionrow r
  WHERE r.section = 'inquietude' AND r.by_id = benkan_account()
"""
REFERENTS = f"""
  SELECT DISTINCT m.account_id, m.organisation_id FROM organisations_membership m
  JOIN organisations_account a ON a.id = m.account_id AND a.is_active
  JOIN organisations_organisation o ON o.id = m.organisation_id AND o.closed_at IS NULL
  WHERE m.role = 'referent_protection' AND {IN_FORCE} AND {KNOWN} AND (
    m.organisation_id = the_organisation
    OR the_organisation IS NULL AND EXISTS (
      SELECT FROM safeguarding_childauthority c WHERE c.organisation_id = m.organisation_id
        AND c.begins <= current_date AND (c.ends IS NULL OR c.ends >= current_date)
    )
  )
  ORDER BY 2, 1
"""
# Who holds it now: to be told, by account, that there is something; identifiers alone.
HOLDERS = f"""
  SELECT h.account_id, h.organisation_id FROM safeguarding_holding h
  WHERE h.file_id = the_file AND h.accepted_at IS NOT NULL AND h.ended_at IS NULL AND {KNOWN}
  ORDER BY h.seat DESC
"""
KEYS = """
  SELECT k.id, k.wrapped FROM safeguarding_restrictedfile f
  JOIN organisations_organisationkey k ON k.organisation_id = f.organisation_id
  WHERE f.id = the_file AND safeguarding_reads(the_file)
"""
# One takes it; whoever comes second finds her proposal over. The row of the file is held meanwhile.
TAKE = """
  SELECT f.id FROM safeguarding_restrictedfile f
  JOIN safeguarding_holding h ON h.file_id = f.id
  WHERE h.id = the_holding FOR UPDATE OF f;
  WITH mine AS (
    SELECT h.id, h.file_id, h.seat, f.grown_at FROM safeguarding_holding h
    JOIN safeguarding_restrictedfile f ON f.id = h.file_id
    WHERE h.id = the_holding AND h.account_id = benkan_account() AND h.organisation_id = benkan_organisation()
      AND h.accepted_at IS NULL AND h.ended_at IS NULL AND f.status <> 'clos'
      AND (f.grown_at IS NULL OR f.agreed_at IS NOT NULL)
  )
  UPDATE safeguarding_holding o SET ended_at = the_moment
  FROM mine WHERE o.file_id = mine.file_id AND o.id <> mine.id AND o.ended_at IS NULL
    AND (o.seat = mine.seat OR o.account_id = benkan_account() OR mine.grown_at IS NOT NULL);
  WITH taken AS (
    UPDATE safeguarding_holding h SET accepted_at = the_moment
    FROM safeguarding_restrictedfile f
    WHERE f.id = h.file_id AND h.id = the_holding AND h.account_id = benkan_account()
      AND h.organisation_id = benkan_organisation() AND h.accepted_at IS NULL AND h.ended_at IS NULL
      AND f.status <> 'clos' AND (f.grown_at IS NULL OR f.agreed_at IS NOT NULL)
    RETURNING h.file_id, h.seat
  ), quiet AS (
    UPDATE safeguarding_restrictedfile f SET alerted_at = NULL
    FROM taken WHERE f.id = taken.file_id AND taken.seat = 'titulaire' RETURNING f.id
  )
  SELECT file_id FROM taken
"""
# No titular in place: she left, or nobody accepted in time. Proposed to the others, once, and told. Where her
# organisation has no referent left, a child's file is proposed to the authority's.
ORPHANS = f"""
  WITH referents AS (
    SELECT DISTINCT m.account_id, m.organisation_id, EXISTS (
      SELECT FROM safeguarding_childauthority c WHERE c.organisation_id = m.organisation_id
        AND c.begins <= current_date AND (c.ends IS NULL OR c.ends >= current_date)
    ) AS authority
    FROM organisations_membership m
    JOIN organisations_account a ON a.id = m.account_id AND a.is_active
    JOIN organisations_organisation o ON o.id = m.organisation_id AND o.closed_at IS NULL
    WHERE m.role = 'referent_protection' AND {IN_FORCE}
  ), orphans AS (
    UPDATE safeguarding_restrictedfile f SET alerted_at = the_moment
    WHERE f.status <> 'clos' AND f.alerted_at IS NULL
      AND NOT EXISTS (
        SELECT FROM safeguarding_holding h
        JOIN organisations_membership m ON m.account_id = h.account_id AND m.organisation_id = h.organisation_id
          AND m.role = ANY ('{{{{referent_protection,accompagnement}}}}'::text[]) AND {IN_FORCE}
        JOIN organisations_account a ON a.id = h.account_id AND a.is_active
        WHERE h.file_id = f.id AND h.seat = 'titulaire' AND h.accepted_at IS NOT NULL AND h.ended_at IS NULL
      )
      AND (
        f.opened_at < taken_before
        OR EXISTS (SELECT FROM safeguarding_holding h WHERE h.file_id = f.id AND h.accepted_at IS NOT NULL)
      )
    RETURNING f.id, f.organisation_id, f.kind = 'enfant' AND f.grown_at IS NULL AS child
  ), told AS (
    SELECT o.id AS file_id, r.account_id, r.organisation_id,
      r.organisation_id = o.organisation_id
        OR NOT EXISTS (SELECT FROM referents s WHERE s.organisation_id = o.organisation_id) AS proposed
    FROM orphans o JOIN referents r ON r.organisation_id = o.organisation_id OR o.child AND r.authority
  ), ended AS (
    UPDATE safeguarding_holding h SET ended_at = the_moment
    FROM orphans o WHERE h.file_id = o.id AND h.seat = 'titulaire' AND h.ended_at IS NULL
      AND h.accepted_at IS NOT NULL RETURNING h.id
  ), proposed AS (
    INSERT INTO safeguarding_holding (id, file_id, organisation_id, account_id, seat, proposed_at, proposed_by_id)
    SELECT gen_random_uuid(), t.file_id, t.organisation_id, t.account_id, 'titulaire', the_moment, t.account_id
    FROM told t WHERE t.proposed AND NOT EXISTS (
      SELECT FROM safeguarding_holding h WHERE h.file_id = t.file_id AND h.account_id = t.account_id
        AND h.seat = 'titulaire' AND h.ended_at IS NULL
    ) RETURNING id
  )
  SELECT DISTINCT account_id, organisation_id FROM told
"""
# Eighteen: from this moment the authority for children reads nothing more. Her file is proposed to who accompanies her;
# whoever holds it stays responsible until then. Who says it is given identifiers of accounts, nothing of the file.
EIGHTEEN = f"""
  WITH grown AS (
    UPDATE safeguarding_restrictedfile f SET grown_at = the_moment, status = 'majorite', due = the_due
    WHERE f.mark = the_mark AND f.mark <> '' AND f.kind = 'enfant' AND f.status <> 'clos' AND f.grown_at IS NULL
      AND {KNOWN} RETURNING f.id
  ), told AS (
    INSERT INTO safeguarding_filestatusrow (id, file_id, organisation_id, status, at, by_id)
    SELECT gen_random_uuid(), grown.id, benkan_organisation(), 'majorite', the_moment, benkan_account() FROM grown
    RETURNING id
  ), proposed AS (
    INSERT INTO safeguarding_holding (id, file_id, organisation_id, account_id, seat, proposed_at, proposed_by_id)
    SELECT gen_random_uuid(), grown.id, benkan_organisation(), the_worker, 'titulaire', the_moment, benkan_account()
    FROM grown WHERE the_worker IS NOT NULL AND NOT EXISTS (
      SELECT FROM safeguarding_holding h WHERE h.file_id = grown.id AND h.account_id = the_worker
        AND h.seat = 'titulaire' AND h.ended_at IS NULL
    )
    RETURNING account_id, organisation_id
  )
  SELECT h.account_id, h.organisation_id FROM safeguarding_holding h JOIN grown ON grown.id = h.file_id
  WHERE h.accepted_at IS NOT NULL AND h.ended_at IS NULL
  UNION SELECT account_id, organisation_id FROM proposed
"""
# A place, or what holds it, that was said dangerous for her: yes or no, never why.
IS_DANGEROUS = f"""
  WITH RECURSIVE within AS (
    SELECT p.id, p.parent_id FROM places_place p WHERE p.id = the_place
    UNION ALL SELECT p.id, p.parent_id FROM places_place p JOIN within w ON p.id = w.parent_id
  )
  SELECT EXISTS (
    SELECT FROM safeguarding_dangerousplace d
    WHERE d.mark = ANY(marks) AND d.mark <> '' AND d.lifted_at IS NULL AND d.place_id = ANY (SELECT id FROM within)
  ) AND {KNOWN}
"""
# Of these marks, those of files under way: they never answer a search across organisations.
SILENT = f"""
  SELECT DISTINCT f.mark::text FROM safeguarding_restrictedfile f
  WHERE f.mark = ANY(marks) AND f.mark <> '' AND f.status <> 'clos' AND {KNOWN}
"""
SHELTERS = f"""
  SELECT DISTINCT o.organisation_id FROM offers_offer o
  WHERE o.confidential AND o.ended_at IS NULL AND o.begins <= current_date
    AND (o.ends IS NULL OR o.ends >= current_date)
    AND {KNOWN} AND o.organisation_id IS DISTINCT FROM benkan_organisation()
"""
EMPTIED = """
  , words AS (
    UPDATE safeguarding_sectionrow r SET words = NULL FROM over WHERE r.file_id = over.id RETURNING r.id
  ), claims AS (
    UPDATE safeguarding_claim c SET who = NULL FROM over WHERE c.file_id = over.id RETURNING c.id
  ), places AS (
    UPDATE safeguarding_dangerousplace d SET mark = '' FROM over WHERE d.file_id = over.id RETURNING d.id
  ), reasons AS (
    UPDATE audit_entry e SET reason = '' FROM over
    WHERE e.kind = 'safeguarding.restrictedfile' AND e.object_id = over.id AND e.reason <> '' RETURNING e.id
  )
  SELECT count(*)::int FROM over
"""
# Closed long enough ago, or closed and of somebody who asked to be erased: only what is counted stays.
LET_GO = f"""
  WITH over AS (
    UPDATE safeguarding_restrictedfile f SET person = NULL, mark = ''
    WHERE f.status = 'clos' AND f.person IS NOT NULL AND (
      f.forget OR f.kind = 'enfant' AND f.closed_at < children_before OR f.kind = 'traite' AND f.closed_at < others_before
    )
    RETURNING f.id
  ) {EMPTIED}
"""
# Her ordinary file is erased. She asked: the words go as soon as nobody needs them. Its time was over: what links the
# two is cut, and the words keep their own time.
FORGET = """
  UPDATE safeguarding_restrictedfile f SET forget = f.forget OR f.mark = ANY(asked)
  WHERE f.mark <> '' AND f.mark = ANY(asked || ended);
  UPDATE safeguarding_restrictedfile f SET mark = '' WHERE f.mark <> '' AND f.mark = ANY(asked || ended)
"""
JOURNAL = """
CREATE POLICY audit_entry_safeguarding ON audit_entry AS RESTRICTIVE FOR SELECT
  USING (
    kind <> 'safeguarding.restrictedfile'
    OR safeguarding_reads(object_id)
    OR verb = 'safeguarding.read' AND safeguarding_has_role('protection_donnees')
  )
"""


def of_a_file(column: str) -> str:
    return f"safeguarding_reads({column})"


def of_mine(condition: str) -> str:
    return f"by_id = {ACCOUNT} AND ({condition})"


class Migration(migrations.Migration):
    dependencies = [
        ("safeguarding", "0001_initial"),
        ("organisations", "0009_two_signatures"),
        ("offers", "0002_policies"),
        ("audit", "0002_policies"),
    ]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE safeguarding_number", "DROP SEQUENCE safeguarding_number"),
        migrations.RunSQL("CREATE SEQUENCE safeguarding_claim_number", "DROP SEQUENCE safeguarding_claim_number"),
        let_application_run("safeguarding_has_role", HAS_ROLE, takes="the_role text", returns="boolean"),
        let_application_run("safeguarding_is_authority", IS_AUTHORITY, returns="boolean"),
        let_application_run("safeguarding_reads", READS, takes="the_file uuid", returns="boolean"),
        let_application_run("safeguarding_being_opened", BEING_OPENED, takes="the_file uuid", returns="boolean"),
        guard(
            "safeguarding_restrictedfile",
            read=of_a_file("id"),
            add=f"opened_by_id = {ACCOUNT}",
            append_only=True,
        ),
        let_application_change_only(
            "safeguarding_restrictedfile",
            "status", "due", "conclusion", "closing", "closed_at", "agreed_at",
            of=of_a_file("id"),
        ),
        guard(
            "safeguarding_filestatusrow",
            read=of_a_file("file_id"),
            add=of_mine(
                f"organisation_id = {ORGANISATION} AND (safeguarding_reads(file_id) OR safeguarding_being_opened(file_id))"
            ),
            append_only=True,
        ),
        # Proposed, one reads one's own row and nothing of the file.
        guard(
            "safeguarding_holding",
            read=f"(account_id = {ACCOUNT} AND organisation_id = {ORGANISATION}) OR safeguarding_reads(file_id)",
            add=(
                f"proposed_by_id = {ACCOUNT} AND accepted_at IS NULL"
                " AND (safeguarding_reads(file_id) OR safeguarding_being_opened(file_id))"
            ),
            append_only=True,
        ),
        let_application_change_only(
            "safeguarding_holding",
            "ended_at",
            of=f"(account_id = {ACCOUNT} AND organisation_id = {ORGANISATION}) OR safeguarding_reads(file_id)",
        ),
        # A worry is added by whoever has it, to a file of which she reads nothing.
        guard(
            "safeguarding_sectionrow",
            read=of_a_file("file_id"),
            add=of_mine("safeguarding_reads(file_id) OR section = 'inquietude'"),
            append_only=True,
        ),
        guard(
            "safeguarding_claim",
            read=of_a_file("file_id"),
            add=f"noted_by_id = {ACCOUNT} AND safeguarding_reads(file_id)",
            append_only=True,
        ),
        let_application_change_only(
            "safeguarding_claim", "status", "decided_at", "decided_by_id", of=of_a_file("file_id")
        ),
        guard(
            "safeguarding_claimstatusrow",
            read="EXISTS (SELECT FROM safeguarding_claim c WHERE c.id = safeguarding_claimstatusrow.claim_id)",
            add=of_mine(
                "EXISTS (SELECT FROM safeguarding_claim c WHERE c.id = safeguarding_claimstatusrow.claim_id)"
            ),
            append_only=True,
        ),
        # Which body is the authority is no secret.
        guard(
            "safeguarding_childauthority",
            read=SIGNED_IN,
            add=f"said_by_id = {ACCOUNT} AND {NATIONAL}",
            append_only=True,
        ),
        let_application_change_only("safeguarding_childauthority", "ends", of=NATIONAL),
        guard(
            "safeguarding_training", read=OWN, add=f"{OWN} AND recorded_by_id = {ACCOUNT}", append_only=True
        ),
        guard(
            "safeguarding_dangerousplace",
            read=of_a_file("file_id"),
            add=of_mine("safeguarding_reads(file_id)"),
            append_only=True,
        ),
        let_application_change_only("safeguarding_dangerousplace", "lifted_at", of=of_a_file("file_id")),
        let_application_run(
            "safeguarding_same",
            SAME,
            takes="the_mark text, the_kind text",
            returns="TABLE (file_id uuid, organisation_id uuid)",
        ),
        let_application_run("safeguarding_hold_mark", HOLD_MARK, takes="the_mark text"),
        let_application_run("safeguarding_confided", CONFIDED, returns="int"),
        let_application_run(
            "safeguarding_referents",
            REFERENTS,
            takes="the_organisation uuid",
            returns="TABLE (account_id uuid, organisation_id uuid)",
        ),
        let_application_run(
            "safeguarding_holders",
            HOLDERS,
            takes="the_file uuid",
            returns="TABLE (account_id uuid, organisation_id uuid)",
        ),
        let_application_run(
            "safeguarding_keys", KEYS, takes="the_file uuid", returns="TABLE (key_id uuid, wrapped bytea)"
        ),
        let_application_run(
            "safeguarding_take", TAKE, takes="the_holding uuid, the_moment timestamptz", returns="uuid"
        ),
        let_application_run(
            "safeguarding_orphans",
            ORPHANS,
            takes="the_moment timestamptz, taken_before timestamptz",
            returns="TABLE (account_id uuid, organisation_id uuid)",
        ),
        let_application_run(
            "safeguarding_eighteen",
            EIGHTEEN,
            takes="the_mark text, the_worker uuid, the_due date, the_moment timestamptz",
            returns="TABLE (account_id uuid, organisation_id uuid)",
        ),
        let_application_run(
            "safeguarding_is_dangerous", IS_DANGEROUS, takes="marks text[], the_place uuid", returns="boolean"
        ),
        let_application_run("safeguarding_silent", SILENT, takes="marks text[]", returns="TABLE (mark text)"),
        let_application_run("safeguarding_shelters", SHELTERS, returns="TABLE (organisation_id uuid)"),
        let_application_run(
            "safeguarding_let_go",
            LET_GO,
            takes="children_before timestamptz, others_before timestamptz",
            returns="int",
        ),
        let_application_run("safeguarding_forget", FORGET, takes="asked text[], ended text[]"),
        migrations.RunSQL(JOURNAL, "DROP POLICY audit_entry_safeguarding ON audit_entry"),
        # National, by kind and year: no organisation, no day of anybody's birth, no number.
        let_figures_count("safeguarding_restrictedfile", "id", "kind", "conclusion", "closing", "opened_at"),
    ]
