"""What the audit remembers of documents. What a list was is said by the verb of its own context."""

from benkan.audit.verbs import declare

DOCUMENT_TAKEN = declare("workbooks.document_taken", "a téléchargé un export", reads=True)
FILE_EMPTIED = declare(
    "workbooks.file_emptied", "liste jointe arrivée à son terme : réponses effacées par le programme"
)
LIST_BROUGHT_BACK = declare("workbooks.list_brought_back", "a rapporté une liste remplie")
LIST_WRITTEN = declare("workbooks.list_written", "a écrit ce qu’une liste rapportée change")
LIST_ROW_LEFT = declare("workbooks.list_row_left", "a laissé une ligne d’une liste rapportée")
LIST_DROPPED = declare("workbooks.list_dropped", "a laissé une liste rapportée, sans rien en écrire")
LIST_READ = declare("workbooks.list_read", "a ouvert une liste rapportée", reads=True)
