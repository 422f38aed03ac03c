"""Lines of the desk: a head without a name, a person registered, one who is known already, families."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F, Max

from benkan.arrivals import verbs
from benkan.arrivals.ages import age_group_of
from benkan.arrivals.models import ArrivalList, Line
from benkan.arrivals.permissions import LINES
from benkan.arrivals.writes.desks import held
from benkan.arrivals.writes.returns import come_back_here, open_episodes
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, may
from benkan.people.lifecycle import ERASED_FILE, Status
from benkan.people.models import FamilyLink, Registration
from benkan.people.permissions import COMPLETE
from benkan.people.writes import correct, link_family, receive, register


class TokenTaken(Impossible):
    """Another person stands on this token."""


TRIAGE = ("sick", "lone_child", "pregnant", "cannot_walk")
# What a person known already may say anew when she comes back.
SAID_ANEW = ("phone", "destination", "destination_said", "wants_private_talk")


def next_token(arrival_list: ArrivalList) -> int:
    """The first token after the last one noted on a list."""
    return (arrival_list.lines.aggregate(last=Max("token"))["last"] or 0) + 1


@transaction.atomic
def note_line(
    *,
    by: Actor,
    arrival_list: ArrivalList,
    token: int | None = None,
    nature: str = Line.Nature.COUNTED,
    sex: str = "",
    age_group: str = "",
    triage: Iterable[str] = (),
    at: dt.datetime | None = None,
) -> Line:
    """Note a head without a name: counted only, refusing to be registered, or unable to answer.

    A head that was only counted under this token becomes it, with the aid it was given.
    """
    check(by, LINES)
    if nature == Line.Nature.REGISTERED:
        raise ValueError("a registered line is noted with its registration")
    arrival_list = held(by=by, arrival_list=arrival_list)
    line = _line_to_fill(by, arrival_list, token, at, {Line.Nature.COUNTED})
    return _fill(by, line, nature=nature, sex=sex, age_group=age_group, triage=triage)


@transaction.atomic
def register_on_line(
    *,
    by: Actor,
    arrival_list: ArrivalList,
    answers: Mapping,
    token: int | None = None,
    triage: Iterable[str] = (),
    at: dt.datetime | None = None,
    source: str = "Accueil",
    family_of: Line | None = None,
    relation: str = "",
) -> Line:
    """Register a person at the desk: her line, her registration, her return, in one go.

    A line already counted under this token becomes hers, with the aid it was given. `family_of` is the line of a
    relative on which she is linked at once; where `relation` is « parent », the relative is her mother or father.
    """
    check(by, LINES)
    arrival_list = held(by=by, arrival_list=arrival_list)
    line = _line_to_fill(by, arrival_list, token, at)
    registration = register(by=by, answers=answers, source=source, registered_at=at)
    _come_back(by, arrival_list, line, registration, triage)
    if family_of is not None:
        parent = family_of if relation == FamilyLink.Kind.PARENT else None
        link_lines(by=by, one=family_of, other=line, kind=relation or FamilyLink.Kind.OTHER, senior=parent)
    return line


@transaction.atomic
def return_of_known(
    *,
    by: Actor,
    arrival_list: ArrivalList,
    registration: Registration,
    answers: Mapping | None = None,
    token: int | None = None,
    triage: Iterable[str] = (),
    at: dt.datetime | None = None,
) -> Line:
    """Somebody known from an earlier return comes back: a new line and a new return of the same registration.

    Her file stays; what she says anew (`SAID_ANEW`) is brought up to date in it by those who may.
    """
    check(by, LINES)
    arrival_list = held(by=by, arrival_list=arrival_list)
    if registration.status == Status.ERASED:
        raise Impossible(ERASED_FILE)
    if registration.status == Status.ANNULLED:
        raise Impossible("Ce dossier est annulé. Enregistrez la personne à neuf, ou ouvrez son autre dossier.")
    already = arrival_list.lines.filter(registration=registration).first()
    if already is not None:
        raise Impossible(
            f"Cette personne est déjà sur cette liste, au jeton {already.token:03}. Ne l’enregistrez pas deux fois ; "
            "si ce n’est pas elle, choisissez « C’est une autre personne »."
        )
    line = _line_to_fill(by, arrival_list, token, at)
    said = _said_anew(registration, answers or {})
    receive(by=by, registration=registration, at=at)
    _come_back(by, arrival_list, line, registration, triage, known=True)
    # After the new return is open: the correction is copied to the latest one, and earlier returns keep theirs.
    if said and may(by, COMPLETE):
        correct(by=by, registration=registration, answers=said)
    return line


@transaction.atomic
def link_lines(*, by: Actor, one: Line, other: Line, kind: str, senior: Line | None = None) -> FamilyLink:
    """Note that two people of one's own lists are family, both registered; `senior`: which is the parent or guardian.

    What was noted of them stays. At the desk nobody asks who lives with whom: those who came together share a household
    from then on, but nobody is put back in one that she has left, nor two households made one (`people.writes`).
    """
    check(by, LINES)
    nameless = next((line for line in (one, other) if line.registration_id is None), None)
    if nameless is not None:
        raise Impossible(
            f"Le jeton {nameless.token:03} n’est pas enregistré : un lien de famille unit deux personnes enregistrées."
        )
    parent = senior.registration if senior is not None else None
    return link_family(by=by, one=one.registration, other=other.registration, kind=kind, senior=parent)


def _said_anew(registration: Registration, answers: Mapping) -> dict:
    """What she says now that her file must take: where and how to reach her; of a person whom only a list had named,
    all that she says herself."""
    heard = registration.status == Status.SIGNALLED
    said = {name: value for name, value in answers.items() if value not in ("", None) and (heard or name in SAID_ANEW)}
    if "birth" in said and said["birth"].year is None:
        del said["birth"]
    if "destination_said" in said:
        said.setdefault("destination", None)  # the earlier destination is not where she goes now
    return said


def flags(triage: Iterable[str]) -> dict[str, bool]:
    """What was seen, as the columns of a line."""
    seen = set(triage)
    if unknown := seen - set(TRIAGE):
        raise ValueError(f"no such triage: {unknown}")
    return {name: name in seen for name in TRIAGE}


def _come_back(by, arrival_list: ArrivalList, line: Line, registration: Registration, triage, *, known=False) -> None:
    line.registration = registration
    group = age_group_of(registration.age_on(arrival_list.day), arrival_list.day)
    _fill(by, line, nature=Line.Nature.REGISTERED, sex=registration.sex, age_group=group, triage=triage)
    ArrivalList.objects.filter(pk=arrival_list.pk).update(registered_count=F("registered_count") + 1)
    if not known or come_back_here(line) is None:
        open_episodes([line])


# Who refused, or could not answer, may be registered later on the same line.
NAMELESS = frozenset({Line.Nature.COUNTED, Line.Nature.REFUSED, Line.Nature.UNABLE})


def _line_to_fill(by, arrival_list: ArrivalList, token: int | None, at, natures=NAMELESS) -> Line:
    """A new line, not yet saved, or the one already noted under this token, of these natures; else it is taken."""
    if token is not None:
        line = arrival_list.lines.filter(token=token).first()
        if line is not None and line.nature not in natures:
            raise TokenTaken(
                f"Le jeton {token:03} est déjà pris : {line.get_nature_display().lower()}. "
                f"Prenez le jeton {next_token(arrival_list):03}, libre, ou relisez le jeton sur la main de la personne."
            )
        if line is not None:
            line.list = arrival_list
            return line
    return Line(
        organisation_id=arrival_list.organisation_id,
        list=arrival_list,
        token=token or next_token(arrival_list),
        at=at or clock.now(),
        by_id=by.account_id,
    )


def _fill(by: Actor, line: Line, *, nature: str, sex: str, age_group: str, triage: Iterable[str]) -> Line:
    """Save what is known of a head now; what was seen of it before is not unsaid by silence."""
    new = line._state.adding
    line.nature = nature
    line.sex, line.age_group = sex or line.sex, age_group or line.age_group
    for name, seen in flags(triage).items():
        setattr(line, name, seen or getattr(line, name))
    line.clean_fields(exclude=["organisation", "list", "registration", "by"])
    line.save(force_insert=new)
    if new:
        ArrivalList.objects.filter(pk=line.list_id).update(lines_count=F("lines_count") + 1)
    record(verbs.LINE_NOTED, by=by, on=line, file_id=line.registration_id)
    return line
