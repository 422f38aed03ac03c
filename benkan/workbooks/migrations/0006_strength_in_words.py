from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workbooks", "0005_ends")]
    operations = [
        migrations.AlterField(
            model_name="row", name="strength", field=models.CharField(blank=True, max_length=14)
        ),
    ]
