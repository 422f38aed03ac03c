from django.db import migrations

from benkan.common.policies import (
    ACCOUNT,
    ORGANISATION,
    guard,
    let_application_change_only,
    let_application_run,
)

NATIONAL = "(SELECT benkan_national())"
# A copy is its recipient's, once open to her; one that waits is the national administration's to hand on.
MINE = f"(account_id = {ACCOUNT} AND organisation_id = {ORGANISATION} AND opened_at IS NOT NULL)"
WAITING = f"(account_id IS NULL AND organisation_id = {ORGANISATION} AND {NATIONAL})"


def held(column: str) -> str:
    """Who reads a copy of it: the policy of the copies decides."""
    return f"EXISTS (SELECT FROM complaints_copy c WHERE c.complaint_id = {column})"


HOLDS = """EXISTS (
    SELECT FROM complaints_copy k WHERE k.complaint_id = the_complaint AND k.organisation_id = benkan_organisation()
      AND (k.account_id = benkan_account() AND k.opened_at IS NOT NULL OR k.account_id IS NULL AND benkan_national())
  )"""
# Who notes a complaint does not read it: until its first status is written, she may seal copies of it, then nothing.
BEING_NOTED = """EXISTS (
    SELECT FROM complaints_complaint c WHERE c.id = the_complaint AND c.noted_by_id = benkan_account()
      AND NOT EXISTS (SELECT FROM complaints_complaintstatus s WHERE s.complaint_id = c.id)
  )"""
ANSWERED = "EXISTS (SELECT FROM complaints_complaint c WHERE c.id = the_complaint AND c.status = 'repondue')"
SIGNED_IN = "benkan_account() IS NOT NULL"

