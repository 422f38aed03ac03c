"""Duties without a queue of their own: who opens accounts, reads journals, keeps the reference."""

from dataclasses import dataclass

from benkan.cases.permissions import KEEP_GRANTS, OWN_TOTALS, TOTALS, VALIDATE
from benkan.common.permissions import Actor, Permission, may
from benkan.complaints.permissions import HANDLE, NAME_RECIPIENTS
from benkan.organisations.permissions import (
    AGREE,
    CHANGE_THRESHOLDS,
    MANAGE_MEMBERS,
    MANAGE_ORGANISATIONS,
    MANAGE_POSTS,
    READ_JOURNAL,
    READ_ROLES,
)
from benkan.people.permissions import DECIDE_REQUEST
from benkan.places.permissions import CORRECT
from benkan.safeguarding.permissions import HOLD, NAME_AUTHORITY


@dataclass(frozen=True)
class Duty:
    """What one may do here at any time, and where."""

    permission: Permission
    route: str
    title: str
    sentence: str


DUTIES = (
    Duty(TOTALS, "cases:totals", "Voir où l’on attend", "À quelle étape, depuis quand et pourquoi, chez tous."),
    Duty(OWN_TOTALS, "cases:totals", "Voir où l’on attend", "À quelle étape, depuis quand et pourquoi, chez nous."),
    Duty(TOTALS, "cases:friday", "Lire la note du vendredi", "Une page, à imprimer ou à prendre en PDF."),
    Duty(KEEP_GRANTS, "cases:grants", "Tenir les subventions", "Ce qui est promis, affecté, et ce qui reste."),
    Duty(KEEP_GRANTS, "cases:ceilings", "Tenir les plafonds", "Le plus que vous payez, pour une personne et une aide."),
    Duty(VALIDATE, "cases:deliveries", "Suivre les remises", "À valider, à payer, payées sans reçu signé."),
    Duty(HANDLE, "complaints:queue", "Suivre les plaintes", "Celles dont vous êtes destinataire, closes comprises."),
    Duty(DECIDE_REQUEST, "people:ends", "Tenir les durées de conservation", "Ce qui a dépassé la sienne, à effacer."),
    Duty(HOLD, "safeguarding:mine", "Tenir les dossiers restreints", "Ceux que vous tenez ou lisez, et ce qui vient."),
    Duty(MANAGE_MEMBERS, "members", "Tenir les comptes", "Qui travaille ici, avec quel rôle et jusqu’à quand."),
    Duty(MANAGE_ORGANISATIONS, "organisations", "Tenir les organisations", "Les ouvrir, nommer leur administrateur."),
    Duty(MANAGE_ORGANISATIONS, "state", "Voir si la plateforme va bien", "Base, courriel, disque, sauvegarde."),
    Duty(CHANGE_THRESHOLDS, "thresholds", "Tenir les seuils et rythmes", "Délais, âges et durées, avec leur source."),
    Duty(NAME_RECIPIENTS, "complaints:recipients", "Nommer qui reçoit les plaintes", "Deux destinataires au moins."),
    Duty(NAME_AUTHORITY, "safeguarding:authorities", "Désigner l’autorité de l’enfance", "Un service, par un acte."),
    Duty(MANAGE_POSTS, "own_posts", "Tenir les postes", "Les appareils que plusieurs agents se passent."),
    Duty(AGREE, "agreements", "Tenir les accords de partage", "Ce qui se transmet, à qui, pour quoi et jusqu’à quand."),
    Duty(READ_JOURNAL, "journal", "Lire le journal", "Qui a fait ou lu quoi, et quand, dans votre organisation."),
    Duty(CORRECT, "places:list", "Tenir les lieux", "Points d’entrée, noms et codes, avec leur source."),
    Duty(READ_ROLES, "role_table", "Voir les rôles", "Qui peut faire quoi, tel que la plateforme l’applique."),
)


def duties_of(by: Actor) -> list[Duty]:
    return [duty for duty in DUTIES if may(by, duty.permission)]
