import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0010_identifier_source")]
    operations = [
        migrations.AddField(
            model_name="household",
            name="head",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.registration"
            ),
        ),
    ]
