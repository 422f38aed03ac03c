"""What the audit remembers of accompaniments; never what was said."""

from benkan.audit.verbs import declare

OPENED = declare("cases.opened", "a ouvert un accompagnement")
WORKER_CHANGED = declare("cases.worker_changed", "a confié un accompagnement")
SUSPENDED = declare("cases.suspended", "a suspendu un accompagnement")
RESUMED = declare("cases.resumed", "a repris un accompagnement")
CLOSED = declare("cases.closed", "a clos un accompagnement")
REOPENED = declare("cases.reopened", "a rouvert un accompagnement")
READ = declare("cases.read", "a ouvert un accompagnement pour le lire", reads=True)
LISTED = declare("cases.listed", "a lu la liste des accompagnements", reads=True)
TOTALS_READ = declare("cases.totals_read", "a lu où les personnes attendent, en nombres", reads=True)
BEHIND_READ = declare("cases.behind_read", "a lu la liste sans nom derrière un nombre", reads=True)
