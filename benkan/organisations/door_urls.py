"""The addresses by which one enters, and looks after what one enters with."""

from allauth.account import views as account
from allauth.mfa.recovery_codes.views import view_recovery_codes
from django.urls import path, re_path
from django.views.generic import RedirectView

from benkan.organisations.views import actors, answering, doors, issuers, passkeys, sure

urlpatterns = [
    path("entrer/", account.login, name="account_login"),
    path("sortir/", account.logout, name="account_logout"),
    path("compte-ferme/", account.account_inactive, name="account_inactive"),
    path("compte-endormi/", doors.asleep, name="account_asleep"),
    path("sans-role/", doors.no_place, name="no_place"),
    path("demander-un-compte/", actors.how_to_join, name="account_signup"),
    # What an organisation proposes, and one's answer.
    path("invitation/lien/<str:token>/", answering.open_link, name="invitation_link"),
    path("invitation/<uuid:invitation_id>/", answering.invitation, name="invitation"),
    path("invitation/<uuid:invitation_id>/accepter/", answering.accept, name="accept_invitation"),
    path("invitation/<uuid:invitation_id>/refuser/", answering.decline, name="decline_invitation"),
    # A new password: by mail, by a link handed over, or by who knows the one in use.
    path("mot-de-passe/demander/", doors.ask_new_password, name="account_reset_password"),
    path("mot-de-passe/demande/", doors.new_password_asked, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/lien/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        doors.choose_password,
        name="account_reset_password_from_key",
    ),
    path("mot-de-passe/choisi/", doors.password_chosen, name="account_reset_password_from_key_done"),
    path("mon-compte/", doors.own_account, name="own_account"),
    path("mon-compte/mot-de-passe/", doors.change_password, name="account_change_password"),
    path("mon-compte/autres-sessions/", doors.end_other_sessions, name="end_other_sessions"),
    path("mon-compte/lien/<uuid:handed_id>/lu/", answering.read_link, name="read_handed_link"),
    # Saying again who one is.
    path("confirmer/", sure.by_password, name="account_reauthenticate"),
    path("confirmer/code/", sure.by_code, name="mfa_reauthenticate"),
    path("confirmer/cle/", sure.by_passkey, name="mfa_reauthenticate_webauthn"),
    path("confirmer/entrer/", sure.sign_in_again, name="sign_in_again"),
    # Second factors.
    path("entrer/second-facteur/", passkeys.authenticate, name="mfa_authenticate"),
    path("entrer/cle/", passkeys.by_passkey_alone, name="mfa_login_webauthn"),
    path("mon-compte/second-facteur/", passkeys.index, name="mfa_index"),
    path("mon-compte/second-facteur/demande/", doors.first_factor, name="first_factor"),
    path("mon-compte/second-facteur/application/", passkeys.activate_application, name="mfa_activate_totp"),
    path("mon-compte/second-facteur/application/oter/", passkeys.remove_application, name="mfa_deactivate_totp"),
    path("mon-compte/second-facteur/codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mon-compte/second-facteur/codes/nouveaux/", passkeys.new_codes, name="mfa_generate_recovery_codes"),
    path("mon-compte/second-facteur/cles/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("mon-compte/second-facteur/cles/ajouter/", passkeys.add_passkey, name="mfa_add_webauthn"),
    path("mon-compte/second-facteur/cles/<int:pk>/nom/", passkeys.rename_passkey, name="mfa_edit_webauthn"),
    path("mon-compte/second-facteur/cles/<int:pk>/oter/", passkeys.remove_passkey, name="mfa_remove_webauthn"),
    # Issuers of organisations that have one.
    path("entrer/avec/<slug:provider_id>/", issuers.enter, name="openid_connect_login"),
    path("entrer/avec/<slug:provider_id>/retour/", issuers.come_back, name="openid_connect_callback"),
    path("entrer/refuse/", issuers.refused, name="issuer_refused"),
]
