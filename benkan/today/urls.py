from django.urls import path

from benkan.today import views

urlpatterns = [path("", views.home, name="home")]
