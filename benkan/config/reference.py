"""Pages of reference written from the code: who may do what, and where each thing may go from where it stands.

`make reference` writes them; a test refuses a page that the code has left behind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "reference"
BY_HAND = "*Page écrite par `make reference` depuis le programme\u00a0; ne se corrige pas à la main.*"


@dataclass(frozen=True)
class Lifecycle:
    """One thing that has statuses: its French name, where its table of moves is, its labels and its moves."""

    name: str
    module: str
    labels: Mapping[StrEnum, str]
    moves: Mapping[StrEnum, frozenset]


def lifecycles() -> list[Lifecycle]:
    """Every table of moves of the program, in the order of the contexts."""
    from benkan.cases.lifecycles import cases, deliveries, funding, needs, plans, referrals, transfers, visits
    from benkan.complaints import lifecycle as complaints
    from benkan.groups.lifecycles import community, groups, money
    from benkan.linkage import lifecycle as pairs
    from benkan.organisations import agreements
    from benkan.people import lifecycle as files
    from benkan.people import requests
    from benkan.safeguarding.lifecycles import child, claims, trafficking
    from benkan.training.lifecycles import enrolments, sessions
    from benkan.workbooks import lifecycle as imports

    named = (
        ("Accord de partage", agreements),
        ("Fichier joint", imports),
        ("Dossier d’une personne", files),
        ("Demande d’une personne sur ses données", requests),
        ("Paire de dossiers", pairs),
        ("Accompagnement", cases),
        ("Besoin", needs),
        ("Demande de financement", funding),
        ("Remise", deliveries),
        ("Orientation", referrals),
        ("Transfert", transfers),
        ("Plainte", complaints),
        ("Visite", visits),
        ("Déclaration d’un lien avec un enfant", claims),
        ("Formation", sessions),
        ("Inscription à une formation", enrolments),
        ("Projet collectif", groups),
        ("Projet communautaire", community),
    )
    several = (
        ("Plan", plans.__name__, plans.PLAN_LABELS, plans.PLAN_MOVES),
        ("Ligne d’un plan", plans.__name__, plans.LINE_LABELS, plans.LINE_MOVES),
        ("Dossier restreint d’un enfant", child.__name__, child.CHILD_LABELS, child.CHILD_MOVES),
        (
            "Dossier restreint d’une personne vue à part",
            trafficking.__name__,
            trafficking.TRAFFICKING_LABELS,
            trafficking.TRAFFICKING_MOVES,
        ),
        ("Financement d’un projet collectif", money.__name__, money.FUNDING_LABELS, money.FUNDING_MOVES),
        ("Tranche d’un financement", money.__name__, money.TRANCHE_LABELS, money.TRANCHE_MOVES),
    )
    drawn = [Lifecycle(name, module.__name__, module.LABELS, module.MOVES) for name, module in named]
    return drawn + [Lifecycle(*one) for one in several]


def pages() -> dict[str, str]:
    """The text of each page, by the name of its file."""
    return {"roles.md": "\n".join(_roles()) + "\n", "lifecycles.md": "\n".join(_lifecycles()) + "\n"}


def _declare_all() -> None:
    """Rights are declared where they are checked; a page that says them all asks every context for its own."""
    from django.apps import apps
    from django.utils.module_loading import module_has_submodule

    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "permissions"):
            import_module(f"{config.name}.permissions")


def _roles() -> Iterator[str]:
    from benkan.common.permissions import declared
    from benkan.organisations.roles import APART, ROLES

    _declare_all()

    yield from ("# Qui peut faire quoi", "", BY_HAND, "", "Un droit qui n’est pas dans cette table n’existe pas.", "")
    yield from ("| rôle | ce qu’il fait | second facteur |", "|---|---|---|")
    for role in ROLES.values():
        yield f"| {role.label} | {role.purpose} | {'demandé' if role.second_factor else 'au choix'} |"
    yield from ("", "## Les droits", "", "| droit | code | rôles |", "|---|---|---|")
    for right in sorted(declared().values(), key=lambda right: right.code):
        held = ", ".join(role.label for role in ROLES.values() if right.code in role.rights)
        yield f"| {right.label} | `{right.code}` | {held or '–'} |"
    yield from ("", "## Ce qu’une même personne ne tient pas à la fois", "")
    for pair in APART:
        yield "- " + " et ".join(ROLES[code].label for code in sorted(pair))


def _lifecycles() -> Iterator[str]:
    yield from ("# Où chaque chose peut aller", "", BY_HAND, "")
    yield "Chaque passage est une ligne ajoutée, avec qui et quand. Un passage qui n’est pas dessiné est refusé."
    for one in lifecycles():
        yield from ("", f"## {one.name}", "", f"`{one.module}`", "", "```mermaid", "stateDiagram-v2")
        for state, label in one.labels.items():
            yield f"    {state.value}: {label}"
        yield f"    [*] --> {next(iter(one.labels)).value}"
        for state in one.labels:
            for after in (after for after in one.labels if after in one.moves[state]):
                yield f"    {state.value} --> {after.value}"
        yield from (f"    {state.value} --> [*]" for state in one.labels if not one.moves[state])
        yield "```"


def write() -> None:
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import django

    django.setup()
    write()
