"""Somebody says that a child is of her family: noted with a number, verified by another, never by a machine."""

import datetime as dt
import json
from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor
from benkan.people.kinship import TIES
from benkan.safeguarding import verbs
from benkan.safeguarding.keys import seal
from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.lifecycles.claims import LABELS, ClaimStatus
from benkan.safeguarding.marks import CLAIM, new_number
from benkan.safeguarding.models import Claim, RestrictedFile
from benkan.safeguarding.sections import CHECK, section_of
from benkan.safeguarding.writes.keeping import advance, held, write_row
from benkan.safeguarding.writes.tracks import CLAIMS

SAID = ("name", "tie", "sex", "paper", "phone", "words")
ONESELF = (
    "Vous avez noté cette déclaration\u00a0: quelqu’un d’autre la vérifie. Votre suppléant, ou l’autorité de "
    "protection de l’enfance, lit ce dossier et peut le faire."
)


@transaction.atomic
def note_claim(*, by: Actor, file: RestrictedFile, said: Mapping[str, str]) -> Claim:
    """Note that somebody says to be of the child's family; the child is handed to nobody by it.

    `said`: of `SAID`, a name and a tie (a code of `people.kinship.TIES`: what she is to the child) at least.
    """
    file = held(by=by, file=file)
    if file.kind != Kind.CHILD:
        raise Impossible("Une déclaration de lien se note dans le dossier d’un enfant.")
    if set(said) - set(SAID):
        raise ValueError(f"nothing of a claim is called {sorted(set(said) - set(SAID))}")
    if not said.get("name", "").strip() or said.get("tie") not in TIES:
        raise Impossible("Dites qui se déclare, et ce qu’elle dit être pour l’enfant.")
    claim = Claim(file=file, organisation_id=file.organisation_id, number=new_number(CLAIM), noted_by_id=by.account_id)
    seal(claim, who=json.dumps({name: value.strip() for name, value in said.items()}, ensure_ascii=False))
    claim.save(force_insert=True)
    CLAIMS.begin(claim, by)
    advance(by=by, file=file, section=section_of(file.kind, CHECK), day=clock.today())
    record(verbs.CLAIM_NOTED, by=by, on=file)
    return claim


@transaction.atomic
def decide_claim(*, by: Actor, claim: Claim, verdict: str, evidence: str, day: dt.date | None = None) -> Claim:
    """Say what a verification found, with its evidence. Raises `Impossible` for whoever noted the claim herself."""
    file = held(by=by, file=claim.file)
    claim = CLAIMS.held(claim)
    if claim.noted_by_id == by.account_id:
        raise Impossible(ONESELF)
    if not evidence.strip():
        raise Impossible("Écrivez ce qui a été vérifié, et comment\u00a0: un avis sans preuve ne vaut rien.")
    verdict = ClaimStatus(verdict)
    claim.decided_by_id, claim.decided_at = by.account_id, clock.now()
    CLAIMS.move(claim, verdict, by, also=("decided_by", "decided_at"))
    answers = {"evidence": evidence.strip(), "verdict": LABELS[verdict]}
    write_row(by=by, file=file, section=CHECK, answers=answers, day=day or clock.today(), claim=claim)
    record(verbs.CLAIM_DECIDED, by=by, on=file)
    return claim
