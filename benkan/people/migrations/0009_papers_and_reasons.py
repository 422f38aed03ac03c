from django.db import migrations, models

from benkan.common.policies import let_application_run

# The audit is only added to. Of a file that is erased, the words that people typed go; who, when and what stay.
FORGET = (
    "UPDATE audit_entry SET reason = '' WHERE reason <> '' AND organisation_id = benkan_organisation()"
    " AND file_id = ANY (files) AND EXISTS (SELECT FROM people_registration r WHERE r.id = audit_entry.file_id"
    " AND r.organisation_id = benkan_organisation() AND r.status = 'effacee')"
)
GROUPS = [
    ("identite", "Identité et textes libres"),
    ("contact", "Téléphone et contact sûr"),
    ("pieces", "Numéros et copies de pièces"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0008_erasing"), ("audit", "0002_policies"), ("common", "0001_functions")]
    operations = [
        migrations.AlterField(
            model_name="retentionend",
            name="group",
            field=models.CharField("données", max_length=10, choices=GROUPS),
        ),
        let_application_run("people_forget_reasons", FORGET, takes="files uuid[]"),
    ]
