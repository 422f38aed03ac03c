"""A list without a subject, for the tests of documents: as many numbers as its filter says, for anybody."""

from benkan.audit import verbs
from benkan.common.errors import Impossible
from benkan.organisations.permissions import READ_ROLES
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.exports import Export, Prepared

TAKEN = verbs.declare("tests.numbers_taken", "a emporté des nombres", reads=True)


def numbers(by, filters):
    count = int(filters.get("combien", 3))
    if count > 100:
        raise Impossible("Pas plus de cent.")

    def rows():
        for number in range(count):
            if filters.get("panne"):
                raise RuntimeError("Traoré")
            yield [number, f"=1+{number}"]

    return Prepared(
        title="Nombres",
        name="nombres/essai",
        sheet="Nombres",
        source="les tests",
        shown="Affichés\u00a0: les premiers.",
        hidden="les autres",
        headings=(Heading("Nombre"), Heading("Texte")),
        count=count,
        rows=rows,
        left_out="Rien d’autre.",
        back=("Accueil", "/"),
    )


NUMBERS = Export("nombres", "Nombres", READ_ROLES, TAKEN, numbers, filters=("combien", "panne"))
OF_SOMETHING = Export("chiffres", "Chiffres", READ_ROLES, TAKEN, numbers, target="de")
