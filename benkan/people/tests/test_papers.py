"""Papers on the page of a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.attachments.models import Attachment
from benkan.attachments.writes import attach
from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration, announced

PDF = b"%PDF-1.7 une copie inventee"


@pytest.fixture
def registration(by):
    return a_registration(by, "kadiatou")


@pytest.fixture
def awa(cast, signed_in):
    return signed_in(cast.awa)


def joined(client, registration, content=PDF, name="carte NINA.pdf", **said):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return client.post(reverse("people:attach", args=[registration.pk]), {"file": file, "kind": "papier", **said})


def the_paper(registration) -> Attachment:
    return Attachment.objects.get(on_id=registration.pk)


def page_of(client, registration) -> str:
    return client.get(reverse("people:file", args=[registration.pk])).content.decode()


def test_a_paper_is_joined_listed_opened_and_removed(awa, registration):
    assert "Aucune pièce jointe" in page_of(awa, registration)
    assert joined(awa, registration).status_code == 302
    paper = the_paper(registration)
    assert (paper.on_kind, paper.kind, paper.name) == ("people.registration", "papier", "carte NINA")
    address = reverse("people:attachment", args=[registration.pk, paper.pk])
    page = page_of(awa, registration)
    assert f'href="{address}"' in page
    assert "carte NINA" not in page  # what a file is called may name somebody; the page says what it is

    taken = awa.get(address)
    assert taken.content == PDF
    assert taken["Content-Type"] == "application/pdf"
    assert taken["Content-Disposition"] == 'attachment; filename="carte NINA.pdf"'
    assert taken["Cache-Control"] == "private, no-store"
    assert taken["X-Content-Type-Options"] == "nosniff"
    assert taken["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Entry.objects.filter(verb="attachment.opened", file_id=registration.pk).count() == 1

    away = reverse("people:remove_attachment", args=[registration.pk, paper.pk])
    assert "Retirer pour de bon" in awa.get(away).content.decode()
    assert awa.post(away).status_code == 302
    assert "retirée le" in page_of(awa, registration)
    assert awa.get(address).status_code == 409
    assert awa.get(away).status_code == 409


def test_what_is_no_paper_comes_back_as_a_sentence(awa, registration):
    answer = joined(awa, registration, b"<script>alert(1)</script>", name="photo.jpg")
    assert answer.status_code == 422
    assert "ni une photo (JPEG, PNG) ni un PDF" in answer.content.decode()
    answer = joined(awa, registration, PDF + bytes(5_000_000))
    assert answer.status_code == 422
    assert "plus de 5\u00a0Mo" in answer.content.decode()
    assert "Dites ce que c’est" in joined(awa, registration, kind="").content.decode()
    assert not Attachment.objects.filter(on_id=registration.pk).exists()


def test_a_file_that_is_only_announced_receives_none(awa, by):
    waiting = announced(by, "lassine")
    assert joined(awa, waiting).status_code == 409
    assert "Joindre une pièce" not in page_of(awa, waiting)


def test_who_may_not_open_papers_does_not_see_that_there_are_any(cast, awa, registration, signed_in):
    joined(awa, registration)
    focal = signed_in(cast.issa)
    assert "Pièces jointes" not in page_of(focal, registration)
    address = reverse("people:attachment", args=[registration.pk, the_paper(registration).pk])
    assert focal.get(address).status_code == 403
    assert signed_in(cast.nana).get(address).status_code == 404


def test_a_paper_answers_at_its_own_file_only(awa, by, registration):
    joined(awa, registration)
    other = a_registration(by, "lassine")
    address = reverse("people:attachment", args=[other.pk, the_paper(registration).pk])
    assert awa.get(address).status_code == 404


def test_queries_of_the_file_do_not_grow_with_its_papers(cast, awa, registration):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page_of(awa, registration)
        return len(asked)

    def add(number: int) -> None:
        with acting_for(cast.awa) as by:
            attach(
                by=by, on=registration, kind="autre", name="n", content=PDF + bytes([number]), file_id=registration.pk
            )

    add(0)
    first = queries()
    for number in range(1, 6):
        add(number)
    assert queries() == first
