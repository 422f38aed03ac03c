"""Papers attached to an object: judged by their bytes, sealed, opened with a trace, removed without a rest."""

import pytest
from django.db import IntegrityError, connection, transaction

from benkan.attachments import writes
from benkan.attachments.content import MAX_BYTES
from benkan.attachments.models import Attachment
from benkan.attachments.reads import attachment_of, attachments_of
from benkan.attachments.tests.making import JPEG, PNG, SECRET, from_a_phone
from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for

PDF = b"%PDF-1.7 un document invente"


@pytest.fixture
def by(cast):
    with acting_for(cast.awa) as acting:
        yield acting


@pytest.fixture
def on(by):
    """Something of the organisation to attach to: this context knows no subject."""
    return Attachment(organisation_id=by.organisation_id)


def attached(by, on, content=PDF, name="nina de Kadiatou.pdf") -> Attachment:
    return writes.attach(by=by, on=on, kind="papier", name=name, content=content, file_id=on.pk)


@pytest.mark.parametrize(
    ("content", "media_type", "extension"),
    [(JPEG, "image/jpeg", "jpg"), (PNG, "image/png", "png"), (PDF, "application/pdf", "pdf")],
)
def test_a_paper_is_what_its_bytes_say(by, on, content, media_type, extension):
    made = attached(by, on, content, name="../ailleurs/nina de Kadiatou.exe")
    assert (made.media_type, made.size) == (media_type, len(content))
    assert made.file_name == f"nina de Kadiatou.{extension}"
    assert attachment_of(on, made.pk).content == content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "est vide"),
        (b"<html><script>", "ni une photo"),
        (b"PK\x03\x04 un classeur", "ni une photo"),
        (b" %PDF-1.7", "ni une photo"),
        (b"GIF89a", "ni une photo"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (JPEG + bytes(MAX_BYTES), "plus de 5\u00a0Mo"),
        (JPEG[:-2], "abîmée ou incomplète"),
        (PNG[:-2], "abîmée ou incomplète"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(by, on, content, sentence):
    with pytest.raises(Impossible, match=sentence):
        attached(by, on, content, name="photo.jpg")
    assert attachments_of(on) == []


def test_a_photograph_is_kept_without_place_device_nor_hour(by, on):
    made = attached(by, on, from_a_phone(side=None), name="photo.jpg")
    assert (made.content, made.size) == (JPEG, len(JPEG))
    with pytest.raises(Impossible, match="déjà jointe"):  # the same picture, whatever else it says
        attached(by, on, JPEG)
    assert SECRET not in b"".join(one.content for one in Attachment.objects.all())


def test_neither_bytes_nor_name_stand_in_clear(by, on):
    made = attached(by, on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text, t.content, t.name FROM attachments_attachment t")
        ((row, content, name),) = cursor.fetchall()
    assert PDF not in bytes(content)
    assert PDF.hex() not in row
    assert "Kadiatou" not in row
    assert b"Kadiatou" not in bytes(name)
    assert made.content == PDF


def test_the_same_paper_is_joined_once(by, on):
    attached(by, on)
    with pytest.raises(Impossible, match="déjà jointe"):
        attached(by, on, name="autre nom.pdf")


def test_opening_is_one_reading_on_the_file(by, on):
    made = attached(by, on)
    assert writes.open_attachment(by=by, attachment=attachment_of(on, made.pk), file_id=on.pk) == PDF
    entry = Entry.objects.get(verb="attachment.opened")
    assert (entry.object_id, entry.file_id, entry.account_id) == (made.pk, on.pk, by.account_id)
    assert entry.fields == ["papier"]


def test_removed_the_row_stays_without_name_nor_bytes(by, on):
    made = attached(by, on)
    for _ in range(2):
        writes.remove_attachment(by=by, attachment=made, file_id=on.pk)
    (held,) = attachments_of(on)
    assert (held.content, held.name, held.digest) == (None, "", "")
    assert held.removed_by_id == by.account_id
    assert Entry.objects.filter(verb="attachment.removed", file_id=on.pk).count() == 1
    with pytest.raises(Impossible, match="retirée"):
        writes.open_attachment(by=by, attachment=held)
    attached(by, on)  # what was removed by mistake is joined again


def test_papers_go_with_a_file_that_is_erased(by, on):
    made = attached(by, on)
    writes.forget_with(by=by, registrations=[on], whole=False)
    assert attachment_of(on, made.pk).content == PDF
    writes.forget_with(by=by, registrations=[on], whole=True)
    assert attachment_of(on, made.pk).content is None


def test_the_database_holds_no_paper_without_bytes_nor_a_removed_one_with(by, on):
    made = attached(by, on)
    for change in ({"content": None}, {"removed_at": made.at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.filter(pk=made.pk).update(**change)


@pytest.mark.parametrize("key", ["issa", "hawa", "fanta"])
def test_who_lacks_the_right_neither_joins_nor_opens_nor_removes(cast, by, on, key):
    made = attached(by, on)
    with acting_for(getattr(cast, key)) as other:
        for attempt in (
            lambda: attached(other, on, PNG),
            lambda: writes.open_attachment(by=other, attachment=made),
            lambda: writes.remove_attachment(by=other, attachment=made),
        ):
            with pytest.raises(Refused):
                attempt()


def test_another_organisation_sees_nothing(cast, by, on):
    made = attached(by, on)
    with acting_for(cast.nana):
        assert attachment_of(on, made.pk) is None
        assert attachments_of(on) == []


def test_a_list_reads_no_content(by, on, django_assert_num_queries):
    for number in range(4):
        attached(by, on, PDF + bytes([number]))
    with django_assert_num_queries(1):
        assert [one.name for one in attachments_of(on)] == ["nina de Kadiatou"] * 4
