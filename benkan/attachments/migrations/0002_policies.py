from django.db import migrations

from benkan.common.policies import OWN, guard


class Migration(migrations.Migration):
    dependencies = [("attachments", "0001_initial"), ("common", "0001_functions")]
    operations = [guard("attachments_attachment", read=OWN)]
