"""The interview apart: by a trained person, in private, who may be told nothing. She concludes; nothing scores."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor
from benkan.safeguarding import verbs
from benkan.safeguarding.kinds import Conclusion, Kind
from benkan.safeguarding.models import RestrictedFile, SectionRow
from benkan.safeguarding.questions import ANSWERS, questions
from benkan.safeguarding.reads.trainings import is_trained
from benkan.safeguarding.sections import INTERVIEW, section_of
from benkan.safeguarding.writes.keeping import advance, held, write_row

UNTRAINED = (
    "Cet entretien se mène par une personne formée, et votre formation n’est pas notée. Demandez à l’administrateur de "
    "votre organisation de la noter, ou confiez ce dossier à un référent formé."
)


@transaction.atomic
def conclude(
    *,
    by: Actor,
    file: RestrictedFile,
    answers: Mapping[str, str],
    conclusion: str,
    words: str,
    alone: bool,
    day: dt.date | None = None,
) -> SectionRow:
    """Keep an interview, sealed, and what the worker concludes from it; again, the later conclusion holds.

    `answers`: code of a question to a code of `ANSWERS`; what was not asked is absent. Raises `Impossible` for who is
    not trained, or was not alone with her.
    """
    file = held(by=by, file=file)
    if file.kind != Kind.TRAFFICKING:
        raise Impossible("Cet entretien se mène dans le dossier d’une personne à voir à part.")
    if not is_trained(by):
        raise Impossible(UNTRAINED)
    if not alone:
        raise Impossible(
            "Cet entretien se mène seule à seule, hors de la vue des autres. Arrêtez, et reprenez-le ailleurs."
        )
    known = {one.code for one in questions()}
    if set(answers) - known or set(answers.values()) - set(ANSWERS):
        raise ValueError("an answer to no question, or none of the three answers")
    if not words.strip():
        raise Impossible("Dites sur quoi repose votre conclusion\u00a0: aucune réponse ne conclut à elle seule.")
    file.conclusion = Conclusion(conclusion)
    said = {"answers": dict(answers), "conclusion": str(file.conclusion), "words": words.strip()}
    row = write_row(by=by, file=file, section=INTERVIEW, answers=said, day=day or clock.today())
    section = section_of(file.kind, INTERVIEW)
    advance(by=by, file=file, section=section, day=row.day, also=("conclusion",))
    record(verbs.WRITTEN, by=by, on=file, fields=[INTERVIEW])
    return row
