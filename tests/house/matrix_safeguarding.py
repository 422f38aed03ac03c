"""Rows of the matrix for restricted files: the file is a child's, held by the SAR's referent; no other learns of it."""

from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.places.models import Place
from benkan.safeguarding import writes
from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.models import ChildAuthority, Holding, RestrictedFile
from benkan.safeguarding.tests.factories import CLAIMED, authority, confided
from tests.house.matrix import WRITERS, Row, of_file, own_object, roles

HOLDER = "referent_protection"


def of_restricted(**options):
    return lambda world: {"file_id": world.restricted.pk, **options}


def held(method: str = "get", **options) -> Row:
    """A page of the file: its holder's alone."""
    return own_object(HOLDER, method=method, arguments=of_restricted(**options))


def of_proposed(world) -> dict:
    return {"holding_id": world.proposed.pk}


ROWS: dict[str, Row] = {
    "safeguarding:confide": own_object(*WRITERS, arguments=of_file),
    "safeguarding:mine": roles(*WRITERS, HOLDER),
    "safeguarding:figures": roles("secretariat"),
    "safeguarding:authorities": roles("plateforme"),
    "safeguarding:end_authority": roles(
        "plateforme", method="post", arguments=lambda world: {"authority_id": world.authority.pk}
    ),
    "safeguarding:trainings": roles("administration"),
    "safeguarding:take": own_object(HOLDER, method="post", arguments=of_proposed),
    "safeguarding:decline": own_object(HOLDER, method="post", arguments=of_proposed),
    "safeguarding:file": held(),
    "safeguarding:read": held(section="personne"),
    "safeguarding:write": held(section="mesure"),
    "safeguarding:interview": own_object(HOLDER, arguments=lambda world: {"file_id": world.apart.pk}),
    "safeguarding:claim": held(),
    "safeguarding:decide_claim": own_object(
        HOLDER, arguments=lambda world: {"file_id": world.restricted.pk, "claim_id": world.claim.pk}
    ),
    "safeguarding:propose": held(),
    "safeguarding:close": held(),
    "safeguarding:places": held(),
    "safeguarding:lift": own_object(
        HOLDER,
        method="post",
        arguments=lambda world: {"file_id": world.restricted.pk, "place_id": world.barred.pk},
    ),
    "safeguarding:shelter": held("post"),
}


def make_safeguarding(made) -> None:
    """One file of each kind held by the SAR's referent, one that waits for her; an authority that reads neither."""
    with acting_for(made.accounts["own", "accueil"]) as by:
        for kind in (Kind.CHILD, Kind.TRAFFICKING):
            confided(by, made.registration, kind)
        confided(by, a_registration(by, "lassine"))
    account = made.accounts["own", HOLDER]
    with acting_for(account) as by:
        first, second, made.proposed = Holding.objects.filter(account=account).order_by("proposed_at", "id")
        files = [RestrictedFile.objects.get(pk=writes.take(by=by, holding=one)) for one in (first, second)]
        made.restricted = next(one for one in files if one.kind == Kind.CHILD)
        made.apart = next(one for one in files if one.kind == Kind.TRAFFICKING)
        made.claim = writes.note_claim(by=by, file=made.restricted, said=CLAIMED)
        made.barred = writes.bar_place(by=by, file=made.restricted, place=Place.objects.filter(level="cercle").first())
    authority(made.accounts["own", "plateforme"], "CADRE")
    with acting_for(made.accounts["own", "plateforme"]):
        made.authority = ChildAuthority.objects.get()
