"""Duties without a queue of their own: who opens accounts, reads journals, keeps the reference."""

from dataclasses import dataclass

from benkan.common.permissions import Actor, Permission, may
from benkan.organisations.permissions import (
    AGREE,
    MANAGE_MEMBERS,
    MANAGE_ORGANISATIONS,
    READ_JOURNAL,
    READ_ROLES,
)
from benkan.places.permissions import CORRECT


@dataclass(frozen=True)
class Duty:
    """What one may do here at any time, and where."""

    permission: Permission
    route: str
    title: str
    sentence: str


DUTIES = (
    Duty(MANAGE_MEMBERS, "members", "Tenir les comptes", "Qui travaille ici, avec quel rôle et jusqu’à quand."),
    Duty(MANAGE_ORGANISATIONS, "organisations", "Tenir les organisations", "Les ouvrir, nommer leur administrateur."),
    Duty(AGREE, "agreements", "Tenir les accords de partage", "Ce qui se transmet, à qui, pour quoi et jusqu’à quand."),
    Duty(READ_JOURNAL, "journal", "Lire le journal", "Qui a fait ou lu quoi, et quand, dans votre organisation."),
    Duty(CORRECT, "places:list", "Tenir les lieux", "Points d’entrée, noms et codes, avec leur source."),
    Duty(READ_ROLES, "role_table", "Voir les rôles", "Qui peut faire quoi, tel que la plateforme l’applique."),
)


def duties_of(by: Actor) -> list[Duty]:
    return [duty for duty in DUTIES if may(by, duty.permission)]
