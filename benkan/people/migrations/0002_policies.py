from django.db import migrations

from benkan.common.policies import OWN, SIGNED_IN, guard, let_figures_count

OF_OWN_FILE = "EXISTS (SELECT FROM people_registration r WHERE r.person_id = people_person.id)"


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("common", "0001_functions")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE people_number", "DROP SEQUENCE people_number"),
        guard("people_registration", read=OWN),
        guard("people_registrationevent", read=OWN),
        guard("people_registrationstatus", read=OWN, append_only=True),
        # A person is an id alone; whoever may read a registration of hers may read it.
        guard("people_person", read=OF_OWN_FILE, add=SIGNED_IN),
        guard("people_household", read=OWN),
        guard("people_nametoken", read=OWN),
        guard("people_identifier", read=OWN),
        guard("people_familylink", read=OWN),
        guard("people_safecontact", read=OWN),
        guard("people_consent", read=OWN, append_only=True),
        guard("people_spokentext", read=SIGNED_IN),
        # People are counted without being read: id, organisation and person of a registration, nothing else.
        let_figures_count("people_registration", "id", "organisation_id", "person_id"),
    ]
