"""What she confided apart, on paper for her alone: printed by whoever accompanies her, and by nobody else."""

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.models import Case
from benkan.cases.printed.handed import referrals_of
from benkan.cases.printed.own import cases_of
from benkan.cases.reads.referrals import destination_name, state_of
from benkan.cases.views.assessed_shown import need_row
from benkan.cases.writes.needs import told
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour
from benkan.offers.models import HelpKind
from benkan.people.models import Registration
from benkan.people.printed import Line

WHY = "Imprimé à sa demande, remis en main propre"


def held(by: Actor, registration: Registration) -> bool:
    """Whether this reader accompanies her: offered alike whether something is reserved or not."""
    return bool(_mine(by, registration))


def confided(by: Actor, registration: Registration) -> list[Line]:
    """Reserved needs and referrals in clear. A reading, with its reason in the journal, for each accompaniment.

    What she answered in the assessment stays sealed: on a paper in her bag it could be turned against her.
    """
    mine = _mine(by, registration)
    for case in mine:
        record(
            verbs.RESTRICTED_READ,
            by=by,
            on=case,
            file_id=registration.pk,
            fields=["besoins", "orientations"],
            reason=WHY,
        )
    ids = {case.pk for case in mine}
    sent = [one for one in referrals_of(by, registration) if one.restricted and one.case_id in ids]
    return _needs(mine) + [
        Line(
            clock.day_of(one.sent_at),
            (jour(one.sent_at), one.kind.label, f"orientation vers {destination_name(one)}", state_of(one)[1]),
        )
        for one in sent
    ]


def _mine(by: Actor, registration: Registration) -> list[Case]:
    return [case for case in cases_of(by, registration) if case.worker_id == by.account_id]


def _needs(cases: list[Case]) -> list[Line]:
    found = [need for case in cases for need in case.needs.filter(restricted=True).select_related("detail")]
    opened = [(need, *told(need)) for need in found]
    labels = dict(HelpKind.objects.filter(pk__in={kind for _, kind, _ in opened}).values_list("pk", "label"))
    return [
        Line(
            clock.day_of(need.written_at),
            (jour(need.written_at), labels.get(kind, kind), wish, need_row(need)["state"][1]),
        )
        for need, kind, wish in opened
    ]
