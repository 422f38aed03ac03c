from allauth.account import views as account
from django.urls import path

from benkan.organisations import views

urlpatterns = [
    path("entrer/", account.login, name="account_login"),
    path("sortir/", account.logout, name="account_logout"),
    path("compte-ferme/", account.account_inactive, name="account_inactive"),
    path("demander-un-compte/", views.how_to_join, name="account_signup"),
    path("organisation/choisir/", views.choose, name="choose_organisation"),
    path("acteurs/", views.actor_list, name="actors"),
    path("roles/", views.role_table, name="role_table"),
    path("seuils/", views.threshold_list, name="thresholds"),
    path("seuils/<str:code>/", views.threshold, name="threshold"),
    path("seuils/<str:code>/changer/", views.change_threshold, name="change_threshold"),
    path("journal/", views.read_journal, name="journal"),
]
