from django.db import migrations

from benkan.common.policies import DOOR, SIGNED_IN

READ = "ALTER POLICY common_thresholdvalue_read ON common_thresholdvalue USING ({})"


class Migration(migrations.Migration):
    dependencies = [("common", "0003_threshold_policies")]
    operations = [
        # How long a link or a shift lasts is asked before anybody is known; it says nothing of anybody.
        migrations.RunSQL(READ.format(f"{SIGNED_IN} OR {DOOR}"), READ.format(SIGNED_IN)),
    ]
