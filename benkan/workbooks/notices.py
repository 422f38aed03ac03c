"""What documents tell who asked for them."""

from benkan.notices.kinds import declare

DOCUMENT_READY = declare("workbooks.document_ready", "La liste que vous avez demandée est prête")
