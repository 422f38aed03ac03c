"""What is sealed in a restricted file, opened: only where a reason was given, and its reading noted."""

import datetime as dt
import json
from dataclasses import dataclass

from benkan.common.typography import jour
from benkan.organisations.models import Account
from benkan.people.kinship import TIES
from benkan.safeguarding.keys import lend
from benkan.safeguarding.kinds import Conclusion
from benkan.safeguarding.models import Claim, RestrictedFile, SectionRow
from benkan.safeguarding.questions import ANSWERS, questions
from benkan.safeguarding.sections import INTERVIEW, Section

ELSEWHERE = "une personne d’un autre organisme"
GONE = "Effacé, comme le veut la loi."


@dataclass(frozen=True)
class Opened:
    """A row as its reader sees it."""

    row: SectionRow
    day: dt.date
    pairs: list[tuple[str, str]]
    by: str
    on_paper: list[tuple[str, str]]  # those of the pairs that may be printed
    on_screen: list[tuple[str, str]]  # the others


@dataclass(frozen=True)
class OpenedClaim:
    claim: Claim
    pairs: list[tuple[str, str]]
    noted_by: str
    mine: bool  # one noted it: another decides


def person_of(file: RestrictedFile) -> list[tuple[str, str]]:
    """What her ordinary file said of her the day this one was opened; empty once erased."""
    lend(file)
    return list(json.loads(file.person).items()) if file.person else []


def rows_of(file: RestrictedFile, section: Section) -> list[Opened]:
    """The rows of a section, the oldest first. Three queries, whatever their number."""
    lend(file)
    rows = list(file.rows.filter(section=section.code).select_related("claim"))
    names = _names(row.by_id for row in rows)
    kept = {ask.label for ask in section.asks if not ask.on_paper}
    return [_opened(row, _pairs(row, section), names.get(row.by_id, ELSEWHERE), kept) for row in rows]


def claims_of(file: RestrictedFile, account_id) -> list[OpenedClaim]:
    """The claims made on a child, the oldest first, with what each says. Three queries."""
    lend(file)
    claims = list(file.claims.order_by("noted_at", "id"))
    names = _names(claim.noted_by_id for claim in claims)
    return [
        OpenedClaim(one, said_of(one), names.get(one.noted_by_id, ELSEWHERE), one.noted_by_id == account_id)
        for one in claims
    ]


def said_of(claim: Claim) -> list[tuple[str, str]]:
    """Who declares, and what; its keys are lent already."""
    if not claim.who:
        return [("Déclaration", GONE)]
    said = json.loads(claim.who)
    tie = TIES[said["tie"]].words(said.get("sex", "")).capitalize()
    labels = (("paper", "Pièce montrée"), ("phone", "Téléphone"), ("words", "Son récit"))
    told = [(label, said[name]) for name, label in labels if said.get(name)]
    return [("Se déclare", said["name"]), ("Lien", tie), *told]


def _opened(row: SectionRow, pairs: list[tuple[str, str]], by: str, kept: set[str]) -> Opened:
    on_paper = [pair for pair in pairs if pair[0] not in kept]
    return Opened(row, row.day, pairs, by, on_paper, [pair for pair in pairs if pair[0] in kept])


def _pairs(row: SectionRow, section: Section) -> list[tuple[str, str]]:
    if not row.words:
        return [("Contenu", GONE)]
    said = json.loads(row.words)
    if section.code == INTERVIEW:
        return _interview(said)
    return [(ask.label, _answer(ask, said.get(ask.name, ""))) for ask in section.asks if said.get(ask.name)]


def _answer(ask, value: str) -> str:
    if ask.kind == "choice":
        return ask.choices.get(value, value)
    return jour(dt.date.fromisoformat(value)) if ask.kind == "day" else value


def _interview(said: dict) -> list[tuple[str, str]]:
    answered = [(one.words, ANSWERS[said["answers"][one.code]]) for one in questions() if one.code in said["answers"]]
    concluded = [("Conclusion", Conclusion(said["conclusion"]).label), ("Sur quoi elle repose", said["words"])]
    return answered + concluded


def _names(accounts) -> dict:
    return dict(Account.objects.filter(pk__in=set(accounts)).values_list("pk", "name"))
