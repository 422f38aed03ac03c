from django.db import migrations

from benkan.common.policies import OWN, guard


class Migration(migrations.Migration):
    dependencies = [("people", "0004_private_talks"), ("common", "0001_functions")]
    operations = [guard("people_privatetalk", read=OWN)]
