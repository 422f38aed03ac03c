from django.db import migrations

from benkan.common.policies import ORGANISATION, OWN, guard, let_figures_count

PRESENT = (
    "EXISTS (SELECT FROM organisations_presence p"
    f" WHERE p.organisation_id = {ORGANISATION} AND p.place_id = arrivals_convoy.entry_point_id"
    " AND p.begins <= current_date AND (p.ends IS NULL OR p.ends >= current_date))"
)


def of_a_convoy_seen(table: str) -> str:
    """Rows whose convoy the asker reads: the convoy's own policy decides."""
    return f"{OWN} OR EXISTS (SELECT FROM arrivals_convoy c WHERE c.id = {table}.convoy_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("arrivals", "0001_initial"),
        ("people", "0002_policies"),
        ("organisations", "0002_policies"),
    ]
    operations = [
        # A convoy is read by the actors present at its entry point, and changed by the one who opened it.
        guard("arrivals_convoy", read=f"{OWN} OR {PRESENT}", add=OWN, change=OWN),
        guard("arrivals_announcement", read=of_a_convoy_seen("arrivals_announcement"), add=OWN, change=OWN),
        guard("arrivals_headcount", read=of_a_convoy_seen("arrivals_headcount"), add=OWN, change=OWN),
        # Of a partner's list one sees the header and its counts, never a line.
        guard("arrivals_arrivallist", read=of_a_convoy_seen("arrivals_arrivallist"), add=OWN, change=OWN),
        guard("arrivals_line", read=OWN),
        guard("arrivals_immediateaid", read=OWN),
        guard("arrivals_returnepisode", read=OWN),
        # Remarks and sources are free text, and may name somebody.
        let_figures_count(
            "arrivals_convoy",
            "id", "organisation_id", "arrives_on", "arrives_at", "entry_point_id", "country_id", "organiser",
            "declared_type", "means",
        ),
        let_figures_count(
            "arrivals_announcement",
            "id", "convoy_id", "organisation_id", "at", "total", "men", "women", "boys", "girls", "minors",
        ),
        let_figures_count("arrivals_headcount"),
        let_figures_count("arrivals_returnepisode"),
        let_figures_count(
            "arrivals_arrivallist",
            "id", "organisation_id", "convoy_id", "entry_point_id", "day", "origin", "announced_total", "lines_count",
            "registered_count",
        ),
    ]  # fmt: skip
