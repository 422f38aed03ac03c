"""What is asked of pairs."""

from benkan.linkage.reads.answers import answer_of

__all__ = ["answer_of"]
