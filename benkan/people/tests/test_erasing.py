"""A person is erased: nothing that names her stays anywhere, and everybody who was counted still is."""

import datetime as dt

from django.db import connections

from benkan.arrivals import writes as arrivals
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import applied, brought, csv
from benkan.attachments.models import Attachment
from benkan.attachments.writes import attach
from benkan.audit.models import Entry
from benkan.audit.writes import record
from benkan.common.imprecise import parse
from benkan.organisations.acting import acting_for
from benkan.people import reads, writes
from benkan.people.models import PersonRequest, Registration, SafeContact
from benkan.people.names import keys_of
from benkan.people.tests.factories import a_registration
from benkan.people.verbs import ANNULLED as REASON_ASKED
from benkan.people.writes.consents import sign_for_demonstration
from benkan.people.writes.erasing import AT_ITS_END, forget_reasons
from benkan.workbooks.exports import export_of
from benkan.workbooks.models import Document
from benkan.workbooks.tests.at_once import as_
from benkan.workbooks.writes.documents import ask_document, make_document

# Words that stand nowhere else.
NAMES = (
    "Zoumanata", "Gnamankoro", "Fatoumabougou", "Zouzouba", "Sitankoro", "Bourémaye", "Kolondjèba", "Corrigata",
    "Interprétine", "Témoinette", "Tutorette", "Ditelle", "Rougesang", "Laferme", "Motifdit", "Motifaujournal",
)  # fmt: skip
NUMBERS = ("79998877", "79 99 88 77", "70001122", "70 00 11 22", "XK998877", "XK 99 88 77")
TITLES = "N°;Nom;Prénoms;Sexe;Né le;Mère;Tél;Village;Passeport"
HER_ROW = "1;Gnamankoro;Zoumanata;F;3/5/1998;Sitankoro Diarra;79 99 88 77;Kolondjèba;XK 99 88 77"
OTHER_ROW = "2;Coulibaly;Fousseyni;M;vers 1998;Kadia Sow;66 00 11 22;Nioro;"


def filled_everywhere() -> tuple:
    """Of one person, all that the writes take: gives her file's identifier and her request's."""
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    with as_("awa") as awa:
        convoy = make.expelled(awa)
        source = applied(awa, brought(awa, convoy, csv(HER_ROW, OTHER_ROW, titles=TITLES)))
        row = source.rows.get(order=1)
        registration = Registration.objects.get(pk=row.made["registration"])
        line = registration.lines.get()
        arrivals.give_aid(by=awa, line=line, kinds=["soins"], note="Rougesang, pour Zoumanata")
        # A later version of her list, read and not applied: its bytes, cells and samples name her too.
        brought(awa, convoy, csv(HER_ROW.replace("79 99", "70 11"), titles=TITLES), name="suite.csv")
    with as_("kadiatou") as by:
        said = {
            "given_names": "Corrigata", "also_known_as": "Zouzouba", "birth_place": "Fatoumabougou",
            "father_name": "Bourémaye Gnamankoro", "birth": parse("3/5/1998", on=dt.date(2026, 1, 1)),
            "wants_private_talk": True, "phone": "70 00 11 22",
        }  # fmt: skip
        writes.correct(by=by, registration=registration, answers=said)
        writes.note_talk(by=by, registration=registration)
        registration.refresh_from_db()
        writes.note_identifier(by=by, registration=registration, kind="cni", value="XK 99 88 77")
        contact = {"phone": "70 00 11 22", "hours": "soir", "who_may_answer": "Zouzouba", "what_may_be_said": "Laferme"}
        writes.say_safe_contact(by=by, registration=registration, answers=contact)
        writes.ask_consent(
            by=by, registration=registration, answers={"suivi": True, "photo": False}, language="bambara",
            text=reads.texts_signed()[0], interpreter="Interprétine", witness="Témoinette", for_child_by="Tutorette",
        )  # fmt: skip
        record(REASON_ASKED, by=by, on=registration, file_id=registration.pk, fields=["urgence"],
               reason="Motifaujournal, dit Corrigata")  # fmt: skip
        attach(by=by, on=registration, kind="papier", name="Zoumanata.pdf", content=b"%PDF-1.4 Zoumanata")
        writes.link_family(by=by, one=a_registration(by, "lassine"), other=registration, kind="fratrie")
        writes.note_request(by=by, kind="acces", registration=registration, words="Ditelle, lire son dossier")
        request = writes.note_request(by=by, kind="effacement", registration=registration, words="Ditelle")
    with as_("issa") as issa:  # a colleague's export, which whoever erases may not read
        asked = ask_document(by=issa, export=export_of("dossiers"), filters={}, file_format="csv")
        make_document(by=issa, document_id=asked.pk)
    with as_("hawa") as hawa:
        other = PersonRequest.objects.get(kind="acces")
        writes.decide_request(by=hawa, request=other, granted=False, reason="Motifdit à Corrigata")
        writes.decide_request(by=hawa, request=request, granted=True)
    return registration.pk, request.pk


