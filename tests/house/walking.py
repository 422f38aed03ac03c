"""Every page that somebody may open of the demonstration, taken again and again, to the letter.

Addresses are found as people find them, by the links of pages, from every route of the matrix that needs no object; of
each route one object is kept for an account, beside those asked for by name. Lists that are taken away are read by the
rows that would be written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from django.http import Http404
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Account
from benkan.workbooks.exports import exports
from tests.house.matrix import MATRIX
from tests.signing_in import sign_in

# What a page holds that is the request's own: the key of its form, the number that a new row would take, the moment at
# which it would be printed.
OF_THE_REQUEST = re.compile(r'value="\w{64}"|name="id" value="[^"]*"|imprimé le [^<]* par ')
# Not pages of anybody's work: they hand over a file that a list below reads by its rows, or are the account's own (its
# secrets are drawn anew each time).
LEFT_OUT = re.compile(r"exports:take$|account_|mfa_")
WORD = re.compile(r"[a-z-]+")
_LINK = re.compile(r'href="(/[^"#]*)')


@dataclass
class Walk:
    """One account, its client, and the addresses that it opens."""

    account: Account
    client: Client = field(init=False)
    addresses: dict[str, str] = field(default_factory=dict)  # address → route

    def __post_init__(self):
        self.client = sign_in(self.account)

    def find(self, wanted: Mapping[str, Iterable]) -> dict[str, str]:
        """Follow links from pages without an object, and from those of the objects wanted (argument → identifiers);
        gives what every address answered."""
        reached = set()
        said = {}
        ahead = list(_beginnings(wanted))
        asked_for = set(ahead)
        while ahead:
            address = ahead.pop(0)
            route = route_of(address)
            kind = (route, _filters(address))
            if route is None or address in self.addresses or (address not in asked_for and kind in reached):
                continue
            answer = self.client.get(address)
            if answer.status_code == 200:
                reached.add(kind)
                self.addresses[address], said[address] = route, _said(answer)
                ahead += (unescape(link) for link in _LINK.findall(_text(answer)))
        return said

    def take(self) -> dict[str, str]:
        """What every address answers now."""
        return {address: _said(self.client.get(address)) for address in self.addresses}

    def take_lists(self) -> dict[str, str]:
        """The rows of every list that may be taken away, of the whole organisation or of what the addresses name."""
        found = {}
        with acting_for(self.account) as by:
            for export in exports().values():
                for target in [None] if not export.target else _targets(self.addresses, export.kind):
                    try:
                        listed = export.prepare(by, export.asked({}, target or ""))
                    except (Refused, Impossible, Http404):
                        continue
                    found[f"{export.kind} {target or ''}"] = repr([listed.count, *map(list, listed.rows())])
        return found


def route_of(address: str) -> str | None:
    """The name of the route as the matrix has it; None where it is no page that is read."""
    try:
        route = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
    row = MATRIX.get(route)
    return route if row is not None and row.method == "get" and not LEFT_OUT.match(route) else None


def _filters(address: str) -> frozenset[tuple[str, str]]:
    """What an address asks in words: each state, cut or list is a page of its own, an object or a place is not."""
    asked = parse_qsl(urlsplit(address).query)
    return frozenset((name, value if WORD.fullmatch(value) else "") for name, value in asked)


def _beginnings(wanted: Mapping[str, Iterable]) -> Iterator[str]:
    for route, row in sorted(MATRIX.items()):
        if row.method != "get" or LEFT_OUT.match(route):
            continue
        for arguments in [{}, *({name: one} for name, some in wanted.items() for one in some)]:
            try:
                yield reverse(route, kwargs=arguments)
            except NoReverseMatch:
                continue


def _targets(addresses: Mapping[str, str], kind: str) -> list[str]:
    asked = (address for address, route in addresses.items() if route == "exports:ask_of")
    found = [resolve(urlsplit(address).path).kwargs for address in asked]
    return [str(one["target"]) for one in found if one["kind"] == kind]


def _text(answer) -> str:
    if answer.get("Content-Type", "").startswith("text/html"):
        return answer.content.decode()
    return ""


def _said(answer) -> str:
    """The answer to the letter; of what is no text, its bytes."""
    words = _text(answer) or repr(b"".join(answer) if answer.streaming else answer.content)
    return f"{answer.status_code} {answer.get('Location', '')}\n{OF_THE_REQUEST.sub('…', words)}"
