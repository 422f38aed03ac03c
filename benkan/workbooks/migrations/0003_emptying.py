from django.db import migrations

from benkan.common.policies import let_application_run

# A document is read by who asked for it; one that may hold an erased person is emptied by whoever erases her. Those in
# the making are held too, so that what a worker is writing meanwhile is emptied once it has written it.
EMPTY = (
    "UPDATE workbooks_document SET content = NULL WHERE organisation_id = benkan_organisation()"
    " AND (content IS NOT NULL OR stage = 'demande')"
)


class Migration(migrations.Migration):
    dependencies = [("workbooks", "0002_policies"), ("common", "0001_functions")]
    operations = [let_application_run("workbooks_empty_documents", EMPTY)]
