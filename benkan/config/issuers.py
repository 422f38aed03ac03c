"""The issuers (OpenID Connect) by which an organisation's people enter: a file of the deployment, never the database.

[[emetteur]]
organisation = "SAR"                     # its code; only its people enter this way
nom = "le compte de l’État"              # « Entrer avec le compte de l’État »
adresse = "https://identite.exemple.ml"  # what comes before /.well-known/openid-configuration
identifiant = "benkan"
secret_fichier = "/run/secrets/emetteur" # or secret = "…"
origines = ["https://entrer.exemple.ml"] # other addresses its sign-in pages have, at will
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ASKED = ("organisation", "nom", "adresse", "identifiant")
LOCAL = ("localhost", "127.0.0.1")


class IssuerFault(Exception):
    """The file of issuers cannot be used; the message is a sentence for who runs the platform."""


@dataclass(frozen=True)
class Issuer:
    """Who vouches for the people of one organisation. `origins`: where its pages are, which our forms may lead to."""

    organisation: str
    name: str
    server_url: str
    client_id: str
    secret: str = field(repr=False)
    origins: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.organisation.lower()

    @property
    def app(self) -> dict:
        """As allauth's settings take it."""
        return {
            "provider_id": self.code,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.server_url},
        }


def issuers_of(path: str) -> tuple[Issuer, ...]:
    """The issuers that a file describes; none without a path. Raises `IssuerFault`."""
    if not path:
        return ()
    try:
        rows = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("emetteur", [])
    except OSError as error:
        raise IssuerFault(f"Le fichier des émetteurs (BENKAN_OIDC_FILE) ne se lit pas ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise IssuerFault(f"Le fichier des émetteurs (BENKAN_OIDC_FILE) est mal écrit\u00a0: {error}.") from error
    found = tuple(_issuer(row, Path(path).parent) for row in rows)
    if len({issuer.code for issuer in found}) < len(found):
        raise IssuerFault("Le fichier des émetteurs (BENKAN_OIDC_FILE) donne deux émetteurs à une organisation.")
    return found


def _issuer(row: dict, folder: Path) -> Issuer:
    if missing := [name for name in ASKED if not row.get(name)]:
        raise IssuerFault(f"Fichier des émetteurs\u00a0: il manque {', '.join(missing)}.")
    address = row["adresse"].rstrip("/")
    _refuse_clear(address)
    origins = [_origin(address), *(_origin(one) for one in row.get("origines", []))]
    return Issuer(
        row["organisation"],
        row["nom"],
        address,
        row["identifiant"],
        _secret(row, folder),
        tuple(dict.fromkeys(origins)),
    )


def _secret(row: dict, folder: Path) -> str:
    if row.get("secret"):
        return row["secret"]
    name = row.get("secret_fichier")
    if not name:
        raise IssuerFault(f"Fichier des émetteurs, {row['organisation']}\u00a0: donnez secret ou secret_fichier.")
    try:
        return (folder / name).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise IssuerFault(
            f"Fichier des émetteurs, {row['organisation']}\u00a0: le secret ne se lit pas ({error.strerror})."
        ) from error


def _refuse_clear(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        raise IssuerFault(f"Fichier des émetteurs\u00a0: {address} doit commencer par https://.")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
