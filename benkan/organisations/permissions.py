"""The rights of this context, and of the audit below it, which knows no organisation."""

from benkan.common.permissions import declare

MANAGE_MEMBERS = declare("organisations.members", "Ouvrir et fermer les comptes de son organisation")
MANAGE_ORGANISATIONS = declare("organisations.all", "Ouvrir et fermer des organisations")
READ_JOURNAL = declare("audit.journal", "Lire le journal de son organisation")
READ_ROLES = declare("organisations.roles", "Lire la table des rôles")
CHANGE_THRESHOLDS = declare("organisations.thresholds", "Donner une nouvelle valeur à un seuil ou à un rythme")
