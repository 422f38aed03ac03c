from django.db import migrations

from benkan.common.policies import (
    ACCOUNT,
    OWN,
    Statements,
    guard,
    let_application_change_only,
    let_application_run,
    let_figures_count,
)

ON_A_SIDE = "EXISTS (SELECT FROM linkage_side s WHERE s.pair_id = linkage_pair.id)"
OF_SIDE = f"EXISTS (SELECT FROM linkage_side s WHERE s.pair_id = linkage_decision.pair_id AND s.{OWN})"

# What a side answers, from what its people said since it was last undone: the last word, or, of a hard pair, what most
# of at least two say. `benkan.linkage.reads.answers` says the same in Python.
ANSWER = """
CREATE FUNCTION linkage_answer(the_pair uuid, the_organisation uuid) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  WITH said AS (
    SELECT d.id, d.verdict, d.by_id FROM linkage_decision d
    WHERE d.pair_id = the_pair AND d.organisation_id = the_organisation
  ), votes AS (
    SELECT DISTINCT ON (by_id) by_id, verdict, id FROM said
    WHERE verdict IN ('meme', 'differente', 'famille')
      AND id > coalesce((SELECT max(id) FROM said WHERE verdict = 'defait'), 0)
    ORDER BY by_id, id DESC
  ), counted AS (
    SELECT verdict, count(*) AS people FROM votes GROUP BY verdict
  )
  SELECT CASE WHEN p.hard
    THEN (
      SELECT c.verdict FROM counted c WHERE c.people >= 2
        AND NOT EXISTS (SELECT FROM counted o WHERE o.verdict <> c.verdict AND o.people >= c.people)
    )
    ELSE (SELECT v.verdict FROM votes v ORDER BY v.id DESC LIMIT 1) END
  FROM linkage_pair p WHERE p.id = the_pair
$$;
"""
# The files that pairs in force make one with this one, itself included.
ONE_WITH = """
CREATE FUNCTION linkage_one_with(the_file uuid) RETURNS uuid[] LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  WITH RECURSIVE reached (id) AS (
    SELECT the_file
    UNION
    SELECT t.registration_id FROM reached r
    JOIN linkage_side f ON f.registration_id = r.id
    JOIN linkage_pair p ON p.id = f.pair_id AND p.state = 'meme'
    JOIN linkage_side t ON t.pair_id = p.id AND t.registration_id <> f.registration_id
  )
  SELECT array_agg(id ORDER BY id) FROM reached
$$;
"""
# Links and unlinks follow one another: what two people decide at once of one chain is worked out one after the other.
SETTLE = """
CREATE FUNCTION linkage_settle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  stood text;
  stands text;
  ends uuid[];
  whole uuid[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('linkage', 0));
  SELECT state INTO stood FROM linkage_pair WHERE id = NEW.pair_id;
  SELECT CASE WHEN bool_and(a.answer = 'meme') THEN 'meme' WHEN bool_or(a.answer = 'differente') THEN 'differente'
      WHEN bool_or(a.answer = 'famille') THEN 'famille' ELSE 'ouverte' END
    INTO stands
    FROM (
      SELECT coalesce(linkage_answer(NEW.pair_id, s.organisation_id), '') AS answer
      FROM linkage_side s WHERE s.pair_id = NEW.pair_id GROUP BY s.organisation_id
    ) a;
  -- Nothing is written where nothing changes: the other side would read when this one answered.
  IF stood = stands THEN
    RETURN NULL;
  END IF;
  UPDATE linkage_pair SET state = stands, settled_at = NEW.at WHERE id = NEW.pair_id;
  SELECT array_agg(registration_id ORDER BY registration_id) INTO ends FROM linkage_side WHERE pair_id = NEW.pair_id;
  whole := linkage_one_with(ends[1]);
  IF stands = 'meme' AND EXISTS (
    SELECT FROM linkage_pair p
    JOIN linkage_side a ON a.pair_id = p.id AND a.registration_id = ANY (whole)
    JOIN linkage_side b ON b.pair_id = p.id AND b.registration_id = ANY (whole) AND b.registration_id > a.registration_id
    WHERE p.state IN ('differente', 'famille')
  ) THEN
    RAISE EXCEPTION 'two of these files were said to be two people' USING ERRCODE = 'BK001';
  END IF;
  IF stands IN ('differente', 'famille') AND ends[2] = ANY (whole) THEN
    RAISE EXCEPTION 'other pairs make these files one person' USING ERRCODE = 'BK002';
  END IF;
  IF 'meme' IN (stood, stands) THEN
    PERFORM FROM people_registration r WHERE r.id = ANY (whole || linkage_one_with(ends[2])) ORDER BY r.id
      FOR NO KEY UPDATE;
    PERFORM people_be_one(whole, NEW.pair_id, NEW.at);
    IF NOT ends[2] = ANY (whole) THEN
      PERFORM people_be_one(linkage_one_with(ends[2]), NEW.pair_id, NEW.at);
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER linkage_settled AFTER INSERT ON linkage_decision FOR EACH ROW EXECUTE FUNCTION linkage_settle();
"""
# Asked by the policy of the sides, which may not read the pairs, whose policy reads the sides.
OWN_PAIR = """
  SELECT EXISTS (SELECT FROM linkage_pair p WHERE p.id = the_pair AND p.organisation_id = benkan_organisation())
"""
NAMED = ("linkage_answer(uuid, uuid)", "linkage_one_with(uuid)", "linkage_settle()")

