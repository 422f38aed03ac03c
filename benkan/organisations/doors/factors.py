"""Second factors: their secrets sealed by a key drawn from the wrapping key, which no database nor backup holds.

The wrapping key of the installation opens the keys of organisations; a second factor belongs to a person, whatever her
organisations, so that its sealing key is drawn straight from the wrapping key, for this purpose alone (HKDF). Where the
wrapping key changes, `reseal_second_factors` writes them all anew.
"""

import base64
import os
from collections.abc import Iterable

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from benkan.common.sealing import NONCE_BYTES, NoWrappingKey, WrongKey
from benkan.host.wrapping import NoKey, decoded
from benkan.organisations.models import Account, Invitation, Membership
from benkan.organisations.roles import ROLES

VERSION = "f1."
PURPOSE = b"benkan second factors v1"
FOR_SESSIONS = b"benkan suspended requests v1"
NO_KEY = (
    "La plateforme n’a pas reçu la clé qui ouvre les seconds facteurs. Rien n’est perdu\u00a0: la personne qui "
    "tient la plateforme doit donner cette clé."
)
WRONG = (
    "La clé donnée à la plateforme n’ouvre pas ce second facteur. Rien n’est perdu\u00a0: la personne qui tient la "
    "plateforme doit remettre la bonne clé."
)


class SealedFactors(DefaultMFAAdapter):
    """How allauth keeps and names second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Ce code ne va pas. Attendez le suivant, et vérifiez l’heure de votre téléphone.",
        "cannot_delete_authenticator": "Votre rôle demande un second facteur. Ajoutez-en un autre avant "
        "d’ôter celui-ci.",
        "cannot_generate_recovery_codes": "Mettez d’abord un second facteur en place.",
    }

    def encrypt(self, text: str) -> str:
        return seal(text, wrapping_key(), PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text, wrapping_key(), PURPOSE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever holds a role that asks for one keeps one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return left or not asks_for_factor(context.request.actor.memberships)

    def build_totp_svg(self, url: str) -> str:
        """Drawn in the page: nothing is asked elsewhere, and no style stands in it."""
        drawing = super().build_totp_svg(url)
        return drawing[drawing.index("<svg") :].replace(
            "<svg ", '<svg role="img" aria-label="Carré à photographier" class="qr" ', 1
        )

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Benkan"}

    def generate_authenticator_name(self, user, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Mon appareil" if number == 1 else f"Mon appareil {number}"


def wrapping_key() -> bytes:
    """The wrapping key of this installation. Raises `Unopened`, with a sentence."""
    if not settings.WRAPPING_KEY:
        raise NoWrappingKey(NO_KEY)
    try:
        return decoded(settings.WRAPPING_KEY)
    except NoKey as sentence:
        raise WrongKey(str(sentence)) from sentence


def seal(text: str, key: bytes, purpose: bytes) -> str:
    """The text, sealed for one purpose: what was sealed for another does not open."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + _cipher(key, purpose).encrypt(nonce, text.encode(), purpose)
    return VERSION + base64.urlsafe_b64encode(sealed).decode()


def opened(text: str, key: bytes, purpose: bytes) -> str:
    """What was sealed for that purpose. Raises `WrongKey` where another key sealed it, or it was changed."""
    if not text.startswith(VERSION):
        raise WrongKey(WRONG)
    sealed = base64.urlsafe_b64decode(text.removeprefix(VERSION))
    try:
        clear = _cipher(key, purpose).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose)
    except InvalidTag as error:
        raise WrongKey(WRONG) from error
    return clear.decode()


def reseal_second_factors(old: bytes, new: bytes, *, using: str = "owner") -> int:
    """Seal every second factor with a new wrapping key, by the owner; gives how many secrets were sealed anew.

    To be called within the transaction that changes the wrapping key. Raises `WrongKey` where `old` opens one not.
    """
    count = 0
    for factor in Authenticator.objects.using(using).exclude(type=Authenticator.Type.WEBAUTHN).iterator():
        for name in ("secret", "seed"):
            if name in factor.data:
                factor.data[name] = seal(opened(factor.data[name], old, PURPOSE), new, PURPOSE)
                count += 1
        factor.save(using=using, update_fields=["data"])
    return count


def asks_for_factor(memberships: Iterable[Membership | Invitation]) -> bool:
    """Whether a role, held or proposed, in whatever organisation, asks for a second factor; in the demonstration none
    does."""
    return not settings.DEMO and any(ROLES[membership.role].second_factor for membership in memberships)


def holds_one(account: Account) -> bool:
    """Whether this account holds a second factor: codes alone, which only replace one, are none."""
    factors = Authenticator.objects.filter(user_id=account.pk)
    return factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def _cipher(key: bytes, purpose: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key))
