from django.db import migrations, models

from benkan.common.policies import let_application_run
from benkan.workbooks.lifecycle import LABELS, Stage

# Identifiers alone, for the worker, which then enters in the name of each: who brought files that are not closed.
HOLDERS = (
    "SELECT DISTINCT organisation_id, by_id FROM workbooks_import"
    " WHERE stage IN ('recu', 'lu', 'refuse', 'en_cours', 'applique')"
)
STAGES = ["recu", "lu", "refuse", "en_cours", "applique", "annule", "laisse", "efface"]


class Migration(migrations.Migration):
    dependencies = [("workbooks", "0004_sealed_content")]
    operations = [
        migrations.RemoveConstraint(model_name="import", name="import_stage_is_known"),
        migrations.AlterField(
            model_name="import",
            name="stage",
            field=models.CharField("état", max_length=10, choices=LABELS.items(), default=Stage.RECEIVED),
        ),
        migrations.AlterField(
            model_name="importstage", name="stage", field=models.CharField(max_length=10, choices=LABELS.items())
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(condition=models.Q(stage__in=STAGES), name="import_stage_is_known"),
        ),
        let_application_run(
            "workbooks_holders", HOLDERS, returns="TABLE (organisation_id uuid, account_id uuid)"
        ),
    ]
