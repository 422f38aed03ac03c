import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import benkan.common.clock
import benkan.common.ids
from benkan.common.policies import OWN, guard, let_application_empty

PRIORITIES = [("urgente", "Urgente"), ("elevee", "Élevée"), ("normale", "Normale")]


class Migration(migrations.Migration):
    """Why a priority was changed is a row each time: one text on the screening kept the last alone, and a constraint
    on it would have held back its erasure."""

    dependencies = [
        ("cases", "0003_policies"),
        ("organisations", "0002_policies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint(model_name="screening", name="another_priority_says_why"),
        migrations.RemoveField(model_name="screening", name="note"),
        migrations.CreateModel(
            name="PriorityChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("priority", models.CharField("priorité", choices=PRIORITIES, max_length=10)),
                ("note", models.CharField("pourquoi une autre priorité", blank=True, max_length=300)),
                ("at", models.DateTimeField(default=benkan.common.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="cases.screening"
                    ),
                ),
            ],
            options={"ordering": ["at", "id"]},
        ),
        guard("cases_prioritychange", read=OWN, append_only=True),
        let_application_empty("cases_prioritychange", "note", of=OWN),
    ]
