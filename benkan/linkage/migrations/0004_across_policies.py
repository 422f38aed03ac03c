from django.db import migrations

from benkan.common.policies import (
    ACCOUNT,
    ORGANISATION,
    OWN,
    Statements,
    guard,
    let_application_empty,
    let_application_run,
    let_figures_count,
)

# Rules that the functions below share. The owner's, run by them alone.

# Her latest answer to being looked for among actors; a guardian's holds while she is surely a child.
AGREES = """
CREATE FUNCTION linkage_agrees(the_file uuid, the_day date) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  SELECT coalesce((
    SELECT c.given AND NOT c.withdrawn
      AND (c.for_child_by = '' OR r.birth_year + 18 > extract(year FROM the_day))
    FROM people_consent c JOIN people_registration r ON r.id = c.registration_id
    WHERE c.registration_id = the_file AND c.purpose = 'verification'
    ORDER BY c.at DESC, c.id DESC LIMIT 1
  ), false)
$$;
"""
# An agreement in force from one to the other for this purpose; of these fields, where they are said.
GIVES = """
CREATE FUNCTION linkage_gives(the_giver uuid, the_receiver uuid, the_day date, the_fields text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM organisations_agreement a
    JOIN organisations_organisation g ON g.id = a.giver_id AND g.closed_at IS NULL
    JOIN organisations_organisation t ON t.id = a.receiver_id AND t.closed_at IS NULL
    WHERE a.giver_id = the_giver AND a.receiver_id = the_receiver AND a.purpose = 'verification'
      AND a.status = 'signe' AND the_day BETWEEN a.begins AND a.ends
      AND (the_fields = '' OR the_fields = ANY (a.fields))
  )
$$;
"""
# As `benkan.common.thresholds.reads` says it.
WORTH = """
CREATE FUNCTION linkage_worth(the_code text, the_day date) RETURNS int LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  SELECT v.value FROM common_thresholdvalue v
  WHERE v.code = the_code AND (v.begins IS NULL OR v.begins <= the_day)
  ORDER BY v.account_id IS NOT NULL DESC, v.begins DESC NULLS LAST, v.at DESC, v.id DESC LIMIT 1
$$;
"""
# As `benkan.linkage.writes.proposing.mark_of`.
MARK = """
CREATE FUNCTION linkage_mark(one uuid, other uuid) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public AS $$
  SELECT left(encode(sha256(uuid_send(least(one, other)) || uuid_send(greatest(one, other))), 'hex'), 32)
$$;
"""
# Whether a file of another organisation may answer this one: hers to keep still, agreed, and signed for.
ANSWERS = """
CREATE FUNCTION linkage_answers(the_file uuid, the_asker uuid, the_day date) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM people_registration r
    WHERE r.id = the_file AND r.organisation_id <> the_asker AND r.status::text = ANY ('{{enregistree,completee}}'::text[])
      AND linkage_agrees(r.id, the_day) AND linkage_gives(r.organisation_id, the_asker, the_day, '')
  )
$$;
"""
# The question, counted, and the files of others that share a key with this one: to the program, which weighs them in
# memory, never to a page. A key that more than 200 of their files bear proposes nobody. While a word told of this file
# is frozen, it is told again and nobody is compared.
ASK = """
CREATE FUNCTION linkage_ask(the_file uuid, the_moment timestamptz)
RETURNS TABLE (other uuid, holder uuid, numbered text, cleaned jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
DECLARE
  asker uuid := benkan_organisation();
  the_day date := (the_moment AT TIME ZONE 'UTC')::date;
  mine linkage_comparedrecord;
  latest timestamptz;
  told text;
  givers uuid[];
BEGIN
  SELECT c.* INTO mine FROM linkage_comparedrecord c JOIN people_registration r ON r.id = c.registration_id
    WHERE r.id = the_file AND r.organisation_id = asker AND c.organisation_id = asker AND r.status = 'completee';
  IF NOT FOUND OR NOT linkage_agrees(the_file, the_day) THEN
    RAISE EXCEPTION 'this file is not asked about' USING ERRCODE = 'BK014';
  END IF;
  -- One after the other within an organisation: two at once do not pass a ceiling together.
  PERFORM pg_advisory_xact_lock(hashtextextended('linkage question ' || asker, 0));
  SELECT max(q.at) INTO latest FROM linkage_question q WHERE q.registration_id = the_file;
  IF mine.at <= latest AND latest > the_moment - make_interval(days => linkage_worth('linkage.ask_again_days', the_day))
  THEN
    RAISE EXCEPTION 'asked already' USING ERRCODE = 'BK013';
  END IF;
  IF linkage_worth('linkage.daily_checks', the_day) <= (
    SELECT count(*) FROM linkage_question q WHERE q.organisation_id = asker AND q.account_id = benkan_account()
      AND q.at >= the_day::timestamp AT TIME ZONE 'UTC' AND q.at < (the_day + 1)::timestamp AT TIME ZONE 'UTC'
  ) THEN
    RAISE EXCEPTION 'the ceiling of the account' USING ERRCODE = 'BK011';
  END IF;
  IF linkage_worth('linkage.daily_checks_of_all', the_day) <= (
    SELECT count(*) FROM linkage_question q WHERE q.organisation_id = asker
      AND q.at >= the_day::timestamp AT TIME ZONE 'UTC' AND q.at < (the_day + 1)::timestamp AT TIME ZONE 'UTC'
  ) THEN
    RAISE EXCEPTION 'the ceiling of the organisation' USING ERRCODE = 'BK012';
  END IF;
  SELECT p.word INTO told FROM linkage_pair p JOIN linkage_side s ON s.pair_id = p.id AND s.registration_id = the_file
    WHERE p.organisation_id IS NULL AND p.state = 'ouverte'
      AND p.proposed_at > the_moment - make_interval(days => linkage_worth('linkage.word_frozen_days', the_day))
    ORDER BY p.proposed_at LIMIT 1;
  INSERT INTO linkage_question (id, organisation_id, registration_id, account_id, at, word)
    VALUES (gen_random_uuid(), asker, the_file, benkan_account(), the_moment, coalesce(told, ''));
  IF told IS NOT NULL THEN
    RETURN;
  END IF;
  SELECT array_agg(DISTINCT a.giver_id) INTO givers FROM organisations_agreement a
    WHERE a.receiver_id = asker AND linkage_gives(a.giver_id, asker, the_day, '');
  RETURN QUERY
  WITH hit AS (
    SELECT k.key, o.registration_id AS file FROM unnest(mine.keys) AS k (key)
    CROSS JOIN LATERAL (
      SELECT c.registration_id FROM linkage_comparedrecord c
      -- « IS TRUE »: by the keys alone, never by an index of the organisations.
      WHERE c.keys @> ARRAY[k.key] AND (c.organisation_id = ANY (givers)) IS TRUE LIMIT 201
    ) o
  ), rare AS (
    SELECT hit.key FROM hit GROUP BY hit.key HAVING count(*) <= 200
  ), near AS (
    SELECT hit.file, count(*) AS shared FROM hit JOIN rare ON rare.key = hit.key GROUP BY hit.file
  )
  SELECT c.registration_id, c.organisation_id, r.number::text, c.cleaned
  FROM near JOIN linkage_comparedrecord c ON c.registration_id = near.file
  JOIN people_registration r ON r.id = near.file
  WHERE c.model = mine.model AND linkage_answers(near.file, asker, the_day) AND NOT EXISTS (
    SELECT FROM linkage_pair p WHERE p.mark = linkage_mark(the_file, near.file) AND p.state <> 'ouverte'
  )
  ORDER BY near.shared DESC, c.registration_id LIMIT 50;
END $$;
"""
# The pair of the one that answers, made once, with the word that was first told to this organisation of that file. The
# question must have been asked at that very moment, of this file, by this account, and still be without an answer.
MEET = """
CREATE FUNCTION linkage_meet(the_file uuid, the_other uuid, the_word text, the_model text, the_moment timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  asker uuid := benkan_organisation();
  the_day date := (the_moment AT TIME ZONE 'UTC')::date;
  since timestamptz := the_moment - make_interval(days => linkage_worth('linkage.word_frozen_days', the_day));
  asked uuid;
  met linkage_pair;
  told text;
BEGIN
  SELECT q.id INTO asked FROM linkage_question q
    WHERE q.registration_id = the_file AND q.organisation_id = asker AND q.account_id = benkan_account()
      AND q.at = the_moment AND q.word = '';
  IF asked IS NULL OR NOT linkage_answers(the_other, asker, the_day) OR NOT EXISTS (
    SELECT FROM linkage_comparedrecord one JOIN linkage_comparedrecord other ON other.keys && one.keys
    WHERE one.registration_id = the_file AND other.registration_id = the_other
  ) OR NOT the_word = ANY ('{{probable,très probable}}'::text[]) THEN
    RAISE EXCEPTION 'nobody asked for these two files' USING ERRCODE = 'BK015';
  END IF;
  SELECT p.word INTO told FROM linkage_pair p
    JOIN linkage_side ours ON ours.pair_id = p.id AND ours.organisation_id = asker
    JOIN linkage_side theirs ON theirs.pair_id = p.id AND theirs.registration_id = the_other
    WHERE p.organisation_id IS NULL AND p.proposed_at > since ORDER BY p.proposed_at LIMIT 1;
  told := coalesce(told, the_word);
  UPDATE linkage_question SET word = told WHERE id = asked;
  SELECT p.* INTO met FROM linkage_pair p WHERE p.mark = linkage_mark(the_file, the_other);
  IF FOUND THEN
    IF met.state = 'ouverte' AND met.proposed_at <= since THEN
      UPDATE linkage_pair SET word = told, probability = CASE told WHEN 'probable' THEN 0.5 ELSE 0.995 END,
        model = the_model, proposed_at = the_moment WHERE id = met.id;
    END IF;
    RETURN met.id;
  END IF;
  INSERT INTO linkage_pair (id, mark, asker_id, word, probability, hard, model, state, proposed_at)
    VALUES (gen_random_uuid(), linkage_mark(the_file, the_other), asker, told,
      CASE told WHEN 'probable' THEN 0.5 ELSE 0.995 END, false, the_model, 'ouverte', the_moment)
    RETURNING * INTO met;
  INSERT INTO linkage_side (id, pair_id, organisation_id, registration_id, reasons, relatives)
    SELECT gen_random_uuid(), met.id, r.organisation_id, r.id, '[]', false FROM people_registration r
    WHERE r.id = ANY (ARRAY[the_file, the_other]) ORDER BY r.id;
  RETURN met.id;
END $$;
"""
# What one side says is said to the other side, once that one is named: it asked, or said so.
FACES = """
  SELECT EXISTS (
    SELECT FROM linkage_pair p
    JOIN linkage_side ours ON ours.pair_id = p.id AND ours.organisation_id = benkan_organisation()
    JOIN linkage_side theirs ON theirs.pair_id = p.id AND theirs.organisation_id = the_other
    WHERE p.id = the_pair AND p.organisation_id IS NULL AND the_other <> benkan_organisation() AND (
      p.asker_id = the_other OR EXISTS (
        SELECT FROM linkage_disclosure d WHERE d.pair_id = p.id AND d.organisation_id = the_other
          AND d.receiver_id = benkan_organisation() AND d.kind = 'nom'
      )
    )
  )
"""
# The file behind an identity that was opened to whoever asks, while her consent and the agreement hold: its number,
# so that a file which keeps silent since is not read either. Nothing else of it.
OPENED = """
  SELECT r.id, r.number::text FROM linkage_disclosure d
  JOIN linkage_side s ON s.pair_id = d.pair_id AND s.organisation_id = d.organisation_id
  JOIN people_registration r ON r.id = s.registration_id
  WHERE d.id = the_disclosure AND d.kind = 'identite' AND d.receiver_id = benkan_organisation()
    AND linkage_answers(r.id, d.receiver_id, current_date)
    AND linkage_gives(d.organisation_id, d.receiver_id, current_date, 'identite')
"""
RULES = {
    "linkage_agrees(uuid, date)": AGREES,
    "linkage_gives(uuid, uuid, date, text)": GIVES,
    "linkage_worth(text, date)": WORTH,
    "linkage_mark(uuid, uuid)": MARK,
    "linkage_answers(uuid, uuid, date)": ANSWERS,
}
RUN = {
    "linkage_ask(uuid, timestamptz)": ASK,
    "linkage_meet(uuid, uuid, text, text, timestamptz)": MEET,
}


