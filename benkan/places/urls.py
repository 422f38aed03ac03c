from django.urls import path

from benkan.places import views

app_name = "places"
urlpatterns = [
    path("lieux/", views.place_list, name="list"),
    path("lieux/nouveau-point/", views.new_entry_point, name="new_entry_point"),
    path("lieux/<slug:slug>/", views.place, name="place"),
    path("lieux/<slug:slug>/nom/", views.correct, {"what": "correct_name"}, name="correct_name"),
    path("lieux/<slug:slug>/autre-nom/", views.correct, {"what": "add_alias"}, name="add_alias"),
    path("lieux/<slug:slug>/fermeture/", views.correct, {"what": "close"}, name="close"),
]
