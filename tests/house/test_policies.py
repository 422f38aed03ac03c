"""Every table is guarded, or stands here with the reason why it needs no guard."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account, Membership, Organisation

# Tables without a row policy. A new table that is not here and has no policy fails the test below.
UNGUARDED = {
    "django_migrations": "says which schema this is; the application may only read it",
    "django_content_type": "names of models",
    "django_session": "found by a random key only; holds no personal data; read before anybody is known",
    "cache": "counters of attempts, under keys that say nothing of persons",
    "auth_permission": "Django's own rights, unused",
    "auth_group": "Django's own groups, unused",
    "auth_group_permissions": "Django's own groups, unused",
    "account_emailaddress": "allauth's; empty, addresses stand with the guarded account",
    "account_emailconfirmation": "allauth's; empty, accounts are opened by administrators",
    "pghistory_context": "pghistory’s own, unused: who wrote a value stands in its row",
    "procrastinate_jobs": "jobs carry identifiers only",
    "procrastinate_events": "when a job changed",
    "procrastinate_periodic_defers": "when a periodic job was last deferred",
    "procrastinate_workers": "which worker lives",
}


def _tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE relkind IN ('r', 'p') AND nspname = 'public'"
        )
        return dict(cursor.fetchall())


def test_every_table_has_a_policy_or_a_reason(db):
    unguarded = {name for name, guarded in _tables().items() if not guarded}
    assert unguarded == set(UNGUARDED), "guard the new table in a migration (benkan.common.policies), or say why not"


def _guarded_models():
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("benkan.")]
    return sorted(ours, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", _guarded_models(), ids=lambda model: model._meta.label)
def test_a_query_that_says_nobody_gets_nothing(db, model):
    with entered():
        assert model._base_manager.count() == 0


def test_the_application_role_is_bound_by_policies(db):
    from benkan.host.doctor import unsafe_role

    assert unsafe_role() == ""


def test_the_door_sees_accounts_and_nothing_else(db):
    with entered(door="open"):
        assert Account.objects.count() > 0
        assert Membership.objects.count() == 0
        assert Organisation.objects.count() == 0
        assert Entry.objects.count() == 0


def test_one_sees_the_accounts_of_ones_own_organisation_only(cast):
    with acting_for(cast.nana) as by:
        seen = set(Account.objects.values_list("name", flat=True))
        assert by.organisation.code == "BENKADI"
    assert seen == {"Nana Maïga", "Sékou Diallo", "Seydou Konaté", "Mariam Dolo"}


def test_nobody_gives_a_role_in_another_name(cast):
    with acting_for(cast.awa), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Membership.objects.create(
            account=cast.awa, organisation_id=_organisation_of(cast.nana), role="accueil", given_by=cast.nana
        )


def _organisation_of(account):
    with acting_for(account) as by:
        return by.organisation_id


@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_the_audit_is_never_changed(cast, attempt):
    with acting_for(cast.fanta) as by:
        Entry.objects.create(verb="account.signed_in", account_id=by.account_id, organisation_id=by.organisation_id)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            getattr(Entry.objects.all(), attempt)(**({"reason": "autre"} if attempt == "update" else {}))


def test_nobody_writes_the_audit_in_another_name(cast):
    with acting_for(cast.awa), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Entry.objects.create(verb="account.signed_in", account_id=cast.nana.pk, organisation_id=None)


def test_what_held_before_acting_holds_again_afterwards(cast):
    with acting_for(cast.awa), acting_for(cast.rokia) as other:
        assert Membership.objects.filter(organisation_id=other.organisation_id).exists()
    with entered():
        assert Membership.objects.count() == 0
