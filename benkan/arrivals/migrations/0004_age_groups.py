from django.db import migrations, models

GROUPS = [("mineur", "Mineur"), ("adulte", "Adulte"), ("aine", "Personne âgée")]


class Migration(migrations.Migration):
    dependencies = [("arrivals", "0003_lists_from_files")]
    operations = [
        migrations.AlterField(
            model_name="line",
            name="age_group",
            field=models.CharField(blank=True, choices=GROUPS, max_length=8, verbose_name="âge"),
        ),
        migrations.AlterField(
            model_name="returnepisode",
            name="age_group",
            field=models.CharField(blank=True, choices=GROUPS, max_length=8),
        ),
    ]
