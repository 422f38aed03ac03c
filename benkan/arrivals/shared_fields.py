"""The groups of fields of a return that a sharing agreement may name; declared when apps load."""

from benkan.organisations.agreements import declare_fields

RETURNS = declare_fields("retours", "Retours\u00a0: jour, point d’entrée, pays, conditions du retour")
