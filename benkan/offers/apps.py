from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "benkan.offers"

    @staticmethod
    def load_reference(using: str):
        """Kinds of help, as `data/` says them; after the migrations, by the owner."""
        from benkan.offers.load import load_help_kinds

        return load_help_kinds(using)
