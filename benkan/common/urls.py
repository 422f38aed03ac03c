from django.urls import path

from benkan.common import gallery, views

urlpatterns = [
    path("sante/", views.health, name="health"),
    path("composants/", gallery.gallery, name="gallery"),
]
