from django.db import migrations

from benkan.common.policies import (
    ORGANISATION,
    OWN,
    SIGNED_IN,
    guard,
    let_application_change_only,
    let_application_empty,
    let_figures_count,
)

EITHER_PAYS = f"({OWN} OR payer_id = {ORGANISATION})"
EITHER_RECEIVES = f"({OWN} OR receiver_id = {ORGANISATION})"
# It has said yes: what was agreed to is its to read. As one array, which a restored dump spells in the same letters.
HANDED = "'{{acceptee,rendue,sans_suite}}'::text[]"


def of_one_seen(table: str, parent: str, column: str) -> str:
    """Rows of something that two sides read: its own policy decides."""
    return f"EXISTS (SELECT FROM {parent} p WHERE p.id = {table}.{column})"


def own(*tables: str):
    return [guard(f"cases_{table}", read=OWN) for table in tables]


def own_and_kept(*tables: str):
    return [guard(f"cases_{table}", read=OWN, append_only=True) for table in tables]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_initial"),
        ("offers", "0002_policies"),
        ("arrivals", "0002_policies"),
        ("organisations", "0002_policies"),
    ]
    operations = [
        *own(
            "case", "screening", "screeninganswers", "need", "needevent", "restrictedneed", "skill", "plan", "planline",
            "planlineevent",
        ),
        *own_and_kept(
            "casestatusrow", "workerchange", "needstatusrow", "planstatusrow", "planlinestatusrow",
        ),
        # What names nobody by itself may hold a name that somebody typed: an erasure empties it.
        let_application_empty("cases_casestatusrow", "note", of=OWN),
        # A grant is read by whoever it pays for; ceilings by all, so that they can be compared.
        guard(
            "cases_grant",
            read=f"{OWN} OR EXISTS (SELECT FROM cases_fundingrequest f WHERE f.grant_id = cases_grant.id"
            f" AND f.organisation_id = {ORGANISATION})",
            add=OWN,
            change=OWN,
        ),
        guard("cases_ceiling", read=SIGNED_IN, add=OWN, change=OWN),
        guard(
            "cases_sitting",
            read=f"{OWN} OR EXISTS (SELECT FROM cases_fundingstatusrow s WHERE s.sitting_id = cases_sitting.id)",
            add=OWN,
            change=OWN,
        ),
        # A request is read by who asks and who pays; what was asked never changes, only where it stands.
        guard("cases_fundingrequest", read=EITHER_PAYS, add=OWN, append_only=True),
        let_application_change_only(
            "cases_fundingrequest", "status", "granted", "grant_id", "told_at", "told_by_id", of=EITHER_PAYS
        ),
        guard(
            "cases_fundingstatusrow",
            read=of_one_seen("cases_fundingstatusrow", "cases_fundingrequest", "request_id"),
            add=f"{OWN} AND {of_one_seen('cases_fundingstatusrow', 'cases_fundingrequest', 'request_id')}",
            append_only=True,
        ),
        let_application_empty(
            "cases_fundingstatusrow",
            "words",
            of=of_one_seen("cases_fundingstatusrow", "cases_fundingrequest", "request_id"),
        ),
        guard("cases_referral", read=EITHER_RECEIVES, add=OWN, append_only=True),
        let_application_change_only(
            "cases_referral", "status", "answer_due", "done_due", "escalated_at", "refusal", "outcome", "done_on",
            "vital", of=EITHER_RECEIVES,
        ),
        guard(
            "cases_referralstatusrow",
            read=of_one_seen("cases_referralstatusrow", "cases_referral", "referral_id"),
            add=f"{OWN} AND {of_one_seen('cases_referralstatusrow', 'cases_referral', 'referral_id')}",
            append_only=True,
        ),
        let_application_empty(
            "cases_referralstatusrow",
            "words",
            of=of_one_seen("cases_referralstatusrow", "cases_referral", "referral_id"),
        ),
        guard(
            "cases_extract",
            read=f"{OWN} OR EXISTS (SELECT FROM cases_referral r WHERE r.id = cases_extract.referral_id"
            f" AND r.receiver_id = {ORGANISATION} AND r.status::text = ANY ({HANDED}))",
            add=OWN,
            change=OWN,
        ),
        let_figures_count(
            "cases_case", "id", "organisation_id", "registration_id", "episode_id", "status", "opened_at"
        ),
        let_figures_count("cases_casestatusrow", "id", "case_id", "organisation_id", "status", "at", "reason"),
        let_figures_count("cases_screening", "id", "case_id", "organisation_id", "kind", "priority", "at"),
        let_figures_count(
            "cases_need", "id", "case_id", "organisation_id", "kind_id", "restricted", "pillar", "dimension",
            "pressing", "status", "written_at",
        ),
        let_figures_count("cases_needstatusrow", "id", "need_id", "organisation_id", "status", "at", "reason"),
        let_figures_count("cases_plan", "id", "case_id", "organisation_id", "version", "status", "written_at"),
        let_figures_count("cases_planstatusrow", "id", "plan_id", "organisation_id", "status", "at"),
        let_figures_count(
            "cases_planline", "id", "plan_id", "organisation_id", "need_id", "kind_id", "restricted", "pillar",
            "dimension", "level", "responsible_id", "payer_id", "cost", "begins", "ends", "status",
        ),
        let_figures_count("cases_planlinestatusrow", "id", "line_id", "organisation_id", "status", "at"),
        let_figures_count(
            "cases_grant", "id", "organisation_id", "name", "code", "funder", "amount", "begins", "ends"
        ),
        let_figures_count(
            "cases_fundingrequest", "id", "organisation_id", "payer_id", "line_id", "kind_id", "pillar", "dimension",
            "sex", "age_group", "region_id", "amount", "granted", "grant_id", "status", "filed_at", "told_at",
        ),
        let_figures_count(
            "cases_fundingstatusrow", "id", "request_id", "organisation_id", "status", "reason", "amount", "at"
        ),
        # Of a restricted referral the kind would tell; none is counted by kind.
        let_figures_count(
            "cases_referral", "id", "organisation_id", "case_id", "receiver_id", "structure_id", "restricted",
            "urgency", "sex", "age_group", "cercle_id", "status", "sent_at", "answer_due", "done_due", "escalated_at",
            "refusal", "outcome", "done_on",
        ),
        let_figures_count("cases_referralstatusrow", "id", "referral_id", "organisation_id", "status", "at"),
    ]  # fmt: skip
