"""How names of places are compared: as all names of the platform that are no person's (`benkan.common.folding`)."""

from benkan.common.folding import fold

__all__ = ["fold"]
