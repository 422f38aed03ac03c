from django.db import migrations

from benkan.common.policies import (
    ACCOUNT,
    OWN,
    guard,
    let_application_change_only,
    let_application_run,
)

# What others gave to the persons of a question: of accompaniments under way of who asks, whom two actors said to be
# the same, who agrees on both sides, and whose other actor signed that it tells. Pillar and quarter are for the page;
# identifiers let the program leave out whoever keeps silent. Read the day it was asked, once a second person has agreed
# where there are many. Whatever is reserved, and psychosocial support, is not told.
ANSWER = """
  SELECT DISTINCT mine.id, theirs.id, theirs.number::text, theirs.organisation_id, l.pillar::text,
    date_trunc('quarter', d.received_on)::date
  FROM cases_helpquestion q
  JOIN cases_case mine ON mine.id = ANY (q.cases) AND mine.organisation_id = q.organisation_id
    AND mine.status::text = ANY ('{{ouvert,suspendu,perdu}}'::text[])
  JOIN people_registration me ON me.id = mine.registration_id
  JOIN people_registration theirs ON theirs.person_id = me.person_id AND theirs.organisation_id <> q.organisation_id
    AND theirs.status::text = ANY ('{{enregistree,completee}}'::text[])
  JOIN cases_case c ON c.registration_id = theirs.id
  JOIN cases_plan p ON p.case_id = c.id
  JOIN cases_planline l ON l.plan_id = p.id AND NOT l.restricted AND l.pillar <> 'psychosocial'
  JOIN offers_helpkind k ON k.code = l.kind_id AND NOT k.restricted
  JOIN cases_delivery d ON d.line_id = l.id AND d.status = 'payee' AND d.received_on IS NOT NULL
  WHERE q.id = the_question AND q.organisation_id = benkan_organisation() AND q.asked_by_id = benkan_account()
    AND (the_moment AT TIME ZONE 'UTC')::date = (q.asked_at AT TIME ZONE 'UTC')::date
    AND (
      q.approved_by_id IS NOT NULL
      OR cardinality(q.cases) <= linkage_worth('cases.help_lines', (q.asked_at AT TIME ZONE 'UTC')::date)
    )
    AND linkage_agrees(me.id, (the_moment AT TIME ZONE 'UTC')::date)
    AND linkage_agrees(theirs.id, (the_moment AT TIME ZONE 'UTC')::date)
    AND linkage_gives(theirs.organisation_id, q.organisation_id, (the_moment AT TIME ZONE 'UTC')::date, 'aides')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_help_questions"),
        ("linkage", "0004_across_policies"),
        ("common", "0001_functions"),
    ]
    operations = [
        guard(
            "cases_helpquestion",
            read=OWN,
            add=f"{OWN} AND asked_by_id = {ACCOUNT} AND approved_by_id IS NULL",
            append_only=True,
        ),
        # Who asked approves nothing: the table refuses it.
        let_application_change_only("cases_helpquestion", "approved_by_id", "approved_at", of=OWN),
        let_application_run(
            "cases_already_helped",
            ANSWER,
            takes="the_question uuid, the_moment timestamptz",
            returns="TABLE (case_id uuid, file_id uuid, number text, holder uuid, pillar text, quarter date)",
        ),
    ]
