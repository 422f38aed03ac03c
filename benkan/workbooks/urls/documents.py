"""Pages of documents that go out. A kind of list is asked by its name; where it is the list of an object, with it."""

from django.urls import path

from benkan.workbooks.views import documents

app_name = "exports"

urlpatterns = [
    path("exports/", documents.mine, name="mine"),
    path("exports/demander/<slug:kind>/", documents.ask, name="ask"),
    path("exports/demander/<slug:kind>/<uuid:target>/", documents.ask, name="ask_of"),
    path("exports/<uuid:document_id>/", documents.take, name="take"),
]
