from django.db import migrations

from benkan.common.sealed_fields import SealedTextField
from benkan.organisations.sealing_rows import rewrite, seal_column

TABLE = "people_safecontact"
SEALED = {
    "phone": ("numéro sûr", 40),
    "hours": ("heures", 80),
    "who_may_answer": ("qui peut répondre", 120),
    "what_may_be_said": ("ce qu’on peut dire", 200),
}


def _clear(name: str) -> str:
    return f"{name}_in_clear"


def seal(apps, schema_editor):
    model = apps.get_model("people", "SafeContact")
    for name in SEALED:
        field = model._meta.get_field(name)
        held = seal_column(apps, schema_editor, field, table=TABLE, clear=_clear(name), row="registration_id")
    for name in SEALED:
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN {_clear(name)}")
        schema_editor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN {name} SET NOT NULL")
    if held:
        rewrite(schema_editor, TABLE, "phone")


class Migration(migrations.Migration):
    dependencies = [("people", "0005_talk_policies"), ("organisations", "0003_keys")]
    operations = [
        # Beside the columns in clear until every row is sealed, which happens here or not at all.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE {TABLE} RENAME COLUMN {name} TO {_clear(name)};"
                    f"ALTER TABLE {TABLE} ADD COLUMN {name} bytea"
                )
                for name in SEALED
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="safecontact",
                    name=name,
                    field=SealedTextField(blank=True, max_length=length, verbose_name=label),
                )
                for name, (label, length) in SEALED.items()
            ],
        ),
        migrations.RunPython(seal),
    ]
