"""Who lives together: who answers for a household, who leaves it alone or with others, two that become one.

Why somebody leaves, or why two households are joined, is asked by nobody and written nowhere; the files of those who
stay are not touched. Order of locks, everywhere: files by their identifiers, then households by theirs.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from benkan.audit.models import Entry
from benkan.audit.writes import entry_values, record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, check_either
from benkan.people import verbs
from benkan.people.lifecycle import CLOSED, CLOSED_FILE, Status
from benkan.people.models import Household, HouseholdJoin, Registration
from benkan.people.permissions import COMPLETE, REGISTER, REGISTER_LISTED
from benkan.people.reads.households import living_in

TWO_HOUSEHOLDS = (
    "Chacune a déjà son ménage. Notez le lien seul\u00a0; puis, si elles vivent ensemble, réunissez les deux ménages "
    "depuis la page «\u00a0Le ménage\u00a0»."
)
NO_HOUSEHOLD = "Cette personne n’est d’aucun ménage. Notez d’abord un lien de famille avec qui vit avec elle."
JUST_CHANGED = "Un collègue vient de changer ce ménage. Rechargez la page, puis reprenez."


@transaction.atomic
def say_head(*, by: Actor, registration: Registration) -> Household:
    """Note who answers for a household: any of its members, instead of whoever was noted before."""
    check(by, COMPLETE)
    registration = _open(registration)
    if registration.household is None:
        raise Impossible(NO_HOUSEHOLD)
    (household,) = _wholes(registration.household.whole_id)
    if household.head_id != registration.pk:
        household.head = registration
        household.save(update_fields=["head"])
        record(verbs.HEAD_SAID, by=by, on=household, file_id=registration.pk)
    return household


@transaction.atomic
def say_heads(*, by: Actor, registrations: Sequence[Registration]) -> int:
    """The same for those whom a list calls so, where nobody is noted yet: the first of each household; gives how many.

    As many queries for a thousand as for one.
    """
    check_either(by, REGISTER, REGISTER_LISTED)
    wanted = {one.household.whole_id: one for one in reversed(registrations) if one.household is not None}
    free = list(Household.objects.select_for_update().filter(pk__in=wanted, head=None).order_by("pk"))
    for household in free:
        household.head = wanted[household.pk]
    Household.objects.bulk_update(free, ["head"], batch_size=1000)
    Entry.objects.bulk_create(
        [Entry(**entry_values(verbs.HEAD_SAID, by=by, on=one, file_id=one.head_id)) for one in free]
    )
    return len(free)


@transaction.atomic
def leave_household(
    *, by: Actor, registration: Registration, together_with: Iterable[Registration] = ()
) -> Registration:
    """She lives with the others no more, at her own word: nothing of it is written in their files, nor why anywhere.

    Those who leave together live together from then on, in a household of their own that has no head until they say so.
    Raises `Impossible` where one of them lives elsewhere already, or where nobody would stay.
    """
    check(by, COMPLETE)
    leaving = list(held_files(registration, *together_with).values())
    _refuse_closed(leaving)
    registration = next(one for one in leaving if one.pk == registration.pk)
    if registration.household is None:
        return registration
    whole = registration.household.whole_id
    if any(one.household is None or one.household.whole_id != whole for one in leaving):
        raise Impossible("L’une de ces personnes ne vit plus dans ce ménage. Rechargez la page, puis choisissez.")
    left = None
    if len(leaving) > 1:
        if not living_in(whole).exclude(pk__in=[one.pk for one in leaving]).exists():
            raise Impossible("Si tout le ménage part ensemble, il reste un seul ménage\u00a0: rien n’est à noter ici.")
        left = Household.objects.create(organisation_id=registration.organisation_id)
    Household.objects.filter(head__in=leaving).update(head=None)
    for one in leaving:
        one.household = left
        one.save(update_fields=["household"])
        record(verbs.HOUSEHOLD_LEFT, by=by, on=one, file_id=one.pk)
    return registration


@transaction.atomic
def join_households(*, by: Actor, kept: Household, absorbed: Household) -> HouseholdJoin:
    """Two households live as one: the head of `kept` stays its head, the other's is kept for the day it is undone.

    Nothing moves: each member keeps the household she came with, her links and her file. Raises `Impossible` where they
    are one already, or where somebody has just joined one of them to another.
    """
    check(by, COMPLETE)
    if kept.pk == absorbed.pk:
        raise Impossible("Ces deux personnes vivent déjà dans le même ménage.")
    held = {one.pk: one for one in _wholes(kept.pk, absorbed.pk)}
    kept, absorbed = held[kept.pk], held[absorbed.pk]
    join = HouseholdJoin.objects.create(
        organisation_id=kept.organisation_id, kept=kept, absorbed=absorbed, by_id=by.account_id
    )
    Household.objects.filter(Q(pk=absorbed.pk) | Q(lives_as=absorbed)).update(lives_as=kept)
    _record_all(by, verbs.HOUSEHOLDS_JOINED, join, living_in(kept.pk))
    return join


@transaction.atomic
def undo_join(*, by: Actor, join: HouseholdJoin) -> HouseholdJoin:
    """Two households that were joined are two again, as they are today: who left since stays away, who came since stays
    with whom she came to. Undone twice, it changes nothing."""
    check(by, COMPLETE)
    absorbed = Household.objects.get(pk=join.absorbed_id)
    (whole,) = _wholes(absorbed.whole_id)
    join = HouseholdJoin.objects.select_for_update().get(pk=join.pk)
    if join.undone_at is not None:
        return join
    absorbed.refresh_from_db()
    if absorbed.lives_as_id != whole.pk:
        raise Impossible(JUST_CHANGED)
    members = list(living_in(whole.pk))
    join.undone_at, join.undone_by_id = clock.now(), by.account_id
    join.save(update_fields=["undone_at", "undone_by"])
    _live_as_the_joins_say(whole)
    _heads_live_there([whole.pk, absorbed.pk])
    _record_all(by, verbs.HOUSEHOLDS_PARTED, join, members)
    return join


def live_together(one: Registration, other: Registration, *, told: bool) -> None:
    """Put two files that are held in one household, where at least one has none.

    `told`: they say that they live together. Where nobody asked, nobody is put back where she has left, and two who
    have each her own keep it; where they say so, she comes back, and two households raise `Impossible`.
    """
    if one.household is not None and other.household is not None:
        if told and one.household.whole_id != other.household.whole_id:
            raise Impossible(TWO_HOUSEHOLDS)
        return
    household = one.household or other.household
    if household is None:
        household = Household.objects.create(organisation_id=one.organisation_id)
    entering = [registration for registration in (one, other) if registration.household is None]
    if not told and any(_has_left(registration, household) for registration in entering):
        return
    for registration in entering:
        registration.household = household
        registration.save(update_fields=["household"])


def held_files(*registrations: Registration) -> dict[UUID, Registration]:
    """As they stand now, until the transaction ends; in one order, so that two who link at once never wait for ever."""
    wanted = Q(pk__in=[one.pk for one in registrations])
    held = Registration.objects.select_for_update(of=("self",)).select_related("household").filter(wanted)
    return {one.pk: one for one in held.order_by("pk")}


def _has_left(registration: Registration, household: Household) -> bool:
    """Whether an earlier state of her file, which the database keeps, was of that household."""
    whole = household.whole_id
    lived = Q(household=whole) | Q(household__lives_as=whole)
    return Registration.pgh_event_model.objects.filter(lived, pgh_obj=registration.pk).exists()


def _wholes(*households: UUID) -> list[Household]:
    """Households that live as themselves, held until the transaction ends. Raises `Impossible` where one no more does.

    Whoever changes a household holds the one it lives as: two who do so at once wait, and the second is told.
    """
    found = list(Household.objects.select_for_update(no_key=True).filter(pk__in=households).order_by("pk"))
    if len(found) < len(households):
        raise Household.DoesNotExist("a household to change is not of this organisation")
    if any(one.lives_as_id is not None for one in found):
        raise Impossible(JUST_CHANGED)
    return found


def _live_as_the_joins_say(whole: Household) -> None:
    """Write anew, from the joins in force, as what each household lives that lived as `whole`."""
    of_it = list(Household.objects.filter(lives_as=whole))
    into = dict(HouseholdJoin.objects.filter(absorbed__in=of_it, undone_at=None).values_list("absorbed_id", "kept_id"))
    for household in of_it:
        last = household.pk
        while last in into:
            last = into[last]
        if last != household.lives_as_id:
            household.lives_as_id = None if last == household.pk else last
            household.save(update_fields=["lives_as"])


def _heads_live_there(households: Iterable[UUID]) -> None:
    """Nobody answers for a household where she lives no more."""
    for household in Household.objects.filter(pk__in=households).exclude(head=None).select_related("head__household"):
        lives_in = household.head.household
        if lives_in is None or lives_in.whole_id != household.pk:
            household.head = None
            household.save(update_fields=["head"])


def _record_all(by: Actor, verb, on: HouseholdJoin, members: Iterable[Registration]) -> None:
    Entry.objects.bulk_create([Entry(**entry_values(verb, by=by, on=on, file_id=one.pk)) for one in members])


def _open(registration: Registration) -> Registration:
    (held,) = held_files(registration).values()
    _refuse_closed([held])
    return held


def _refuse_closed(files: Iterable[Registration]) -> None:
    for one in files:
        if one.status in CLOSED:
            raise Impossible(CLOSED_FILE[Status(one.status)])
