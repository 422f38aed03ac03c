"""Who may do what: one table, made to be read by a manager. Rights are declared by each context's `permissions.py`.

Duties that must not meet in one person stand in `APART`; the database of members refuses them together.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A role: its French name, what it is for, and the codes of the rights it gives."""

    label: str
    purpose: str
    rights: frozenset[str]
    second_factor: bool = False  # held with a second factor only


def _role(label: str, purpose: str, *rights: str, second_factor: bool = False) -> Role:
    return Role(label, purpose, frozenset(rights) | {"organisations.roles"}, second_factor)


ROLES: dict[str, Role] = {
    "accueil": _role(
        "Agent d’accueil",
        "Compte les convois, enregistre les personnes, note l’aide immédiate, au poste ou à l’antenne.",
        "arrivals.see",
        "arrivals.announce",
        "arrivals.count",
        "arrivals.lines",
        "arrivals.join",
        "arrivals.aid",
        "arrivals.return",
        "arrivals.export",
        "people.search",
        "people.read",
        "people.register",
        "people.complete",
        "people.consent",
        "attachments.add",
        "attachments.read",
        "people.request",
        "linkage.check",
        "offers.see",
        "cases.death",
        "complaints.note",
        "safeguarding.confide",
    ),
    "accompagnement": _role(
        "Chargé d’accompagnement",
        "Complète les enregistrements et suit les dossiers de son organisation.",
        "arrivals.see",
        "arrivals.lines",
        "arrivals.join",
        "arrivals.aid",
        "arrivals.return",
        "arrivals.export",
        "people.search",
        "people.read",
        "people.export",
        "people.register",
        "people.complete",
        "people.consent",
        "attachments.add",
        "attachments.read",
        "people.request",
        "people.answer_request",
        "linkage.review",
        "linkage.check",
        "linkage.answer",
        "linkage.helped",
        "linkage.helped_many",
        "offers.see",
        "offers.structure",
        "cases.read",
        "cases.keep",
        "cases.follow",
        "cases.assess",
        "cases.restricted",
        "cases.plan",
        "cases.refer",
        "cases.receive",
        "cases.events",
        "cases.death",
        "cases.prepare",
        "cases.check",
        "complaints.note",
        "safeguarding.confide",
        "safeguarding.receive",
        "training.see",
        "training.keep",
        "training.enrol",
        "groups.read",
        "groups.keep",
        "groups.link",
    ),
    "point_focal": _role(
        "Point focal",
        "Annonce les convois, joint les listes de son organisation et répond aux partenaires.",
        "arrivals.see",
        "arrivals.announce",
        "arrivals.lines",
        "arrivals.join",
        "arrivals.export",
        "people.search",
        "people.read",
        "people.export",
        "people.register_listed",
        "linkage.review",
        "linkage.review_many",
        "linkage.helped_many",
        "linkage.answer",
        "linkage.quality",
        "offers.see",
        "offers.keep",
        "offers.structure",
        "cases.receive",
        "cases.own_totals",
        "cases.overdue",
        "cases.follow_team",
        "cases.check",
        "cases.supervise",
        "complaints.note",
        "audit.journal",
        "training.see",
        "training.keep",
        "training.search",
        "training.own_totals",
        "groups.read",
        "groups.keep",
    ),
    "commission": _role(
        "Commission de sélection",
        "Décide, en séance, des demandes de financement adressées à son organisation ; n’ouvre aucun dossier.",
        "cases.decide",
        "cases.grants",
        "groups.read",
        "groups.decide",
    ),
    "finances": _role(
        "Gestionnaire financier",
        "Valide ou paie les remises et les tranches que son organisation finance, jamais la même ; n’en prépare "
        "aucune, n’ouvre aucun dossier.",
        "cases.validate",
        "cases.pay",
        "groups.read",
        "groups.validate",
        "groups.pay",
        second_factor=True,
    ),
    "administration": _role(
        "Administrateur de l’organisation",
        "Ouvre et ferme les comptes de son organisation et lit son journal ; n’ouvre aucun dossier.",
        "organisations.members",
        "organisations.agree",
        "organisations.posts",
        "safeguarding.training",
        "audit.journal",
        second_factor=True,
    ),
    "secretariat": _role(
        "Secrétariat du CNRM",
        "Voit les convois et les totaux de tous les acteurs, sans aucun nom.",
        "arrivals.totals",
        "linkage.quality",
        "linkage.quality_all",
        "cases.totals",
        "cases.propose_scale",
        "offers.see",
        "safeguarding.figures",
        "training.see",
        "training.totals",
        "groups.totals",
    ),
    "protection_donnees": _role(
        "Délégué à la protection des données",
        "Décide des demandes des personnes sur leurs données, lit les journaux et les motifs ; n’ouvre aucun dossier.",
        "people.sign_text",
        "people.request",
        "people.decide_request",
        "linkage.quality",
        "linkage.quality_all",
        "organisations.agree",
        "cases.vital",
        "complaints.note",
        "audit.journal",
        second_factor=True,
    ),
    "plaintes": _role(
        "Chargé des plaintes",
        "Examine les plaintes dont il est destinataire et y répond ; n’ouvre aucun dossier.",
        "complaints.note",
        "complaints.handle",
        second_factor=True,
    ),
    "referent_protection": _role(
        "Référent des dossiers restreints",
        "Tient les dossiers d’enfants et de personnes vues à part dont il est titulaire ; n’ouvre aucun autre dossier.",
        "safeguarding.hold",
        second_factor=True,
    ),
    "plateforme": _role(
        "Administrateur national",
        "Ouvre les organisations et tient les référentiels ; n’ouvre aucun dossier.",
        "organisations.all",
        "organisations.thresholds",
        "places.correct",
        "organisations.members",
        "complaints.recipients",
        "safeguarding.authority",
        "audit.journal",
        second_factor=True,
    ),
}

