"""The one right of this context. Reading places is open to anyone signed in."""

from benkan.common.permissions import declare

CORRECT = declare("places.correct", "Corriger le référentiel des lieux")
