"""Invented restricted files: a child who came alone, looked for, claimed, handed over; one whose claim waits; somebody
heard apart. The authority and its act are invented too."""

import datetime as dt

from benkan.common import clock
from benkan.demo.cast import account_of, body_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account, Membership
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.safeguarding import writes
from benkan.safeguarding.kinds import Conclusion, Kind, Seat
from benkan.safeguarding.models import Holding, RestrictedFile

PEOPLE = ("adama", "fanta", "awa", "moussa", "assa", "nouhoum", "kalifa")
ACT = "Acte inventé pour la démonstration, no 2026-001"
CHILD, GROWN = (8, 15), (20, 45)  # ages, both bounds in


def tell() -> None:
    """Of people received by the reception service, over the last three months."""
    with entered(door="open"):
        cast = {key: account_of(key) for key in PEOPLE}
    _named(cast, days=120)
    told: list[Registration] = []
    for story, ages, days in ((_handed_over, CHILD, 60), (_claimed, CHILD, 4), (_heard, GROWN, 9)):
        registration = _somebody(cast["awa"], ages, days, told)
        if registration is not None:
            told.append(registration)
            story(cast, registration, days=days)


def _somebody(account: Account, ages: tuple[int, int], days: int, told: list[Registration]) -> Registration | None:
    """The first registered, of these ages, some days ago or before, of whom nothing is told yet; None if there is
    nobody. The same people give the same story."""
    youngest, oldest = ages
    before = clock.now() - dt.timedelta(days=days)
    with acting_for(account):
        found = Registration.objects.filter(
            status__in=(Status.REGISTERED, Status.COMPLETED), registered_at__lte=before, birth_year__isnull=False
        ).exclude(pk__in=[one.pk for one in told])
        fit = (one for one in found.order_by("number") if youngest <= one.age_on(clock.today()) <= oldest)
        return next(fit, None)


def _named(cast: dict[str, Account], *, days: int) -> None:
    with _ago(days), acting_for(cast["adama"]) as by:
        writes.say_authority(by=by, organisation=body_of("ENFANCE"), act=ACT)
    with _ago(days - 1), acting_for(cast["fanta"]) as by:
        membership = Membership.objects.get(account=cast["assa"], organisation=by.organisation_id)
        writes.record_training(by=by, membership=membership, day=clock.today(), given_by="Institut inventé")


def _handed_over(cast: dict[str, Account], child: Registration, *, days: int) -> None:
    """Alone at the post; her father is found, verified by the deputy, and she goes home; one visit since."""
    file = _held(cast, child, Kind.CHILD, "Elle est seule au poste, et ne connaît personne du convoi.", days=days)
    assa, nouhoum = cast["assa"], cast["nouhoum"]
    _write(assa, file, days - 1, "mesure", what="Une famille d’accueil pour la nuit", who="Service social du poste")
    _write(
        assa, file, days - 3, "recherche", means="relais", who="Mairie de son village",
        result="Un voisin connaît son père",
    )  # fmt: skip
    with _ago(days - 6), acting_for(assa) as by:
        said = {
            "name": "Un homme qui se dit son père",
            "tie": "parent",
            "sex": "M",
            "words": "Je la cherche depuis un an",
        }
        claim = writes.note_claim(by=by, file=file, said=said)
    with _ago(days - 12), acting_for(nouhoum) as by:
        evidence = "Acte de naissance vu, visite au village, deux voisins entendus séparément, la mère au téléphone"
        writes.decide_claim(by=by, claim=claim, verdict="verifie", evidence=evidence)
    _write(
        assa, file, days - 14, "interet", options="Retour chez son père\u00a0; séjour chez sa tante\u00a0; accueil ici",
        opinion="Je veux dormir chez maman", chosen="Retour chez ses parents, avec des visites",
        decided_by="Service social et autorité de l’enfance",
    )  # fmt: skip
    _write(
        assa, file, days - 15, "accord", of="autorite", who="Autorité de l’enfance (démonstration)", what="La remise",
        opinion="Je suis d’accord",
    )  # fmt: skip
    answers = {
        "to": "Son père", "paper": "Carte d’identité vue", "authority": "Cheffe du service social",
        "witnesses": "Deux voisins", "place": "Mairie de son village", "opinion": "Je suis contente",
    }  # fmt: skip
    with _ago(days - 18), acting_for(assa) as by:
        writes.add_row(by=by, file=file, section="remise", answers=answers, claim=claim)
    _write(assa, file, days - 25, "visite", how="presence", found="Elle va à l’école", opinion="J’ai une amie")


def _claimed(cast: dict[str, Account], child: Registration, *, days: int) -> None:
    file = _held(cast, child, Kind.CHILD, "Un homme vient la chercher, et elle se cache.", days=days)
    _write(
        cast["assa"],
        file,
        days - 1,
        "mesure",
        what="Une chambre au centre, porte gardée",
        who="Service social du poste",
    )
    with _ago(days - 1), acting_for(cast["assa"]) as by:
        said = {"name": "Un homme qui se dit son oncle", "tie": "autre", "sex": "M", "words": "Il n’a pas de papier"}
        writes.note_claim(by=by, file=file, said=said)


def _heard(cast: dict[str, Account], person: Registration, *, days: int) -> None:
    file = _held(cast, person, Kind.TRAFFICKING, "À voir à part.", days=days)
    with _ago(days - 2), acting_for(cast["assa"]) as by:
        writes.conclude(
            by=by, file=file, answers={"promesse": "oui", "papiers": "oui", "peur": "nsp"}, alone=True,
            conclusion=Conclusion.SOME, words="Le travail promis n’existait pas, et ses papiers lui ont été pris",
        )  # fmt: skip
    _write(cast["assa"], file, days - 3, "services", kind="abri", what="Un lieu sûr, pour deux semaines")


def _held(cast: dict[str, Account], registration: Registration, kind: Kind, words: str, *, days: int) -> RestrictedFile:
    """Confided by the desk, accepted by Assa the same day, with Nouhoum as her deputy."""
    with _ago(days), acting_for(cast["awa"]) as by:
        writes.confide(by=by, registration=registration, kind=kind, words=words)
    file = _taken(cast["assa"], days)
    with _ago(days), acting_for(cast["assa"]) as by:
        writes.propose(by=by, file=file, account_id=cast["nouhoum"].pk, seat=Seat.DEPUTY)
    return _taken(cast["nouhoum"], days)


def _taken(account: Account, days: int) -> RestrictedFile:
    with _ago(days), acting_for(account) as by:
        holding = Holding.objects.get(account=account, accepted_at=None, ended_at=None)
        return RestrictedFile.objects.get(pk=writes.take(by=by, holding=holding))


def _write(account: Account, file: RestrictedFile, days: int, section: str, **answers: str) -> None:
    with _ago(days), acting_for(account) as by:
        writes.add_row(by=by, file=file, section=section, answers=answers)


def _ago(days: int):
    return clock.at(clock.now() - dt.timedelta(days=days))
