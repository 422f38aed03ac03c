from django.db import migrations

from benkan.common.policies import FUNCTIONS, NO_FUNCTIONS


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS)]
