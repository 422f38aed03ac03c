"""The dump becomes a database again, its rights given to this installation's roles, whatever their names."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click

from benkan.host.backups import programs
from benkan.host.backups.file import NBSP, Manifest
from benkan.host.backups.refusal import Refusal
from benkan.host.database import Addresses

# Entries that name roles: run apart, with the names of this installation.
_RIGHTS = re.compile(r"\d+; \d+ \d+ (ACL|DEFAULT ACL|POLICY) ")
# The new database has its schema; an extension that its server's administrator has put there is not ours to comment.
_THERE = re.compile(r"\d+; \d+ \d+ (SCHEMA - public|COMMENT - SCHEMA public|COMMENT - EXTENSION) ")
# pg_restore 17 and later says it to servers that do not know it yet, which changes nothing.
_HARMLESS = "transaction_timeout"


def load(dump: Path, manifest: Manifest, target: Addresses, server: int, *, embedded: bool) -> None:
    """Fill the empty database of these addresses with the dump. Raises `Refusal`."""
    path = programs.program("pg_restore", server, embedded=embedded)
    entries = _run([path, "--list", str(dump)]).splitlines()
    rights = [line for line in entries if _RIGHTS.match(line)]
    rest = [line for line in entries if not _RIGHTS.match(line) and not _THERE.match(line)]
    click.echo("Restauration de la base…", err=True)
    listed = dump.with_name("rest.list")
    listed.write_text("\n".join(rest) + "\n")
    options = ("--no-owner", "--no-acl", f"--use-list={listed}")
    command, environment = programs.command(path, target.owner, *options, str(dump))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    errors = [line for line in done.stderr.splitlines() if "error:" in line and _HARMLESS not in line]
    if errors or (done.returncode != 0 and _HARMLESS not in done.stderr):
        raise _refused("\n".join(errors) or done.stderr)
    listed.write_text("\n".join(rights) + "\n")
    _give_rights(_run([path, "--file=-", "--no-owner", f"--use-list={listed}", str(dump)]), manifest, target)


def close_to_others(target: Addresses, name: str) -> None:
    """Only the three roles connect to it, as to the one whose place it takes."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(target.owner, autocommit=True) as connection:
        roles = sql.SQL(", ").join(sql.Identifier(role) for role in _names(target).values())
        database = sql.Identifier(name)
        connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, roles))


def _give_rights(script: str, manifest: Manifest, target: Addresses) -> None:
    import psycopg

    # commands of psql to itself begin with a backslash
    script = "\n".join(line for line in script.splitlines() if not line.startswith("\\") and _HARMLESS not in line)
    script = for_roles(script, {manifest.roles[role]: name for role, name in _names(target).items()})
    with psycopg.connect(target.owner) as connection:
        connection.execute(script)


def for_roles(script: str, names: dict[str, str]) -> str:
    """The script with the roles of one installation called by their names in another, by former name."""
    if all(old == new for old, new in names.items()):
        return script
    # all in one pass: a role's new name may be another's former one
    pattern = re.compile("|".join(rf'"{re.escape(name)}"|(?<![\w."]){re.escape(name)}(?![\w."])' for name in names))
    return pattern.sub(lambda found: '"{}"'.format(names[found.group().strip('"')].replace('"', '""')), script)


def _names(target: Addresses) -> dict[str, str]:
    from psycopg.conninfo import conninfo_to_dict

    return {role: conninfo_to_dict(getattr(target, role))["user"] for role in ("app", "figures", "owner")}


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise _refused(done.stderr)
    return done.stdout


def _refused(said: str) -> Refusal:
    if programs.is_full(said):
        return Refusal("Le disque de la base est plein. Faites de la place, puis recommencez.")
    return Refusal(f"La sauvegarde n’a pas pu être relue{NBSP}: {programs.last_words(said)}.")
