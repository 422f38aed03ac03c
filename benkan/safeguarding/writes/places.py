"""Where she must not be taken back, and a safe place asked for without saying for whom."""

from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor
from benkan.notices.writes import tell
from benkan.places.models import Place
from benkan.safeguarding import verbs
from benkan.safeguarding.models import DangerousPlace, RestrictedFile
from benkan.safeguarding.notices import SHELTER
from benkan.safeguarding.writes.keeping import held


@transaction.atomic
def bar_place(*, by: Actor, file: RestrictedFile, place: Place) -> DangerousPlace:
    """Going back there is impossible or dangerous: no transport there, nor to what lies in it. She chooses another."""
    file = held(by=by, file=file)
    mark = RestrictedFile.objects.values_list("mark", flat=True).get(pk=file.pk)
    if not mark:
        raise Impossible("Son dossier ordinaire est effacé\u00a0: aucun transport n’en partira.")
    if file.dangerous_places.filter(place=place, lifted_at=None).exists():
        raise Impossible("Ce lieu est déjà écarté.")
    barred = DangerousPlace(
        file=file, organisation_id=file.organisation_id, mark=mark, place=place, by_id=by.account_id
    )
    barred.save(force_insert=True)
    record(verbs.PLACE_BARRED, by=by, on=file)
    return barred


@transaction.atomic
def lift_place(*, by: Actor, barred: DangerousPlace) -> None:
    """She may be taken there again."""
    file = held(by=by, file=barred.file)
    found = DangerousPlace.objects.select_for_update(of=("self",)).get(pk=barred.pk)
    if found.lifted_at is not None:
        raise Impossible("Ce lieu n’est déjà plus écarté.")
    found.lifted_at = clock.now()
    found.save(update_fields=["lifted_at"])
    record(verbs.PLACE_LIFTED, by=by, on=file)


@transaction.atomic
def ask_for_shelter(*, by: Actor, file: RestrictedFile) -> int:
    """Tell those who keep confidential offers that somebody needs one: which offer and where is said to nobody here.

    Gives to how many organisations it was told. Raises `Impossible` where no other organisation keeps one.
    """
    file = held(by=by, file=file)
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM safeguarding_shelters()")
        told = [organisation_id for (organisation_id,) in cursor.fetchall()]
    if not told:
        raise Impossible(
            "Aucun autre organisme ne tient d’offre confidentielle ici. Appelez un foyer que vous connaissez, sans "
            "rien écrire ailleurs."
        )
    tell(by=by, kind=SHELTER, page="offers:kept", organisations=told)
    record(verbs.SHELTER_ASKED, by=by, on=file)
    return len(told)
