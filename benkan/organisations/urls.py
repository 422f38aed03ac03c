from django.urls import include, path

from benkan.organisations.views import actors, journal, own_posts, thresholds

urlpatterns = [
    path("", include("benkan.organisations.door_urls")),
    path("organisation/choisir/", actors.choose, name="choose_organisation"),
    path("", include("benkan.organisations.administration_urls")),
    path("acteurs/", actors.actor_list, name="actors"),
    path("roles/", actors.role_table, name="role_table"),
    path("seuils/", thresholds.threshold_list, name="thresholds"),
    path("seuils/<str:code>/", thresholds.threshold, name="threshold"),
    path("seuils/<str:code>/changer/", thresholds.change_threshold, name="change_threshold"),
    path("poste/", include("benkan.organisations.post_urls")),
    path("postes/", own_posts.post_list, name="own_posts"),
    path("postes/<uuid:post_id>/", own_posts.own_post, name="own_post"),
    path("postes/<uuid:post_id>/retirer/", own_posts.close, name="close_post"),
    path("postes/service/<uuid:shift_id>/fermer/", own_posts.end_shift, name="end_shift"),
    path("mon-compte/codes-scelles/", own_posts.sealed_codes, name="sealed_codes"),
    path("journal/", journal.read_journal, name="journal"),
]
