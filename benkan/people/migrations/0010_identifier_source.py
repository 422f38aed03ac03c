from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_papers_and_reasons")]
    operations = [
        migrations.AddField(
            model_name="identifier", name="source", field=models.CharField("selon", max_length=200, blank=True)
        ),
    ]
