"""What the role of the figures may read: enough to count, never a name."""

from django.db import connection, connections

ALL = None
# Tables, and the columns where not all. A new grant that is not here fails the test below.
COUNTED = {
    "arrivals_announcement": {
        "id", "convoy_id", "organisation_id", "at", "total", "men", "women", "boys", "girls", "minors",
        "withdrawn_at",
    },
    "arrivals_arrivallist": {
        "id", "organisation_id", "convoy_id", "entry_point_id", "day", "origin", "announced_total", "lines_count",
        "registered_count",
    },
    "arrivals_convoy": {
        "id", "organisation_id", "arrives_on", "arrives_at", "entry_point_id", "country_id", "organiser",
        "declared_type", "means", "cancelled_at",
    },
    "arrivals_headcount": ALL,
    "arrivals_returnepisode": ALL,
    "arrivals_immediateaid": {"id", "organisation_id", "line_id", "kind", "given_at"},
    "arrivals_line": {"id", "organisation_id", "list_id", "nature", "at"},
    "cases_case": {"id", "organisation_id", "registration_id", "episode_id", "number", "status", "opened_at"},
    # Follow-up.
    "cases_attempt": {"id", "case_id", "organisation_id", "day", "means", "result"},
    "cases_ending": {
        "id", "organisation_id", "row_id", "survey_id", "no_survey", "lines", "lines_delivered", "needs_open",
    },
    "cases_inaccessiblezone": {"id", "case_id", "organisation_id", "since", "until"},
    "cases_opinion": {
        "id", "case_id", "organisation_id", "day", "mode", "travel", "advice", "economic", "social", "community",
        "overall", "expected",
    },
    "cases_lifeevent": {
        "id", "case_id", "organisation_id", "kind", "day", "confirmed", "awaited", "cause", "at",
    },
    "cases_lifeeventannulment": {"id", "event_id", "organisation_id", "why", "at"},
    "cases_survey": {"id", "case_id", "organisation_id", "grid_id", "moment", "mode", "day", "finished_at"},
    "cases_surveydimension": {"id", "organisation_id", "result_id", "dimension", "answered", "asked"},
    "cases_surveygrid": {"id", "code", "title", "official", "begins"},
    "cases_surveyresult": {"id", "organisation_id", "survey_id", "grid_id", "at"},
    "cases_visit": {
        "id", "case_id", "organisation_id", "step", "mode", "status", "day", "received", "business", "housing",
    },
    "cases_visitstatusrow": {"id", "visit_id", "organisation_id", "status", "reason", "at"},
    "cases_casestatusrow": {"id", "case_id", "organisation_id", "status", "at", "reason"},
    # Deliveries: sums, days and hands; never the receipt’s number nor a supplier.
    "cases_delivery": {
        "id", "organisation_id", "payer_id", "line_id", "request_id", "grant_id", "amount", "means", "last", "status",
        "prepared_at", "paid_on", "received_on", "receiver", "mark",
    },
    "cases_deliverycheck": {"id", "delivery_id", "organisation_id", "one_in", "drawn_at", "differs", "done_at"},
    "cases_deliverystatusrow": {"id", "delivery_id", "organisation_id", "status", "reason", "at"},
    "cases_fundingrequest": {
        "id", "organisation_id", "payer_id", "line_id", "kind_id", "pillar", "dimension", "sex", "age_group",
        "region_id", "amount", "granted", "grant_id", "status", "filed_at", "told_at",
    },
    "cases_fundingstatusrow": {"id", "request_id", "organisation_id", "status", "reason", "amount", "at"},
    "cases_grant": {"id", "organisation_id", "name", "code", "funder", "amount", "begins", "ends"},
    "cases_need": {
        "id", "case_id", "organisation_id", "kind_id", "restricted", "pillar", "dimension", "pressing", "status",
        "written_at",
    },
    "cases_needstatusrow": {"id", "need_id", "organisation_id", "status", "at", "reason"},
    "cases_plan": {"id", "case_id", "organisation_id", "version", "status", "written_at"},
    "cases_planline": {
        "id", "plan_id", "organisation_id", "need_id", "kind_id", "restricted", "pillar", "dimension", "level",
        "responsible_id", "payer_id", "cost", "begins", "ends", "status", "second_of_id",
    },
    "cases_planlinestatusrow": {"id", "line_id", "organisation_id", "status", "at"},
    "cases_planstatusrow": {"id", "plan_id", "organisation_id", "status", "at"},
    "cases_referral": {
        "id", "organisation_id", "case_id", "receiver_id", "structure_id", "restricted", "urgency", "sex",
        "age_group", "cercle_id", "status", "sent_at", "answer_due", "done_due", "escalated_at", "refusal", "outcome",
        "done_on", "need_id", "line_id",
    },
    "cases_referralstatusrow": {"id", "referral_id", "organisation_id", "status", "at"},
    "cases_screening": {"id", "case_id", "organisation_id", "kind", "priority", "at"},
    # Moving.
    "cases_liaisonreceived": {
        "id", "organisation_id", "asker_id", "received_at", "due", "escalated_at", "answer", "answered_at",
    },
    "cases_secondreturn": {"id", "organisation_id", "case_id", "episode_id", "choice", "at"},
    "cases_transfer": {
        "id", "organisation_id", "case_id", "receiver_id", "reason", "wished_on", "place_id", "sex", "age_group",
        "status", "sent_at", "answer_due", "met_due", "escalated_at", "refusal", "met_on",
    },
    "cases_transferstatusrow": {"id", "transfer_id", "organisation_id", "status", "at"},
    # Pairs of files: how far people are, never why two files are alike.
    "linkage_disclosure": {"id", "organisation_id", "receiver_id", "kind", "at"},
    "linkage_question": {"id", "organisation_id", "at"},
    "linkage_drawn": {"pair_id", "organisation_id", "stratum", "weight", "at"},
    "linkage_decision": {"id", "pair_id", "organisation_id", "verdict", "by_id", "at"},
    "linkage_pair": {
        "id", "organisation_id", "word", "probability", "hard", "model", "state", "proposed_at", "settled_at",
    },
    "linkage_side": {"id", "pair_id", "organisation_id", "registration_id"},
    "offers_helpkind": {"code", "label", "heading", "restricted"},
    "organisations_organisation": {"id", "name", "code", "kind_id"},
    # National only: no organisation, no number.
    "safeguarding_restrictedfile": {"id", "kind", "conclusion", "closing", "opened_at"},
    "people_registration": {"id", "organisation_id", "person_id"},
    "places_place": {"id", "slug", "level", "name", "key", "parent_id"},
    # Training, and trades searched without a name.
    "cases_skill": {"id", "organisation_id", "case_id", "trade", "shown_level", "removed_at"},
    "training_session": {"id", "organisation_id", "trade", "place_id", "begins", "ends", "status"},
    "training_enrolment": {
        "id", "organisation_id", "organiser_id", "session_id", "case_id", "registration_id", "sex", "age_group",
        "status",
    },
    "training_certificate": {"id", "enrolment_id", "organisation_id", "given", "at"},
    "training_placement": {"id", "enrolment_id", "organisation_id", "moment", "state", "how", "at"},
    # Groups and community projects.
    "groups_group": {"id", "organisation_id", "kind", "trade", "place_id", "status"},
    "groups_member": {"id", "organisation_id", "group_id", "kind", "case_id", "sex"},
    "groups_exit": {"member_id", "organisation_id", "reason", "day"},
    "groups_funding": {"id", "organisation_id", "payer_id", "grant_id", "granted", "status"},
    "groups_tranche": {"id", "organisation_id", "funding_id", "amount", "status"},
    "groups_communityproject": {"id", "organisation_id", "works", "place_id", "status"},
}  # fmt: skip


def _granted() -> dict[str, set[str]]:
    role = connections["figures"].settings_dict["USER"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
            " JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE nspname = 'public' AND relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped"
            " AND has_column_privilege(%s, pg_class.oid, attnum, 'SELECT')",
            [role],
        )
        granted: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            granted.setdefault(table, set()).add(column)
    return granted


def test_the_figures_read_what_is_counted_and_nothing_else(db):
    granted = _granted()
    assert sorted(granted) == sorted(COUNTED)
    for table, columns in COUNTED.items():
        assert columns is ALL or granted[table] == columns, table


def test_the_figures_write_nothing(db):
    role = connections["figures"].settings_dict["USER"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE nspname = 'public' AND relkind IN ('r', 'p')"
            " AND has_table_privilege(%s, pg_class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')",
            [role],
        )
        assert cursor.fetchall() == []


def test_what_is_counted_of_a_return_names_nobody(db):
    names = {"given_names", "family_name", "mother_name", "father_name", "phone", "birth_day", "birth_month"}
    assert not any(columns & names for columns in _granted().values())
    # Of an accompaniment its number, by which an organisation may be asked; of a file, not even that.
    assert [table for table, columns in _granted().items() if "number" in columns] == ["cases_case"]
