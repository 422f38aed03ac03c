import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from benkan.common.policies import OWN, guard, let_application_run
from benkan.common.sealed_fields import SealedTextField

# Identifiers alone, for the worker: the organisations that sent what nobody answered, or closed, by a moment.
OVERDUE = (
    "SELECT DISTINCT organisation_id FROM cases_referral"
    " WHERE status IN ('envoyee', 'vue', 'a_evaluer') AND answer_due <= moment"
    " OR status = 'acceptee' AND done_due <= moment"
)


class Migration(migrations.Migration):
    """What crosses is sealed with its sender's key; why it crossed without consent leaves the row that both sides read.

    No referral was written before this: nothing is to be carried over.
    """

    dependencies = [
        ("cases", "0005_plans_and_funding"),
        ("organisations", "0002_policies"),
        ("common", "0001_functions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE cases_referral_number", "DROP SEQUENCE cases_referral_number"),
        migrations.RemoveField(model_name="referral", name="vital"),
        migrations.AddField(
            model_name="referral", name="vital", field=models.BooleanField("intérêt vital", default=False)
        ),
        migrations.RemoveField(model_name="extract", name="fields"),
        migrations.RemoveField(model_name="extract", name="message"),
        migrations.AddField(model_name="extract", name="fields", field=SealedTextField("réponses transmises")),
        migrations.AddField(
            model_name="extract", name="message", field=SealedTextField("ce qu’il faut savoir", blank=True)
        ),
        migrations.CreateModel(
            name="VitalReason",
            fields=[
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="vital_reason",
                        serialize=False,
                        to="cases.referral",
                    ),
                ),
                ("reason", SealedTextField("motif")),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        guard("cases_vitalreason", read=OWN),
        let_application_run(
            "cases_overdue_senders",
            OVERDUE,
            takes="moment timestamptz",
            returns="TABLE (organisation_id uuid)",
        ),
    ]
