import benkan.common.clock
import benkan.common.ids
import benkan.common.sealed_fields
import benkan.complaints.lifecycle
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0009_two_signatures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="numéro")),
                ("code", models.CharField(max_length=128)),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ("locked_until", models.DateTimeField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("service", "Un service mal rendu, ou refusé"),
                            ("attente", "Une attente trop longue"),
                            ("comportement", "La façon dont on l’a traitée"),
                            ("donnees", "Ce qui a été dit ou montré d’elle"),
                            ("decision", "Une décision, un plan refusé"),
                            ("argent", "Argent demandé, détournement, corruption"),
                            ("eas", "Exploitation ou abus sexuel"),
                            ("autre", "Autre chose"),
                        ],
                        max_length=15,
                        verbose_name="nature",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("guichet", "Au guichet"),
                            ("telephone", "Par téléphone"),
                            ("papier", "Sur papier"),
                            ("confiance", "Par une personne de confiance"),
                        ],
                        max_length=12,
                        verbose_name="reçue",
                    ),
                ),
                ("file_mark", models.CharField(blank=True, max_length=64)),
                ("received_on", models.DateField(verbose_name="reçue le")),
                ("due", models.DateField(verbose_name="à répondre avant le")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (benkan.complaints.lifecycle.Status["RECEIVED"], "Reçue"),
                            (benkan.complaints.lifecycle.Status["EXAMINED"], "En examen"),
                            (benkan.complaints.lifecycle.Status["ANSWERED"], "Répondue"),
                            (benkan.complaints.lifecycle.Status["CONTESTED"], "Contestée"),
                            (benkan.complaints.lifecycle.Status["SETTLED"], "Tranchée"),
                            (benkan.complaints.lifecycle.Status["CLOSED"], "Close"),
                        ],
                        default=benkan.complaints.lifecycle.Status["RECEIVED"],
                        max_length=12,
                        verbose_name="état",
                    ),
                ),
                ("noted_at", models.DateTimeField(default=benkan.common.clock.now)),
                ("told_at", models.DateTimeField(null=True)),
                ("late_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("forget", models.BooleanField(default=False)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["due", "noted_at"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintStatus",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (benkan.complaints.lifecycle.Status["RECEIVED"], "Reçue"),
                            (benkan.complaints.lifecycle.Status["EXAMINED"], "En examen"),
                            (benkan.complaints.lifecycle.Status["ANSWERED"], "Répondue"),
                            (benkan.complaints.lifecycle.Status["CONTESTED"], "Contestée"),
                            (benkan.complaints.lifecycle.Status["SETTLED"], "Tranchée"),
                            (benkan.complaints.lifecycle.Status["CLOSED"], "Close"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(default=benkan.common.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statuses", to="complaints.complaint"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("answers", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "words",
                    benkan.common.sealed_fields.SealedTextField(
                        max_length=4000, null=True, verbose_name="ce qui est dit"
                    ),
                ),
                (
                    "person",
                    benkan.common.sealed_fields.SealedTextField(
                        max_length=200, null=True, verbose_name="qui se plaint"
                    ),
                ),
                (
                    "reach",
                    benkan.common.sealed_fields.SealedTextField(
                        max_length=300, null=True, verbose_name="comment lui répondre"
                    ),
                ),
                ("about", benkan.common.sealed_fields.SealedTextField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="complaints.complaint"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("service", "Un service mal rendu, ou refusé"),
                                ("attente", "Une attente trop longue"),
                                ("comportement", "La façon dont on l’a traitée"),
                                ("donnees", "Ce qui a été dit ou montré d’elle"),
                                ("decision", "Une décision, un plan refusé"),
                                ("argent", "Argent demandé, détournement, corruption"),
                                ("eas", "Exploitation ou abus sexuel"),
                                ("autre", "Autre chose"),
                            ],
                            max_length=15,
                        ),
                        size=None,
                        verbose_name="plaintes",
                    ),
                ),
                ("begins", models.DateField(default=benkan.common.clock.today, verbose_name="à partir du")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("named_at", models.DateTimeField(default=benkan.common.clock.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["begins", "id"],
            },
        ),
        migrations.CreateModel(
            name="Writing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=benkan.common.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[("note", "Note d’examen"), ("reponse", "Réponse"), ("contestation", "Contestation")],
                        max_length=12,
                    ),
                ),
                ("words", benkan.common.sealed_fields.SealedTextField(max_length=4000, null=True)),
                ("at", models.DateTimeField(default=benkan.common.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="writings", to="complaints.complaint"
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="writings", to="complaints.copy"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("file_mark", ""), _negated=True), fields=["file_mark"], name="complaint_of_a_file"
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(condition=models.Q(("late_at__isnull", True)), fields=["due"], name="complaint_due"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            benkan.complaints.lifecycle.Status["RECEIVED"],
                            benkan.complaints.lifecycle.Status["EXAMINED"],
                            benkan.complaints.lifecycle.Status["ANSWERED"],
                            benkan.complaints.lifecycle.Status["CONTESTED"],
                            benkan.complaints.lifecycle.Status["SETTLED"],
                            benkan.complaints.lifecycle.Status["CLOSED"],
                        ],
                    )
                ),
                name="complaint_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("due__gte", models.F("received_on"))), name="complaint_is_due_after_it_came"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("status", benkan.complaints.lifecycle.Status["CLOSED"])),
                    models.Q(
                        models.Q(("status", benkan.complaints.lifecycle.Status["CLOSED"]), _negated=True),
                        ("closed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="a_closed_complaint_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="copy",
            index=models.Index(fields=["account", "organisation"], name="copy_by_recipient"),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(
                fields=("complaint", "account"),
                name="one_copy_per_recipient",
                violation_error_message="Ce destinataire a déjà cette plainte.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("begins")), _connector="OR"),
                name="recipient_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(("kinds__len__gt", 0)),
                name="recipient_says_for_what",
                violation_error_message="Dites pour quelles plaintes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends__isnull", True)),
                fields=("account", "organisation"),
                name="one_open_mandate_per_recipient",
                violation_error_message="Cette personne est déjà destinataire. Mettez d’abord fin à son mandat.",
            ),
        ),
    ]
