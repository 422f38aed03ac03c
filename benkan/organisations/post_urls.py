"""The doors of shared devices."""

from django.urls import path

from benkan.organisations.views import posts

app_name = "posts"
urlpatterns = [
    path("", posts.door, name="door"),
    path("mise-en-service/<str:token>/", posts.enter_service, name="enter_service"),
    path("prendre/", posts.begin, name="begin"),
    path("rendre/", posts.end, name="end"),
    path("<uuid:shift_id>/", posts.take_over, name="take_over"),
]
