from django.urls import path

from benkan.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("lus/", views.all_read, name="all_read"),
    path("lettre/", views.digest, name="digest"),
    path("<uuid:notice_id>/", views.go, name="go"),
]
