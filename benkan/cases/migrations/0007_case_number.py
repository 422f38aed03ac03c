from django.db import migrations, models

from benkan.common.policies import let_figures_count, let_figures_count_also


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_referrals"), ("arrivals", "0006_change_policies")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE cases_number", "DROP SEQUENCE cases_number"),
        # No accompaniment exists before this step: none is left without a number.
        migrations.AddField("case", "number", models.CharField("numéro", max_length=20, unique=True, default="")),
        migrations.AlterField("case", "number", models.CharField("numéro", max_length=20, unique=True)),
        let_figures_count_also("cases_case", "number"),
        # How long the first aid took: hours of lines and of aid, nothing of whom.
        let_figures_count("arrivals_line", "id", "organisation_id", "list_id", "nature", "at"),
        let_figures_count("arrivals_immediateaid", "id", "organisation_id", "line_id", "kind", "given_at"),
    ]
