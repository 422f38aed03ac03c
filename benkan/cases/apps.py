from django.apps import AppConfig

# Declared when apps load: thresholds before their values are, groups of fields before they are agreed upon.
from benkan.cases import (  # noqa: F401
    delivery_thresholds,
    event_thresholds,
    followup_thresholds,
    notices,
    shared_fields,
    thresholds,
)
from benkan.cases.permissions import (
    DECIDE,
    KEEP_GRANTS,
    OWN_TOTALS,
    PROPOSE_SCALE,
    READ,
    RECEIVE,
    SUPERVISE,
    TOTALS,
    VALIDATE,
)
from benkan.common.shell import Entry
from benkan.common.work import Part


class CasesConfig(AppConfig):
    name = "benkan.cases"
    menu = (
        Entry("Accompagnements", "cases:list", READ, order=35),
        Entry("Où l’on attend", "cases:totals", TOTALS, order=36),
        Entry("Où l’on attend", "cases:totals", OWN_TOTALS, order=36),
        Entry("Note du vendredi", "cases:friday", TOTALS, order=37),
        Entry("Orientations", "cases:received", RECEIVE, order=40),
        Entry("Transferts", "cases:transfers", RECEIVE, order=41),
        Entry("Financements", "cases:funding", DECIDE, order=50),
        Entry("Séances", "cases:sittings", DECIDE, order=51),
        Entry("Subventions", "cases:grants", KEEP_GRANTS, order=52),
        Entry("Plafonds", "cases:ceilings", KEEP_GRANTS, order=53),
        Entry("Remises", "cases:deliveries", VALIDATE, order=54),
        Entry("Remises", "cases:deliveries", KEEP_GRANTS, order=54),
        *(Entry("Barème", "cases:scale", right, order=55) for right in (KEEP_GRANTS, SUPERVISE, PROPOSE_SCALE)),
    )
    today = (
        Part(
            "cases/today/to_answer.html",
            "benkan.cases.work_of_referrals.to_answer",
            order=14,
            title="Orientations à répondre",
        ),
        Part(
            "cases/today/to_follow.html", "benkan.cases.work_of_referrals.to_follow", order=16, title="Vos orientations"
        ),
        Part(
            "cases/today/to_recall.html",
            "benkan.cases.work_of_referrals.to_recall",
            order=15,
            title="Orientations en retard",
        ),
        Part("cases/today/vital.html", "benkan.cases.work_of_referrals.vital", order=15),
        Part("cases/today/screening.html", "benkan.cases.work_of_assessment.screening", order=13, title="Évaluations"),
        Part("cases/today/plans.html", "benkan.cases.work_of_plans.plans", order=17, title="Plans"),
        Part("cases/today/funding.html", "benkan.cases.work_of_plans.funding", order=12, title="Demandes à décider"),
        Part("cases/today/visits.html", "benkan.cases.reads.week.visits", order=12, title="Visites"),
        Part("cases/today/events.html", "benkan.cases.work_of_events.events", order=13, title="Événements"),
        Part("cases/today/paying.html", "benkan.cases.work_of_deliveries.paying", order=11),
        Part("cases/today/handing.html", "benkan.cases.work_of_deliveries.handing", order=16, title="À remettre"),
        Part("cases/today/checking.html", "benkan.cases.work_of_deliveries.checking", order=18, title="À vérifier"),
        Part("cases/today/transfers.html", "benkan.cases.work_of_transfers.transfers", order=13, title="Transferts"),
        Part(
            "cases/today/second_returns.html",
            "benkan.cases.work_of_transfers.second_returns",
            order=14,
            title="Seconds retours",
        ),
        Part(
            "cases/today/late_transfers.html",
            "benkan.cases.work_of_transfers.late",
            order=15,
            title="Transferts en retard",
        ),
    )
    exports = (
        "benkan.cases.workbook.visits.TAKEN",
        "benkan.cases.workbook.plan_lines.TAKEN",
        "benkan.cases.workbook.handed.TAKEN",
        "benkan.cases.workbook.paid.TAKEN",
    )
    returns = (
        "benkan.cases.workbook.visits.RETURNING",
        "benkan.cases.workbook.plan_lines.RETURNING",
        "benkan.cases.workbook.handed.RETURNING",
        "benkan.cases.workbook.paid.RETURNING",
    )
    registration_last_words = (("cases.CaseStatusRow", "at", "case__registration"), ("cases.LifeEvent", "at"))
    registration_kept_while = ("benkan.cases.reads.listed.under_way",)
    registration_followers = (
        "benkan.cases.writes.close_annulled",
        "benkan.cases.writes.referral_ends.withdraw_annulled",
        "benkan.cases.writes.asking.withdraw_annulled",
        "benkan.cases.writes.stopping.stop_annulled",
        "benkan.cases.writes.transfer_ends.withdraw_annulled",
    )
    registration_erasers = (
        "benkan.cases.writes.referral_ends.erase_referrals",
        "benkan.cases.writes.transfer_ends.erase_transfers",  # before visits, as when she is received elsewhere
        "benkan.cases.writes.erase_words",
        "benkan.cases.writes.assessment.erase_answers",
        "benkan.cases.writes.needs.erase_needs",
        "benkan.cases.writes.skills.erase_skills",
        "benkan.cases.writes.plans.erase_plan_words",
        "benkan.cases.writes.erasing.erase_followup",
        "benkan.cases.writes.event_erasing.erase_events",
        "benkan.cases.writes.stopping.erase_deliveries",
        "benkan.cases.writes.returned.erase_returned",
    )
    registration_copies_held = ("benkan.cases.writes.returned.returned_of",)
    # Events of a life: what is told below, what is stopped, where other events are noted.
    registration_said_of_age = ("benkan.cases.reads.events.said_of_age",)
    registration_deaths = ("benkan.cases.reads.events.has_died",)
    life_stops = ("benkan.cases.writes.stopping.stop_deliveries",)

    @staticmethod
    def load_reference(using: str):
        """Rhythms and grids of the follow-up, as `data/` says them; after the migrations, by the owner."""
        from benkan.cases.load_followup import load_followup

        return load_followup(using)

    @property
    def file_sections(self):
        from benkan.people.file import Section  # models are ready when a file is opened, not when apps load

        return (
            Section("cases/sections/case.html", "benkan.cases.sections.accompaniment", order=10),
            Section("cases/sections/events.html", "benkan.cases.sections_of_events.events", order=5),
            Section("cases/sections/moving.html", "benkan.cases.sections.moving", order=30),
        )

    @property
    def printed_sections(self):
        from benkan.cases.printed.sections import SECTIONS  # models are ready when a file is printed

        return SECTIONS

    @property
    def life_links(self):
        from benkan.cases.life_links import LifeLink
        from benkan.cases.lifecycles.cases import CaseStatus  # the same: asked when a page is opened

        lost = frozenset({CaseStatus.LOST})
        return (
            LifeLink("Déménagement", "Une autre organisation reprend, si elle l’accepte", "cases:transfer_out"),
            LifeLink("On ne la trouve plus", "Notez chaque tentative de la joindre, avec son jour", "cases:attempt"),
            LifeLink("Elle est retrouvée", "Reprenez l’accompagnement depuis sa page", "cases:case", lost),
        )
