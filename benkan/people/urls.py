"""Pages of the files of persons."""

from django.urls import path

from benkan.people.views import (
    attached,
    card,
    consent,
    ends,
    file,
    household,
    identity,
    joining,
    listing,
    papers,
    printing,
    requests,
    texts,
)

app_name = "people"
FILE = "dossiers/<uuid:registration_id>/"
REQUEST = "demandes/<uuid:request_id>/"

urlpatterns = [
    path("dossiers/", listing.search, name="search"),
    path(FILE, file.file, name="file"),
    path(f"{FILE}piece/numero/", file.reveal, name="reveal"),
    path(f"{FILE}corrections/", file.history, name="history"),
    path(f"{FILE}annuler/", file.annul, name="annul"),
    path(f"{FILE}completer/", identity.complete, name="complete"),
    path(f"{FILE}consentement/", consent.ask, name="consent"),
    path(f"{FILE}contact-sur/", attached.contact, name="contact"),
    path(f"{FILE}piece/", attached.identifier, name="identifier"),
    path(f"{FILE}pieces-jointes/", papers.attach, name="attach"),
    path(f"{FILE}pieces-jointes/<uuid:attachment_id>/", papers.take, name="attachment"),
    path(f"{FILE}pieces-jointes/<uuid:attachment_id>/retirer/", papers.remove, name="remove_attachment"),
    path(f"{FILE}lien/", attached.link, name="link"),
    path(f"{FILE}menage/", household.household, name="household"),
    path(f"{FILE}menage/reunir/", joining.choose, name="join_household"),
    path(f"{FILE}menage/reunir/<uuid:other_id>/", joining.confirm, name="confirm_join"),
    path(f"{FILE}imprimer/", printing.print_file, name="print"),
    path(f"{FILE}demande/", requests.ask, name="ask_request"),
    path(f"{FILE}carte/", card.card, name="card"),
    path("demandes/", requests.queue, name="requests"),
    path("demandes/nouvelle/", requests.ask_without_file, name="new_request"),
    path(REQUEST, requests.one, name="one_request"),
    path(f"{REQUEST}decider/", requests.decide, name="decide_request"),
    path(f"{REQUEST}dossier/", requests.find, name="find_request"),
    path(f"{REQUEST}faire/", requests.answer, name="answer_request"),
    path("fins-de-conservation/", ends.ends, name="ends"),
    path("textes-a-dire/", texts.texts, name="texts"),
    path("textes-a-dire/<uuid:text_id>/", texts.sign, name="sign_text"),
]
