"""Somebody has a worry: she says it once, it is sealed for a referent, and she keeps nothing of it."""

import json
from uuid import UUID

from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.notices.writes import tell
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Registration
from benkan.people.words import age_words, birth_words, destination_words, nationality_words
from benkan.safeguarding import verbs
from benkan.safeguarding.keys import seal
from benkan.safeguarding.kinds import Kind, Seat
from benkan.safeguarding.marks import FILE, file_mark, new_number
from benkan.safeguarding.models import Holding, RestrictedFile, SectionRow
from benkan.safeguarding.notices import WAITS
from benkan.safeguarding.permissions import CONFIDE
from benkan.safeguarding.referents import Held, holders_of, referents_of, referents_of_authorities
from benkan.safeguarding.sections import WORRY
from benkan.safeguarding.writes.tracks import TRACKS, due_after, first_status

NO_REFERENT = (
    "Personne n’est encore nommé pour recevoir ce dossier\u00a0: rien n’a été gardé. Restez avec la personne, en lieu "
    "sûr, et demandez tout de suite à l’administrateur de votre organisation de nommer un référent des dossiers "
    "restreints. N’écrivez rien ailleurs."
)


@transaction.atomic
def confide(*, by: Actor, registration: Registration, kind: str, words: str) -> None:
    """Hand a worry over, sealed, to the referents of one's organisation; a child's to the authority where it has none.

    Gives nothing back, and says the same whether a file was there already: then the worry is added to it, and its
    holders are told. Raises `Impossible` where nobody can receive it, or nothing is said.
    """
    check(by, CONFIDE)
    refuse_erased(registration)
    words, kind = words.strip(), Kind(kind)
    if not words:
        raise Impossible("Dites en une phrase ce qui vous inquiète.")
    mark = file_mark(registration.number)
    there = _same(mark, kind)
    if there is None:
        referents = _who_receives(by, kind)
        file = _opened(by, registration, kind, mark, referents)
    else:
        file = RestrictedFile(pk=there[0], organisation_id=there[1], kind=kind)
        referents = holders_of(file.pk)
    row = SectionRow(file=file, organisation_id=file.organisation_id, section=WORRY, by_id=by.account_id)
    seal(row, words=json.dumps({"words": words}, ensure_ascii=False))
    row.save(force_insert=True)
    if there is None:
        TRACKS[kind].begin(file, by)
    record(verbs.CONFIDED, by=by, on=file)
    tell_each(by=by, accounts=referents)


def tell_each(*, by: Actor, accounts: list[Held]) -> None:
    """« 1 dossier restreint », to each account, and nothing else."""
    for one in accounts:
        tell(
            by=by,
            kind=WAITS,
            page="safeguarding:mine",
            organisations=[one.organisation_id],
            account_id=one.account_id,
        )


def person_said(registration: Registration) -> str:
    """What the ordinary file says of her today, as JSON: the holder does not open that file."""
    said = {
        "Nom": registration.full_name,
        "Dossier": registration.number,
        "Sexe": registration.get_sex_display(),
        "Âge": age_words(registration),
        "Naissance": birth_words(registration),
        "Nationalité": nationality_words(registration),
        "Mère": registration.mother_name,
        "Père": registration.father_name,
        "Va à": destination_words(registration),
    }
    return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)


def _same(mark: str, kind: Kind) -> tuple[UUID, UUID] | None:
    """The file of hers that is under way, and whose key seals it; two who confide her at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_hold_mark(%s)", [mark])
        cursor.execute("SELECT file_id, organisation_id FROM safeguarding_same(%s, %s)", [mark, kind])
        return cursor.fetchone()


def _who_receives(by: Actor, kind: Kind) -> list[Held]:
    own = referents_of(by.organisation_id)
    if own:
        return own
    authorities = referents_of_authorities() if kind == Kind.CHILD else []
    if not authorities:
        raise Impossible(NO_REFERENT)
    return [one for one in authorities if one.organisation_id == authorities[0].organisation_id]


def _opened(by: Actor, registration: Registration, kind: Kind, mark: str, referents: list[Held]) -> RestrictedFile:
    """The file, proposed to each referent: the first who accepts holds it."""
    status = first_status(kind)
    file = RestrictedFile(
        organisation_id=referents[0].organisation_id, number=new_number(FILE), kind=kind, mark=mark, status=status,
        due=due_after(kind, status, clock.today()), opened_by_id=by.account_id,
    )  # fmt: skip
    seal(file, person=person_said(registration))
    file.save(force_insert=True)
    Holding.objects.bulk_create(
        Holding(
            file=file, organisation_id=one.organisation_id, account_id=one.account_id, seat=Seat.MAIN,
            proposed_by_id=by.account_id,
        )
        for one in referents
    )  # fmt: skip
    return file
