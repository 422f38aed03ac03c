"""The rights of this context, and of the audit below it, which knows no organisation."""

from benkan.common.permissions import Actor, declare, may
from benkan.organisations.roles import roles_given

MANAGE_MEMBERS = declare("organisations.members", "Ouvrir et fermer les comptes de son organisation")
MANAGE_ORGANISATIONS = declare("organisations.all", "Ouvrir et fermer des organisations")
READ_JOURNAL = declare("audit.journal", "Lire le journal de son organisation")
READ_ROLES = declare("organisations.roles", "Lire la table des rôles")
CHANGE_THRESHOLDS = declare("organisations.thresholds", "Donner une nouvelle valeur à un seuil ou à un rythme")
MANAGE_POSTS = declare("organisations.posts", "Mettre en service et retirer les appareils des postes")
AGREE = declare("organisations.agree", "Proposer et signer les accords de partage de son organisation")


def roles_to_give(by: Actor, organisation) -> tuple[str, ...]:
    """Codes of the roles that `by` may give in an organisation, in the order of the role table."""
    return roles_given(
        sector=organisation.kind.sector,
        own=organisation.pk == by.organisation_id and may(by, MANAGE_MEMBERS),
        national=may(by, MANAGE_ORGANISATIONS),
    )
