from django.db import migrations

from benkan.common.policies import ACCOUNT, ORGANISATION, OWN, guard


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("common", "0001_functions")]
    operations = [
        # Read by the organisation it is told to; another may tell it, in its own name, and never reads it again.
        guard("notices_notice", read=OWN, add=f"told_by_id = {ORGANISATION}", change=OWN),
        guard("notices_noticeread", read=f"account_id = {ACCOUNT}"),
        guard("notices_digest", read=f"account_id = {ACCOUNT}"),
    ]
