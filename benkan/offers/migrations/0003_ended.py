from django.db import migrations, models


class Migration(migrations.Migration):
    """An offer that is closed is closed at that moment: its last day, which still counts, cannot say so."""

    dependencies = [("offers", "0002_policies")]
    operations = [
        migrations.AddField(model_name="offer", name="ended_at", field=models.DateTimeField(null=True)),
    ]
