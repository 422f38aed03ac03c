"""Which model compares files now."""

from django.db import connection

from benkan.linkage.models import ModelInForce


def name_in_force() -> str | None:
    """The name of the model that the platform learnt and put in force, or None: the one it came with compares.

    Whoever asks, nobody included: the answer must not depend on it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT linkage_model_in_force()")
        return cursor.fetchone()[0]


def latest() -> ModelInForce | None:
    """The last time that a model was put in force, with the model's name and from what it was learnt, not its body."""
    rows = ModelInForce.objects.order_by("-id").select_related("model").defer("model__body", "model__report")
    return rows.first()
