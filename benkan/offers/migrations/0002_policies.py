from django.db import migrations

from benkan.common.policies import OWN, SIGNED_IN, guard, let_figures_count

SEEN = f"(NOT confidential AND {SIGNED_IN}) OR {OWN}"


def of_an_offer_seen(table: str) -> str:
    """The offer's own policy decides."""
    return f"EXISTS (SELECT FROM offers_offer o WHERE o.id = {table}.offer_id)"


OF_OWN_OFFER = (
    "EXISTS (SELECT FROM offers_offer o WHERE o.id = offers_offer_areas.offer_id"
    f" AND o.{OWN})"
)


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial"), ("organisations", "0002_policies"), ("common", "0001_functions")]
    operations = [
        guard("offers_helpkind", read=SIGNED_IN),
        # The directory is everybody's; each line of it is kept by whoever wrote it.
        guard("offers_structure", read=SIGNED_IN, add=OWN, change=OWN),
        # A confidential offer exists for its organisation alone.
        guard("offers_offer", read=SEEN, add=OWN, change=OWN),
        guard(
            "offers_offer_areas", read=of_an_offer_seen("offers_offer_areas"), add=OF_OWN_OFFER, change=OF_OWN_OFFER
        ),
        guard(
            "offers_declaredplaces", read=of_an_offer_seen("offers_declaredplaces"), add=OWN, append_only=True
        ),
        let_figures_count("offers_helpkind", "code", "label", "heading", "restricted"),
    ]
