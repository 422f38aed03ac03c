"""What the audit remembers of documents. What a list was is said by the verb of its own context."""

from benkan.audit.verbs import declare

DOCUMENT_TAKEN = declare("workbooks.document_taken", "a téléchargé un export", reads=True)
