import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import benkan.common.clock
import benkan.common.ids


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_whole_policies")]
    operations = [
        migrations.CreateModel(
            name="OrganisationChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("nom", "Nom corrigé"),
                            ("telephone", "Téléphone corrigé"),
                            ("ferme", "Organisation fermée"),
                            ("rouvert", "Organisation rouverte"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=160)),
                ("after", models.CharField(blank=True, max_length=160)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="motif")),
                ("at", models.DateTimeField(default=benkan.common.clock.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"ordering": ["-at", "-id"]},
        ),
    ]
