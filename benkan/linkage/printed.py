"""What pairs of two organisations add to her own printed file: what was asked of others about her, and told them."""

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour
from benkan.linkage.models import Disclosure, Question
from benkan.linkage.permissions import REVIEW
from benkan.organisations.models import Organisation
from benkan.people.models import Registration
from benkan.people.printed import Line, Printed
from benkan.people.reads.own_file import functions_held

TOLD = {
    Disclosure.Kind.NAME: "que notre organisation vous connaît, rien de votre dossier",
    Disclosure.Kind.IDENTITY: "vos noms, vos parents, votre naissance, votre sexe et votre nationalité",
}
KNOWN, NOBODY = "un autre acteur vous connaît probablement", "aucun autre acteur ne répond"
SECTIONS = (
    Printed(
        "acteurs", "Ce qui a été demandé à d’autres acteurs sur vous", ("Jour", "Par qui", "Réponse"), REVIEW,
        "benkan.linkage.printed.asked", order=97,
    ),
    # The section of that code is one: what crossed with a referral or a transfer stands in it too.
    Printed(
        "transmis", "À qui vos données ont été transmises",
        ("Jour", "À qui", "Par qui", "Ce qui a été transmis"), REVIEW, "benkan.linkage.printed.handed", order=99,
    ),
)  # fmt: skip


def asked(by: Actor, registration: Registration) -> list[Line]:
    """Each question and its answer; whoever did not name itself is not named here."""
    questions = list(Question.objects.filter(registration=registration))
    by_whom = _functions(by, {one.account_id for one in questions})
    return [
        Line(clock.day_of(one.at), (jour(one.at), by_whom(one.account_id, one.at), KNOWN if one.word else NOBODY))
        for one in questions
    ]


def handed(by: Actor, registration: Registration) -> list[Line]:
    """What was told of her to the other side of a pair, and to whom."""
    said = Disclosure.objects.filter(organisation=by.organisation_id, pair__sides__registration=registration)
    rows = list(said.select_related("receiver"))
    by_whom = _functions(by, {one.by_id for one in rows})
    return [
        Line(clock.day_of(one.at), (jour(one.at), one.receiver.name, by_whom(one.by_id, one.at), TOLD[one.kind]))
        for one in rows
    ]


def _functions(by: Actor, accounts: set):
    """« Service d’accueil des retours, chargé d’accompagnement »: never a name of staff."""
    held = functions_held(by, accounts)
    own = Organisation.objects.get(pk=by.organisation_id).name
    return lambda account, at: f"{own}, {held(account, clock.day_of(at)).lower()}"
