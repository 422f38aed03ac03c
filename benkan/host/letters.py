"""Whether the mail server takes us in: asked by `benkan doctor`, before a first invitation is lost."""

from __future__ import annotations

import smtplib
import socket
import ssl

from benkan.host.findings import Finding
from benkan.host.paths import is_demonstration

PATIENCE = 10  # seconds
NBSP = "\u00a0"
WHAT = "serveur de courriel"


def mail_server() -> Finding:
    """Connect and sign in as the worker does, and send nothing. Django must be set up.

    Letters that could not leave are another finding, which remembers a week; this one says how it is now.
    """
    from django.conf import settings
    from django.core.mail import get_connection

    if is_demonstration():
        return Finding(WHAT, True, "une démonstration écrit ses lettres dans un dossier", idle=True)
    if not settings.MAIL_IS_SENT:
        return Finding(WHAT, True, f"aucun, comme demandé{NBSP}: les liens se donnent de la main à la main", idle=True)
    where = f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}"
    connection = get_connection(timeout=PATIENCE)
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        return Finding(WHAT, False, f"{where}{NBSP}: {_refused(error)}")
    finally:
        connection.close()
    return Finding(WHAT, True, f"{where}, il nous laisse entrer")


def _refused(error: Exception) -> str:
    """What it answered, and which variable to look at; never its own words, which may repeat who signs in."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "il refuse le compte. Vérifiez BENKAN_MAIL_USER et BENKAN_MAIL_PASSWORD_FILE."
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "il ne sait pas chiffrer, ou ne demande pas de compte, à ce port. Vérifiez BENKAN_MAIL_SECURITY."
    if isinstance(error, ssl.SSLError):
        return "son certificat ou son chiffrement ne va pas. Vérifiez son nom et BENKAN_MAIL_SECURITY."
    if isinstance(error, socket.gaierror):
        return "sa machine n’est pas connue d’ici. Vérifiez BENKAN_MAIL_HOST."
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return "rien n’y répond. Vérifiez BENKAN_MAIL_PORT et le pare-feu."
    return f"il ne répond pas comme un serveur de courriel ({type(error).__name__}). Vérifiez BENKAN_MAIL_PORT."
