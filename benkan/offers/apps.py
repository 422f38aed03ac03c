from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part
from benkan.offers import thresholds  # noqa: F401 - declared when apps load, before their values are
from benkan.offers.permissions import SEE


class OffersConfig(AppConfig):
    name = "benkan.offers"
    menu = (Entry("Offres", "offers:list", SEE, order=45),)
    today = (Part("offers/today/stale.html", "benkan.offers.work.stale_places", order=60),)

    @staticmethod
    def load_reference(using: str):
        """Kinds of help, as `data/` says them; after the migrations, by the owner."""
        from benkan.offers.load import load_help_kinds

        return load_help_kinds(using)
