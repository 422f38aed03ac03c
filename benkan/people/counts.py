"""What is held of persons by an organisation, in one count: by the connection of the figures, which names nobody."""

from uuid import UUID

from benkan.common.typography import pluriel
from benkan.people.models import Registration


def files_held(organisation_id: UUID) -> str:
    """« 212 dossiers de personnes », for whoever closes an organisation; "" where it has none."""
    count = Registration.objects.using("figures").filter(organisation=organisation_id).count()
    return pluriel(count, "dossier de personne,dossiers de personnes") if count else ""
