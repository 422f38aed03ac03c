"""What the audit remembers of accounts and organisations."""

from benkan.audit.verbs import declare

SIGNED_IN = declare("account.signed_in", "a ouvert une session")
SIGN_IN_FAILED = declare("account.sign_in_failed", "tentative de connexion refusée")
SIGNED_OUT = declare("account.signed_out", "a fermé sa session")
REFUSED = declare("account.refused", "s’est vu refuser une page ou un acte")
ACCOUNT_OPENED = declare("account.opened", "a ouvert un compte")
MEMBERSHIP_GIVEN = declare("membership.given", "a donné un rôle")
MEMBERSHIP_ENDED = declare("membership.ended", "a retiré un rôle")
ORGANISATION_OPENED = declare("organisation.opened", "a ouvert une organisation")
PRESENCE_OPENED = declare("presence.opened", "a noté une présence en un lieu")
THRESHOLD_CHANGED = declare("threshold.changed", "a donné une nouvelle valeur à un seuil")
JOURNAL_READ = declare("audit.journal_read", "a lu le journal", reads=True)
