"""`benkan relearn`: a model learnt from the platform's own files and answers, measured against the one in force.

All registers are read as the owner, as a backup reads them; what is learnt holds no file, and what is printed no name.
"""

from __future__ import annotations

import json
import os
import time

import click

from benkan.host.platform import NotReady

NBSP = "\u00a0"


def relearn(*, account: str | None, organisation: str | None, switch: bool, force: str | None) -> None:
    """Learn, keep and measure; with `switch`, put in force where the measure allows it or `force` gives a reason.

    Says both measures on standard error, and one JSON line on standard output. Raises `NotReady` with a sentence.
    """
    if force is not None and not (switch and force.strip()):
        raise NotReady(f"--force donne la raison de changer malgré la mesure{NBSP}: écrivez --switch --force RAISON.")
    from benkan.host.acting import acting_as
    from benkan.host.paths import demonstration_mark
    from benkan.host.platform import ready

    if demonstration_mark().exists():
        os.environ["BENKAN_DEMO"] = "true"
    started = time.monotonic()
    with ready():
        from benkan.common.errors import Impossible, Refused
        from benkan.common.permissions import check
        from benkan.linkage.engine.refusal import Unusable
        from benkan.linkage.learning import NothingToLearn, learn
        from benkan.linkage.permissions import QUALITY_ALL

        try:
            with acting_as(account, organisation) as by:
                check(by, QUALITY_ALL)
            learnt = learn(_say)  # minutes, in which no transaction is left open
            _compare(learnt)
            with acting_as(account, organisation) as by:
                told, refused = _kept(by, learnt, switch=switch, reason=force or "")
        except (Impossible, Refused, NothingToLearn, Unusable) as refusal:
            raise NotReady(str(refusal)) from refusal
    click.echo(json.dumps(told | {"seconds": round(time.monotonic() - started, 3)}, ensure_ascii=False))
    if refused:
        raise NotReady(refused)


def _kept(by, learnt, *, switch: bool, reason: str) -> tuple[dict, str]:
    """What is printed, and why the model was not put in force though it was asked; "" where it was, or was not."""
    from benkan.common.errors import Impossible
    from benkan.linkage.writes.learning import keep, put_in_force

    kept = keep(by=by, learnt=learnt)
    told = {"model": kept.name, **kept.report, "switched": False, "waiting": 0}
    if not switch:
        _say("Le modèle en force n’a pas changé. Pour en changer, recommencez avec --switch.")
        return told, ""
    try:
        waiting = put_in_force(by=by, kept=kept, learnt=learnt, reason=reason)
    except Impossible as sentence:
        return told, str(sentence)  # what was learnt stays, with its report
    _say(f"Le modèle {kept.name} est en force. {waiting} dossiers attendent d’être comparés de nouveau.")
    return told | {"switched": True, "waiting": waiting}, ""


def _compare(learnt) -> None:
    """Both measures side by side, then what they allow to say."""
    from benkan.linkage.learning import share_in_words

    before, after = learnt.retrained.before, learnt.retrained.after
    titles = {
        "precision": "Précision à 0,5 et plus",
        "recall": "Paires retrouvées",
        "f1": "F1",
        "very_likely": f"Précision de «{NBSP}très probable{NBSP}»",
    }
    for name, title in titles.items():
        old, new = (share_in_words(getattr(one, name)) for one in (before, after))
        _say(f"{title}{NBSP}: {new}, contre {old} pour le modèle {learnt.against}.")
    _say(learnt.retrained.sentence())


def _say(words: str) -> None:
    click.echo(words, err=True)
