"""Make the platform ready for a command: database attached, settings given, Django set up, schema up to date."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benkan.config.issuers import IssuerFault
from benkan.host.backups import erasures, swap
from benkan.host.backups.refusal import Refusal
from benkan.host.database import Addresses, attached, in_use
from benkan.host.given import Unreadable, given
from benkan.host.paths import data_folder, is_demonstration
from benkan.host.reaching import refuse_unreached
from benkan.host.why import why
from benkan.host.wrapping import VARIABLE, NoKey, wrapping_key, written

URLS = ("DATABASE_URL", "DATABASE_FIGURES_URL", "DATABASE_OWNER_URL")
SECRET, MAIL_PASSWORD = "BENKAN_SECRET_KEY", "BENKAN_MAIL_PASSWORD"
# What the settings read and a file may hold, besides the addresses of the database and the keys.
OTHERS = (
    "BENKAN_HOSTS", "BENKAN_ORIGINS", "BENKAN_MAIL_HOST", "BENKAN_MAIL_USER", "BENKAN_MAIL_FROM", MAIL_PASSWORD,
)  # fmt: skip
SERVING = (
    "La plateforme sert, ou une autre commande travaille sur sa base\u00a0: rien n’a été changé. Arrêtez-la, puis "
    "recommencez."
)


LEAVING = 2.0  # seconds: a session whose program has ended is still told of for a moment


class NotReady(Exception):
    """The platform cannot start; the message is a sentence for the person at the keyboard."""


def said(variable: str) -> str:
    """What the environment gives, by itself or by a file; "" where nothing is given. Raises `NotReady`."""
    try:
        return given(variable)
    except Unreadable as refusal:
        raise NotReady(str(refusal)) from refusal


def made(folder: Path) -> Path:
    """The data folder, made if it is not there, for this account alone. Raises `NotReady`."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise NotReady(
            f"Le dossier des données, «\u00a0{folder}\u00a0», ne peut pas être fait ({why(error)}). Faites-le pour "
            "ce compte, ou donnez-en un autre par BENKAN_DATA."
        ) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise NotReady(
            f"Le dossier des données, «\u00a0{folder}\u00a0», est fermé à ce compte. Lancez la commande sous le "
            "compte de la plateforme, ou donnez un autre dossier par BENKAN_DATA."
        )
    return folder


@contextmanager
def addressed(folder: Path) -> Iterator[tuple[Addresses, bool]]:
    """The three addresses, and whether they are the embedded server's, which is started if need be.

    Raises `NotReady`, `Unreachable` where one's own server does not answer its owner, or the database layer's own
    refusal, with a sentence.
    """
    found = {name: said(name) for name in URLS}
    if not any(found.values()):
        with attached(folder / "database") as addresses:
            yield addresses, True
        return
    if missing := [name for name, address in found.items() if not address]:
        raise NotReady(
            f"Il manque {', '.join(missing)}. Avec votre propre serveur PostgreSQL, donnez les trois adresses "
            "(application, chiffres, propriétaire), ou aucune pour la base embarquée."
        )
    refuse_unreached({URLS[2]: found[URLS[2]]})
    yield Addresses(*found.values()), False


@contextmanager
def undisturbed(folder: Path) -> Iterator[tuple[Addresses, bool]]:
    """As `addressed`, while nobody else works on the platform; who comes meanwhile is told to wait.

    Raises `Refusal` where somebody does, besides what `addressed` raises.
    """
    made(folder)
    with swap.turn(folder):
        # who comes from now on is sent away, who came before is seen here
        if not any(said(name) for name in URLS) and in_use(folder / "database"):
            raise Refusal(SERVING)
        with addressed(folder) as (addresses, embedded):
            _refuse_company(addresses.owner)
            swap.clear(folder, addresses.owner)
            yield addresses, embedded


@contextmanager
def ready(*, migrate: bool = True, alone: bool = False) -> Iterator[Path]:
    """Attach to the database (the embedded one unless `DATABASE_URL` is set), set Django up; gives the data folder.

    `migrate`: the schema must be this program's (see `benkan.host.schema`); `alone`: nobody else works meanwhile.
    Raises `NotReady`, `Unreachable`, or the database layer's own refusal, with a sentence.
    """
    folder = made(data_folder())
    with ExitStack() as stack:
        try:
            addresses = stack.enter_context(_entered(folder, alone=alone))
            key = wrapping_key(folder, make=is_demonstration())
        except (Refusal, NoKey) as refusal:
            raise NotReady(str(refusal)) from refusal
        refuse_unreached(dict(zip(URLS, (addresses.app, addresses.figures, addresses.owner), strict=True)))
        stack.enter_context(_environment(_settings(folder, addresses, key)))
        import django

        try:
            django.setup()
        except IssuerFault as fault:
            raise NotReady(str(fault)) from fault
        stack.callback(_close_connections)
        if migrate:
            from benkan.host.schema import bring_or_refuse

            bring_or_refuse()
        yield folder


@contextmanager
def _entered(folder: Path, *, alone: bool) -> Iterator[Addresses]:
    with undisturbed(folder) if alone else addressed(folder) as (addresses, _):
        if not alone:
            swap.come_after(folder, addresses.owner)
        yield addresses


def _settings(folder: Path, addresses: Addresses, key: bytes) -> dict[str, str]:
    """What the settings file reads, as the environment says it to this process and its children."""
    return {
        **dict(zip(URLS, (addresses.app, addresses.figures, addresses.owner), strict=True)),
        VARIABLE: written(key),
        SECRET: said(SECRET) or _secret_key(folder),
        **{name: text for name in OTHERS if (text := said(name))},
        erasures.VARIABLE: os.environ.get(erasures.VARIABLE) or str(erasures.place(folder)),
        "BENKAN_STATIC": os.environ.get("BENKAN_STATIC") or str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "benkan.config.settings",
    }


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Give these to the settings and the children; what was there before is there again afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _refuse_company(owner: str) -> None:
    import psycopg

    with psycopg.connect(owner, autocommit=True) as connection:
        until = time.monotonic() + LEAVING
        while _others(connection):
            if time.monotonic() > until:
                raise Refusal(SERVING)
            time.sleep(0.05)


def _others(connection) -> int:
    """How many other sessions the database has."""
    return connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND usesysid IS NOT NULL AND pid <> pg_backend_pid()"
    ).fetchone()[0]


def _secret_key(folder: Path) -> str:
    """The data folder's own, which a demonstration makes once. Raises `NotReady`."""
    path = folder / "secret_key"
    if not path.exists() and is_demonstration():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    try:
        return path.read_text().strip()
    except FileNotFoundError as error:
        raise NotReady(
            f"Il manque {SECRET}, qui signe les connexions\u00a0: donnez {SECRET}_FILE. Pour une plateforme neuve, "
            "«\u00a0benkan keys make --secret FICHIER\u00a0» en fait un."
        ) from error


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