class Migration(migrations.Migration):
    dependencies = [
        ("linkage", "0003_across"),
        ("organisations", "0011_invitation_policies"),
        ("people", "0016_being_one"),
        ("common", "0004_thresholds_at_the_door"),
    ]
    operations = [
        Statements(
            [
                *RULES.values(),
                *RUN.values(),
                *(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in (*RULES, *RUN)),
                *(f"GRANT EXECUTE ON FUNCTION {name} TO {{app}}" for name in RUN),
            ],
            [f"DROP FUNCTION {name}" for name in reversed((*RULES, *RUN))],
        ),
        guard("linkage_question", read=OWN, add="false", append_only=True),
        let_application_empty("linkage_question", "word", of=OWN),
        let_application_run("linkage_faces", FACES, takes="the_pair uuid, the_other uuid", returns="boolean"),
        guard(
            "linkage_disclosure",
            read=f"({OWN} OR receiver_id = {ORGANISATION})",
            add=f"{OWN} AND by_id = {ACCOUNT} AND linkage_faces(pair_id, receiver_id)",
            append_only=True,
        ),
        let_application_run(
            "linkage_opened", OPENED, takes="the_disclosure uuid", returns="TABLE (file uuid, numbered text)"
        ),
        guard(
            "linkage_identityextract",
            read=f"({OWN} OR EXISTS (SELECT FROM linkage_opened(disclosure_id)))",
            add=(
                f"{OWN} AND EXISTS (SELECT FROM linkage_disclosure d WHERE d.id = disclosure_id"
                f" AND d.organisation_id = {ORGANISATION} AND d.kind = 'identite')"
            ),
            change=OWN,
        ),
        let_figures_count("linkage_question", "id", "organisation_id", "at"),
        let_figures_count("linkage_disclosure", "id", "organisation_id", "receiver_id", "kind", "at"),
    ]
