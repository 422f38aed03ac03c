from django.db import migrations

from benkan.common.policies import OWN, guard, let_application_change_only, let_figures_count, let_figures_count_also


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_events_of_a_life"),
        ("organisations", "0002_policies"),
        ("common", "0001_functions"),
    ]
    operations = [
        *(
            guard(f"cases_{table}", read=OWN, append_only=True)
            for table in ("lifeevent", "lifeeventannulment", "lifeeventstop")
        ),
        guard("cases_lifeeventdetail", read=OWN),
        guard("cases_lifeeventperson", read=OWN),  # who is family of whom goes with the file of either
        # News that was not certain is confirmed later; nothing else of an event changes.
        let_application_change_only("cases_lifeevent", "confirmed", of=OWN),
        # A thing that was stopped is taken up again, once; what it was stays as it was.
        let_application_change_only("cases_lifeeventstop", "settled_at", "settled_by_id", of=OWN),
        # What happened is counted by kind, a restricted one as such; whose life it is, and every word, are not.
        let_figures_count(
            "cases_lifeevent", "id", "case_id", "organisation_id", "kind", "day", "confirmed", "awaited", "cause", "at"
        ),
        let_figures_count("cases_lifeeventannulment", "id", "event_id", "organisation_id", "why", "at"),
        let_figures_count_also("cases_planline", "second_of_id"),
    ]
