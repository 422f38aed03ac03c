"""Pages of arrivals. The pages of a desk stand twice: under a convoy, and under a list of a day without convoy."""

from django.urls import include, path

from benkan.arrivals.views import aid, changing, convoys, counts, desk, files, flash, lines, papers

app_name = "arrivals"

DESK = [
    path("", convoys.arrival, name="arrival"),
    path("enregistrer/", desk.register, name="register"),
    path("tete/", desk.head, name="head"),
    path("aide/", aid.give_many, name="aid_many"),
    path("a-part/", lines.talk_apart, name="apart"),
    path("imprimer/", papers.prepare, name="prepare"),
    path("liste-appel/", papers.call_list, name="call_list"),
    path("fiches/", papers.sheets, name="sheets"),
    path("joindre/", files.bring, name="bring"),
]

urlpatterns = [
    path("arrivees/", convoys.convoy_list, name="convoys"),
    path("arrivees/annoncer/", convoys.announce, name="announce"),
    path("arrivees/sans-convoi/", convoys.alone, name="without_convoy"),
    path("arrivees/totaux/", convoys.totals, name="totals"),
    path("arrivees/a-part/", lines.talk_apart, name="all_apart"),
    path("arrivees/<uuid:convoy_id>/annoncer/", counts.announce_again, name="announce_again"),
    path("arrivees/<uuid:convoy_id>/corriger/", changing.correct, name="correct_convoy"),
    path("arrivees/<uuid:convoy_id>/annonces/<uuid:announcement_id>/retirer/", changing.withdraw, name="withdraw"),
    path("arrivees/<uuid:convoy_id>/fiche-flash/", flash.sheet, name="flash"),
    path("arrivees/<uuid:convoy_id>/fiche-flash/fichier/", flash.file, name="flash_file"),
    path("arrivees/<uuid:convoy_id>/compter/", counts.count, name="count"),
    path("arrivees/<uuid:convoy_id>/", include(DESK)),
    path("arrivees/sans-convoi/<uuid:list_id>/", include((DESK, "alone"))),
    path("fichiers/<uuid:import_id>/", files.file, name="file"),
    path("fichiers/<uuid:import_id>/colonnes/", files.columns, name="columns"),
    path("fichiers/<uuid:import_id>/lignes/<uuid:row_id>/", files.row, name="file_row"),
    path("fichiers/<uuid:import_id>/rattacher/", files.attach_strong, name="attach_strong"),
    path("fichiers/<uuid:import_id>/laisser-le-reste/", files.leave, name="leave"),
    path("fichiers/<uuid:import_id>/appliquer/", files.apply, name="apply"),
    path("fichiers/<uuid:import_id>/annuler/", files.undo, name="undo"),
    path("fichiers/<uuid:import_id>/laisser/", files.drop, name="drop"),
    path("lignes/<uuid:line_id>/aide/", aid.give, name="aid"),
    path("lignes/<uuid:line_id>/famille/", lines.family, name="family"),
    path("lignes/<uuid:line_id>/entretien/", lines.talk_done, name="talk_done"),
    path("lignes/<uuid:line_id>/entretien/remettre/", lines.talk_undone, name="talk_undone"),
    path("retours/<uuid:episode_id>/", lines.episode, name="episode"),
]
