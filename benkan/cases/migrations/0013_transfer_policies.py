from django.db import migrations

from benkan.common.policies import (
    ORGANISATION,
    OWN,
    guard,
    let_application_change_only,
    let_application_empty,
    let_application_run,
    let_figures_count,
)

EITHER_SIDE = f"({OWN} OR receiver_id = {ORGANISATION})"
OF_ONE_SEEN = "EXISTS (SELECT FROM cases_transfer t WHERE t.id = cases_transferstatusrow.transfer_id)"
# The receiver reads it while she is awaited; then as long as its own file of her is not erased and she did not go back.
HANDED = (
    "EXISTS (SELECT FROM cases_transfer t WHERE t.id = cases_transferextract.transfer_id"  # noqa: S608 - our own names
    f" AND t.receiver_id = {ORGANISATION} AND (t.status::text = 'accepte' OR t.status::text = 'recue' AND EXISTS ("
    "SELECT FROM cases_transferlink l JOIN people_registration r ON r.id = l.registration_id"
    " WHERE l.transfer_id = t.id AND r.status::text <> 'effacee')))"
)
# Identifiers alone, for the worker: the organisations for which something of this was awaited by a moment.
OVERDUE = (
    "SELECT organisation_id FROM cases_transfer"
    " WHERE status = 'propose' AND answer_due <= moment OR status = 'accepte' AND met_due <= moment"
    " UNION SELECT organisation_id FROM cases_liaisonreceived WHERE answer = '' AND due <= moment"
    " UNION SELECT organisation_id FROM cases_liaisonrequest WHERE card <> '' AND due <= moment"
    " AND escalated_at IS NULL"
)
# Identifiers alone, for the worker, of a request of the organisation in whose name it works: whoever holds the card.
HOLDER = (
    "SELECT r.organisation_id, r.id FROM cases_liaisonrequest l JOIN people_registration r ON r.number = l.card"
    " WHERE l.id = liaison AND l.organisation_id = benkan_organisation()"
    " AND r.organisation_id <> l.organisation_id AND r.status <> 'annulee' AND r.status <> 'effacee'"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_transfers"), ("people", "0013_household_policies"), ("common", "0001_functions")]
    operations = [
        guard("cases_transfer", read=EITHER_SIDE, add=OWN, append_only=True),
        let_application_change_only(
            "cases_transfer", "status", "answer_due", "met_due", "escalated_at", "refusal", "met_on", of=EITHER_SIDE
        ),
        guard(
            "cases_transferstatusrow", read=OF_ONE_SEEN, add=f"{OWN} AND {OF_ONE_SEEN}", append_only=True
        ),
        let_application_empty("cases_transferstatusrow", "words", of=OF_ONE_SEEN),
        guard(
            "cases_transferlink",
            read=OWN,
            add=f"{OWN} AND EXISTS (SELECT FROM cases_transfer t WHERE t.id = cases_transferlink.transfer_id"
            f" AND t.receiver_id = {ORGANISATION})",
            append_only=True,
        ),
        guard("cases_transferextract", read=f"{OWN} OR {HANDED}", add=OWN, change=OWN),
        guard("cases_liaisonrequest", read=OWN),
        guard("cases_liaisonreceived", read=OWN),
        guard("cases_secondreturn", read=OWN, append_only=True),
        let_application_run(
            "cases_overdue_transfers", OVERDUE, takes="moment timestamptz", returns="TABLE (organisation_id uuid)"
        ),
        let_application_run(
            "cases_liaison_holder", HOLDER, takes="liaison uuid",
            returns="TABLE (organisation_id uuid, registration_id uuid)",
        ),
        # How many transfers, and how long each step took; nothing of whom, nor of the file that she has now.
        let_figures_count(
            "cases_transfer", "id", "organisation_id", "case_id", "receiver_id", "reason", "wished_on", "place_id",
            "sex", "age_group", "status", "sent_at", "answer_due", "met_due", "escalated_at", "refusal", "met_on",
        ),
        let_figures_count("cases_transferstatusrow", "id", "transfer_id", "organisation_id", "status", "at"),
        let_figures_count(
            "cases_liaisonreceived", "id", "organisation_id", "asker_id", "received_at", "due", "escalated_at",
            "answer", "answered_at",
        ),
        let_figures_count("cases_secondreturn", "id", "organisation_id", "case_id", "episode_id", "choice", "at"),
    ]  # fmt: skip
