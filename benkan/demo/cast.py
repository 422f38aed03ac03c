"""The cast: the invented organisations and people whom tests, journeys and the demonstration all know.

Awa receives at Gogui; Nana and Oumar receive there too, for two other actors; Rokia, at Gao, must see nothing of it.
"""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from benkan.common import clock
from benkan.demo.country.world import OPENED
from benkan.organisations.founding import founding
from benkan.organisations.models import Account, Organisation
from benkan.organisations.writes import give_membership, open_account, open_organisation, open_presence
from benkan.places.models import Place

PASSWORD = "benkan-demonstration"  # noqa: S105 - the demonstration's sign-in page shows it
DOMAIN = "exemple.ml"


@dataclass(frozen=True)
class Body:
    """An invented organisation: its code, name, nature, and the entry points where it is present."""

    code: str
    name: str
    kind: str
    present_at: tuple[str, ...] = ()
    phone: str = ""  # begins with 3, as no number of the country does


@dataclass(frozen=True)
class Member:
    """An invented person who signs in: first word of the address, name, organisation, role, and what for."""

    key: str
    name: str
    body: str
    role: str

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


BODIES = (
    Body("SAR", "Service d’accueil des retours", "etat", ("rte-gog", "hub-kay", "aer-bko"), "30 00 01 01"),
    Body("DJIGUI", "Agence Djigui", "internationale", ("rte-gog", "aer-bko", "hub-gao"), "30 00 02 02"),
    Body("BENKADI", "Association Benkadi", "association", ("rte-gog", "hub-kay"), "30 00 03 03"),
    Body("SIGUIDA", "Maison Siguida", "association", ("hub-gao",), "30 00 04 04"),
    Body("YIRIWA", "Centre de formation Yiriwa", "formation"),
    Body("CADRE", "Secrétariat du cadre de réintégration", "etat"),
    Body("ENFANCE", "Direction de l’enfance (démonstration)", "etat", (), "30 00 08 08"),
    Body("PLATEFORME", "Administration de la plateforme", "etat"),
)

MEMBERS = (
    Member("awa", "Awa Sangaré", "SAR", "accueil"),
    Member("moussa", "Moussa Keïta", "SAR", "accueil"),
    Member("kadiatou", "Kadiatou Diarra", "SAR", "accompagnement"),
    Member("issa", "Issa Cissé", "SAR", "point_focal"),
    Member("fanta", "Fanta Coulibaly", "SAR", "administration"),
    Member("hawa", "Hawa Dembélé", "SAR", "protection_donnees"),
    Member("aissata", "Aïssata Ba", "SAR", "plaintes"),
    Member("oumar", "Oumar Traoré", "DJIGUI", "accueil"),
    Member("binta", "Binta Touré", "DJIGUI", "point_focal"),
    Member("aminata", "Aminata Sylla", "DJIGUI", "commission"),
    Member("modibo", "Modibo Kanté", "DJIGUI", "finances"),
    Member("assetou", "Assétou Sissoko", "DJIGUI", "finances"),
    Member("tenin", "Ténin Doumbia", "DJIGUI", "commission"),
    Member("drissa", "Drissa Ballo", "DJIGUI", "administration"),
    Member("yacouba", "Yacouba Sanogo", "DJIGUI", "plaintes"),
    Member("nana", "Nana Maïga", "BENKADI", "accueil"),
    Member("sekou", "Sékou Diallo", "BENKADI", "accompagnement"),
    Member("seydou", "Seydou Konaté", "BENKADI", "point_focal"),
    Member("mariam", "Mariam Dolo", "BENKADI", "administration"),
    Member("rokia", "Rokia Sidibé", "SIGUIDA", "accueil"),
    Member("lala", "Lala Fofana", "YIRIWA", "commission"),
    Member("salimata", "Salimata Koné", "CADRE", "secretariat"),
    Member("ramata", "Ramata Coulibaly", "CADRE", "plaintes"),
    # Restricted files: two referents of the reception service, one of the authority for children.
    Member("assa", "Assa Doumbia", "SAR", "referent_protection"),
    Member("nouhoum", "Nouhoum Berthé", "SAR", "referent_protection"),
    Member("kalifa", "Kalifa Sacko", "ENFANCE", "referent_protection"),
    Member("adama", "Adama Dicko", "PLATEFORME", "plateforme"),
)


def found(bodies: tuple[Body, ...] = BODIES, members: tuple[Member, ...] = MEMBERS) -> None:
    """Make the cast in an empty platform, through the same writes as everybody, on the day when it opened."""
    secret = make_password(PASSWORD)  # one hash for all: hashing fifteen times would cost four seconds
    opening = dt.datetime.combine(OPENED, dt.time(8), dt.UTC)
    with clock.at(opening), founding() as by:
        opened = {
            body.code: open_organisation(by=by, name=body.name, code=body.code, kind=body.kind, phone=body.phone)
            for body in bodies
        }
        for body in bodies:
            for place in Place.objects.filter(slug__in=body.present_at):
                open_presence(by=by, organisation=opened[body.code], place=place)
        for member in members:
            account = open_account(by=by, email=member.email, name=member.name)
            account.password = secret
            account.save(update_fields=["password"])
            give_membership(by=by, account=account, organisation=opened[member.body], role=member.role)


def account_of(key: str) -> Account:
    """The account of a member of the cast; asked at the door or by one of the same organisation."""
    return Account.objects.get(email=f"{key}@{DOMAIN}")


def accounts_by_key() -> dict[str, Account]:
    """The accounts of the whole cast, by key; asked at the door."""
    keys = {member.email: member.key for member in MEMBERS}
    return {keys[account.email]: account for account in Account.objects.filter(email__in=keys)}


def body_of(code: str) -> Organisation:
    return Organisation.objects.get(code=code)
