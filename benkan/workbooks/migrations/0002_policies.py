from django.db import migrations

from benkan.common.policies import ACCOUNT, OWN, guard

# What somebody took out of the platform concerns who took it, not the colleague beside.
MINE = f"{OWN} AND by_id = {ACCOUNT}"


class Migration(migrations.Migration):
    dependencies = [("workbooks", "0001_initial"), ("common", "0001_functions"), ("organisations", "0002_policies")]
    operations = [
        guard("workbooks_import", read=OWN),
        guard("workbooks_importstage", read=OWN, append_only=True),
        guard("workbooks_row", read=OWN),
        guard("workbooks_rememberedcolumn", read=OWN),
        guard("workbooks_document", read=MINE),
    ]
