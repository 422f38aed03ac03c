"""What each line of a file would change: nothing, something, a new person, or a question to whoever brings it.

A machine proposes: a line is set beside those of an earlier file of this organisation for this arrival, then beside
all its own files. Another organisation's are never looked at here.
"""

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from uuid import UUID

from benkan.arrivals.files.answers import COMPARED, WORDS, Places, birth_of, in_words, named, papers_of
from benkan.common.folding import fold
from benkan.linkage.engine.thresholds import Word
from benkan.people.alike import Alike, Asked, NotSearched, resembling
from benkan.people.identifiers import identifier_key
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration
from benkan.people.names import keys_of
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row

NBSP = "\u00a0"
NOT_SEARCHED = "not_searched"  # in the reading of a file: the engine failed, its rows were not compared
SURE = str(Word.VERY_LIKELY)
REPEATED = f"deux fois dans ce fichier{NBSP}?"  # a reason that no other file can take away


@dataclass
class Earlier:
    """The lines of this organisation's earlier files for the same arrival, each to be met once."""

    by_print: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    by_anchor: dict[tuple, list[Row]] = field(default_factory=lambda: defaultdict(list))
    met: set[UUID] = field(default_factory=set)

    def same(self, row: Row) -> Row | None:
        """An earlier line that says the very same."""
        return self._first(self.by_print.get(_print(row.answers), ()))

    def alike(self, row: Row, anchors: Counter) -> Row | None:
        """An earlier line of the same number, paper or names, where only one line of each file has them."""
        for anchor in _anchors(row.answers):
            there = [one for one in self.by_anchor.get(anchor, ()) if one.pk not in self.met]
            if len(there) == 1 and anchors[anchor] == 1:
                return self._first(there)
        return None

    def _first(self, rows: Iterable[Row]) -> Row | None:
        found = next((row for row in rows if row.pk not in self.met), None)
        if found is not None:
            self.met.add(found.pk)
        return found


@dataclass(frozen=True)
class Proposed:
    """Of rows that were proposed before: those that were asked about, and those of them that somebody answered."""

    asked: frozenset[UUID]
    answered: frozenset[UUID]


def earlier_of(source: Import, *, but: Iterable[UUID] = (), announced: bool = False) -> Earlier:
    """What was applied before of other files for the same arrival; of a list of people received, a list that only
    `announced` them is no earlier version, and is asked for apart.

    What the rows of this file beside those of `but` have met already is not met a second time.
    """
    others = source.rows.filter(outcome__in=[Row.Outcome.SAME, Row.Outcome.CHANGED], against__isnull=False)
    taken = {str(one) for one in others.exclude(pk__in=list(but)).values_list("against", flat=True)}
    rows = Row.objects.filter(
        source__kind=source.kind, source__target=source.target, source__stage=Stage.APPLIED, applied_at__isnull=False
    )
    if source.options.get("arrived"):
        rows = rows.filter(source__options__arrived=not announced)
    earlier = Earlier()
    for row in rows.exclude(source=source).only("answers", "made").order_by("applied_at", "order"):
        if row.made.get("registration") in taken:
            earlier.met.add(row.pk)
        earlier.by_print[_print(row.answers)].append(row)
        for anchor in _anchors(row.answers):
            earlier.by_anchor[anchor].append(row)
    return earlier


def propose(source: Import, rows: Sequence[Row], places: Places, *, before: Proposed | None = None) -> bool:
    """Fill in what the machine proposes of each row (outcome, against, reasons, strength, difference); False where
    one's own files could not be searched, and all the rest could. Of rows that were proposed `before`, only what is
    new since is searched."""
    earlier = earlier_of(source, but=[row.pk for row in rows])
    for row in rows:
        row.outcome, row.against, row.strength, row.difference = Row.Outcome.NEW, None, "", []
        row.reasons = [reason for reason in row.reasons if reason.startswith(REPEATED)]
        if row.errors:
            row.outcome = Row.Outcome.REFUSED
    readable = [row for row in rows if not row.errors]
    for row in readable:
        if (same := earlier.same(row)) is not None:
            row.outcome, row.against = Row.Outcome.SAME, _registration(same)
    anchors = Counter(anchor for row in readable for anchor in _anchors(row.answers))
    changed = {}
    for row in (row for row in readable if row.outcome == Row.Outcome.NEW):
        if (alike := earlier.alike(row, anchors)) is not None:
            changed[row.pk] = alike
            row.against = _registration(alike)
    _changes([row for row in readable if row.pk in changed], changed, places)
    if source.options.get("arrived"):
        _announced([row for row in readable if row.outcome == Row.Outcome.NEW], source, anchors, places)
    searched = _search(
        [row for row in readable if row.outcome == Row.Outcome.NEW and named(row.answers)], places, before, source
    )
    for row in readable:
        if row.outcome == Row.Outcome.NEW and row.reasons:  # said twice inside this file
            row.outcome = Row.Outcome.ASK
    return searched


