"""Pages of what is asked of other organisations, and of pairs of two of them."""

from django.urls import path

from benkan.linkage.views import across, asking

PAIR = "rapprochements/entre-acteurs/<uuid:pair_id>/"

paths = [
    path("dossiers/<uuid:registration_id>/demander-aux-acteurs/", asking.ask, name="ask"),
    path(PAIR, across.one, name="across"),
    path(f"{PAIR}repondre/", across.answer, name="across_answer"),
    path(f"{PAIR}defaire/", across.undo, name="across_undo"),
    path(f"{PAIR}se-nommer/", across.name, name="across_name"),
    path(f"{PAIR}ouvrir/", across.open_identity, name="across_open"),
    path(f"{PAIR}identite/", across.extract, name="across_extract"),
]
