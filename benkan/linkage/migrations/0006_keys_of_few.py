from django.db import migrations

from benkan.common.policies import Statements

# Of one's own organisation, by keys, for each of several records told: array operators do not pass the row policies, so
# that this reads with the owner's eyes and is bound to the organisation that asks. A key that more files bear than
# `the_bearers` proposes nobody in particular (the telephone of a transit centre, the commonest of names). The most keys
# in common first.
ALIKE = """
CREATE FUNCTION linkage_alike(asked jsonb, the_most int, the_bearers int)
RETURNS TABLE (place int, registration_id uuid, cleaned jsonb, shared int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
  WITH told AS MATERIALIZED (
    SELECT (a.place - 1)::int AS place, k.key::bigint AS key
    FROM jsonb_array_elements(asked) WITH ORDINALITY AS a (keys, place), jsonb_array_elements_text(a.keys) AS k (key)
  ), hit AS MATERIALIZED (
    SELECT t.key, o.registration_id AS file FROM (SELECT DISTINCT told.key FROM told) t
    CROSS JOIN LATERAL (
      SELECT c.registration_id FROM linkage_comparedrecord c
      -- « IS TRUE »: by the keys alone, never by an index of the organisations.
      WHERE c.keys @> ARRAY[t.key] AND (c.organisation_id = benkan_organisation()) IS TRUE LIMIT the_bearers + 1
    ) o
  ), few AS MATERIALIZED (
    SELECT hit.key FROM hit GROUP BY hit.key HAVING count(*) <= the_bearers
  ), near AS (
    SELECT t.place, h.file, count(*)::int AS shared
    FROM told t JOIN few ON few.key = t.key JOIN hit h ON h.key = t.key GROUP BY t.place, h.file
  ), nearest AS MATERIALIZED (
    SELECT n.place, n.file, n.shared,
      row_number() OVER (PARTITION BY n.place ORDER BY n.shared DESC, n.file DESC) AS nth
    FROM near n
  )
  SELECT n.place, n.file, c.cleaned, n.shared
  FROM nearest n JOIN linkage_comparedrecord c ON c.registration_id = n.file
  WHERE n.nth <= the_most ORDER BY n.place, n.nth
$$;
"""
# As `0002_policies` made it.
EVERY_KEY = """
CREATE FUNCTION linkage_alike(asked jsonb, the_most int)
RETURNS TABLE (place int, registration_id uuid, cleaned jsonb, shared int)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
$$;
"""
# Of these telephones, as they are compared, how many of one's own files bear each, and how many bear any: numbers alone.
BEARERS = """
CREATE FUNCTION linkage_bearers(the_phones text[]) RETURNS TABLE (phone text, bearers int, told int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT b.phone, b.bearers, (
    SELECT count(*)::int FROM linkage_comparedrecord c
    WHERE c.organisation_id = benkan_organisation() AND c.cleaned ->> 'phone_1' IS NOT NULL
  )
  FROM (
    SELECT c.cleaned ->> 'phone_1' AS phone, count(*)::int AS bearers FROM linkage_comparedrecord c
    WHERE c.organisation_id = benkan_organisation() AND c.cleaned ->> 'phone_1' = ANY (the_phones) GROUP BY 1
  ) b
$$;
"""
NEW = ("linkage_alike(jsonb, int, int)", "linkage_bearers(text[])")
OLD = "linkage_alike(jsonb, int)"


def _for_the_application(*functions: str) -> list[str]:
    return [
        statement
        for name in functions
        for statement in (
            f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {name} TO {{app}}",
        )
    ]


class Migration(migrations.Migration):
    dependencies = [("linkage", "0005_quality")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX comparedrecord_phone ON linkage_comparedrecord (organisation_id, (cleaned ->> 'phone_1'))"
            " WHERE cleaned ->> 'phone_1' IS NOT NULL",
            "DROP INDEX comparedrecord_phone",
        ),
        Statements(
            [f"DROP FUNCTION {OLD}", ALIKE, BEARERS, *_for_the_application(*NEW)],
            [*(f"DROP FUNCTION {name}" for name in NEW), EVERY_KEY, *_for_the_application(OLD)],
        ),
    ]
