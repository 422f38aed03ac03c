"""Thresholds are given values, from a day on."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.models import ThresholdValue
from benkan.common.permissions import Actor, check
from benkan.common.thresholds import Threshold
from benkan.common.thresholds.reads import all_values, disagreements, forget
from benkan.organisations import verbs
from benkan.organisations.permissions import CHANGE_THRESHOLDS


@transaction.atomic
def change_threshold(
    *, by: Actor, threshold: Threshold, value: int, begins: dt.date, source: str, note: str
) -> ThresholdValue:
    """Give a threshold a value from a day on, today or later: the days before keep theirs. Earlier rows stay."""
    check(by, CHANGE_THRESHOLDS)
    source, note = source.strip(), note.strip()
    if not source or not note:
        raise Impossible("Dites d’où vous tenez cette valeur, et pourquoi elle change.")
    if sentence := threshold.fault(value):
        raise Impossible(sentence)
    if begins < clock.today():
        raise Impossible(
            "Ce jour est passé\u00a0: ce qui a été fait jusqu’ici l’a été avec la valeur d’alors. "
            "Donnez aujourd’hui, ou un jour à venir."
        )
    forget()
    values = all_values()
    disputed = any(one.threshold == threshold for one in disagreements(values))
    if value == values.on(threshold, begins) and not disputed:  # saying it again answers a newer file
        raise Impossible(f"Ce seuil vaut déjà {threshold.words(value)} ce jour-là.")
    given = ThresholdValue(
        code=threshold.code,
        value=value,
        unit=threshold.unit,
        begins=begins,
        source=source,
        as_of=clock.today(),
        note=note,
        account_id=by.account_id,
    )
    given.full_clean()
    given.save(force_insert=True)
    forget()
    record(verbs.THRESHOLD_CHANGED, by=by, on=given, fields=[threshold.code], reason=note)
    return given
