"""What the audit remembers of groups and community projects; never what was said."""

from benkan.audit.verbs import declare

GROUP_OPENED = declare("groups.opened", "a noté un projet collectif")
GROUP_CORRECTED = declare("groups.corrected", "a corrigé un projet collectif")
GROUP_MOVED = declare("groups.moved", "a changé l’état d’un projet collectif")
GROUP_READ = declare("groups.read", "a ouvert un projet collectif", reads=True)
PARTNER_ADDED = declare("groups.partner_added", "a ouvert un projet collectif à un partenaire")
MEMBER_ENTERED = declare("groups.member_entered", "a inscrit un membre dans un projet collectif")
MEMBER_LEFT = declare("groups.member_left", "a noté qu’un membre n’est plus d’un projet collectif")
MEMBER_SHOWN = declare("groups.member_shown", "a montré le nom d’un membre aux partenaires d’un projet collectif")
RULE_SAID = declare("groups.rule_said", "a refait les parts d’un projet collectif")
FUNDING_ASKED = declare("groups.funding_asked", "a demandé le financement d’un projet collectif")
FUNDING_DECIDED = declare("groups.funding_decided", "a noté ou confirmé la décision sur un projet collectif")
TRANCHES_PLANNED = declare("groups.tranche_planned", "a prévu une tranche du financement d’un projet collectif")
TRANCHE_MOVED = declare("groups.tranche_moved", "a préparé, validé, payé ou repris une tranche")
EVIDENCE_NOTED = declare("groups.evidence_noted", "a noté ce qui montre qu’une condition est remplie")
ACCOUNT_LINE_NOTED = declare("groups.account_line", "a noté une ligne des comptes d’un projet collectif")
VISITED = declare("groups.visited", "a noté le suivi d’un projet collectif")
PROJECT_OPENED = declare("groups.project_opened", "a noté un projet communautaire")
PROJECT_MOVED = declare("groups.project_moved", "a changé l’état d’un projet communautaire")
PROJECT_ROW = declare("groups.project_row", "a ajouté une ligne à un projet communautaire")
TOTALS_READ = declare("groups.totals_read", "a lu les nombres des projets collectifs et communautaires", reads=True)