def propose_again(source: Import, rows: Sequence[Row], places: Places) -> bool:
    """The same, of rows that were proposed before: since then somebody came to the desk, or another file was applied.

    What a person decided stands, unless the very same line has come in by another file; and what was asked stays asked
    where one's own files cannot be searched now. Only what differs is written.
    """
    before = {row.pk: _proposal(row) for row in rows}
    attached = {row.pk: row.against for row in rows if row.decision == Row.Decision.ATTACH}
    asked = {row.pk: [getattr(row, name) for name in PROPOSED] for row in rows if row.outcome == Row.Outcome.ASK}
    answered = {row.pk for row in rows if row.decision and row.pk in asked}
    # A file whose rows could not be searched when it was read is searched whole.
    new = None if NOT_SEARCHED in source.reading else Proposed(asked=frozenset(asked), answered=frozenset(answered))
    searched = propose(source, rows, places, before=new)
    for row in rows:
        if row.outcome == Row.Outcome.NEW and row.pk in (answered if searched and new else asked):
            for name, value in zip(PROPOSED, asked[row.pk], strict=True):
                setattr(row, name, value)
        if row.outcome not in (Row.Outcome.SAME, Row.Outcome.REFUSED) and row.pk in attached:
            row.outcome, row.against = Row.Outcome.ASK, attached[row.pk]
    Row.objects.bulk_update([row for row in rows if _proposal(row) != before[row.pk]], PROPOSED, batch_size=500)
    return searched


def note_searched(source: Import, *, searched: bool) -> None:
    """Remember for the page whether the rows could be set beside one's own files."""
    if searched != (NOT_SEARCHED not in source.reading):
        source.reading = {name: one for name, one in source.reading.items() if name != NOT_SEARCHED}
        source.reading |= {} if searched else {NOT_SEARCHED: True}
        source.save(update_fields=["reading"])


PROPOSED = ("outcome", "against", "strength", "reasons", "difference")


def _proposal(row: Row) -> bytes:
    """A digest of what is proposed of a row: ten thousand proposals are not held twice."""
    return blake2b(json.dumps([getattr(row, name) for name in PROPOSED], default=str).encode(), digest_size=16).digest()


def _changes(rows: Sequence[Row], before: dict[UUID, Row], places: Places) -> None:
    """What the file says otherwise than its earlier version; a file corrected by hand since is left as it is."""
    files = Registration.objects.select_related("nationality").in_bulk([row.against for row in rows if row.against])
    for row in rows:
        said, known = before[row.pk].answers, files.get(row.against)
        row.outcome = Row.Outcome.SAME
        for name in COMPARED:
            if row.answers.get(name) in (None, "") or row.answers.get(name) == said.get(name):
                continue
            if known is not None and not _holds(known, name, said.get(name), places):
                row.reasons.append(f"{WORDS[name].capitalize()}{NBSP}: corrigé au dossier depuis, gardé tel quel.")
                continue
            row.outcome = Row.Outcome.CHANGED
            row.difference.append(
                [name, in_words(name, said.get(name), places), in_words(name, row.answers[name], places)]
            )
        if added := _papers_added(row.answers, said):
            row.outcome = Row.Outcome.CHANGED
            row.difference.append(["papers", "", f"en plus{NBSP}: {in_words('papers', added, places)}"])


def _papers_added(answers: dict, before: dict) -> list:
    """Papers of a line that its earlier version did not have, whatever the format of their numbers."""
    known = {(kind, identifier_key(value)) for kind, value in before.get("papers", ())}
    return [[kind, value] for kind, value in answers.get("papers", ()) if (kind, identifier_key(value)) not in known]


def _holds(known: Registration, name: str, value, places: Places) -> bool:
    """Whether the file still has what the earlier version of the list said."""
    now = getattr(known, name)
    if name == "birth":
        return now.year is None if value is None else now == birth_of(value)
    if name == "nationality":
        return (now.slug if now else None) == value
    return now == " ".join((value or "").split())


