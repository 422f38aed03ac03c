from django.db import migrations

from benkan.common.sealed_fields import SealedBytesField
from benkan.organisations.sealing_rows import rewrite, seal_column

SEALED = ("Import", "Document")


def seal(apps, schema_editor):
    for name in SEALED:
        model = apps.get_model("workbooks", name)
        table, field = model._meta.db_table, model._meta.get_field("content")
        if seal_column(apps, schema_editor, field, table=table, clear="content"):
            rewrite(schema_editor, table, "content")


class Migration(migrations.Migration):
    dependencies = [("workbooks", "0003_emptying"), ("organisations", "0003_keys")]
    operations = [
        *(
            migrations.AlterField(model_name=name.lower(), name="content", field=SealedBytesField(null=True))
            for name in SEALED
        ),
        migrations.RunPython(seal),
    ]
