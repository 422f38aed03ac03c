"""A learnt model is kept, and put in force: by the owner, since it changes how everybody's files are compared, in the
name of an account, which the audit remembers."""

from dataclasses import replace

from django.db import connections, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.linkage import verbs
from benkan.linkage.learning import Learnt
from benkan.linkage.models import ModelInForce, StoredModel
from benkan.linkage.permissions import QUALITY_ALL
from benkan.linkage.reads.registers import OWNER
from benkan.people.lifecycle import CLOSED

NOT_BETTER = (
    "La mesure ne permet pas de changer de modèle\u00a0: celui qui est en force le reste. Pour changer malgré elle, "
    "donnez votre raison par --force."
)
_WAIT = """
INSERT INTO linkage_waiting (registration_id, organisation_id, since)
SELECT r.id, r.organisation_id, %s FROM people_registration r WHERE r.status <> ALL (%s) ON CONFLICT DO NOTHING
"""


def keep(*, by: Actor, learnt: Learnt) -> StoredModel:
    """Keep a model under a name of its own with its report; nothing is compared by it."""
    check(by, QUALITY_ALL)
    with transaction.atomic(using=OWNER):
        with connections[OWNER].cursor() as cursor:  # two commands at once take two names
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('linkage models', 0))")
        model = replace(learnt.model, name=_free_name(learnt), learnt_from=_learnt_from(learnt))
        kept = StoredModel.objects.using(OWNER).create(
            name=model.name,
            made_on=model.made,
            body=model.as_data(),
            learnt_from=model.learnt_from,
            report=learnt.report,
            at=clock.now(),
        )
        record(verbs.LEARNT, by=by, count=learnt.files)
    return kept


def put_in_force(*, by: Actor, kept: StoredModel, learnt: Learnt, reason: str = "") -> int:
    """Compare by this model from now on: every file waits to be compared anew; gives how many.

    Raises `Impossible` where the measure does not allow it, unless a `reason` is given, which is kept.
    """
    check(by, QUALITY_ALL)
    if not learnt.switch and not reason.strip():
        raise Impossible(NOT_BETTER)
    now = clock.now()
    with transaction.atomic(using=OWNER):
        ModelInForce.objects.using(OWNER).create(model=kept, at=now, reason=reason.strip() or kept.report["sentence"])
        with connections[OWNER].cursor() as cursor:
            cursor.execute(_WAIT, [now, [str(status) for status in CLOSED]])
            waiting = cursor.rowcount
        record(verbs.SWITCHED, by=by, count=waiting, reason=reason.strip())
    return waiting


def _free_name(learnt: Learnt) -> str:
    """« 2026-11-23 », then « 2026-11-23 (2) » for another of the same day."""
    day = learnt.model.made.isoformat()
    same = StoredModel.objects.using(OWNER).filter(name__startswith=day).count()
    return f"{day} ({same + 1})" if same else day


def _learnt_from(learnt: Learnt) -> str:
    return f"{learnt.files} dossiers de la plateforme et {learnt.model.answers} paires décidées"