# Of one's own organisation, by keys, for each of several records told: array operators do not pass the row policies, so
# that this reads with the owner's eyes and is bound to the organisation that asks. The most keys in common first.
ALIKE = """
  SELECT (a.place - 1)::int, f.registration_id, f.cleaned, f.shared
  FROM jsonb_array_elements(asked) WITH ORDINALITY AS a (keys, place),
  LATERAL (SELECT array_agg(k.key::bigint) AS keys FROM jsonb_array_elements_text(a.keys) AS k (key)) me,
  LATERAL (
    SELECT o.registration_id, o.cleaned,
      (SELECT count(*) FROM unnest(o.keys) AS k (key) WHERE k.key = ANY (me.keys))::int AS shared
    FROM linkage_comparedrecord o
    WHERE o.keys && me.keys AND o.organisation_id = benkan_organisation()
    ORDER BY 3 DESC, 1 DESC LIMIT the_most
  ) f
"""
# Whatever writes a file, or what is compared of one, leaves it to be compared.
COMPARED = (
    "given_names", "family_name", "also_known_as", "father_name", "mother_name", "sex", "birth_year", "birth_month",
    "birth_day", "birth_precision", "phone", "destination_said", "destination_id", "status",
)  # fmt: skip
WAIT = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO linkage_waiting (registration_id, organisation_id, since) {waiting} ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION {name}() FROM PUBLIC;
CREATE TRIGGER {name} AFTER {what} ON {table} REFERENCING {seen} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
WRITTEN = WAIT.format(
    name="linkage_wait_written", what="INSERT", table="people_registration", seen="NEW TABLE AS written",
    waiting="SELECT w.id, w.organisation_id, now() FROM written w",
)  # fmt: skip
CORRECTED = WAIT.format(
    name="linkage_wait_corrected", what="UPDATE", table="people_registration",
    seen="OLD TABLE AS before NEW TABLE AS written",
    waiting="SELECT w.id, w.organisation_id, now() FROM written w JOIN before b ON b.id = w.id"
    f" WHERE ({', '.join(f'w.{c}' for c in COMPARED)}) IS DISTINCT FROM ({', '.join(f'b.{c}' for c in COMPARED)})",
)  # fmt: skip
PAPER_NOTED = WAIT.format(
    name="linkage_wait_paper", what="INSERT", table="people_identifier", seen="NEW TABLE AS written",
    waiting="SELECT DISTINCT w.registration_id, w.organisation_id, now() FROM written w",
)  # fmt: skip
WAITS = {
    "linkage_wait_written": "people_registration",
    "linkage_wait_corrected": "people_registration",
    "linkage_wait_paper": "people_identifier",
}
# Whose files wait: identifiers alone, for the clock that asks the worker.
WHO_WAITS = "SELECT DISTINCT organisation_id FROM linkage_waiting"


class Migration(migrations.Migration):
    dependencies = [
        ("linkage", "0001_initial"),
        ("people", "0016_being_one"),
        ("common", "0001_functions"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX comparedrecord_keys ON linkage_comparedrecord USING gin (keys)",
            "DROP INDEX comparedrecord_keys",
        ),
        guard("linkage_comparedrecord", read=OWN),
        let_application_run("linkage_own_pair", OWN_PAIR, takes="the_pair uuid", returns="boolean"),
        guard("linkage_side", read=OWN, add=f"{OWN} AND linkage_own_pair(pair_id)"),
        # Those of two organisations are proposed by the database alone.
        guard("linkage_pair", read=f"({OWN} OR {ON_A_SIDE})", add=f"{OWN} AND state = 'ouverte'", append_only=True),
        let_application_change_only("linkage_pair", "word", "probability", "hard", "model", "proposed_at", of=OWN),
        guard("linkage_decision", read=OWN, add=f"{OWN} AND by_id = {ACCOUNT} AND {OF_SIDE}", append_only=True),
        Statements(
            [ANSWER, ONE_WITH, SETTLE, *(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in NAMED)],
            [
                "DROP TRIGGER linkage_settled ON linkage_decision",
                *(f"DROP FUNCTION {name}" for name in reversed(NAMED)),
            ],
        ),
        let_application_run(
            "linkage_alike",
            ALIKE,
            takes="asked jsonb, the_most int",
            returns="TABLE (place int, registration_id uuid, cleaned jsonb, shared int)",
        ),
        guard("linkage_waiting", read=OWN),
        Statements(
            [WRITTEN, CORRECTED, PAPER_NOTED],
            [
                *(f"DROP TRIGGER {name} ON {table}" for name, table in WAITS.items()),
                *(f"DROP FUNCTION {name}" for name in WAITS),
            ],
        ),
        let_application_run("linkage_who_waits", WHO_WAITS, returns="TABLE (organisation_id uuid)"),
        let_figures_count(
            "linkage_pair",
            "id",
            "organisation_id",
            "word",
            "probability",
            "hard",
            "model",
            "state",
            "proposed_at",
            "settled_at",
        ),
        let_figures_count("linkage_side", "id", "pair_id", "organisation_id", "registration_id"),
        let_figures_count("linkage_decision", "id", "pair_id", "organisation_id", "verdict", "by_id", "at"),
    ]
