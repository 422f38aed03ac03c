"""Pages of those who open accounts and organisations, and of the agreements that their organisations sign."""

from django.urls import path

from benkan.organisations.views import agreements, invitations, members, memberships, organisations, seeing_as

urlpatterns = [
    path("mon-organisation/", members.member_list, name="members"),
    path("mon-organisation/inviter/", invitations.invite_member, name="invite_member"),
    path("mon-organisation/invitations/<uuid:invitation_id>/", invitations.sent_invitation, name="sent_invitation"),
    path(
        "mon-organisation/invitations/<uuid:invitation_id>/renouveler/",
        invitations.renew_invitation,
        name="renew_invitation",
    ),
    path(
        "mon-organisation/invitations/<uuid:invitation_id>/retirer/",
        invitations.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("mon-organisation/membres/<uuid:account_id>/", members.member, name="member"),
    path("mon-organisation/membres/<uuid:account_id>/nom/", members.rename_member, name="rename_member"),
    path("mon-organisation/membres/<uuid:account_id>/role/", members.give_role, name="give_role"),
    path("mon-organisation/membres/<uuid:account_id>/lien/", members.entry_link, name="entry_link"),
    path(
        "mon-organisation/membres/<uuid:account_id>/second-facteur/",
        members.forget_factors,
        name="forget_second_factors",
    ),
    path("mon-organisation/membres/<uuid:account_id>/reveiller/", members.wake_member, name="wake_member"),
    path("mon-organisation/roles/<uuid:membership_id>/fin/", memberships.change_role_end, name="change_role_end"),
    path("mon-organisation/roles/<uuid:membership_id>/retirer/", memberships.take_back_role, name="take_back_role"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/ouvrir/", organisations.open_one, name="open_organisation"),
    path("organisations/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:organisation_id>/corriger/", organisations.correct, name="correct_organisation"),
    path("organisations/<uuid:organisation_id>/nommer/", organisations.name_administrator, name="name_administrator"),
    path(
        "organisations/<uuid:organisation_id>/administrateurs/<uuid:account_id>/lien/",
        organisations.administrator_link,
        name="administrator_link",
    ),
    path("organisations/<uuid:organisation_id>/presence/", organisations.add_presence, name="add_presence"),
    path("organisations/presences/<uuid:presence_id>/fin/", organisations.leave_place, name="leave_place"),
    path("organisations/<uuid:organisation_id>/fermer/", organisations.close, name="close_organisation"),
    path("organisations/<uuid:organisation_id>/rouvrir/", organisations.reopen, name="reopen_organisation"),
    path("accords/", agreements.agreement_list, name="agreements"),
    path("accords/proposer/", agreements.propose, name="propose_agreement"),
    path("accords/<uuid:agreement_id>/", agreements.agreement, name="agreement"),
    path("accords/<uuid:agreement_id>/<slug:word>/", agreements.move_agreement, name="move_agreement"),
    path("voir-comme/", seeing_as.see_as, name="see_as"),
    path("voir-comme/cesser/", seeing_as.stop_seeing_as, name="stop_seeing_as"),
]
