import benkan.common.clock
import benkan.common.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("common", "0001_functions")]
    operations = [
        migrations.CreateModel(
            name="ThresholdValue",
            fields=[
                ("id", models.UUIDField(default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=60)),
                ("value", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=10)),
                ("begins", models.DateField(null=True)),
                ("source", models.CharField(max_length=240)),
                ("as_of", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("account_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField(default=benkan.common.clock.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("account_id__isnull", True)),
                        fields=("code", "begins"),
                        name="one_value_of_the_file_per_beginning",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("account_id__isnull", True),
                            models.Q(
                                ("begins__isnull", False),
                                models.Q(("source", ""), _negated=True),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_value_given_says_from_when_and_why",
                    ),
                ],
            },
        ),
    ]
