from django.db import migrations

from benkan.common.policies import ACCOUNT, SIGNED_IN, guard


class Migration(migrations.Migration):
    dependencies = [("common", "0002_thresholds")]
    operations = [
        # Nobody gives a value in another's name, and a value given stays as it was said.
        guard("common_thresholdvalue", read=SIGNED_IN, add=f"account_id = {ACCOUNT}", append_only=True),
    ]
