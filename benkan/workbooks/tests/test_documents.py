"""A document from the asking to the emptying: whose it is, what is kept of it, and what happens when it fails."""

import datetime as dt
import re
from collections import defaultdict
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Refused
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Membership
from benkan.organisations.roles import Role
from benkan.workbooks import tasks
from benkan.workbooks.engine.reading import read_book
from benkan.workbooks.exports import KEPT
from benkan.workbooks.models import Document
from benkan.workbooks.reads.documents import LATE
from benkan.workbooks.tests.working import jobs, work
from benkan.workbooks.views.documents import weight

pytestmark = pytest.mark.usefixtures("listed")
UNKNOWN = "7a13b37c-2cd0-4015-ab5f-1bd476062add"
ASK = "/exports/demander/nombres/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def kadiatou(cast, signed_in):
    return signed_in(cast.kadiatou)


@pytest.fixture
def her(cast):
    """`her(read)`: rows as Kadiatou sees them."""

    def look(read):
        with acting_for(cast.kadiatou):
            return read()

    return look


def text_of(answer) -> str:
    words = unescape(re.sub(r"<[^>]*>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", words.replace("\u00a0", " ").replace("\u202f", " "))


def mine(client, **asked) -> str:
    return text_of(client.get(reverse("exports:mine"), **asked))


def asked(client, address=ASK, file_format="xlsx"):
    return client.post(address, {"format": file_format})


def a_document(her) -> Document:
    return her(Document.objects.get)


def to_take(her) -> str:
    return reverse("exports:take", args=[a_document(her).pk])


def test_before_asking_one_knows_what_the_file_will_hold(kadiatou):
    words = text_of(kadiatou.get(ASK))
    for said in ("3 lignes", "Nombre · Texte", "Affichés : les premiers.", "Masqués : les autres", "Rien d’autre."):
        assert said in words
    for warned in ("contient des noms", "votre seul usage", "Le journal de votre organisation", "24 h"):
        assert warned in words


def test_what_is_kept_to_be_taken_is_sealed(kadiatou, her):
    asked(kadiatou, file_format="csv")
    work()

    def kept() -> bytes:
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM workbooks_document")
            return bytes(cursor.fetchone()[0])

    assert b"Nombres" in her(lambda: Document.objects.get().content)
    assert b"Nombres" not in her(kept)


def test_asked_made_taken(kadiatou, her, tmp_path):
    answer = asked(kadiatou)
    assert answer["Location"] == reverse("exports:mine")
    assert "en préparation" in mine(kadiatou)
    work()
    assert "prêt Depuis 1 min, effacé d’ici dans 23 h" in mine(kadiatou)
    made = a_document(her)
    assert (made.rows, made.size, made.stage) == (3, len(made.content), "pret")
    taken = kadiatou.get(to_take(her))
    assert taken.status_code == 200
    assert taken["Content-Disposition"].startswith("attachment")
    assert f"nombres-essai, {clock.today():%d-%m-%Y}.xlsx" in taken["Content-Disposition"]
    assert (taken["X-Content-Type-Options"], taken["Cache-Control"]) == ("nosniff", "private, no-store")
    (tmp_path / "nombres.xlsx").write_bytes(taken.content)
    above, (titles, *rows) = _parts(tmp_path / "nombres.xlsx")
    assert titles == ["Nombre", "Texte"]
    assert rows == [[0, "=1+0"], [1, "=1+1"], [2, "=1+2"]]
    assert above[:2] == ["Nombres", "Données inventées"]
    assert "Kadiatou Diarra" in above[2]
    assert above[3:5] == [
        "Source\u00a0: les tests",
        "Affichés\u00a0: les premiers. Masqués par le filtre\u00a0: les autres.",
    ]
    assert "votre seul usage" in above[5]


def _parts(path):
    """The words above the list, and the list with its titles."""
    rows = read_book(path).sheets[0].rows
    empty = rows.index([])
    return [row[0] for row in rows[:empty]], rows[empty + 1 :]


def test_a_csv_is_named_and_typed_as_one(kadiatou, her):
    asked(kadiatou, file_format="csv")
    work()
    taken = kadiatou.get(to_take(her))
    assert taken["Content-Type"] == "text/csv; charset=utf-8"
    assert taken.content.startswith(b"\xef\xbb\xbfNombres;\r\n")
    assert b"0;'=1+0\r\n" in taken.content


def test_making_and_taking_are_one_row_of_the_audit_each(kadiatou, her):
    asked(kadiatou, f"{ASK}?combien=7")
    assert her(lambda: Entry.objects.filter(verb="tests.numbers_taken").count()) == 0
    work()
    kadiatou.get(to_take(her))
    made, taken = her(
        lambda: [Entry.objects.get(verb=verb) for verb in ("tests.numbers_taken", "workbooks.document_taken")]
    )
    assert (made.fields, made.count, made.object_id, made.on_behalf) == (["combien"], 7, a_document(her).pk, True)
    assert (taken.fields, taken.count, taken.object_id, taken.on_behalf) == ([], 7, a_document(her).pk, False)


def test_a_job_done_twice_makes_one_file(kadiatou, her):
    asked(kadiatou)
    work()
    first = a_document(her)
    work()
    assert a_document(her).ready_at == first.ready_at
    assert her(lambda: Entry.objects.filter(verb="tests.numbers_taken").count()) == 1
    assert len(jobs("benkan.empty_documents")) == 1


def test_the_same_list_asked_twice_is_made_once(kadiatou, her):
    for _ in range(2):
        asked(kadiatou)
    assert len(jobs()) == 1
    asked(kadiatou, file_format="csv")
    asked(kadiatou, f"{ASK}?combien=4")
    assert len(jobs()) == her(Document.objects.count) == 3
    work()
    asked(kadiatou)
    assert her(Document.objects.count) == 4


@pytest.mark.parametrize("colleague", ["moussa", "awa", "nana"])
def test_a_document_is_nobody_elses(kadiatou, her, cast, signed_in, colleague):
    asked(kadiatou)
    work()
    other = signed_in(getattr(cast, colleague))
    assert other.get(to_take(her)).status_code == 404
    assert "Aucun export" in mine(other)
    with acting_for(getattr(cast, colleague)):
        assert not Document.objects.exists()


def test_a_failure_says_so_and_tells_of_nobody(kadiatou, her):
    asked(kadiatou, f"{ASK}?panne=oui")
    with pytest.raises(RuntimeError):
        work()
    document = a_document(her)
    assert (document.stage, document.content, document.rows) == ("echec", None, None)
    page = kadiatou.get(reverse("exports:mine"))
    assert "La préparation n’a pas abouti" in text_of(page)
    assert "Traoré" not in text_of(page)
    assert f'href="{ASK}?panne=oui"' in page.content.decode()
    assert kadiatou.get(to_take(her)).status_code == 409
    assert her(lambda: Entry.objects.filter(verb="tests.numbers_taken").count()) == 0


def test_who_lost_the_right_meanwhile_gets_nothing(kadiatou, her, monkeypatch):
    asked(kadiatou)
    work()
    address = to_take(her)
    asked(kadiatou, f"{ASK}?combien=5")
    monkeypatch.setattr("benkan.organisations.acting.ROLES", defaultdict(lambda: Role("", "", frozenset())))
    assert kadiatou.get(address).status_code == 403
    with pytest.raises(Refused):
        work()
    assert her(lambda: Document.objects.get(filters__combien="5").stage) == "echec"


def test_a_file_is_given_for_a_day_and_then_emptied(kadiatou, her):
    asked(kadiatou)
    work()
    address = to_take(her)
    ready = a_document(her).ready_at
    with clock.at(ready + KEPT - dt.timedelta(minutes=5)):
        assert kadiatou.get(address).status_code == 200
        assert "effacé d’ici dans 5 min" in mine(kadiatou)
    with clock.at(ready + KEPT):
        answer = kadiatou.get(address)
        assert answer.status_code == 409
        assert "Demandez-le de nouveau" in text_of(answer)
        words = mine(kadiatou)
        assert "effacé d’ici" in words
        assert "Télécharger" not in words


def test_the_worker_empties_it_though_nobody_comes_back(kadiatou, her, cast):
    asked(kadiatou)
    work()
    (job,) = jobs("benkan.empty_documents")
    assert KEPT <= job.scheduled_at - a_document(her).ready_at < KEPT + dt.timedelta(minutes=1)
    tasks.empty_documents(**job.args)
    assert a_document(her).content is not None
    with entered(account_id=cast.kadiatou.pk):
        Membership.objects.filter(account=cast.kadiatou).update(
            ends=clock.today() - dt.timedelta(days=1), begins="2020-01-01"
        )
    with clock.at(job.scheduled_at):
        tasks.empty_documents(**job.args)
    with entered(account_id=cast.kadiatou.pk, organisation_id=job.args["organisation_id"]):
        emptied = Document.objects.get()
    assert (emptied.content, emptied.rows, emptied.stage) == (None, 3, "pret")


def test_asking_again_empties_what_is_over(kadiatou, her):
    asked(kadiatou)
    work()
    first = a_document(her)
    with clock.at(first.ready_at + KEPT):
        asked(kadiatou, f"{ASK}?combien=9")
    assert her(lambda: Document.objects.get(pk=first.pk).content) is None


def test_a_waiting_page_asks_for_itself_until_something_is_new(kadiatou, her):
    asked(kadiatou)
    page = kadiatou.get(reverse("exports:mine")).content.decode()
    (again,) = re.findall(r'hx-get="([^"]+)" hx-trigger="every 2s"', page)
    assert kadiatou.get(again, headers=HTMX).status_code == 204
    work()
    fragment = kadiatou.get(again, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert "hx-get" not in fragment
    assert "Télécharger" in fragment
    assert fragment.strip() in kadiatou.get(reverse("exports:mine")).content.decode()


def test_a_preparation_that_lasts_says_what_to_do(kadiatou, her):
    asked(kadiatou)
    with clock.at(a_document(her).asked_at + LATE + dt.timedelta(minutes=2)):
        page = kadiatou.get(reverse("exports:mine")).content.decode()
        assert "n’est pas normal" in page
        assert 'hx-trigger="every 15s"' in page
        assert "Demander de nouveau" in page
        asked(kadiatou)
    assert her(Document.objects.count) == 2


@pytest.mark.parametrize("file_format", ["", "pdf"])
def test_asking_without_a_format_is_a_sentence(kadiatou, her, file_format):
    answer = asked(kadiatou, file_format=file_format)
    assert answer.status_code == 422
    assert "Choisissez Excel ou CSV" in text_of(answer)
    assert her(Document.objects.count) == 0


def test_an_empty_list_is_not_taken(kadiatou):
    assert "Rien à emporter" in text_of(kadiatou.get(f"{ASK}?combien=0"))
    assert asked(kadiatou, f"{ASK}?combien=0").status_code == 409


@pytest.mark.parametrize(
    "address",
    [
        "/exports/demander/inconnus/",
        f"/exports/demander/nombres/{UNKNOWN}/",
        "/exports/demander/chiffres/",
        f"/exports/{UNKNOWN}/",
    ],
)
def test_what_is_no_list_is_not_there(kadiatou, address):
    assert kadiatou.get(address).status_code == 404


def test_a_list_of_something_keeps_what_it_is_of(kadiatou, her):
    address = f"/exports/demander/chiffres/{UNKNOWN}/"
    asked(kadiatou, f"{address}?combien=8")
    assert a_document(her).filters == {"de": address.split("/")[-2]}
    with clock.at(clock.now() + LATE * 2):
        assert f'href="{address}"' in kadiatou.get(reverse("exports:mine")).content.decode()


def test_the_page_never_reads_the_content(kadiatou, her, django_assert_max_num_queries):
    asked(kadiatou)
    work()
    with CaptureQueriesContext(connection) as few:
        kadiatou.get(reverse("exports:mine"))
        count = len(few)
        assert not any('"workbooks_document"."content",' in query["sql"] for query in few)
    for combien in range(4, 9):
        asked(kadiatou, f"{ASK}?combien={combien}")
    work()
    with django_assert_max_num_queries(count):
        kadiatou.get(reverse("exports:mine"))


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 Ko"), (12_300, "12 Ko"), (999_999, "1 000 Ko"), (1_440_000, "1,4 Mo")]
)
def test_a_weight_is_said_as_people_say_it(size, words):
    assert weight(size).replace("\u00a0", " ").replace("\u202f", " ") == words
