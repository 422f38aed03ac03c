"""« Voir comme »: whoever opens the accounts of an organisation looks at its pages as another role sees them.

With that role's rights in the demonstration, where every file is invented; elsewhere with those of them that are his
own too, so that nobody reads by this door what is not his to read. Nothing can be written, no page of one's own account
opens, each page opened is in the journal, and a band says it on every page until he stops. It ends with the session,
with the right, and with the organisation it was begun in.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benkan.audit.writes import record
from benkan.common.permissions import Actor, may
from benkan.organisations.acting import seeing
from benkan.organisations.permissions import MANAGE_MEMBERS, roles_to_give
from benkan.organisations.roles import ROLES
from benkan.organisations.verbs import SEEN_AS

SESSION = "seeing_as"  # the role, and the organisation in which it was begun
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ALWAYS_OPEN = frozenset({"stop_seeing_as", "account_logout"})
# One's own account, second factor, sessions and posts stay closed: they are never another's.
OWN_ACCOUNT = (
    "allauth.",
    "benkan.organisations.views.answering",
    "benkan.organisations.views.doors",
    "benkan.organisations.views.issuers",
    "benkan.organisations.views.passkeys",
    "benkan.organisations.views.posts",
    "benkan.organisations.views.sure",
)
OWN_ROUTES = frozenset({"sealed_codes", "see_as"})
READ_ONLY = (
    "Vous voyez comme un autre rôle\u00a0: rien ne peut être écrit. Rien n’a été enregistré. Cessez de voir comme ce "
    "rôle, en haut de la page, pour agir de nouveau en votre nom."
)
NOT_HERE = (
    "Vous voyez comme un autre rôle\u00a0: votre compte, vos codes et vos postes ne s’ouvrent pas ainsi. Cessez "
    "d’abord, en haut de la page."
)


def roles_to_see(by: Actor) -> tuple[str, ...]:
    """Codes of the roles as which `by` may see: those he gives in his own organisation, and does not hold."""
    if not may(by, MANAGE_MEMBERS):
        return ()
    return tuple(role for role in roles_to_give(by, by.organisation) if role not in by.roles)


class SeeingAs:
    """After `CurrentActor`: gives the actor the eyes of the role that the session names, and keeps the rest closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if begun := request.session.get(SESSION):
            role, organisation = begun
            if str(request.actor.organisation_id) == organisation and role in roles_to_see(request.actor):
                request.actor = seeing(request.actor, role)
            else:
                del request.session[SESSION]
        response = self.get_response(request)
        if self._is_seen(request, response):
            page = request.resolver_match.view_name
            record(SEEN_AS, by=request.actor, reason=f"{ROLES[request.actor.seeing_as].label}, {page}")
        return response

    def process_view(self, request, view, args, kwargs):
        if not request.actor.seeing_as or request.resolver_match.view_name in ALWAYS_OPEN:
            return None
        if request.method not in SAFE:
            return _refuse(request, READ_ONLY)
        if view.__module__.startswith(OWN_ACCOUNT) or request.resolver_match.view_name in OWN_ROUTES:
            return _refuse(request, NOT_HERE)
        return None

    @staticmethod
    def _is_seen(request: HttpRequest, response: HttpResponse) -> bool:
        match = request.resolver_match
        return bool(
            getattr(request.actor, "seeing_as", "")
            and match
            and match.view_name not in ALWAYS_OPEN
            and response.status_code < 400
        )


def _refuse(request: HttpRequest, sentence: str) -> HttpResponse:
    request.refusal = sentence
    return render(request, "common/refused.html", {"sentence": sentence}, status=403)