def traces() -> dict[str, set[str]]:
    """Tables in which a word of hers still stands: whole rows as text, bytes as hexadecimal, read by the owner."""
    words = {*NAMES, *NUMBERS, *(key for name in NAMES for key in keys_of(name) if len(key) > 5)}
    written = {word.encode().hex(): word for word in words} | {word: word for word in words}
    found: dict[str, set[str]] = {}
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        tables = [table for (table,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(
                f'SELECT DISTINCT sought FROM "{table}" AS held, unnest(%s::text[]) AS sought'  # noqa: S608 - our own tables
                " WHERE strpos(lower(held::text), lower(sought)) > 0",
                [list(written)],
            )
            if words_there := {written[word] for (word,) in cursor.fetchall()}:
                found[table] = words_there
    return found


def counts() -> list:
    """What the role of the figures counts of returns and people, and what a convoy's page shows of its lists."""
    with connections["figures"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT person_id), count(*) FILTER (WHERE e.annulled), array_agg(e.birth_year"
            " ORDER BY e.id), array_agg(e.sex ORDER BY e.id), array_agg(e.age_group ORDER BY e.id),"
            " array_agg(e.destination_id ORDER BY e.id), array_agg(e.nationality_id ORDER BY e.id)"
            " FROM arrivals_returnepisode e JOIN people_registration r ON r.id = e.registration_id"
        )
        people = cursor.fetchone()
        cursor.execute("SELECT lines_count, registered_count, announced_total FROM arrivals_arrivallist ORDER BY id")
        return [people, cursor.fetchall()]


def test_nothing_of_her_stays_and_everybody_is_still_counted(committed):
    pk, request_id = filled_everywhere()
    held, counted = traces(), counts()
    assert {
        "people_registration", "people_registrationevent", "people_nametoken", "people_identifier", "people_consent",
        "people_personrequest", "people_personrequeststatus", "workbooks_row", "workbooks_import",
        "arrivals_immediateaid", "audit_entry",
    } <= set(held)  # fmt: skip
    assert set(NAMES) <= set().union(*held.values()) | {"Laferme"}
    with as_("kadiatou") as by:
        writes.erase(by=by, request=PersonRequest.objects.get(pk=request_id))
    assert traces() == {}
    assert counts() == counted
    with as_("kadiatou") as by:
        assert writes.erase(by=by, request=PersonRequest.objects.get(pk=request_id)).status == "faite"
        assert writes.erase_files(by=by, files=[pk], why=AT_ITS_END) == 0
        registration = Registration.objects.get(pk=pk)
        assert (registration.status, registration.full_name) == ("effacee", "Dossier effacé")
        assert registration.statuses.filter(status="effacee").count() == 1
        assert sorted(registration.consents.values_list("given", flat=True)) == [False, True]
        assert registration.private_talks.count() == 1
        # Sealed, and so not found above: nothing of theirs stays either.
        assert [(one.name, one.content, one.digest) for one in Attachment.objects.all()] == [("", None, "")]
        assert not SafeContact.objects.exists()
        assert Entry.objects.filter(verb="people.erased", file_id=pk).count() == 1
        (reading,) = Entry.objects.filter(verb=REASON_ASKED.code, file_id=pk)
        assert (reading.reason, reading.fields, reading.account_id) == ("", ["urgence"], by.account_id)
        assert Entry.objects.filter(verb="people.corrected", file_id=pk).exists()  # who and when stay
        assert registration.family_links_from.count() + registration.family_links_to.count() == 0
    with as_("issa"):
        assert [one.content for one in Document.objects.all()] == [None]
    assert counts() == counted
    assert traces() == {}


def reasons(pk) -> list[str]:
    return sorted(Entry.objects.filter(file_id=pk).exclude(reason="").values_list("reason", flat=True))


def test_reasons_are_forgotten_of_erased_files_of_ones_own_alone(cast):
    with acting_for(cast.nana) as nana:
        theirs = a_registration(nana, "kadiatou")
        record(REASON_ASKED, by=nana, on=theirs, file_id=theirs.pk, reason="Motif de Nana")
        writes.erase_files(by=nana, files=[theirs.pk], why=AT_ITS_END)
        assert reasons(theirs.pk) == []
        record(REASON_ASKED, by=nana, on=theirs, file_id=theirs.pk, reason="Motif d’après")
    with acting_for(cast.kadiatou) as by:
        erased, living = a_registration(by, "kadiatou"), a_registration(by, "lassine")
        for one in (erased, living):
            record(REASON_ASKED, by=by, on=one, file_id=one.pk, reason="Motif de Kadiatou")
        writes.erase_files(by=by, files=[erased.pk], why=AT_ITS_END)
        forget_reasons(files=[erased.pk, living.pk, theirs.pk])
        assert (reasons(erased.pk), reasons(living.pk)) == ([], ["Motif de Kadiatou"])
    with acting_for(cast.nana):
        assert reasons(theirs.pk) == ["Motif d’après"]
