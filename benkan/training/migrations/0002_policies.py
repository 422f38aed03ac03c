from django.db import migrations

from benkan.common.policies import (
    ORGANISATION,
    OWN,
    SIGNED_IN,
    guard,
    let_application_change_only,
    let_figures_count,
    let_figures_count_also,
)

EITHER = f"({OWN} OR organiser_id = {ORGANISATION})"
# She has, or had, a place: her name, where she agreed, is the organiser's to read.
NAMED = "'{{inscrite,suivie,jamais_venue,abandonnee}}'::text[]"


def seen(table: str, parent: str, column: str) -> str:
    """The policy of what it hangs on decides."""
    return f"EXISTS (SELECT FROM {parent} p WHERE p.id = {table}.{column})"


def of_an_enrolment(table: str):
    condition = seen(f"training_{table}", "training_enrolment", "enrolment_id")
    return guard(f"training_{table}", read=condition, add=f"{OWN} AND {condition}", append_only=True)


SEAT = """
CREATE FUNCTION training_seat_exists() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.seat > (SELECT places FROM training_session WHERE id = NEW.session_id) OR NEW.seat < 1 THEN
    RAISE EXCEPTION 'seat % is beyond the places of this session', NEW.seat USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER training_seat BEFORE INSERT OR UPDATE OF seat ON training_enrolment
  FOR EACH ROW WHEN (NEW.seat IS NOT NULL) EXECUTE FUNCTION training_seat_exists();
"""
NO_SEAT = "DROP TRIGGER training_seat ON training_enrolment; DROP FUNCTION training_seat_exists();"
ANSWERED_HERE = (
    "EXISTS (SELECT FROM training_skillrequest r WHERE r.id = training_skillanswer.request_id"
    f" AND r.organisation_id = {ORGANISATION})"
)


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0001_initial"),
        ("cases", "0009_followup_policies"),
        ("people", "0013_household_policies"),
        ("organisations", "0002_policies"),
        ("common", "0001_functions"),
    ]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE training_number", "DROP SEQUENCE training_number"),
        # The seats of a session are its places: never one more, whatever two people do at once.
        migrations.RunSQL(SEAT, NO_SEAT),
        # What is taught, where and when is everybody's to read; it names nobody.
        guard("training_session", read=SIGNED_IN, add=OWN, change=OWN),
        guard("training_sessionstatusrow", read=SIGNED_IN, add=OWN, append_only=True),
        guard(
            "training_enrolment",
            read=EITHER,
            add=f"{OWN} AND EXISTS (SELECT FROM training_session s WHERE s.id = training_enrolment.session_id"
            " AND s.organisation_id = training_enrolment.organiser_id)",
            append_only=True,
        ),
        let_application_change_only("training_enrolment", "status", "seat", of=EITHER),
        of_an_enrolment("enrolmentstatusrow"),
        guard(
            "training_handedname",
            read=f"{OWN} OR EXISTS (SELECT FROM training_enrolment e WHERE e.id = training_handedname.enrolment_id"
            f" AND e.organiser_id = {ORGANISATION} AND e.status::text = ANY ({NAMED}))",
            add=OWN,
            change=OWN,
        ),
        *(of_an_enrolment(table) for table in ("mark", "certificate", "kit", "placement")),
        # Read by whoever accompanies people of that trade: who they are is not known to the one who asks.
        guard(
            "training_skillrequest",
            read=f"{OWN} OR EXISTS (SELECT FROM cases_skill s WHERE s.trade = training_skillrequest.trade"
            f" AND s.organisation_id = {ORGANISATION} AND s.removed_at IS NULL)",
            add=OWN,
            change=OWN,
        ),
        guard(
            "training_skillanswer",
            read=f"{OWN} OR {ANSWERED_HERE}",
            add=f"{OWN} AND {seen('training_skillanswer', 'training_skillrequest', 'request_id')}",
            append_only=True,
        ),
        let_figures_count(
            "training_session", "id", "organisation_id", "trade", "place_id", "begins", "ends", "status"
        ),
        let_figures_count(
            "training_enrolment", "id", "organisation_id", "organiser_id", "session_id", "case_id", "registration_id",
            "sex", "age_group", "status",
        ),
        let_figures_count("training_certificate", "id", "enrolment_id", "organisation_id", "given", "at"),
        let_figures_count("training_placement", "id", "enrolment_id", "organisation_id", "moment", "state", "how", "at"),
        # Trades are searched without a name. No language: what somebody speaks tells whose child she is.
        let_figures_count("cases_skill", "id", "organisation_id", "case_id", "trade", "shown_level", "removed_at"),
    ]  # fmt: skip
