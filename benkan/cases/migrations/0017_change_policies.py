from django.db import migrations

from benkan.common.policies import OWN, guard, let_application_empty

# Who asked reads why another grant pays, by the policy of the request; who pays alone writes it.
OF_ONE_SEEN = "EXISTS (SELECT FROM cases_fundingrequest p WHERE p.id = cases_grantchange.request_id)"
PAID_BY_US = (
    "EXISTS (SELECT FROM cases_fundingrequest p WHERE p.id = cases_grantchange.request_id"
    " AND p.payer_id = cases_grantchange.organisation_id)"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_grants_changed_and_attempts"), ("common", "0001_functions")]
    operations = [
        guard("cases_grantchange", read=OF_ONE_SEEN, add=f"{OWN} AND {PAID_BY_US}", append_only=True),
        let_application_empty("cases_grantchange", "why", of=OF_ONE_SEEN),
        # That she was looked for twice is her organisation's alone, as what she answered is.
        guard("cases_checkattempt", read=OWN, append_only=True),
    ]
