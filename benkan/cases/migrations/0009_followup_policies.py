from django.db import migrations

from benkan.common.policies import OWN, SIGNED_IN, guard, let_figures_count

NOBODY = "false"  # reference data: the owner alone writes them


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_followup"), ("organisations", "0002_policies"), ("common", "0001_functions")]
    operations = [
        guard("cases_schedule", read=SIGNED_IN, add=NOBODY, change=NOBODY),
        guard("cases_surveygrid", read=SIGNED_IN, add=NOBODY, change=NOBODY),
        guard("cases_visit", read=OWN),
        guard("cases_inaccessiblezone", read=OWN),
        guard("cases_survey", read=OWN),
        *(
            guard(f"cases_{table}", read=OWN, append_only=True)
            for table in ("visitstatusrow", "attempt", "surveyresult", "surveydimension", "opinion", "ending")
        ),
        # What was found is counted; where she was met, what was said and what comes next are not.
        let_figures_count(
            "cases_visit", "id", "case_id", "organisation_id", "step", "mode", "status", "day", "received", "business",
            "housing",
        ),
        let_figures_count("cases_visitstatusrow", "id", "visit_id", "organisation_id", "status", "reason", "at"),
        let_figures_count("cases_inaccessiblezone", "id", "case_id", "organisation_id", "since", "until"),
        let_figures_count("cases_attempt", "id", "case_id", "organisation_id", "day", "means", "result"),
        # No score: until an official grid is loaded, what is counted is who answered, and how much.
        let_figures_count("cases_surveygrid", "id", "code", "title", "official", "begins"),
        let_figures_count(
            "cases_survey", "id", "case_id", "organisation_id", "grid_id", "moment", "mode", "day", "finished_at"
        ),
        let_figures_count("cases_surveyresult", "id", "organisation_id", "survey_id", "grid_id", "at"),
        let_figures_count(
            "cases_surveydimension", "id", "organisation_id", "result_id", "dimension", "answered", "asked"
        ),
        let_figures_count(
            "cases_opinion", "id", "case_id", "organisation_id", "day", "mode", "travel", "advice", "economic",
            "social", "community", "overall", "expected",
        ),
        let_figures_count(
            "cases_ending", "id", "organisation_id", "row_id", "survey_id", "no_survey", "lines", "lines_delivered",
            "needs_open",
        ),
    ]  # fmt: skip
