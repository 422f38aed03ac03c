from allauth.account import views as account
from django.urls import path

from benkan.organisations.views import actors, journal, thresholds

urlpatterns = [
    path("entrer/", account.login, name="account_login"),
    path("sortir/", account.logout, name="account_logout"),
    path("compte-ferme/", account.account_inactive, name="account_inactive"),
    path("demander-un-compte/", actors.how_to_join, name="account_signup"),
    path("organisation/choisir/", actors.choose, name="choose_organisation"),
    path("acteurs/", actors.actor_list, name="actors"),
    path("roles/", actors.role_table, name="role_table"),
    path("seuils/", thresholds.threshold_list, name="thresholds"),
    path("seuils/<str:code>/", thresholds.threshold, name="threshold"),
    path("seuils/<str:code>/changer/", thresholds.change_threshold, name="change_threshold"),
    path("journal/", journal.read_journal, name="journal"),
]
