"""What a platform for real people is given before it serves; a demonstration makes its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from urllib.parse import urlsplit

from benkan.host.paths import data_folder
from benkan.host.platform import MAIL_PASSWORD, SECRET, NotReady, said
from benkan.host.wrapping import FILE_VARIABLE, NAME, NoKey, wrapping_key

HOSTS, ORIGINS = "BENKAN_HOSTS", "BENKAN_ORIGINS"
MAIL, FROM, NO_MAIL = "BENKAN_MAIL_HOST", "BENKAN_MAIL_FROM", "aucun"
HERE = frozenset({"localhost", "127.0.0.1"})
GUIDE = "docs/how-to/installer.md"
NBSP = "\u00a0"


def refuse_unready() -> None:
    """Raises `NotReady` with all that is missing or cannot be, each with how to give it."""
    wrong = [one for asked in (_secret, _wrapping, _addresses, _mail) for one in _lacking(asked)]
    if wrong:
        raise NotReady(
            "\n".join(
                [
                    f"Cette plateforme n’est pas une démonstration{NBSP}: elle ne sert pas avant qu’on lui donne",
                    *(f"— {one}" for one in wrong),
                    f"Pas à pas{NBSP}: {GUIDE}. Pour seulement essayer{NBSP}: benkan serve --demo.",
                ]
            )
        )


def _lacking(asked: Callable[[], list[str]]) -> list[str]:
    """What is asked and not given; a file that a variable names and that cannot be read is one more thing to mend."""
    try:
        return asked()
    except NotReady as unreadable:
        return [str(unreadable)]


def _secret() -> list[str]:
    made = f"benkan keys make --secret {os.environ.get(f'{SECRET}_FILE') or 'FICHIER'}"
    try:
        if said(SECRET) or (data_folder() / "secret_key").exists():
            return []
    except NotReady as unreadable:
        return [f"{unreadable} Pour une plateforme neuve{NBSP}: {made}"]
    return [f"{SECRET}_FILE, le fichier du secret qui signe les connexions{NBSP}: {made}"]


def _wrapping() -> list[str]:
    folder = data_folder()
    try:
        wrapping_key(folder)
    except NoKey as refusal:
        if named := os.environ.get(FILE_VARIABLE):
            return [f"{refusal} Pour une plateforme neuve{NBSP}: benkan keys make {named}"]
        at = FILE_VARIABLE if not (folder / NAME).exists() else str(folder / NAME)
        return [f"{at}, le fichier de la clé qui ouvre celles des organisations{NBSP}: {refusal}"]
    return []


def _addresses() -> list[str]:
    wrong = []
    if not said(HOSTS):
        wrong.append(f"{HOSTS}, les noms auxquels elle répond, séparés par des virgules{NBSP}: benkan.exemple.ml")
    origins = [one.strip() for one in said(ORIGINS).split(",") if one.strip()]
    if not origins:
        wrong.append(f"{ORIGINS}, son adresse publique{NBSP}: https://benkan.exemple.ml")
    for one in origins:
        parts = urlsplit(one)
        if not parts.hostname or (parts.scheme != "https" and parts.hostname not in HERE):
            wrong.append(
                f"{ORIGINS}{NBSP}: «{NBSP}{one}{NBSP}» n’est pas une adresse en https://. Ce qui est dit de personnes "
                "ne voyage pas en clair"
            )
    return wrong


def _mail() -> list[str]:
    wrong = []
    host = said(MAIL)
    if not host:
        wrong.append(
            f"{MAIL}, le serveur par où partent les invitations{NBSP}: courriel.exemple.ml, avec BENKAN_MAIL_USER et "
            f"{MAIL_PASSWORD}_FILE s’il les demande{NBSP}; ou «{NBSP}{NO_MAIL}{NBSP}», pour s’en passer"
        )
    if host != NO_MAIL and "@" not in said(FROM):
        wrong.append(f"{FROM}, l’adresse d’où elles partent{NBSP}: benkan@exemple.ml")
    return wrong
