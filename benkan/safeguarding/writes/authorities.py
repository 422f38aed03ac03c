"""Which organisation is the authority for children, said with its act; and who was trained to hear somebody apart."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.organisations.models import Kind, Membership, Organisation
from benkan.safeguarding import verbs
from benkan.safeguarding.models import ChildAuthority, Training
from benkan.safeguarding.permissions import NAME_AUTHORITY, RECORD_TRAINING


@transaction.atomic
def say_authority(*, by: Actor, organisation: Organisation, act: str) -> ChildAuthority:
    """From today the referents of this service of the State read children's files, of every organisation."""
    check(by, NAME_AUTHORITY)
    held = Organisation.objects.select_for_update(of=("self",)).select_related("kind").get(pk=organisation.pk)
    if held.kind.sector != Kind.Sector.PUBLIC:
        raise Impossible("L’autorité de protection de l’enfance est un service de l’État.")
    if not act.strip():
        raise Impossible("Donnez l’acte qui le dit, avec son numéro et sa date.")
    if ChildAuthority.objects.filter(organisation=held, ends=None).exists():
        raise Impossible("Cette organisation est déjà l’autorité de protection de l’enfance.")
    authority = ChildAuthority(organisation=held, act=act.strip(), said_by_id=by.account_id)
    authority.clean_fields(exclude=["organisation", "said_by", "ends"])
    authority.save(force_insert=True)
    record(verbs.AUTHORITY_SAID, by=by, on=authority)
    return authority


@transaction.atomic
def end_authority(*, by: Actor, authority: ChildAuthority) -> ChildAuthority:
    """It is so no more from today on: it reads no file but those that its own referents hold."""
    check(by, NAME_AUTHORITY)
    authority = ChildAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
    if authority.ends is not None:
        raise Impossible("Cette désignation a déjà pris fin.")
    authority.ends = max(authority.begins, clock.today() - dt.timedelta(days=1))
    authority.save(update_fields=["ends"])
    record(verbs.AUTHORITY_ENDED, by=by, on=authority)
    return authority


@transaction.atomic
def record_training(*, by: Actor, membership: Membership, day: dt.date, given_by: str) -> Training:
    """Note that a member of one's organisation was trained to hear somebody apart. A fact: never taken back."""
    check(by, RECORD_TRAINING)
    if membership.organisation_id != by.organisation_id:
        raise Impossible("Cette personne ne travaille pas dans votre organisation.")
    if day > clock.today():
        raise Impossible("Une formation se note quand elle est faite\u00a0: donnez aujourd’hui, ou un jour passé.")
    if not given_by.strip():
        raise Impossible("Dites qui a donné cette formation.")
    training = Training(
        organisation_id=by.organisation_id, membership=membership, day=day, given_by=given_by.strip(),
        recorded_by_id=by.account_id,
    )  # fmt: skip
    training.clean_fields(exclude=["organisation", "membership", "recorded_by"])
    training.save(force_insert=True)
    record(verbs.TRAINING_RECORDED, by=by, on=training)
    return training
