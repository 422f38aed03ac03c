from django.db import migrations

from benkan.common.policies import ACCOUNT, FOUNDING, SIGNED_IN, guard, let_figures_count

# Where places are is no secret of the platform; the founding names posts before there is any account.
READ = f"{SIGNED_IN} OR {FOUNDING}"


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("common", "0001_functions")]
    operations = [
        guard("places_place", read=READ, add=SIGNED_IN, change=SIGNED_IN),
        guard("places_country", read=READ, add=SIGNED_IN, change=SIGNED_IN),
        guard("places_region", read=READ, add=SIGNED_IN, change=SIGNED_IN),
        guard("places_entrypoint", read=READ, add=SIGNED_IN, change=SIGNED_IN),
        guard("places_placecode", read=READ, add=SIGNED_IN, change=SIGNED_IN),
        guard("places_placealias", read=READ, add=SIGNED_IN, change=SIGNED_IN),
        guard("places_conflictperiod", read=READ, add=SIGNED_IN, change=SIGNED_IN),
        # Nobody corrects in another's name, and a correction stays as it was said.
        guard("places_correction", read=READ, add=f"account_id = {ACCOUNT}", append_only=True),
        # Boards name places.
        let_figures_count("places_place", "id", "slug", "level", "name", "key", "parent_id"),
    ]