SEALING_KEY = f"""
  SELECT k.id, k.wrapped FROM organisations_organisationkey k
  WHERE k.organisation_id = the_organisation AND k.retired_at IS NULL AND {SIGNED_IN}
"""
OFFICERS_ON = f"""
  SELECT m.account_id, m.organisation_id, r.kinds::text[]
  FROM (
    SELECT account_id, organisation_id, min(begins) AS begins FROM organisations_membership
    WHERE role = 'plaintes' AND ended_at IS NULL AND begins <= the_day AND (ends IS NULL OR ends >= the_day)
    GROUP BY account_id, organisation_id
  ) m
  JOIN organisations_account a ON a.id = m.account_id AND a.is_active
  JOIN organisations_organisation o ON o.id = m.organisation_id AND o.closed_at IS NULL
  LEFT JOIN complaints_recipient r ON r.account_id = m.account_id AND r.organisation_id = m.organisation_id
    AND r.begins <= the_day AND (r.ends IS NULL OR r.ends >= the_day)
  WHERE {SIGNED_IN}
  ORDER BY coalesce(r.begins, m.begins), coalesce(r.named_at, o.opened_at), m.account_id
"""
NAMES = """
  SELECT DISTINCT a.id, a.name::text, m.organisation_id FROM organisations_membership m
  JOIN organisations_account a ON a.id = m.account_id
  WHERE m.role = 'plaintes' AND benkan_national()
"""
NATIONAL_ORGANISATION = """
  SELECT m.organisation_id FROM organisations_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
  WHERE m.role = 'plateforme' AND m.ended_at IS NULL AND o.closed_at IS NULL
  ORDER BY m.begins, o.opened_at, o.id LIMIT 1
"""
COPIES = f"""
  SELECT k.id, k.organisation_id, k.account_id, k.answers FROM complaints_copy k
  WHERE k.complaint_id = the_complaint AND {SIGNED_IN} ORDER BY k.id
"""
# What whoever has the number is asked her digits for; the answer stays sealed, with the key that opens it.
FOLLOW = f"""
  SELECT c.id, c.code::text, c.wrong_tries::int, c.locked_until, c.status::text, c.received_on, c.due,
    w.id, w.organisation_id, w.words, k.id, k.wrapped
  FROM complaints_complaint c
  LEFT JOIN LATERAL (
    SELECT * FROM complaints_writing w WHERE w.complaint_id = c.id AND w.what = 'reponse' AND w.words IS NOT NULL
    ORDER BY w.at DESC, w.id DESC LIMIT 1
  ) w ON true
  LEFT JOIN organisations_organisationkey k ON k.id = encode(substring(w.words FROM 2 FOR 16), 'hex')::uuid
    AND k.organisation_id = w.organisation_id
  WHERE c.number = the_number AND {SIGNED_IN}
  FOR UPDATE OF c
"""
TRIED = f"""
  UPDATE complaints_complaint SET
    wrong_tries = CASE WHEN well OR the_lock IS NOT NULL THEN 0 ELSE wrong_tries + 1 END, locked_until = the_lock,
    told_at = CASE WHEN well AND status IN ('repondue', 'tranchee') THEN coalesce(told_at, the_moment) ELSE told_at END
  WHERE id = the_complaint AND {SIGNED_IN}
"""
# Its turn passes to whoever has not answered it; once: only an answer that was never contested is.
CONTEST = f"""
  WITH moved AS (
    UPDATE complaints_complaint SET status = 'contestee', due = the_due, told_at = NULL, late_at = NULL
    WHERE id = the_complaint AND status = 'repondue' AND {SIGNED_IN} RETURNING id
  ), author AS (
    SELECT w.by_id FROM complaints_writing w WHERE w.complaint_id = the_complaint AND w.what = 'reponse'
    ORDER BY w.at DESC, w.id DESC LIMIT 1
  ), turned AS (
    UPDATE complaints_copy k SET
      answers = k.account_id IS DISTINCT FROM (SELECT by_id FROM author),
      opened_at = coalesce(k.opened_at, the_moment)
    FROM moved WHERE k.complaint_id = moved.id RETURNING k.id
  ), told AS (
    INSERT INTO complaints_complaintstatus (id, complaint_id, organisation_id, status, at, by_id)
    SELECT the_row, moved.id, benkan_organisation(), 'contestee', the_moment, benkan_account() FROM moved
    RETURNING id
  )
  SELECT EXISTS (SELECT FROM moved)
"""
GIVE_TURN = """
  UPDATE complaints_copy k SET
    answers = k.account_id IS NOT DISTINCT FROM the_account,
    opened_at = CASE WHEN k.account_id IS NOT DISTINCT FROM the_account THEN coalesce(k.opened_at, the_moment)
      ELSE k.opened_at END
  WHERE k.complaint_id = the_complaint AND EXISTS (
    SELECT FROM complaints_copy m WHERE m.complaint_id = the_complaint AND m.account_id = benkan_account()
      AND m.organisation_id = benkan_organisation() AND m.answers
  )
"""
ESCALATE = """
  WITH late AS (
    UPDATE complaints_complaint SET late_at = the_moment
    WHERE due < the_day AND late_at IS NULL AND status IN ('recue', 'en_examen', 'contestee') RETURNING id
  )
  UPDATE complaints_copy k SET answers = true, opened_at = coalesce(k.opened_at, the_moment)
  FROM late WHERE k.complaint_id = late.id RETURNING k.account_id, k.organisation_id
"""
# Of what is over, only what is counted stays: closed long enough ago, or closed and of somebody who was erased.
LET_GO = """
  WITH over AS (
    UPDATE complaints_complaint SET code = '', file_mark = ''
    WHERE status = 'close' AND code <> '' AND (forget OR closed_at < before) RETURNING id
  ), copies AS (
    UPDATE complaints_copy k SET words = NULL, person = NULL, reach = NULL, about = NULL
    FROM over WHERE k.complaint_id = over.id RETURNING k.id
  ), writings AS (
    UPDATE complaints_writing w SET words = NULL FROM over WHERE w.complaint_id = over.id RETURNING w.id
  )
  SELECT count(*)::int FROM over
"""
# A file is erased: who complained and how to answer her go at once, her words when nobody examines them any more, so
# that no office erases what is said of it.
FORGET = """
  WITH hers AS (
    UPDATE complaints_complaint SET forget = forget OR whole WHERE file_mark <> '' AND file_mark = ANY(marks)
    RETURNING id
  )
  UPDATE complaints_copy k SET reach = NULL, person = CASE WHEN whole THEN NULL ELSE person END
  FROM hers WHERE k.complaint_id = hers.id
"""
PLACED = """
  WITH waiting AS (
    SELECT k.id FROM complaints_copy k WHERE k.id = the_copy AND k.account_id IS NULL
      AND k.organisation_id = benkan_organisation() AND benkan_national()
  ), emptied AS (
    DELETE FROM complaints_writing w USING waiting WHERE w.copy_id = waiting.id RETURNING w.id
  )
  DELETE FROM complaints_copy k USING waiting WHERE k.id = waiting.id
"""
# Who leaves does not take complaints with her: the next one named in her organisation holds them, sealed with the same
# key. Never the first copy of an ordinary complaint, which may be examined in the office concerned, whose next officer
# may be the one accused: its second copy, outside, opens when it is late.
SUCCEED = """
  WITH left_behind AS (
    SELECT DISTINCT ON (k.complaint_id) k.id FROM complaints_copy k JOIN complaints_complaint c ON c.id = k.complaint_id
    WHERE k.organisation_id = the_organisation AND k.account_id IS NOT NULL AND c.status <> 'close' AND benkan_national()
      AND (
        c.kind IN ('argent', 'eas')
        OR EXISTS (SELECT FROM complaints_copy o WHERE o.complaint_id = k.complaint_id AND o.id < k.id)
      )
      AND NOT EXISTS (
        SELECT FROM organisations_membership m JOIN organisations_account a ON a.id = m.account_id AND a.is_active
        WHERE m.account_id = k.account_id AND m.organisation_id = k.organisation_id AND m.role = 'plaintes'
          AND m.ended_at IS NULL AND m.begins <= the_day AND (m.ends IS NULL OR m.ends >= the_day)
      )
      AND NOT EXISTS (
        SELECT FROM complaints_copy o WHERE o.complaint_id = k.complaint_id AND o.account_id = the_account
      )
    ORDER BY k.complaint_id, k.id
  ), given AS (
    UPDATE complaints_copy k SET account_id = the_account FROM left_behind WHERE k.id = left_behind.id
    RETURNING k.opened_at
  )
  SELECT count(opened_at)::int FROM given
"""
# The journal of an office would tell that a complaint was noted there: rows on a complaint are read by its recipients.
JOURNAL = """
CREATE POLICY audit_entry_complaints ON audit_entry AS RESTRICTIVE FOR SELECT
  USING (kind <> 'complaints.complaint' OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = object_id))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0001_initial"),
        ("organisations", "0009_two_signatures"),
        ("audit", "0002_policies"),
    ]
    operations = [
        let_application_run(
            "complaints_may_copy", f"SELECT {BEING_NOTED} OR {HOLDS}", takes="the_complaint uuid", returns="boolean"
        ),
        let_application_run(
            "complaints_may_write",
            f"SELECT {HOLDS} OR the_kind = 'contestation' AND {ANSWERED} AND {SIGNED_IN}",
            takes="the_complaint uuid, the_kind text",
            returns="boolean",
        ),
        guard(
            "complaints_copy", read=f"({MINE} OR {WAITING})", add="complaints_may_copy(complaint_id)", append_only=True
        ),
        guard(
            "complaints_complaint",
            read=held("complaints_complaint.id"),
            add=f"noted_by_id = {ACCOUNT}",
            append_only=True,
        ),
        let_application_change_only(
            "complaints_complaint", "status", "told_at", "closed_at", of=held("complaints_complaint.id")
        ),
        guard(
            "complaints_complaintstatus",
            read=held("complaints_complaintstatus.complaint_id"),
            add=f"by_id = {ACCOUNT} AND organisation_id = {ORGANISATION} AND complaints_may_copy(complaint_id)",
            append_only=True,
        ),
        guard(
            "complaints_writing",
            read="EXISTS (SELECT FROM complaints_copy c WHERE c.id = complaints_writing.copy_id)",
            add=f"(by_id = {ACCOUNT} OR {NATIONAL}) AND complaints_may_write(complaint_id, what)",
            append_only=True,
        ),
        guard(
            "complaints_recipient",
            read=f"account_id = {ACCOUNT} OR {NATIONAL}",
            add=f"named_by_id = {ACCOUNT} AND {NATIONAL}",
            append_only=True,
        ),
        let_application_change_only("complaints_recipient", "ends", of=NATIONAL),
        let_application_run(
            "complaints_sealing_key",
            SEALING_KEY,
            takes="the_organisation uuid",
            returns="TABLE (key_id uuid, wrapped bytea)",
        ),
        let_application_run(
            "complaints_officers_on",
            OFFICERS_ON,
            takes="the_day date",
            returns="TABLE (account_id uuid, organisation_id uuid, kinds text[])",
        ),
        let_application_run(
            "complaints_officer_names", NAMES, returns="TABLE (account_id uuid, name text, organisation_id uuid)"
        ),
        let_application_run("complaints_national", NATIONAL_ORGANISATION, returns="uuid"),
        let_application_run(
            "complaints_copies",
            COPIES,
            takes="the_complaint uuid",
            returns="TABLE (copy_id uuid, organisation_id uuid, account_id uuid, answers boolean)",
        ),
        let_application_run(
            "complaints_follow",
            FOLLOW,
            takes="the_number text",
            returns="TABLE (complaint_id uuid, code text, wrong_tries int, locked_until timestamptz, status text,"
            " received_on date, due date, writing_id uuid, organisation_id uuid, words bytea, key_id uuid, wrapped bytea)",
        ),
        let_application_run(
            "complaints_tried",
            TRIED,
            takes="the_complaint uuid, well boolean, the_lock timestamptz, the_moment timestamptz",
        ),
        let_application_run(
            "complaints_contest",
            CONTEST,
            takes="the_complaint uuid, the_due date, the_moment timestamptz, the_row uuid",
            returns="boolean",
        ),
        let_application_run(
            "complaints_give_turn", GIVE_TURN, takes="the_complaint uuid, the_account uuid, the_moment timestamptz"
        ),
        let_application_run(
            "complaints_escalate",
            ESCALATE,
            takes="the_day date, the_moment timestamptz",
            returns="TABLE (account_id uuid, organisation_id uuid)",
        ),
        let_application_run("complaints_let_go", LET_GO, takes="before timestamptz", returns="int"),
        let_application_run("complaints_forget", FORGET, takes="marks text[], whole boolean"),
        let_application_run("complaints_placed", PLACED, takes="the_copy uuid"),
        let_application_run(
            "complaints_succeed",
            SUCCEED,
            takes="the_account uuid, the_organisation uuid, the_day date",
            returns="int",
        ),
        migrations.RunSQL(JOURNAL, "DROP POLICY audit_entry_complaints ON audit_entry"),
    ]