def _announced(rows: Sequence[Row], source: Import, anchors: Counter, places: Places) -> None:
    """Who is received now, and stood on a list of ours that announced her: to be attached, on a person's word."""
    earlier = earlier_of(source, but=[row.pk for row in rows], announced=True)
    found = {row.pk: one for row in rows if (one := earlier.same(row) or earlier.alike(row, anchors)) is not None}
    files = Registration.objects.select_related("nationality").in_bulk(
        [identifier for one in found.values() if (identifier := _registration(one))]
    )
    for row in rows:
        known = files.get(_registration(found[row.pk])) if row.pk in found else None
        if known is not None and known.status not in CLOSED:
            row.outcome, row.against, row.strength = Row.Outcome.ASK, known.pk, SURE
            row.reasons = [*row.reasons, "annoncée par une de vos listes pour cette arrivée"]
            _set_beside(row, known, places)


def _search(rows: Sequence[Row], places: Places, before: Proposed | None, source: Import) -> bool:
    """Set rows beside one's own files: all of them, or, of what was proposed before, what somebody answered no more,
    what was asked once more whole, and the rest beside the files that are newer than this one."""
    if before is None:
        return _resembling(rows, places)
    rows = [row for row in rows if row.pk not in before.answered]
    asked = [row for row in rows if row.pk in before.asked]
    others = [row for row in rows if row.pk not in before.asked]
    return _resembling(asked, places) and _resembling(others, places, since=source.at)


def _resembling(rows: Sequence[Row], places: Places, *, since: dt.datetime | None = None) -> bool:
    """Rows that one of our files rather is become questions. A likeness of names alone asks nobody anything: of ten
    thousand lines, most are somebody's namesake."""
    try:
        found = resembling([_asked(row.answers) for row in rows], since=since)
    except NotSearched:
        return False
    asking = {}
    for row, alike in zip(rows, found, strict=True):
        if likely := [one for one in alike if one.likely]:
            asking[row.pk] = likely
    first = {likely[0].registration_id for likely in asking.values()}
    files = Registration.objects.select_related("nationality").in_bulk(first)
    for row in rows:
        if likely := asking.get(row.pk):
            _ask(row, likely, files[likely[0].registration_id], places)
    return True


def _ask(row: Row, likely: list[Alike], known: Registration, places: Places) -> None:
    first = likely[0]
    row.outcome, row.against, row.strength = Row.Outcome.ASK, first.registration_id, first.strength
    row.reasons = [*row.reasons, first.words]
    if len(likely) > 1 and (likely[1].sure or likely[1].weight == first.weight):
        row.strength = ""  # two that resemble her as much: nobody answers for many at once
        row.reasons.append("un autre de vos dossiers lui ressemble autant")
    _set_beside(row, known, places)


def _set_beside(row: Row, known: Registration, places: Places) -> None:
    for name in COMPARED:
        kept = getattr(known, name)
        there, here = in_words(name, kept or None, places), in_words(name, row.answers.get(name), places)
        if name == "birth" and kept.year is None:
            there = ""
        if fold(there) == fold(here):
            here = there  # capitals and accents are no difference
        if there or here:
            row.difference.append([name, there, here])


TOLD = ("given_names", "family_name", "father_name", "mother_name", "phone", "sex")


def _asked(answers: dict) -> Asked:
    said = {name: answers.get(name) or "" for name in TOLD}
    said["destination"] = answers.get("destination_said") or ""
    said["identifiers"] = tuple(value for _, value in papers_of(answers))
    return Asked(**said, birth=birth_of(answers["birth"]) if "birth" in answers else None)


def _registration(row: Row) -> UUID | None:
    identifier = row.made.get("registration")
    return UUID(identifier) if identifier else None


def _print(answers: dict) -> str:
    return json.dumps(answers, sort_keys=True, ensure_ascii=False)


def _anchors(answers: dict) -> list[tuple]:
    anchors = [("id", answers["external_id"])] if answers.get("external_id") else []
    anchors += [("paper", kind, identifier_key(value)) for kind, value in answers.get("papers", ())]
    names = tuple(sorted(keys_of(answers.get("given_names", ""), answers.get("family_name", ""))))
    return [*anchors, ("names", names)] if len(names) > 1 else anchors
