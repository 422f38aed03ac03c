"""Pages of the directory."""

from django.urls import path

from benkan.offers.views import directory, keeping, structures

app_name = "offers"
OFFER = "offres/<uuid:offer_id>/"
STRUCTURE = "offres/structures/<uuid:structure_id>/"

urlpatterns = [
    path("offres/", directory.offers, name="list"),
    path("offres/les-notres/", keeping.kept_offers, name="kept"),
    path("offres/nouvelle/", keeping.new_offer, name="new"),
    path("offres/structures/", structures.structures, name="structures"),
    path("offres/structures/nouvelle/", structures.new_structure, name="new_structure"),
    path(STRUCTURE, structures.structure, name="structure"),
    path(f"{STRUCTURE}corriger/", structures.correct_structure, name="correct_structure"),
    path(f"{STRUCTURE}retirer/", structures.close_structure, name="close_structure"),
    path(OFFER, directory.offer, name="offer"),
    path(f"{OFFER}places/", keeping.places, name="places"),
    path(f"{OFFER}corriger/", keeping.correct, name="correct"),
    path(f"{OFFER}fermer/", keeping.end, name="end"),
]
