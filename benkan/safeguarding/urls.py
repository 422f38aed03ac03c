"""Pages of restricted files. None of their addresses says of what kind a file is."""

from django.urls import path

from benkan.safeguarding.views import around, claims, confiding, files, holding, writing

app_name = "safeguarding"
ALL = "dossiers-restreints/"
PROPOSED = f"{ALL}proposes/<uuid:holding_id>/"
ONE = f"{ALL}<uuid:file_id>/"

urlpatterns = [
    path("dossiers/<uuid:registration_id>/a-part/", confiding.confide, name="confide"),
    path(ALL, files.mine, name="mine"),
    path(f"{ALL}chiffres/", around.figures, name="figures"),
    path(f"{ALL}autorite/", around.authorities, name="authorities"),
    path(f"{ALL}autorite/<uuid:authority_id>/finir/", around.end_authority, name="end_authority"),
    path(f"{ALL}formations/", around.trainings, name="trainings"),
    path(f"{PROPOSED}accepter/", holding.take, name="take"),
    path(f"{PROPOSED}laisser/", holding.decline, name="decline"),
    path(ONE, files.one, name="file"),
    path(f"{ONE}lire/<slug:section>/", files.read, name="read"),
    path(f"{ONE}ecrire/<slug:section>/", writing.write, name="write"),
    path(f"{ONE}entretien/", writing.interview, name="interview"),
    path(f"{ONE}declaration/", claims.note, name="claim"),
    path(f"{ONE}declarations/<uuid:claim_id>/", claims.decide, name="decide_claim"),
    path(f"{ONE}confier/", holding.propose, name="propose"),
    path(f"{ONE}clore/", writing.close, name="close"),
    path(f"{ONE}lieux/", writing.places, name="places"),
    path(f"{ONE}lieux/<uuid:place_id>/lever/", writing.lift, name="lift"),
    path(f"{ONE}place-sure/", writing.shelter, name="shelter"),
]
