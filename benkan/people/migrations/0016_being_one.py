from django.db import migrations

from benkan.common.policies import OWN, Statements, guard

# The person of several files is the one that the first written of them came with: it follows from the files alone, so
# that nothing of what was before needs to be remembered to undo, and the order in which they were joined is nothing.
# The caller holds the rows. Run by other functions of the owner only: the application may not say who is one.
BE_ONE = """
CREATE FUNCTION people_be_one(the_members uuid[], the_cause uuid, the_moment timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  one uuid;
BEGIN
  SELECT people_came_with(r.id, r.person_id) INTO one FROM people_registration r
    WHERE r.id = ANY (the_members) ORDER BY r.id LIMIT 1;
  WITH others AS (
    SELECT r.id, r.organisation_id, r.person_id FROM people_registration r
    WHERE r.id = ANY (the_members) AND r.person_id <> one
  ), moved AS (
    UPDATE people_registration r SET person_id = one FROM others WHERE others.id = r.id
  )
  INSERT INTO people_personchange (registration_id, organisation_id, person_id, left_id, kind, cause, at)
  SELECT o.id, o.organisation_id, one, o.person_id,
    CASE WHEN people_came_with(o.id, o.person_id) = one THEN 'separe' ELSE 'rattache' END, the_cause, the_moment
  FROM others o ORDER BY o.id;
END $$;
"""
CAME_WITH = """
CREATE FUNCTION people_came_with(the_file uuid, the_person uuid) RETURNS uuid LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  SELECT coalesce(
    (SELECT left_id FROM people_personchange WHERE registration_id = the_file ORDER BY id LIMIT 1), the_person
  )
$$;
"""
NAMED = ("people_came_with(uuid, uuid)", "people_be_one(uuid[], uuid, timestamptz)")


class Migration(migrations.Migration):
    dependencies = [("people", "0015_person_changes"), ("common", "0001_functions")]
    operations = [
        guard("people_personchange", read=OWN, append_only=True),
        Statements(
            [CAME_WITH, BE_ONE, *(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in NAMED)],
            [f"DROP FUNCTION {name}" for name in reversed(NAMED)],
        ),
    ]
