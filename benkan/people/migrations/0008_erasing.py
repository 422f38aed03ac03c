from django.db import migrations

from benkan.common.policies import OWN, guard, let_application_empty


class Migration(migrations.Migration):
    dependencies = [("people", "0007_requests"), ("common", "0001_functions")]
    operations = [
        guard("people_personrequest", read=OWN),
        guard("people_personrequeststatus", read=OWN, append_only=True),
        guard("people_retentionend", read=OWN),
        # What was answered and where things stood is never changed; the names written beside it are emptied by law.
        let_application_empty("people_consent", "interpreter", "witness", "for_child_by", of=OWN),
        let_application_empty("people_registrationstatus", "reason", of=OWN),
        let_application_empty("people_personrequeststatus", "reason", of=OWN),
    ]
