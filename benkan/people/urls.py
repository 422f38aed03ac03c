"""Pages of the files of persons."""

from django.urls import path

from benkan.people.views import attached, card, consent, file, identity, listing, texts

app_name = "people"
FILE = "dossiers/<uuid:registration_id>/"

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
    path(f"{FILE}lien/", attached.link, name="link"),
    path(f"{FILE}carte/", card.card, name="card"),
    path("textes-a-dire/", texts.texts, name="texts"),
    path("textes-a-dire/<uuid:text_id>/", texts.sign, name="sign_text"),
]
