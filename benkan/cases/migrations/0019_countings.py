import django.db.models.deletion
from django.db import migrations, models

import benkan.common.clock
import benkan.common.ids
from benkan.common.policies import OWN, guard, let_application_run

# Whose people read boards, by role: the worker counts for them without reading who they are.
READERS = (
    "SELECT DISTINCT organisation_id FROM organisations_membership"
    " WHERE role = ANY (roles) AND begins <= current_date AND (ends IS NULL OR ends >= current_date)"
    " AND ended_at IS NULL"
)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_figures_of_referrals"),
        ("organisations", "0002_policies"),
        ("common", "0001_functions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("everybody", models.BooleanField(default=False, verbose_name="tous les acteurs")),
                ("board", models.CharField(max_length=40)),
                ("content", models.JSONField()),
                ("at", models.DateTimeField(default=benkan.common.clock.now, verbose_name="compté à")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "everybody", "board"), name="one_counting_per_board"
                    )
                ],
            },
        ),
        guard("cases_counting", read=OWN),
        let_application_run(
            "cases_board_readers", READERS, takes="roles text[]", returns="TABLE (organisation_id uuid)"
        ),
    ]
