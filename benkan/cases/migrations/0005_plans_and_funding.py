import django.db.models.deletion
from django.db import migrations, models

from benkan.common.policies import let_application_run

# What was asked never changes; of a person who is erased, the words that were asked go, in her organisation's name.
EMPTY = (
    "UPDATE cases_fundingrequest f SET title = '' FROM cases_planline l, cases_plan p, cases_case c"
    " WHERE f.line_id = l.id AND l.plan_id = p.id AND p.case_id = c.id AND f.title <> ''"
    " AND f.organisation_id = benkan_organisation() AND c.organisation_id = benkan_organisation()"
    " AND c.registration_id = ANY (files)"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_priority_changes"), ("common", "0001_functions")]
    operations = [
        # A draft that was abandoned bars no second revision of the same plan.
        migrations.AlterField(
            model_name="plan",
            name="revises",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="cases.plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "abandonne"), _negated=True),
                fields=("revises",),
                name="one_revision_per_plan",
                violation_error_message="Ce plan est déjà en révision\u00a0: reprenez le brouillon.",
            ),
        ),
        let_application_run("cases_empty_request_titles", EMPTY, takes="files uuid[]"),
    ]