# Who opens accounts or reads the journals does not open files; who asks does not decide.
APART: tuple[frozenset[str], ...] = (
    frozenset({"administration", "accueil"}),
    frozenset({"administration", "accompagnement"}),
    frozenset({"protection_donnees", "accueil"}),
    frozenset({"protection_donnees", "accompagnement"}),
    frozenset({"plateforme", "accueil"}),
    frozenset({"plateforme", "accompagnement"}),
    # Who asks for money for a person does not decide that she is given it.
    frozenset({"commission", "accompagnement"}),
    # Who pays neither asks, nor decides, nor checks, nor opens accounts.
    *(
        frozenset({"finances", role})
        for role in ("accompagnement", "accueil", "point_focal", "commission", "administration")
    ),
    # Who examines complaints neither serves, decides nor opens accounts: those are what people complain of.
    *(
        frozenset({"plaintes", role})
        for role in (
            "accueil",
            "accompagnement",
            "point_focal",
            "commission",
            "finances",
            "administration",
            "plateforme",
        )
    ),
    # Who holds restricted files opens no other, and nobody who decides, counts or opens accounts reads one.
    *(
        frozenset({"referent_protection", role})
        for role in (
            "accueil",
            "accompagnement",
            "point_focal",
            "commission",
            "administration",
            "secretariat",
            "protection_donnees",
            "plaintes",
            "plateforme",
        )
    ),
)

EVERYWHERE = frozenset({"public", "civil", "international", "prive"})
# Roles that answer to the whole platform, and in the State to more than one service: by sector of the organisation,
# these are given by the national administrator, the others by the organisation's own.
NAMED_NATIONALLY: dict[str, frozenset[str]] = {
    "secretariat": EVERYWHERE,
    "plateforme": EVERYWHERE,
    "protection_donnees": frozenset({"public"}),
}


def roles_given(*, sector: str, own: bool, national: bool) -> tuple[str, ...]:
    """Codes of the roles that one may give in an organisation of this sector, in the order of the table.

    `own`: one opens the accounts of that very organisation. `national`: one is the national administrator, who also
    names the administrators of every organisation, and nobody else there.
    """
    return tuple(
        role
        for role in ROLES
        if (national and (role == "administration" or sector in NAMED_NATIONALLY.get(role, ())))
        or (own and sector not in NAMED_NATIONALLY.get(role, ()))
    )


def kept_apart_from(role: str) -> frozenset[str]:
    """Codes of the roles that nobody holds together with this one."""
    return frozenset().union(*(pair - {role} for pair in APART if role in pair))
