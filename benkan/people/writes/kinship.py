"""Family: links between two files, their direction, and who has verified what was declared.

A link of family says who people are to each other, and is no household: somebody who leaves one stays a sister. It
gives nobody the right to decide for another; a person who says he is the father makes a claim, until it is verified.
"""

from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people import verbs
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import FamilyLink, Registration
from benkan.people.permissions import COMPLETE, REGISTER
from benkan.people.reads.ancestors import is_ancestor
from benkan.people.writes.households import held_files, live_together

OWN_ANCESTOR = (
    "Ce lien ferait d’une personne son propre ancêtre. Relisez qui est le parent, et les autres liens de ces deux "
    "dossiers."
)
OTHER_WAY = (
    "Ce lien dit déjà le contraire. S’il est faux, retirez-le depuis la page «\u00a0Le ménage\u00a0», puis notez-le."
)
Kind = FamilyLink.Kind


@transaction.atomic
def link_family(
    *,
    by: Actor,
    one: Registration,
    other: Registration,
    kind: str,
    senior: Registration | None = None,
    together: bool | None = None,
) -> FamilyLink:
    """Note that two people of one's own files are family; the same link again changes nothing but what it lacked.

    `senior`: which of the two is the parent, or the guardian; a parent's link may wait for it, a guardian's may not.
    `together`: whether they live in one household, as they say; where it was not asked, see `live_together`. Raises
    `Impossible` where they say so and each has her own, or where the two files say something else already.
    """
    check(by, REGISTER)
    if one.pk == other.pk:
        raise Impossible("Un lien de famille unit deux personnes différentes. Donnez le numéro de l’autre dossier.")
    if kind == Kind.GUARDIAN and senior is None:
        raise Impossible("Dites qui est le tuteur.")
    _hold_parents(by, kind, senior)
    files = held_files(one, other)
    for registration in files.values():
        refuse_erased(registration)
    link, made = _noted(by, one, other, kind, senior)
    if together or (made and together is None):
        live_together(files[one.pk], files[other.pk], told=bool(together))
    for registration in (one, other):
        registration.household = files[registration.pk].household
    return link


@transaction.atomic
def say_senior(*, by: Actor, link: FamilyLink, senior: Registration) -> FamilyLink:
    """Make a parent's link precise: which of the two is the parent. Raises `Impossible` where it says the contrary."""
    check(by, COMPLETE)
    _hold_parents(by, link.kind, senior)
    held_files(link.one, link.other)
    link = _held_link(link)
    if _say_senior(link, senior):
        _record(verbs.FAMILY_LINK_SAID, by, link)
    return link


@transaction.atomic
def verify_family(*, by: Actor, link: FamilyLink) -> FamilyLink:
    """Say that a link that was declared is verified: who, and when. Verified already, it stays as it was."""
    check(by, COMPLETE)
    link = _held_link(link)
    if link.senior_unknown:
        raise Impossible("Dites d’abord qui est le parent\u00a0: un lien sans son sens ne se vérifie pas.")
    if link.verified_at is None:
        link.verified_at, link.verified_by_id = clock.now(), by.account_id
        link.save(update_fields=["verified_at", "verified_by"])
        _record(verbs.FAMILY_VERIFIED, by, link)
    return link


@transaction.atomic
def unverify_family(*, by: Actor, link: FamilyLink) -> FamilyLink:
    """A link was called verified by mistake: it is declared again, a claim. The audit keeps both."""
    check(by, COMPLETE)
    link = _held_link(link)
    if link.verified_at is not None:
        link.verified_at, link.verified_by_id = None, None
        link.save(update_fields=["verified_at", "verified_by"])
        _record(verbs.FAMILY_UNVERIFIED, by, link)
    return link


@transaction.atomic
def unlink_family(*, by: Actor, link: FamilyLink) -> None:
    """Take away a link that was noted by mistake; who lives with whom is another question, and stays."""
    check(by, COMPLETE)
    held = FamilyLink.objects.select_for_update().filter(pk=link.pk).first()
    if held is None:
        return
    _record(verbs.FAMILY_UNLINKED, by, held)
    held.delete()


def _noted(by: Actor, one: Registration, other: Registration, kind: str, senior) -> tuple[FamilyLink, bool]:
    """The link of two files that are held, as it is from now on; and whether it is new."""
    first, second = sorted((one, other), key=lambda registration: registration.pk)
    there = FamilyLink.objects.filter(one=first, other=second)
    # A guardianship stands beside what they are to each other.
    guards = kind == Kind.GUARDIAN
    held = (there.filter(kind=Kind.GUARDIAN) if guards else there.exclude(kind=Kind.GUARDIAN)).first()
    if held is not None and held.kind != kind:
        raise Impossible(
            f"Ces deux dossiers ont déjà un lien\u00a0: {held.get_kind_display().lower()}. S’il est faux, retirez-le "
            "depuis la page «\u00a0Le ménage\u00a0», puis notez celui-ci."
        )
    if held is not None:
        if senior is not None and _say_senior(held, senior):
            _record(verbs.FAMILY_LINK_SAID, by, held)
        return held, False
    link = FamilyLink(
        organisation_id=one.organisation_id,
        one=first,
        other=second,
        kind=kind,
        senior=_side(first, second, senior),
        by_id=by.account_id,
    )
    _refuse_own_ancestor(link)
    link.clean_fields(exclude=["organisation", "one", "other", "by", "verified_by", "verified_at"])
    link.save(force_insert=True)
    for registration in (one, other):
        record(verbs.FAMILY_LINKED, by=by, on=registration, file_id=registration.pk, fields=[kind])
    return link, True


def _say_senior(link: FamilyLink, senior: Registration) -> bool:
    """Whether it changed anything."""
    side = _side(link.one, link.other, senior)
    if link.senior == side:
        return False
    if not link.senior_unknown:
        raise Impossible(OTHER_WAY)
    link.senior = side
    _refuse_own_ancestor(link)
    link.save(update_fields=["senior"])
    return True


def _side(first: Registration, second: Registration, senior: Registration | None) -> str:
    if senior is None:
        return ""
    if senior.pk not in (first.pk, second.pk):
        raise ValueError("the parent or guardian is one of the two")
    return FamilyLink.Side.ONE if senior.pk == first.pk else FamilyLink.Side.OTHER


def _refuse_own_ancestor(link: FamilyLink) -> None:
    if link.kind != Kind.PARENT or link.senior_id is None:
        return
    junior = link.other_id if link.senior_id == link.one_id else link.one_id
    if is_ancestor(junior, of=link.senior_id):
        raise Impossible(OWN_ANCESTOR)


def _hold_parents(by: Actor, kind: str, senior: Registration | None) -> None:
    """Two who say parents at once, in one organisation, wait for each other: a circle may be made of several links."""
    if kind == Kind.PARENT and senior is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"parents {by.organisation_id}"])


def _held_link(link: FamilyLink) -> FamilyLink:
    """As it stands now, until the transaction ends. Raises `Impossible` where a colleague has taken it away."""
    held = FamilyLink.objects.select_for_update(of=("self",)).select_related("one", "other").filter(pk=link.pk).first()
    if held is None:
        raise Impossible("Un collègue vient de retirer ce lien. Rechargez la page.")
    return held


def _record(verb, by: Actor, link: FamilyLink) -> None:
    for file_id in (link.one_id, link.other_id):
        record(verb, by=by, on=link, file_id=file_id, fields=[link.kind])
