"""The sections of a restricted file: what each asks, for which kind, and the status that its first row brings about.

Every row is dated and sealed whole. No section asks for a link with an armed group, and none has a field for it: such a
line has sent children to prison.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.lifecycles.child import ChildStatus
from benkan.safeguarding.lifecycles.trafficking import TraffickingStatus

WORRY, CONSENT, PLACEMENT, HANDOVER, VISIT, CHECK, INTERVIEW = (
    "inquietude", "accord", "placement", "remise", "visite", "verification", "entretien",
)  # fmt: skip
HERSELF = "elle"


@dataclass(frozen=True)
class Ask:
    """A question of a section. `kind`: "line", "text" (several lines), "choice" (with `choices`) or "day". What is not
    `on_paper` never leaves the screen."""

    name: str
    label: str
    kind: str = "line"
    required: bool = True
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    on_paper: bool = True


@dataclass(frozen=True)
class Section:
    """`moves_to`: where a row takes the file, if its table of moves allows it; `must_move`: it is refused otherwise.
    `by_form`: written by the form that its questions make; the others have pages of their own."""

    code: str
    label: str
    purpose: str
    button: str
    asks: tuple[Ask, ...]
    moves_to: StrEnum | None = None
    must_move: bool = False
    by_form: bool = True


_WHO = {"parent": "Son parent ou son tuteur", "autorite": "L’autorité", HERSELF: "Elle-même, majeure"}
_MEANS = {
    "telephone": "Appels téléphoniques",
    "relais": "Relais local\u00a0: mairie, chef de village, association",
    "organisme": "Organisme de recherche de familles",
    "consulat": "Par l’autorité, dans l’autre pays",
    "deplacement": "Déplacement sur place",
}
_SERVICES = {
    "repas": "Repas, produits de première nécessité",
    "soins": "Soins",
    "ecoute": "Écoute, soutien psychosocial",
    "abri": "Hébergement sûr",
    "juridique": "Conseil et assistance juridique",
    "famille": "Recherche de famille",
    "retour": "Retour volontaire",
    "reinsertion": "Réinsertion sociale et économique",
}
_OPINION = Ask(
    "opinion", "Ce que dit l’enfant, mot à mot", "text", required=False,
    help="Ses mots à lui, sans les arranger ; dites aussi s’il préfère ne rien dire",
)  # fmt: skip

_WORRY = Section(
    WORRY,
    "Ce qui a inquiété",
    "Ce qu’a dit la personne qui a confié ce dossier. Elle ne le relit pas.",
    "",
    (Ask("words", "Ce qui inquiète", "text"),),
    by_form=False,
)

CHILD_SECTIONS = (
    _WORRY,
    Section(
        "mesure",
        "Mesure d’urgence",
        "Ce qui met l’enfant en sécurité tout de suite.",
        "Noter une mesure d’urgence",
        (
            Ask("what", "Ce qui est fait", "text"),
            Ask("who", "Par qui", help="Fonction et organisme"),
            Ask("until", "Jusqu’au", "day", required=False),
        ),
        ChildStatus.EMERGENCY,
    ),
    Section(
        CONSENT,
        "Accords",
        "Le parent, le tuteur ou l’autorité consent ; l’avis de l’enfant est gardé à côté, même contraire.",
        "Noter un accord",
        (
            Ask("of", "Qui donne son accord", "choice", choices=_WHO),
            Ask("who", "Nom et qualité"),
            Ask("what", "À quoi", "text"),
            _OPINION,
        ),
    ),
    Section(
        "recherche",
        "Recherche de famille",
        "Chaque tentative, même sans résultat.",
        "Noter une tentative",
        (
            Ask("means", "Par quel moyen", "choice", choices=_MEANS),
            Ask("who", "Menée par", help="Fonction et organisme"),
            Ask("result", "Ce qui a été trouvé, ou pas", "text"),
        ),
        ChildStatus.TRACING,
    ),
    Section(
        CHECK,
        "Vérification du lien",
        "Une personne qui se dit de la famille fait une déclaration, avec un numéro. Une autre personne que celle qui "
        "l’a notée la vérifie.",
        "",
        (Ask("evidence", "Ce qui a été vérifié, et comment", "text"), Ask("verdict", "Avis", required=False)),
        ChildStatus.CHECKING,
        by_form=False,
    ),
    Section(
        "interet",
        "Intérêt supérieur",
        "Toutes les solutions possibles, l’avis de l’enfant, puis celle qui est retenue et par qui.",
        "Évaluer l’intérêt supérieur",
        (
            Ask("options", "Les solutions possibles, avec ce qui est pour et contre", "text"),
            Ask("opinion", "Ce que dit l’enfant, mot à mot", "text", help=_OPINION.help),
            Ask("chosen", "La solution retenue, et pourquoi", "text"),
            Ask("decided_by", "Décidée par", help="Nom, fonction, organisme"),
        ),
        ChildStatus.DECIDED,
    ),
    Section(
        PLACEMENT,
        "Placement",
        "Décidé par une autorité, avec un acte. Le lieu ne se lit qu’ici.",
        "Noter un placement",
        (
            Ask("authority", "Autorité qui décide"),
            Ask("act", "Numéro de l’acte"),
            Ask("where", "Lieu, et qui l’y reçoit", "text", help="Confidentiel : jamais sur une liste ni un papier"),
            Ask("until", "Jusqu’au", "day", required=False),
            _OPINION,
        ),
        ChildStatus.PLACED,
    ),
    Section(
        HANDOVER,
        "PV de remise",
        "L’enfant est confié à une personne dont le lien est vérifié, en présence d’une autorité.",
        "Établir le PV de remise",
        (
            Ask("to", "Remis à", help="Prénoms, nom, lien avec l’enfant"),
            Ask("paper", "Pièce d’identité vue", help="Nature et numéro"),
            Ask("authority", "Autorité présente", help="Nom, fonction, service"),
            Ask("witnesses", "Témoins", "text"),
            Ask("place", "Lieu de la remise"),
            Ask("opinion", "Ce que dit l’enfant, mot à mot", "text", help=_OPINION.help, on_paper=False),
        ),
        ChildStatus.HANDED,
        must_move=True,
    ),
    Section(
        VISIT,
        "Visites",
        "Après la remise ou le placement. L’enfant est aussi entendu seul.",
        "Noter une visite",
        (
            Ask("how", "Comment", "choice", choices={"presence": "Sur place", "telephone": "Par téléphone"}),
            Ask("found", "Ce qui a été vu", "text"),
            _OPINION,
        ),
        ChildStatus.FOLLOWED,
    ),
)

TRAFFICKING_SECTIONS = (
    _WORRY,
    Section(
        INTERVIEW,
        "Entretien",
        "Par une personne formée, seule à seule. Elle peut ne pas répondre.",
        "Mener l’entretien",
        (),
        TraffickingStatus.HEARD,
        by_form=False,
    ),
    Section(
        CONSENT,
        "Ses accords",
        "Rien ne part vers le mécanisme sans elle, sauf danger de mort.",
        "Noter un accord",
        (
            Ask("what", "À quoi elle dit oui, ou non", "text"),
            Ask("how", "Comment la joindre sans danger", "text", required=False),
        ),
    ),
    Section(
        "mecanisme",
        "Mécanisme de la Justice",
        "Le mécanisme propre aux victimes de traite, conduit par la Justice avec le comité national (CNCLTPPA). "
        "Seulement après un entretien qui conclut à des indices ou à une forte présomption.",
        "Confier au mécanisme",
        (
            Ask("structure", "À qui", help="Structure et fonction : comité national, juge, point focal"),
            Ask("reference", "Référence ou numéro donné", required=False),
            Ask("what", "Ce qui a été transmis, et ce qu’elle en dit", "text"),
        ),
        TraffickingStatus.MECHANISM,
        must_move=True,
    ),
    Section(
        "retablissement",
        "Temps de rétablissement",
        "Un temps pour se remettre et décider, sans pression ni audition.",
        "Ouvrir le temps de rétablissement",
        (
            Ask("until", "Jusqu’au", "day", required=False),
            Ask("what", "Ce qui est assuré pendant ce temps", "text"),
        ),
        TraffickingStatus.RECOVERY,
    ),
    Section(
        "services",
        "Services",
        "Donnés tout de suite : l’aide n’attend ni plainte ni décision.",
        "Noter un service",
        (
            Ask("kind", "Lequel", "choice", choices=_SERVICES),
            Ask("what", "Par qui, et ce qui en est sorti", "text"),
        ),
        TraffickingStatus.SERVED,
    ),
    Section(
        "suivi",
        "Suivi",
        "Comme elle a dit vouloir être jointe.",
        "Noter un contact",
        (Ask("what", "Ce qu’elle en dit", "text"),),
        TraffickingStatus.FOLLOWED,
    ),
)

SECTIONS: dict[str, tuple[Section, ...]] = {Kind.CHILD: CHILD_SECTIONS, Kind.TRAFFICKING: TRAFFICKING_SECTIONS}


def section_of(kind: str, code: str) -> Section | None:
    """The section of that code in files of that kind; None where there is none."""
    return next((one for one in SECTIONS[kind] if one.code == code), None)
