"""Files as they are compared, pairs, what people say of them, what is asked of others, and models learnt from it."""

from benkan.linkage.models.across import Disclosure, IdentityExtract, Question
from benkan.linkage.models.drawn import Drawn
from benkan.linkage.models.learnt import ModelInForce, StoredModel
from benkan.linkage.models.pairs import Decision, Pair, Side
from benkan.linkage.models.records import ComparedRecord, Waiting

__all__ = [
    "ComparedRecord",
    "Decision",
    "Disclosure",
    "Drawn",
    "IdentityExtract",
    "ModelInForce",
    "Pair",
    "Question",
    "Side",
    "StoredModel",
    "Waiting",
]
