from django.db import migrations

from benkan.common.policies import OWN, guard


class Migration(migrations.Migration):
    dependencies = [("people", "0012_households_and_kinship"), ("common", "0001_functions")]
    operations = [guard("people_householdjoin", read=OWN)]
