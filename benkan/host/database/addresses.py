"""The addresses of the embedded database, one for each role."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .folder import ServerFolder, write_atomically
from .refusal import ServerRefused
from .settings import PORT

DATABASE = "benkan"
SUPERUSER, OWNER, APP, FIGURES = "postgres", "benkan_owner", "benkan_app", "benkan_figures"


@dataclass(frozen=True)
class Addresses:
    """postgresql:// addresses for psycopg, libpq's programs and dj-database-url, by role."""

    app: str
    figures: str
    owner: str


def addresses(folder: ServerFolder, socket: Path) -> Addresses:
    passwords = read_passwords(folder)

    def address(role: str) -> str:
        # the socket as an option: a host written before the path would be put in lower case
        options = f"host={quote(str(socket), safe='')}&port={PORT}"
        return f"postgresql://{role}:{quote(passwords[role], safe='')}@/{DATABASE}?{options}"

    return Addresses(app=address(APP), figures=address(FIGURES), owner=address(OWNER))


def make_passwords(folder: ServerFolder) -> dict[str, str]:
    """The passwords by role, drawn on first use; those of an unfinished creation are used again."""
    if not folder.roles.exists():
        drawn = {role: secrets.token_hex(24) for role in (SUPERUSER, OWNER, APP, FIGURES)}
        write_atomically(folder.roles, json.dumps(drawn, indent=1))
    return read_passwords(folder)


def read_passwords(folder: ServerFolder) -> dict[str, str]:
    try:
        passwords = json.loads(folder.roles.read_text())
        if not {SUPERUSER, OWNER, APP, FIGURES} <= passwords.keys():
            raise ValueError
    except (FileNotFoundError, ValueError, AttributeError) as error:
        raise ServerRefused(
            f"Le fichier des mots de passe « {folder.roles} » manque ou est abîmé, alors que les données sont dans "
            f"« {folder.cluster} » : remettez-le depuis une copie du dossier. "
            "Pour repartir d’une base vide, supprimez les deux."
        ) from error
    return passwords
