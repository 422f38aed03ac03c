from django.db import migrations

from benkan.common.policies import ORGANISATION, Statements


class Migration(migrations.Migration):
    dependencies = [("places", "0002_policies"), ("common", "0001_functions")]
    operations = [
        # What the worker does for an organisation in nobody's name reads where people go, as its people do.
        Statements(
            [f"CREATE POLICY places_place_clock ON places_place FOR SELECT USING ({ORGANISATION} IS NOT NULL)"],
            ["DROP POLICY places_place_clock ON places_place"],
        ),
    ]
