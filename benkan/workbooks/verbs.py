"""What the audit remembers of documents. What a list was is said by the verb of its own context."""

from benkan.audit.verbs import declare

DOCUMENT_TAKEN = declare("workbooks.document_taken", "a téléchargé un export", reads=True)
FILE_EMPTIED = declare(
    "workbooks.file_emptied", "liste jointe arrivée à son terme : réponses effacées par le programme"
)
