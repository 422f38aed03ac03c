"""The groups of fields of a file that a sharing agreement may name; declared when apps load."""

from benkan.organisations.agreements import declare_fields

IDENTITY = declare_fields("identite", "Identité\u00a0: noms, parents, naissance, sexe, nationalité")
CONTACT = declare_fields("contact", "Téléphone et contact sûr")
PAPERS = declare_fields("papiers", "Pièces d’identité\u00a0: nature et numéro")
