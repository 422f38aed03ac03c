"""Make the platform ready for a command: database attached, settings given, Django set up, schema up to date."""

import base64
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benkan.host.backups.refusal import Refusal
from benkan.host.backups.swap import come_after
from benkan.host.database import Addresses, attached
from benkan.host.paths import data_folder
from benkan.host.wrapping import VARIABLE, NoKey, wrapping_key

URLS = ("DATABASE_URL", "DATABASE_FIGURES_URL", "DATABASE_OWNER_URL")


class NotReady(Exception):
    """The platform cannot start; the message is a sentence for the person at the keyboard."""


@contextmanager
def addressed(folder: Path) -> Iterator[tuple[Addresses, bool]]:
    """The three addresses, and whether they are the embedded server's, which is started if need be.

    Raises `NotReady`, or the database layer's own refusal, with a sentence.
    """
    given = [name for name in URLS if os.environ.get(name)]
    if not given:
        with attached(folder / "database") as addresses:
            yield addresses, True
        return
    if len(given) < len(URLS):
        missing = ", ".join(name for name in URLS if name not in given)
        raise NotReady(
            f"Il manque {missing}. Avec votre propre serveur PostgreSQL, donnez les trois adresses "
            "(application, chiffres, propriétaire), ou aucune pour la base embarquée."
        )
    yield Addresses(*(os.environ[name] for name in URLS)), False


@contextmanager
def ready(*, migrate: bool = True) -> Iterator[Path]:
    """Attach to the database (the embedded one unless `DATABASE_URL` is set), set Django up; gives the data folder.

    Raises `NotReady`, or the database layer's own refusal, with a sentence.
    """
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as stack:
        addresses, embedded = stack.enter_context(addressed(folder))
        if embedded:
            os.environ.update(zip(URLS, (addresses.app, addresses.figures, addresses.owner), strict=True))
            stack.callback(_forget, URLS)
        try:
            come_after(folder, addresses.owner)
        except Refusal as refusal:
            raise NotReady(str(refusal)) from refusal
        os.environ.setdefault("BENKAN_SECRET_KEY", _secret_key(folder))
        try:
            os.environ[VARIABLE] = base64.urlsafe_b64encode(wrapping_key(folder)).decode()
        except NoKey as refusal:
            raise NotReady(str(refusal)) from refusal
        os.environ.setdefault("BENKAN_STATIC", str(folder / "static"))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benkan.config.settings")
        import django

        django.setup()
        if migrate:
            from benkan.config.schema import bring_up_to_date

            bring_up_to_date()
        stack.callback(_close_connections)
        yield folder


def _secret_key(folder: Path) -> str:
    """The installation's own key, made once."""
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


def _forget(names) -> None:
    for name in names:
        os.environ.pop(name, None)


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
