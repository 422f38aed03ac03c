from benkan.workbooks.models.documents import Document
from benkan.workbooks.models.imports import Import, ImportStage, RememberedColumn, Row

__all__ = ["Document", "Import", "ImportStage", "RememberedColumn", "Row"]
