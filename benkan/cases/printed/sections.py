"""The sections themselves, in the order in which she reads them."""

from benkan.cases.permissions import READ, READ_RESTRICTED
from benkan.people.printed import Printed

_OWN, _HANDED = "benkan.cases.printed.own", "benkan.cases.printed.handed"
_RESERVED = "benkan.cases.printed.reserved"
HANDED_CODE, HANDED_TITLE = "transmis", "À qui vos données ont été transmises"
HANDED_HEADS = ("Jour", "À qui", "Par qui", "Ce qui a été transmis")

SECTIONS = (
    Printed("accompagnement", "Votre accompagnement", ("Jour", "Étape"), READ, f"{_OWN}.accompaniments", order=10),
    Printed(
        "besoins", "Vos besoins", ("Jour", "Besoin", "Ce que vous souhaitez", "Pilier", "Où cela en est"), READ,
        f"{_OWN}.needs", order=20,
    ),
    Printed(
        "plan", "Votre plan",
        ("Ce qui sera fait", "Qui le fait", "Coût", "Qui paie", "Où cela en est", "Quand"), READ,
        f"{_OWN}.plan", order=30,
    ),
    Printed(
        "remises", "Ce que vous avez reçu", ("Jour", "Pour", "Montant", "Comment", "De qui", "Reçu"), READ,
        f"{_OWN}.deliveries", order=40,
    ),
    Printed("visites", "Vos visites", ("Jour", "Comment", "État"), READ, f"{_OWN}.visits", order=50),
    Printed(
        "evenements", "Ce qui a changé dans votre vie", ("Jour", "Ce qui est arrivé", "Précision"), READ,
        f"{_OWN}.events", order=60,
    ),
    Printed(
        "orientations", "Vers qui vous avez été orientée", ("Jour", "Vers", "Pour", "Où cela en est"), READ,
        f"{_HANDED}.referrals", order=80,
    ),
    Printed(
        "transferts", "Vos transferts à un autre acteur", ("Jour", "Vers", "Où vous allez vivre", "Où cela en est"),
        READ, f"{_HANDED}.transfers", order=90,
    ),
    Printed(
        "confie", "Ce que vous avez confié à part", ("Jour", "Aide", "Précision", "Où cela en est"), READ_RESTRICTED,
        f"{_RESERVED}.confided", order=95, held=f"{_RESERVED}.held",
    ),
    Printed(HANDED_CODE, HANDED_TITLE, HANDED_HEADS, READ, f"{_HANDED}.handed", order=99),
)  # fmt: skip
