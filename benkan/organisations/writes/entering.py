"""Colleagues are given a new way in, woken, freed of a second factor that they lost."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check, may
from benkan.organisations import verbs
from benkan.organisations.acting import entered
from benkan.organisations.doors.links import entry_path
from benkan.organisations.doors.mail import write_to
from benkan.organisations.models import Account, HandedLink, Membership
from benkan.organisations.permissions import MANAGE_MEMBERS, MANAGE_ORGANISATIONS
from benkan.organisations.reads.entering import works_for_several

# What is left where no letter leaves the platform.
OTHER_ORGANISATION = (
    "Cette plateforme n’envoie pas de courrier\u00a0: retirez-lui son rôle ici, l’autre organisation lui fera un lien, "
    "puis invitez-la de nouveau."
)
OTHER_ADMINISTRATOR = (
    "Cette plateforme n’envoie pas de courrier\u00a0: un autre administrateur de son organisation lui fait un lien. "
    "S’il n’y en a pas, nommez-en un."
)


@transaction.atomic
def make_entry_link(*, by: Actor, account: Account) -> str:
    """The path of a one-time link by which a person chooses her password, to be handed to her.

    She is told by mail, and on her pages until she says that she read it: whoever holds the link enters in her name.
    Never for someone who works for another organisation too: its administrators would not know who entered there.
    """
    _in_charge(by, account)
    if not account.is_active:
        raise Impossible("Ce compte est fermé. Rouvrez-le d’abord.")
    if works_for_several(account):
        raise Impossible(
            "Cette personne travaille aussi pour une autre organisation\u00a0: elle seule peut changer son mot de "
            f"passe. {_by_herself() or OTHER_ORGANISATION}"
        )
    if account.last_login and not _has_place(by, account):
        raise Impossible(f"Cette personne est déjà entrée. {_by_herself() or OTHER_ADMINISTRATOR}")
    _note(account, invited_at=clock.now())
    handed = HandedLink(account_id=account.pk, organisation_id=by.organisation_id, made_by_id=by.account_id)
    handed.save(force_insert=True)
    record(verbs.ENTRY_LINK_MADE, by=by, on=account)
    write_to(account.pk, "link_made")
    return entry_path(account)


@transaction.atomic
def read_handed_link(*, by: Actor, handed: HandedLink) -> None:
    """Its owner says that she read that a link was made; it stays on the page of her account."""
    if HandedLink.objects.filter(pk=handed.pk, account_id=by.account_id, read_at=None).update(read_at=clock.now()):
        record(verbs.ENTRY_LINK_READ, by=by, on=handed)


@transaction.atomic
def forget_second_factors(*, by: Actor, account: Account) -> int:
    """Take away every second factor and code of a person who lost them; gives how many. She is told by mail.

    Of someone who works elsewhere too, only the nation takes them away.
    """
    _in_charge(by, account)
    if works_for_several(account) and not may(by, MANAGE_ORGANISATIONS):
        raise Impossible(
            "Cette personne travaille aussi pour une autre organisation\u00a0: vous n’ôtez pas son second facteur. "
            "Qu’elle entre avec un code de secours\u00a0; sinon, retirez-lui son rôle ici, et l’autre organisation "
            "l’aidera."
        )
    factors = Authenticator.objects.filter(user_id=account.pk)
    count = factors.count()
    if not count:
        raise Impossible("Cette personne n’a pas de second facteur.")
    factors.delete()
    record(verbs.FACTORS_FORGOTTEN, by=by, on=account, count=count)
    write_to(account.pk, "factors_forgotten")
    return count


@transaction.atomic
def wake(*, by: Actor, account: Account) -> Account:
    """Let in again an account that slept because nobody had entered with it for long."""
    _in_charge(by, account)
    account.awake_at = clock.now()
    _note(account, awake_at=account.awake_at)
    record(verbs.ACCOUNT_WOKEN, by=by, on=account)
    return account


@transaction.atomic
def end_other_sessions(*, by: Actor) -> Account:
    """Every session of one's own opened before now is over; the present one is the view's to keep."""
    account = Account.objects.select_for_update().get(pk=by.account_id)
    account.sessions_since = clock.now()
    account.save(update_fields=["sessions_since"])
    record(verbs.SESSIONS_ENDED, by=by, on=account)
    return account


def _by_herself() -> str:
    """How one asks for a new password alone; empty where the letter that answers never leaves."""
    if not settings.MAIL_IS_SENT:
        return ""
    return (
        "Dites-lui de demander un nouveau mot de passe à l’entrée\u00a0; le lien lui vient par courrier électronique."
    )


def _in_charge(by: Actor, account: Account) -> None:
    """Raise unless the account has a place where `by` administers; the nation answers for administrators."""
    check(by, MANAGE_MEMBERS)
    if account.pk == by.account_id:
        raise Impossible(
            "Pour votre propre compte, demandez-le à un autre administrateur, ou ouvrez «\u00a0Mon compte\u00a0»."
        )
    if _has_place(by, account):
        return
    if may(by, MANAGE_ORGANISATIONS) and _places(account).filter(role="administration").exists():
        return
    raise Refused("Vous administrez les comptes de votre organisation seulement.")


def _has_place(by: Actor, account: Account) -> bool:
    return _places(account).filter(organisation_id=by.organisation_id).exists()


def _places(account: Account):
    """Memberships that hold, or will; a former colleague is nobody's to administer here."""
    held = Membership.objects.filter(account_id=account.pk, ended_at=None)
    return held.filter(Q(ends=None) | Q(ends__gte=clock.today()))


def _note(account: Account, **moments) -> None:
    """Write a moment on an account that `by` may administer without reading its row."""
    with entered(door="open"):
        Account.objects.filter(pk=account.pk).update(**moments)
