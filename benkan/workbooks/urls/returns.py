"""Pages of lists that come back."""

from django.urls import path

from benkan.workbooks.views import returns

app_name = "returns"
FILE = "listes-rapportees/fichiers/<uuid:import_id>/"

urlpatterns = [
    path("listes-rapportees/<slug:kind>/", returns.bring, name="bring"),
    path(FILE, returns.file, name="file"),
    path(f"{FILE}ecrire/", returns.write, name="write"),
    path(f"{FILE}laisser/", returns.drop, name="drop"),
    path(f"{FILE}lignes/<uuid:row_id>/", returns.row, name="row"),
]
