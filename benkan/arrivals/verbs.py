"""What the audit remembers of arrivals."""

from benkan.audit.verbs import declare

CONVOY_OPENED = declare("arrivals.convoy_opened", "a ouvert un convoi")
ANNOUNCED = declare("arrivals.announced", "a annoncé un convoi")
COUNTED = declare("arrivals.counted", "a compté un convoi")
LINE_NOTED = declare("arrivals.line_noted", "a noté une ligne de liste")
AID_GIVEN = declare("arrivals.aid_given", "a noté une aide immédiate")
RETURN_SAID = declare("arrivals.return_said", "a dit le type de retour")
CONVOY_READ = declare("arrivals.convoy_read", "a ouvert la liste d’un convoi", reads=True)
LIST_PRINTED = declare("arrivals.list_printed", "a imprimé une liste d’appel", reads=True)
SHEETS_PRINTED = declare("arrivals.sheets_printed", "a imprimé des fiches d’accueil", reads=True)
APART_READ = declare("arrivals.apart_read", "a ouvert la liste de qui souhaite parler à part", reads=True)
EXPORTED = declare("arrivals.exported", "a emporté les lignes d’une arrivée", reads=True)
LINE_READ = declare("arrivals.line_read", "a ouvert une ligne de liste", reads=True)
TOTALS_READ = declare("arrivals.totals_read", "a ouvert les totaux des convois de tous les acteurs", reads=True)
FILE_RECEIVED = declare("arrivals.file_received", "a déposé une liste")
FILE_APPLIED = declare("arrivals.file_applied", "a appliqué une liste")
FILE_UNDONE = declare("arrivals.file_undone", "a annulé une liste appliquée")
FILE_DROPPED = declare("arrivals.file_dropped", "a laissé une liste sans l’appliquer")
FILE_MAPPED = declare("arrivals.file_mapped", "a dit ce que tiennent les colonnes d’une liste")
FILE_READ = declare("arrivals.file_read", "a ouvert les lignes d’une liste déposée", reads=True)
ROW_DECIDED = declare("arrivals.row_decided", "a décidé d’une ligne d’une liste déposée")
