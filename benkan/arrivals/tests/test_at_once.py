"""Two people act at the same moment on one file, or at one desk: each thing is done once, and the second is told."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from benkan.arrivals import tasks, writes
from benkan.arrivals.models import ArrivalList, Line
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import text
from benkan.arrivals.tests.listing import COULIBALY, KEITA, TRAORE, brought, csv
from benkan.arrivals.writes.files import apply_rows, decide_rows
from benkan.arrivals.writes.lines import TokenTaken
from benkan.audit.models import Entry
from benkan.common.errors import Impossible
from benkan.organisations.acting import entered
from benkan.organisations.jobs import run
from benkan.people.models import Registration
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.tests.at_once import account_of, as_, held_back, overtaking
from benkan.workbooks.tests.working import jobs
from benkan.workbooks.writes import enter

MISSING = KEITA.replace("Kita", "")


@pytest.fixture
def convoy(committed):
    with as_("awa") as awa:
        return make.expelled(awa)


@pytest.fixture
def source(convoy):
    """A list that was read and waits: three people, none of them known."""
    with as_("awa") as awa:
        return brought(awa, convoy, csv(TRAORE, COULIBALY, MISSING))


def client_of(key: str) -> Client:
    client = Client()
    account = account_of(key)
    with entered(account_id=account.pk):
        client.force_login(account)
    return client


def hold(source: Import):
    return lambda: Import.objects.select_for_update().get(pk=source.pk)


def page(name: str, source: Import, *more) -> str:
    return reverse(f"arrivals:{name}", args=[source.pk, *more])


def work() -> None:
    """Do what was asked of the worker, as it does: outside any transaction, in the asker's name."""
    with transaction.atomic():
        asked = [job.args for job in jobs()]
    for args in asked:
        run(**args)


def written() -> tuple[int, int]:
    """People and lines that stand."""
    with as_("awa"):
        return Registration.objects.count(), Line.objects.count()


def test_two_people_apply_one_file_and_it_is_written_once(source):
    awa, moussa = client_of("awa"), client_of("moussa")
    got = held_back(
        "kadiatou", hold(source),
        lambda: awa.post(page("apply", source)), lambda: moussa.post(page("apply", source)),
    )  # fmt: skip
    assert all(one.waited and one.error is None for one in got)
    assert sorted(one.value.status_code for one in got) == [302, 409]
    told = next(one.value for one in got if one.value.status_code == 409)
    assert "« en cours » : il ne peut pas devenir « en cours ». Rechargez la page." in text(told)
    assert [job.args["name"].rpartition(".")[2] for job in jobs()] == ["apply_list"]
    work()
    assert written() == (3, 3)


def test_two_workers_on_one_file_write_it_once(source):
    with as_("awa") as awa:
        enter(by=awa, source=source, stage=Stage.APPLYING)

    def apply(by):
        tasks.apply_list(by, source.pk)

    first, second = overtaking(("awa", apply), ("awa", apply))
    assert (first.error, second.error, second.waited) == (None, None, True)
    assert written() == (3, 3)
    with as_("awa"):
        assert Entry.objects.filter(verb="arrivals.file_applied", object_id=source.pk).count() == 1


def test_two_people_apply_one_row_and_the_second_is_told(source):
    def apply(by):
        held = Import.objects.get(pk=source.pk)
        return apply_rows(by=by, source=held, only=held.rows.get(order=1))

    first, second = overtaking(("awa", apply), ("moussa", apply))
    assert (first.value, first.error, second.waited) == (1, None, True)
    assert isinstance(second.error, Impossible)
    assert "n’est pas prête" in str(second.error)
    assert written() == (1, 1)


def test_one_row_and_the_whole_file_asked_for_at_once_are_each_written_once(source):
    awa, moussa = client_of("awa"), client_of("moussa")
    with as_("moussa"):
        row = source.rows.get(order=1)
    got = held_back(
        "kadiatou", hold(source),
        lambda: moussa.post(page("apply", source)),
        lambda: awa.post(page("file_row", source, row.pk), {"appliquer": "oui"}),
    )  # fmt: skip
    assert [one.error for one in got] == [None, None]
    # Whichever came first: a row of a file that is being written is refused, a row written before is left out.
    assert [one.value.status_code for one in got] in ([302, 409], [302, 302])
    work()
    assert written() == (3, 3)


