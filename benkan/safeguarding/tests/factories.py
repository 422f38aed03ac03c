"""Invented restricted files, made through the writes: Awa confides, Assa holds, Nouhoum deputises."""

import datetime as dt

from benkan.common import clock
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Account, Membership
from benkan.people.models import Registration
from benkan.safeguarding import writes
from benkan.safeguarding.kinds import Kind, Seat
from benkan.safeguarding.models import Claim, Holding, RestrictedFile
from benkan.safeguarding.sections import CONSENT

WORRY = "Il dort seul au poste, et un homme dit être son oncle"
MEASURE = {"what": "Famille d’accueil pour la nuit", "who": "Service social du poste"}
AGREED = {"of": "autorite", "who": "Juge des enfants", "what": "La remise à son père", "opinion": "Je veux voir maman"}
HANDED = {
    "to": "Bakary Sidibé, son père", "paper": "Carte NINA, numéro vu", "authority": "Chef du service social",
    "witnesses": "Deux voisins", "place": "Mairie", "opinion": "Je suis content",
}  # fmt: skip
PLACED = {"authority": "Juge des enfants", "act": "Ordonnance 12", "where": "Foyersecret"}
CLAIMED = {"name": "Bakary Sidibé", "tie": "parent", "sex": "M", "words": "Il est parti il y a trois ans"}


def confided(by, registration: Registration, kind: str = Kind.CHILD, words: str = WORRY) -> None:
    writes.confide(by=by, registration=registration, kind=kind, words=words)


def taken(account: Account) -> RestrictedFile:
    """The last file proposed to an account, which accepts it."""
    with acting_for(account) as by:
        holding = Holding.objects.filter(account=account, accepted_at=None, ended_at=None).latest("proposed_at")
        return RestrictedFile.objects.get(pk=writes.take(by=by, holding=holding))


def with_deputy(file: RestrictedFile, holder: Account, deputy: Account) -> RestrictedFile:
    with acting_for(holder) as by:
        writes.propose(by=by, file=file, account_id=deputy.pk, seat=Seat.DEPUTY)
    return taken(deputy)


def verified(file: RestrictedFile, noting: Account, deciding: Account) -> Claim:
    """A claim that one noted and another found true."""
    with acting_for(noting) as by:
        claim = writes.note_claim(by=by, file=file, said=CLAIMED)
    with acting_for(deciding) as by:
        return writes.decide_claim(by=by, claim=claim, verdict="verifie", evidence="Acte de naissance, visite, voisins")


def handed_over(file: RestrictedFile, holder: Account, deputy: Account, day: dt.date | None = None) -> RestrictedFile:
    claim = verified(file, holder, deputy)
    with acting_for(holder) as by:
        writes.add_row(by=by, file=file, section=CONSENT, answers=AGREED)
        writes.add_row(by=by, file=file, section="remise", answers=HANDED, claim=claim, day=day)
        return RestrictedFile.objects.get(pk=file.pk)


def authority(adama: Account, code: str = "ENFANCE") -> None:
    """The national administrator says which service is the authority for children."""
    with acting_for(adama) as by:
        writes.say_authority(by=by, organisation=body_of(code), act="Décret inventé 2026-001 du 2 janvier 2026")


def trained(administrator: Account, account: Account) -> None:
    with acting_for(administrator) as by:
        membership = Membership.objects.get(account=account, organisation=by.organisation_id)
        writes.record_training(by=by, membership=membership, day=clock.today(), given_by="Institut inventé")
