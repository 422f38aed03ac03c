from django.db import migrations

from benkan.common.policies import OWN, guard, let_figures_count_also


class Migration(migrations.Migration):
    dependencies = [("arrivals", "0005_convoy_changes")]
    operations = [
        guard(
            "arrivals_convoychange",
            read=f"{OWN} OR EXISTS (SELECT FROM arrivals_convoy c WHERE c.id = arrivals_convoychange.convoy_id)",
            add=OWN,
            append_only=True,
        ),
        let_figures_count_also("arrivals_convoy", "cancelled_at"),
    ]
