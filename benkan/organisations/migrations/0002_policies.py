from django.db import migrations

from benkan.common.policies import ACCOUNT, DOOR, FOUNDING, ORGANISATION, SIGNED_IN, guard, let_figures_count

COLLEAGUE = (
    "EXISTS (SELECT FROM organisations_membership m"
    f" WHERE m.account_id = organisations_account.id AND m.organisation_id = {ORGANISATION})"
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("common", "0001_functions")]
    operations = [
        # Actors know each other by name: who they are is no secret of the platform.
        guard("organisations_kind", read=f"{SIGNED_IN} OR {FOUNDING}"),
        guard("organisations_organisation", read=f"{SIGNED_IN} OR {FOUNDING}"),
        guard(
            "organisations_account",
            read=f"id = {ACCOUNT} OR opened_by_id = {ACCOUNT} OR {DOOR} OR {FOUNDING} OR {COLLEAGUE}",
            add=f"opened_by_id = {ACCOUNT} OR {FOUNDING}",
        ),
        guard(
            "organisations_membership",
            read=f"account_id = {ACCOUNT} OR organisation_id = {ORGANISATION} OR given_by_id = {ACCOUNT} OR {FOUNDING}",
            add=f"given_by_id = {ACCOUNT} OR {FOUNDING}",
            change=f"organisation_id = {ORGANISATION} OR given_by_id = {ACCOUNT}",
        ),
        guard("organisations_presence", read=f"{SIGNED_IN} OR {FOUNDING}"),
        let_figures_count("organisations_organisation", "id", "name", "code", "kind_id"),
    ]
