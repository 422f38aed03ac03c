from django.db import migrations, models

from benkan.common.policies import let_application_run

# Who loses the second factor of an organisation's only administrator has nobody but the nation to ask.
ADMINISTRATOR = (
    "(SELECT benkan_national()) AND EXISTS (SELECT FROM organisations_membership m"
    " WHERE m.account_id = mfa_authenticator.user_id AND m.role = 'administration')"
)
FREED = f"""
CREATE POLICY mfa_authenticator_administrators ON mfa_authenticator FOR SELECT USING ({ADMINISTRATOR});
CREATE POLICY mfa_authenticator_administrators_remove ON mfa_authenticator FOR DELETE USING ({ADMINISTRATOR});
"""
NOT_FREED = """
DROP POLICY mfa_authenticator_administrators_remove ON mfa_authenticator;
DROP POLICY mfa_authenticator_administrators ON mfa_authenticator;
"""
# Yes or no, and nothing of where: who hands a colleague a link would enter elsewhere in her name.
SEVERAL = """
SELECT count(DISTINCT m.organisation_id) > 1 FROM organisations_membership m
JOIN organisations_organisation o ON o.id = m.organisation_id
WHERE m.account_id = $1 AND m.ended_at IS NULL AND o.closed_at IS NULL AND (m.ends IS NULL OR m.ends >= current_date)
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0007_administration_policies")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="sessions_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(FREED, NOT_FREED),
        let_application_run("benkan_works_for_several", SEVERAL, takes="account uuid", returns="boolean"),
    ]
