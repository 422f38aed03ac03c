"""Whether the database answers at each of its addresses: asked before a command works with it.

What the server answers is not repeated: where an address is badly written, a piece of its password may stand there.
"""

from __future__ import annotations

from collections.abc import Mapping

NBSP = "\u00a0"
PATIENCE = 10  # seconds for a server to answer
# What the driver and the server say of a connection that is refused, in the order asked; what it is; what to do.
KNOWN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("no space left on device",), "son disque est plein", "Libérez de la place"),
    (
        ("translate host name", "resolve host"),
        "sa machine n’est pas connue",
        f"Vérifiez son nom{NBSP}; dans le mot de passe, @ : / # s’écrivent %40 %3A %2F %23",
    ),
    (
        ("certificate",),
        "son certificat n’est pas reconnu",
        "Vérifiez sslmode et sslrootcert dans l’adresse",
    ),
    (
        ("connection refused", "no such file or directory", "no route to host", "unreachable", "timeout"),
        "rien ne répond à cette adresse",
        "Démarrez PostgreSQL, vérifiez la machine, le port et le pare-feu",
    ),
    (("starting up", "shutting down"), "il démarre ou s’arrête", "Attendez un instant"),
    (
        ("password authentication failed", "no password supplied"),
        "il refuse ce rôle ou son mot de passe",
        "Vérifiez les deux",
    ),
    (("no pg_hba.conf entry",), "il ne laisse pas entrer ce rôle d’ici", "Ajoutez-le à son pg_hba.conf"),
    (
        ("permission denied for database",),
        "ce rôle n’a pas droit à cette base",
        "Donnez-le-lui (GRANT CONNECT)",
    ),
    (
        ("does not exist",),
        "ce rôle ou cette base n’y est pas",
        "Faites-les comme le dit docs/how-to/installer.md",
    ),
    (
        ("connection slots", "too many"),
        "il n’a plus de place pour une connexion",
        "Augmentez son max_connections",
    ),
    (("ssl",), "il ne parle pas chiffré comme l’adresse le demande", "Vérifiez sslmode dans l’adresse"),
)


class Unreachable(Exception):
    """The database cannot be reached now, and might be in a moment; the message is a sentence."""


def refuse_unreached(addresses: Mapping[str, str]) -> None:
    """Connect to each address, under the variable that says it.

    Raises `Unreachable` at the first that does not answer, with what to do.
    """
    for variable, address in addresses.items():
        _refuse(variable, address)


def _refuse(variable: str, address: str) -> None:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        patience = {} if "connect_timeout" in conninfo_to_dict(address) else {"connect_timeout": PATIENCE}
        psycopg.connect(address, **patience).close()
    except psycopg.OperationalError as error:
        happened, remedy = _known(str(error))
        raise Unreachable(
            f"PostgreSQL n’est pas joint par {variable}{NBSP}: {happened}. {remedy}, puis recommencez."
        ) from error
    except psycopg.Error as error:  # it was not even read
        raise Unreachable(
            f"{variable} n’est pas l’adresse d’une base. Écrivez-la ainsi{NBSP}: "
            "postgres://ROLE:MOT-DE-PASSE@MACHINE/BASE."
        ) from error


def _known(words: str) -> tuple[str, str]:
    lower = words.lower()
    for marks, happened, remedy in KNOWN:
        if any(mark in lower for mark in marks):
            return happened, remedy
    return "il refuse la connexion", "Son journal dit pourquoi. Corrigez"
