import django.db.models.deletion
from django.db import migrations, models

import benkan.common.clock
import benkan.common.ids
from benkan.common.policies import FOUNDING, OWN, SIGNED_IN, guard, let_application_change_only


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_policies"), ("common", "0001_functions")]
    operations = [
        migrations.CreateModel(
            name="OrganisationKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField(default=benkan.common.clock.now)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation"], name="organisation_key")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("organisation",),
                        name="one_key_in_use_per_organisation",
                    )
                ],
            },
        ),
        # Who opens an organisation gives it its key, and never reads it again.
        guard("organisations_organisationkey", read=OWN, add=f"{SIGNED_IN} OR {FOUNDING}", append_only=True),
        let_application_change_only("organisations_organisationkey", "retired_at", of=OWN),
    ]
