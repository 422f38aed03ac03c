from django.db import migrations

from benkan.common.policies import let_figures_count


class Migration(migrations.Migration):
    """What groups take of a grant, so that what is left of it is told to its donor and to the secretariat."""

    dependencies = [("groups", "0003_three_hands")]

    operations = [
        let_figures_count("groups_funding", "id", "organisation_id", "payer_id", "grant_id", "granted", "status"),
        let_figures_count("groups_tranche", "id", "organisation_id", "funding_id", "amount", "status"),
    ]
