"""The matrix of rights: for each route, which roles are answered on their own, a partner's, a stranger's object.

A route without a row fails `test_matrix.py`.

The object always belongs to the Service d’accueil des retours (SAR). BENKADI is a partner (present at the same entry
point), SIGUIDA a stranger. A row says the method, how the address is made, and the roles that are answered per kind of
asker; the others are refused (403), or, where even existence would tell too much, see nothing (404).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benkan.organisations.roles import ROLES
from benkan.organisations.shifts import service_token

ALL = frozenset(ROLES)
NONE: frozenset[str] = frozenset()


def nothing(world) -> Mapping:
    return {}


@dataclass(frozen=True)
class Row:
    """`own`, `partner`, `stranger`: roles that are answered. `hidden`: the others get 404 on objects, not 403."""

    own: frozenset[str]
    partner: frozenset[str]
    stranger: frozenset[str]
    method: str = "get"
    arguments: Callable[[object], Mapping] = nothing
    data: Callable[[object], Mapping] = nothing
    hidden: bool = False
    at_the_door: bool = False  # answered to people who are not signed in

    @property
    def of_an_object(self) -> bool:
        return self.arguments is not nothing or self.data is not nothing


def everybody(method="get", **options) -> Row:
    """A page without an object, for whoever is signed in."""
    return Row(ALL, ALL, ALL, method, **options)


def roles(*names, method="get", **options) -> Row:
    """A page without an object: what one sees is one's own organisation's; only the role counts."""
    held = frozenset(names)
    return Row(held, held, held, method, **options)


def own_object(*names, method="get", arguments, **options) -> Row:
    """An object of one organisation: nobody else even learns that it exists."""
    return Row(frozenset(names), NONE, NONE, method, arguments, hidden=True, **options)


# Files of persons: who writes them, who also reads them, and the file of the SAR that the rows ask for.
WRITERS = ("accueil", "accompagnement")
READERS = (*WRITERS, "point_focal")


def of_file(world) -> Mapping:
    return {"registration_id": world.registration.pk}


def of_returned(world) -> Mapping:
    return {"import_id": world.returned.pk}


def of_household(world) -> Mapping:
    return {"registration_id": world.mother.pk}


def of_two_households(world) -> Mapping:
    return {"registration_id": world.mother.pk, "other_id": world.neighbour.pk}


def of_case(world) -> Mapping:
    return {"case_id": world.case.pk}


def of_referral(world) -> Mapping:
    return {"referral_id": world.referral.pk}


def of_offer(world) -> Mapping:
    return {"offer_id": world.offer.pk}


def of_structure(world) -> Mapping:
    return {"structure_id": world.structure.pk}


# The directory of offers: everybody's to read, each line its organisation's to keep.
SEEKERS = ("accueil", "accompagnement", "point_focal", "secretariat")
NOTERS = ("accompagnement", "point_focal")


def kept_by_own(*names, arguments) -> Row:
    """A line that all read and its organisation alone changes: others are refused, for they know of it."""
    return Row(frozenset(names), NONE, NONE, arguments=arguments)


def of_both_sides(own, partner, method="get") -> Row:
    """A referral of the SAR to its partner: each side its own pages; nobody else learns that it exists."""
    return Row(frozenset(own), frozenset(partner), NONE, method, of_referral)


def of_need(world) -> Mapping:
    return {"case_id": world.case.pk, "need_id": world.need.pk}


def of_skill(world) -> Mapping:
    return {"case_id": world.case.pk, "skill_id": world.skill.pk}


def of_plan(world) -> Mapping:
    return {"plan_id": world.plan.pk}


def of_plan_moved(world) -> Mapping:
    return of_plan(world) | {"word": "abandonner"}


def of_plan_line(world) -> Mapping:
    return {"line_id": world.plan_line.pk}


def of_plan_line_moved(world) -> Mapping:
    return of_plan_line(world) | {"word": "retirer"}


def of_funding_request(world) -> Mapping:
    return {"request_id": world.funding_request.pk}


def of_sitting(world) -> Mapping:
    return {"sitting_id": world.sitting.pk}


def of_decision(world) -> Mapping:
    return of_sitting(world) | of_funding_request(world)


def of_grant(world) -> Mapping:
    return {"grant_id": world.grant.pk}


def of_ceiling(world) -> Mapping:
    return {"ceiling_id": world.ceiling.pk}


def of_visit(world) -> Mapping:
    return {"case_id": world.case.pk, "visit_id": world.visit.pk}


def of_survey(world) -> Mapping:
    return {"case_id": world.case.pk, "survey_id": world.survey.pk}


def of_paper(world) -> Mapping:
    return {"registration_id": world.registration.pk, "attachment_id": world.paper.pk}


# A convoy is read by the actors of its entry point, each with its own desk; a stranger learns nothing of it.
RECEIVERS = ("accueil", "accompagnement", "point_focal")
ANNOUNCERS = ("accueil", "point_focal")


def at_the_point(*names) -> Row:
    """A page of a convoy: answered at the entry point, each on its own rows; nothing elsewhere."""
    held = frozenset(names)
    return Row(held, held, NONE, arguments=lambda world: {"convoy_id": world.line.list.convoy_id})


def of_request(world) -> Mapping:
    return {"request_id": world.request.pk}


def of_alone(world) -> Mapping:
    return {"list_id": world.alone.pk}


def of_line(world) -> Mapping:
    return {"line_id": world.line.pk}


def of_file_brought(world) -> Mapping:
    return {"import_id": world.brought.pk}


def of_row(world) -> Mapping:
    return {"import_id": world.brought.pk, "row_id": world.row.pk}


def of_threshold(world) -> Mapping:
    return {"code": "arrivals.placed_after"}


def of_notice(world) -> Mapping:
    return {"notice_id": world.notice.pk}


def of_post(world) -> Mapping:
    return {"post_id": world.post.pk}


def of_shift(world) -> Mapping:
    return {"shift_id": world.shift.pk}


def of_member(world) -> Mapping:
    return {"account_id": world.accounts["own", "accueil"].pk}


def of_invitation(world) -> Mapping:
    return {"invitation_id": world.invitation.pk}


def of_proposal(world) -> Mapping:
    return {"invitation_id": world.proposal.pk}


def of_membership(world) -> Mapping:
    return {"membership_id": world.membership.pk}


def of_organisation(world) -> Mapping:
    return {"organisation_id": world.membership.organisation_id}


def of_administrator(world) -> Mapping:
    return {**of_organisation(world), "account_id": world.accounts["own", "administration"].pk}


def of_presence(world) -> Mapping:
    return {"presence_id": world.presence.pk}


# Who opens accounts, and who signs agreements.
ADMINISTRATORS = ("administration", "plateforme")
SIGNATORIES = frozenset({"administration", "protection_donnees"})


def of_agreement(**options) -> Row:
    """An agreement is read by its two sides, here the SAR and its partner; nobody else learns that it exists."""
    return Row(
        SIGNATORIES,
        SIGNATORIES,
        NONE,
        arguments=lambda world: {"agreement_id": world.agreement.pk, **options},
    )


def of_lines_taken(world) -> Mapping:
    return {"kind": "lignes", "target": world.line.list.convoy_id}


# A complaint is noted by whoever meets people, and read by its two recipients alone.
HEARERS = (*RECEIVERS, "protection_donnees", "plaintes")


def of_complaint(world) -> Mapping:
    return {"complaint_id": world.complaint.pk}


MATRIX: dict[str, Row] = {
    "health": everybody(at_the_door=True),
    "state": roles("plateforme"),
    "home": everybody(),
    "gallery": everybody(at_the_door=True),
    # allauth sends whoever is signed in back home, which is an answer
    "account_login": everybody(at_the_door=True),
    "account_logout": everybody(),
    "account_inactive": everybody(at_the_door=True),
    "account_signup": everybody(at_the_door=True),
    "account_asleep": everybody(at_the_door=True),
    "no_place": everybody(),
    "account_reset_password": everybody(at_the_door=True),
    "account_reset_password_done": everybody(at_the_door=True),
    "account_reset_password_from_key": everybody(at_the_door=True, arguments=lambda world: {"uidb36": "0", "key": "0"}),
    "account_reset_password_from_key_done": everybody(at_the_door=True),
    # What an organisation proposes: to who holds its link, or to the account of its address, here the SAR's agent's.
    "invitation_link": everybody(at_the_door=True, arguments=lambda world: {"token": "0"}),
    "invitation": own_object("accueil", arguments=of_proposal),
    "accept_invitation": own_object("accueil", method="post", arguments=of_proposal),
    "decline_invitation": own_object("accueil", method="post", arguments=of_proposal),
    "read_handed_link": own_object("accueil", method="post", arguments=lambda world: {"handed_id": world.handed.pk}),
    # One's own account, and what one enters with; a factor that is not one's own is nothing.
    "own_account": everybody(),
    "account_change_password": everybody(),
    "end_other_sessions": everybody("post"),
    "account_reauthenticate": everybody(),
    "mfa_reauthenticate": everybody(),
    "mfa_reauthenticate_webauthn": everybody(),
    "sign_in_again": everybody(),
    "mfa_authenticate": everybody(),
    "mfa_login_webauthn": everybody(),
    "mfa_index": everybody(),
    "first_factor": everybody(),
    "mfa_activate_totp": everybody(),
    "mfa_deactivate_totp": own_object(arguments=lambda world: {}),
    "mfa_view_recovery_codes": own_object("accueil", arguments=lambda world: {}),
    "mfa_generate_recovery_codes": everybody(),
    "mfa_list_webauthn": everybody(),
    "mfa_add_webauthn": everybody(),
    "mfa_edit_webauthn": own_object(arguments=lambda world: {"pk": 1}),
    "mfa_remove_webauthn": own_object(arguments=lambda world: {"pk": 1}),
    "openid_connect_login": everybody("post", arguments=lambda world: {"provider_id": "sar"}),
    "openid_connect_callback": everybody(arguments=lambda world: {"provider_id": "sar"}),
    "issuer_refused": everybody(at_the_door=True),
    "choose_organisation": everybody("post"),
    "role_table": everybody(),
    "thresholds": everybody(),
    "threshold": everybody(arguments=of_threshold),
    "change_threshold": roles("plateforme", arguments=of_threshold),
    "actors": everybody(),
    "places:list": everybody(),
    "places:place": everybody(arguments=lambda world: {"slug": "rte-gog"}),
    "places:new_entry_point": roles("plateforme"),
    "places:correct_name": roles("plateforme", method="post", arguments=lambda world: {"slug": "rte-gog"}),
    "places:add_alias": roles("plateforme", method="post", arguments=lambda world: {"slug": "rte-gog"}),
    "places:close": roles("plateforme", method="post", arguments=lambda world: {"slug": "rte-gog"}),
    # One's own organisation's files; others learn nothing, not even that a file exists.
    "people:search": roles(*READERS),
    "people:file": own_object(*READERS, arguments=of_file),
    "people:history": own_object(*READERS, arguments=of_file),
    "people:reveal": own_object(*READERS, method="post", arguments=of_file),
    "people:complete": own_object(*WRITERS, arguments=of_file),
    "people:consent": own_object(*WRITERS, arguments=of_file),
    "people:contact": own_object(*WRITERS, arguments=of_file),
    "people:identifier": own_object(*WRITERS, arguments=of_file),
    "people:attach": own_object(*WRITERS, arguments=of_file),
    "people:attachment": own_object(*WRITERS, arguments=of_paper),
    "people:remove_attachment": own_object(*WRITERS, arguments=of_paper),
    "people:link": own_object(*WRITERS, arguments=of_file),
    "people:household": own_object(*WRITERS, arguments=of_file),
    "people:join_household": own_object(*WRITERS, arguments=of_household),
    "people:confirm_join": own_object(*WRITERS, arguments=of_two_households),
    "people:card": own_object(*WRITERS, arguments=of_file),
    "people:annul": own_object(*WRITERS, arguments=of_file),
    "people:print": own_object(*READERS, arguments=of_file),
    "people:ask_request": own_object(*WRITERS, arguments=of_file),
    # What persons ask of their own data: who decides opens no file, who opens files does not decide.
    "people:requests": roles(*WRITERS, "protection_donnees"),
    "people:new_request": roles("protection_donnees"),
    "people:one_request": own_object(*WRITERS, "protection_donnees", arguments=of_request),
    "people:decide_request": own_object("protection_donnees", arguments=of_request),
    "people:find_request": own_object("accompagnement", method="post", arguments=of_request),
    "people:answer_request": own_object("accompagnement", method="post", arguments=of_request),
    "people:ends": roles("protection_donnees"),
    "people:texts": roles("protection_donnees"),
    "people:sign_text": roles("protection_donnees", arguments=lambda world: {"text_id": world.text.pk}),
    # Convoys and desks.
    "arrivals:convoys": roles(*RECEIVERS),
    "arrivals:totals": roles("secretariat"),
    "arrivals:announce": roles(*ANNOUNCERS),
    "arrivals:without_convoy": roles(*RECEIVERS),
    "arrivals:all_apart": roles(*WRITERS),
    "arrivals:arrival": at_the_point(*RECEIVERS),
    "arrivals:announce_again": at_the_point(*ANNOUNCERS),
    "arrivals:correct_convoy": at_the_point(*ANNOUNCERS),
    "arrivals:withdraw": Row(
        frozenset(ANNOUNCERS),
        NONE,
        NONE,
        "post",
        lambda world: {"convoy_id": world.line.list.convoy_id, "announcement_id": world.announcement.pk},
    ),
    "arrivals:count": at_the_point("accueil"),
    "arrivals:register": at_the_point(*WRITERS),
    "arrivals:head": at_the_point(*RECEIVERS),
    "arrivals:aid_many": at_the_point(*WRITERS),
    "arrivals:apart": at_the_point(*WRITERS),
    "arrivals:prepare": at_the_point(*RECEIVERS),
    "arrivals:flash": at_the_point(*RECEIVERS),
    "arrivals:call_list": at_the_point(*RECEIVERS),
    "arrivals:sheets": at_the_point(*RECEIVERS),
    "arrivals:bring": at_the_point(*RECEIVERS),
    "arrivals:alone:arrival": own_object(*RECEIVERS, arguments=of_alone),
    "arrivals:alone:register": own_object(*WRITERS, arguments=of_alone),
    "arrivals:alone:head": own_object(*RECEIVERS, arguments=of_alone),
    "arrivals:alone:aid_many": own_object(*WRITERS, arguments=of_alone),
    "arrivals:alone:apart": own_object(*WRITERS, arguments=of_alone),
    "arrivals:alone:prepare": own_object(*RECEIVERS, arguments=of_alone),
    "arrivals:alone:call_list": own_object(*RECEIVERS, arguments=of_alone),
    "arrivals:alone:sheets": own_object(*RECEIVERS, arguments=of_alone),
    "arrivals:alone:bring": own_object(*RECEIVERS, arguments=of_alone),
    # A list that comes as a file: its organisation's, whoever else is at the entry point.
    "arrivals:file": own_object(*RECEIVERS, arguments=of_file_brought),
    "arrivals:columns": own_object(*RECEIVERS, arguments=of_file_brought),
    "arrivals:file_row": own_object(*RECEIVERS, method="post", arguments=of_row),
    "arrivals:attach_strong": own_object(*RECEIVERS, method="post", arguments=of_file_brought),
    "arrivals:apply": own_object(*RECEIVERS, method="post", arguments=of_file_brought),
    "arrivals:undo": own_object(*RECEIVERS, arguments=of_file_brought),
    "arrivals:leave": own_object(*RECEIVERS, method="post", arguments=of_file_brought),
    "arrivals:drop": own_object(*RECEIVERS, method="post", arguments=of_file_brought),
    "arrivals:aid": own_object(*WRITERS, arguments=of_line),
    "arrivals:family": own_object(*WRITERS, arguments=of_line),
    "arrivals:talk_done": own_object(*WRITERS, method="post", arguments=of_line),
    "arrivals:talk_undone": own_object(*WRITERS, method="post", arguments=of_line),
    "arrivals:episode": own_object(*WRITERS, arguments=lambda world: {"episode_id": world.line.episode.pk}),
    # Accompaniments: their organisation's, whoever else receives the same person.
    "cases:list": roles("accompagnement"),
    # Counted without a name: of all actors, or of one's own.
    "cases:totals": roles("secretariat", "point_focal"),
    "cases:behind": roles("secretariat", "point_focal"),
    "cases:friday": roles("secretariat"),
    "cases:open": own_object("accompagnement", method="post", arguments=of_file),
    "cases:case": own_object("accompagnement", arguments=of_case),
    "cases:confide": own_object("accompagnement", arguments=of_case),
    "cases:suspend": own_object("accompagnement", arguments=of_case),
    "cases:resume": own_object("accompagnement", method="post", arguments=of_case),
    "cases:close": own_object("accompagnement", arguments=of_case),
    "cases:reopen": own_object("accompagnement", method="post", arguments=of_case),
    # What is assessed with her; what is restricted opens with a right and a reason of its own.
    "cases:screen": own_object("accompagnement", arguments=of_case),
    "cases:deepen": own_object("accompagnement", arguments=of_case),
    "cases:priority": own_object("accompagnement", arguments=of_case),
    "cases:restricted": own_object("accompagnement", arguments=of_case),
    "cases:needs": own_object("accompagnement", arguments=of_case),
    "cases:correct_need": own_object("accompagnement", arguments=of_need),
    "cases:move_need": own_object("accompagnement", arguments=of_need),
    "cases:skills": own_object("accompagnement", arguments=of_case),
    "cases:show_skill": own_object("accompagnement", arguments=of_skill),
    "cases:remove_skill": own_object("accompagnement", method="post", arguments=of_skill),
    "cases:validation": own_object("accompagnement", method="post", arguments=of_skill),
    # Offers, structures without an account.
    "offers:list": roles(*SEEKERS),
    "offers:kept": roles("point_focal"),
    "offers:new": roles("point_focal"),
    "offers:offer": roles(*SEEKERS, arguments=of_offer),
    "offers:places": kept_by_own("point_focal", arguments=of_offer),
    "offers:correct": kept_by_own("point_focal", arguments=of_offer),
    "offers:end": kept_by_own("point_focal", arguments=of_offer),
    "offers:structures": roles(*SEEKERS),
    "offers:new_structure": roles(*NOTERS),
    "offers:structure": roles(*SEEKERS, arguments=of_structure),
    "offers:correct_structure": kept_by_own(*NOTERS, arguments=of_structure),
    "offers:close_structure": kept_by_own(*NOTERS, arguments=of_structure),
    # Referrals: their sender's and their receiver's.
    "cases:refer": own_object("accompagnement", arguments=of_case),
    "cases:received": roles(*NOTERS),
    "cases:sent": roles(*NOTERS),
    "cases:vital": roles("protection_donnees"),
    "cases:referral": of_both_sides(NOTERS, NOTERS),
    "cases:answer_referral": of_both_sides(("accompagnement",), NOTERS),
    "cases:close_referral": of_both_sides(("accompagnement",), NOTERS),
    "cases:withdraw_referral": of_both_sides(("accompagnement",), ()),
    "cases:unknown_referral": of_both_sides(("accompagnement",), (), "post"),
    "cases:referral_kind": of_both_sides(("accompagnement",), ("accompagnement",)),
    "cases:referral_need": of_both_sides(("accompagnement",), (), "post"),
    "cases:referral_sheet": of_both_sides(("accompagnement",), ()),
    # Plans are their organisation's; what they ask is read by who pays, here the same organisation's commission.
    "cases:begin_plan": own_object("accompagnement", arguments=of_case),
    "cases:plan": own_object("accompagnement", arguments=of_plan),
    "cases:plan_goal": own_object("accompagnement", arguments=of_plan),
    "cases:add_line": own_object("accompagnement", arguments=of_plan),
    "cases:move_plan": own_object("accompagnement", method="post", arguments=of_plan_moved),
    "cases:change_line": own_object("accompagnement", arguments=of_plan_line),
    "cases:move_line": own_object("accompagnement", method="post", arguments=of_plan_line_moved),
    "cases:tell_decision": own_object("accompagnement", method="post", arguments=of_funding_request),
    "cases:funding": roles("commission"),
    "cases:funding_request": own_object("commission", arguments=of_funding_request),
    "cases:assign": roles("commission"),
    "cases:sittings": roles("commission"),
    "cases:open_sitting": roles("commission"),
    "cases:sitting": own_object("commission", arguments=of_sitting),
    "cases:correct_sitting": own_object("commission", arguments=of_sitting),
    "cases:close_sitting": own_object("commission", arguments=of_sitting),
    "cases:take_back_decision": own_object("commission", method="post", arguments=of_decision),
    "cases:grants": roles("commission"),
    "cases:note_grant": roles("commission"),
    "cases:correct_grant": own_object("commission", arguments=of_grant),
    "cases:ceilings": roles("commission"),
    "cases:set_ceiling": roles("commission"),
    # The ceilings of others are read beside one's own; each keeps its own.
    "cases:remove_ceiling": own_object("commission", method="post", arguments=of_ceiling),
    # Follow-up.
    "cases:reach": own_object("accompagnement", arguments=of_case),
    "cases:plan_visit": own_object("accompagnement", arguments=of_case),
    "cases:note_visit": own_object("accompagnement", arguments=of_case),
    "cases:impossible_visit": own_object("accompagnement", arguments=of_case),
    "cases:visit": own_object("accompagnement", arguments=of_visit),
    "cases:cancel_visit": own_object("accompagnement", method="post", arguments=of_visit),
    "cases:attempt": own_object("accompagnement", arguments=of_case),
    "cases:lose": own_object("accompagnement", method="post", arguments=of_case),
    "cases:zone": own_object("accompagnement", arguments=of_case),
    "cases:open_zone": own_object("accompagnement", method="post", arguments=of_case),
    "cases:begin_survey": own_object("accompagnement", arguments=of_case),
    "cases:survey": own_object("accompagnement", arguments=of_survey),
    "cases:survey_step": own_object("accompagnement", arguments=lambda world: {**of_survey(world), "step": 1}),
    "cases:survey_reserved": own_object("accompagnement", arguments=of_survey),
    "cases:opinion": own_object("accompagnement", arguments=of_case),
    # Complaints: the object is the one that the SAR's own officer examines; no colleague of hers learns of it.
    "complaints:desk": roles(*HEARERS),
    "complaints:note": roles(*HEARERS),
    "complaints:follow": roles(*HEARERS, method="post"),
    "complaints:contest": roles(*HEARERS, method="post"),
    "complaints:queue": roles("plaintes"),
    "complaints:one": own_object("plaintes", arguments=of_complaint),
    "complaints:examine": own_object("plaintes", method="post", arguments=of_complaint),
    "complaints:write_note": own_object("plaintes", method="post", arguments=of_complaint),
    "complaints:answer": own_object("plaintes", arguments=of_complaint),
    "complaints:hand_over": own_object("plaintes", arguments=of_complaint),
    "complaints:told": own_object("plaintes", method="post", arguments=of_complaint),
    "complaints:close": own_object("plaintes", method="post", arguments=of_complaint),
    "complaints:recipients": roles("plateforme"),
    "complaints:end_mandate": roles(
        "plateforme", method="post", arguments=lambda world: {"recipient_id": world.recipient.pk}
    ),
    # Lists that are taken away. The file belongs to the account that asked, here who accompanies.
    "exports:mine": everybody(),
    "exports:ask": roles("accompagnement", "point_focal", arguments=lambda world: {"kind": "dossiers"}),
    "exports:ask_of": Row(frozenset(RECEIVERS), frozenset(RECEIVERS), NONE, arguments=of_lines_taken),
    "exports:take": own_object("accompagnement", arguments=lambda world: {"document_id": world.document.pk}),
    # Lists that come back, filled in.
    "returns:bring": roles("accompagnement", arguments=lambda world: {"kind": "visites"}),
    "returns:file": own_object("accompagnement", arguments=of_returned),
    "returns:write": own_object("accompagnement", method="post", arguments=of_returned),
    "returns:drop": own_object("accompagnement", method="post", arguments=of_returned),
    "returns:row": own_object(
        "accompagnement",
        method="post",
        arguments=lambda world: {"import_id": world.returned.pk, "row_id": world.returned_row.pk},
        data=lambda world: {"laisser": "oui"},
    ),
    # Notices: each account's own, whatever its role.
    "notices:list": everybody(),
    "notices:all_read": everybody("post"),
    "notices:digest": everybody("post"),
    "notices:go": own_object(*RECEIVERS, method="post", arguments=of_notice),
    # Shared devices. Their doors are open to whoever holds the device; their keeping is the administrator's.
    "posts:door": everybody(at_the_door=True),
    "posts:enter_service": everybody(at_the_door=True, arguments=lambda world: {"token": service_token(world.post)}),
    "posts:begin": everybody(at_the_door=True),
    "posts:take_over": everybody(at_the_door=True, arguments=of_shift),
    "posts:end": everybody("post"),
    "own_posts": roles("administration"),
    "own_post": own_object("administration", arguments=of_post),
    "close_post": own_object("administration", method="post", arguments=of_post),
    "end_shift": own_object("administration", method="post", arguments=of_shift),
    "sealed_codes": everybody(),
    # The accounts of one's organisation; the organisations themselves; what two of them agreed.
    "members": roles(*ADMINISTRATORS),
    "invite_member": roles(*ADMINISTRATORS),
    "sent_invitation": own_object(*ADMINISTRATORS, arguments=of_invitation),
    "renew_invitation": own_object(*ADMINISTRATORS, method="post", arguments=of_invitation),
    "withdraw_invitation": own_object(*ADMINISTRATORS, method="post", arguments=of_invitation),
    "member": own_object(*ADMINISTRATORS, arguments=of_member),
    "rename_member": own_object(*ADMINISTRATORS, arguments=of_member),
    "give_role": own_object(*ADMINISTRATORS, arguments=of_member),
    "entry_link": own_object(*ADMINISTRATORS, arguments=of_member),
    "forget_second_factors": own_object(*ADMINISTRATORS, arguments=of_member),
    "wake_member": own_object(*ADMINISTRATORS, method="post", arguments=of_member),
    "change_role_end": own_object(*ADMINISTRATORS, arguments=of_membership),
    "take_back_role": own_object(*ADMINISTRATORS, arguments=of_membership),
    "organisations": roles("plateforme"),
    "open_organisation": roles("plateforme"),
    "organisation": roles("plateforme", arguments=of_organisation),
    "correct_organisation": roles("plateforme", arguments=of_organisation),
    "name_administrator": roles("plateforme", arguments=of_organisation),
    "administrator_link": roles("plateforme", arguments=of_administrator),
    "add_presence": roles("plateforme", arguments=of_organisation),
    "leave_place": roles("plateforme", arguments=of_presence),
    "close_organisation": roles("plateforme", arguments=of_organisation),
    "reopen_organisation": roles("plateforme", arguments=of_organisation),
    "agreements": roles(*SIGNATORIES),
    "propose_agreement": roles(*SIGNATORIES),
    "agreement": of_agreement(),
    "move_agreement": of_agreement(word="signer"),
    "see_as": roles(*ADMINISTRATORS),
    "stop_seeing_as": everybody("post"),
    "journal": roles("point_focal", "administration", "protection_donnees", "plateforme"),
}

# Each subject's own rows; they ask for the words above.
from tests.house import (  # noqa: E402
    matrix_across,
    matrix_boards,
    matrix_deliveries,
    matrix_events,
    matrix_groups,
    matrix_helped,
    matrix_pairs,
    matrix_quality,
    matrix_safeguarding,
    matrix_training,
    matrix_transfers,
)

for _part in (
    matrix_across, matrix_boards, matrix_deliveries, matrix_events, matrix_groups, matrix_helped, matrix_pairs,
    matrix_quality, matrix_safeguarding, matrix_training, matrix_transfers,
):  # fmt: skip
    MATRIX |= _part.ROWS
