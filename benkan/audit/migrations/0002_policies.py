from django.db import migrations

from benkan.common.policies import ACCOUNT, ORGANISATION, OWN, guard


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("common", "0001_functions")]
    operations = [
        guard(
            "audit_entry",
            read=OWN,
            # Nobody writes in another's name; at the door both are unknown.
            add=f"account_id IS NOT DISTINCT FROM {ACCOUNT} AND organisation_id IS NOT DISTINCT FROM {ORGANISATION}",
            append_only=True,
        )
    ]
