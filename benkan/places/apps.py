from django.apps import AppConfig

from benkan.common.shell import Entry


class PlacesConfig(AppConfig):
    name = "benkan.places"
    menu = (Entry("Lieux", "places:list", order=90),)

    @staticmethod
    def load_reference(using: str = "owner"):
        """Bring the tables to the files in `data/`, after the migrations; see `benkan.places.load`."""
        from benkan.places.load import load_reference

        return load_reference(using)

    @staticmethod
    def reference_questions(using: str = "owner") -> list[str]:
        """The address of each place of which a file says otherwise than what was corrected; one for each difference."""
        from django.urls import reverse

        from benkan.places.load import disagreements

        return [reverse("places:place", args=[one.place]) for one in disagreements(using)]