def test_a_decision_taken_while_the_worker_writes_is_refused_at_once(source):
    with as_("awa") as awa:
        enter(by=awa, source=source, stage=Stage.APPLYING)
        row = source.rows.get(order=1)
    moussa = client_of("moussa")

    def decide():
        return moussa.post(page("file_row", source, row.pk), {"decision": "laisser"}, headers={"hx-request": "true"})

    asked = []
    first, second = overtaking(
        ("awa", lambda by: tasks.apply_list(by, source.pk)), ("moussa", lambda by: asked.append(decide())),
    )  # fmt: skip
    assert (first.error, second.error, second.waited) == (None, None, False)
    assert asked[0].status_code == 409
    assert "en cours d’écriture" in text(asked[0])
    assert written() == (3, 3)
    with as_("awa"):
        assert set(Row.objects.values_list("decision", flat=True)) == {""}


def test_a_decision_that_began_before_the_writing_waits_and_is_refused(source):
    def apply(by):
        held = Import.objects.get(pk=source.pk)
        enter(by=by, source=held, stage=Stage.APPLYING)
        tasks.apply_list(by, source.pk)

    def leave(by):
        held = Import.objects.get(pk=source.pk)
        return decide_rows(by=by, source=held, rows=list(held.rows.all()), decision=Row.Decision.LEAVE)

    first, second = overtaking(("awa", apply), ("moussa", leave))
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert written() == (3, 3)
    with as_("awa"):
        assert Row.objects.filter(decision="").exclude(applied_at=None).count() == 3


def test_a_decision_taken_first_holds_the_writing_back_and_counts(source):
    def leave(by):
        held = Import.objects.get(pk=source.pk)
        return decide_rows(by=by, source=held, rows=[held.rows.get(order=1)], decision=Row.Decision.LEAVE)

    def apply(by):
        enter(by=by, source=Import.objects.get(pk=source.pk), stage=Stage.APPLYING)
        tasks.apply_list(by, source.pk)

    first, second = overtaking(("moussa", leave), ("awa", apply))
    assert (first.value, second.error, second.waited) == (1, None, True)
    assert written() == (2, 2)


def test_two_copies_of_one_list_are_written_one_after_the_other(convoy, source):
    with as_("moussa") as moussa:
        other = brought(moussa, convoy, csv(TRAORE, COULIBALY, MISSING), name="copie.csv")

    def apply(which):
        return lambda by: apply_rows(by=by, source=Import.objects.get(pk=which.pk))

    first, second = overtaking(("awa", apply(source)), ("moussa", apply(other)))
    assert (first.value, second.value, second.waited) == (3, 0, True)
    assert written() == (3, 3)


@pytest.fixture
def desk(convoy):
    with as_("awa") as awa:
        return make.desk(awa, convoy)


def test_two_agents_give_one_token_and_the_second_is_told(desk):
    first, second = overtaking(
        ("awa", lambda by: make.registered(by, desk, "Fousseyni", "Coulibaly", token=7)),
        ("moussa", lambda by: make.registered(by, desk, "Lassine", "Traoré", token=7)),
    )
    assert (first.value.token, second.waited) == (7, True)
    assert isinstance(second.error, TokenTaken)
    assert "Prenez le jeton 008" in str(second.error)
    assert written() == (1, 1)
    with as_("awa"):
        stands = ArrivalList.objects.get(pk=desk.pk)
        assert (stands.lines_count, stands.registered_count) == (1, 1)


def test_two_agents_without_a_token_take_the_next_ones(desk):
    first, second = overtaking(
        ("awa", lambda by: writes.note_line(by=by, arrival_list=desk, sex="F")),
        ("moussa", lambda by: writes.note_line(by=by, arrival_list=desk, sex="M")),
    )
    assert (first.value.token, second.value.token, second.waited) == (1, 2, True)


def test_two_agents_open_one_desk(convoy):
    first, second = overtaking(
        ("awa", lambda by: writes.desk_of(by=by, convoy=convoy)),
        ("moussa", lambda by: writes.desk_of(by=by, convoy=convoy)),
    )
    assert (first.error, second.error, second.waited) == (None, None, True)
    assert first.value == second.value


def test_two_agents_receive_one_known_person(desk):
    with as_("awa") as awa:
        known = make.registered(awa, make.desk(awa, make.convoy(awa, days=-90))).registration

    def back(by):
        return writes.return_of_known(by=by, arrival_list=desk, registration=Registration.objects.get(pk=known.pk))

    first, second = overtaking(("awa", back), ("moussa", back))
    assert (first.error, second.waited) == (None, True)
    assert "déjà sur cette liste, au jeton 001" in str(second.error)
