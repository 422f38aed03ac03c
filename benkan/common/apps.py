from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "benkan.common"

    @staticmethod
    def load_reference(using: str = "owner"):
        """Bring the values of thresholds to `data/thresholds.csv`, after the migrations."""
        from benkan.common.thresholds.load import load_reference

        return load_reference(using)
