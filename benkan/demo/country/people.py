"""Invented people: families, twins, homonyms, people alone. What is true of each, before anybody writes it."""

import datetime as dt
from dataclasses import dataclass, replace
from random import Random

from benkan.demo.country import names, places
from benkan.people.ages import MAJORITY

TWIN_SHARE = 0.07  # of families of two children or more: twins are frequent, and hard for who links records
BROTHERS, HOMONYMS = 0.08, 0.02
LONE_BOYS, LONE_GIRLS = 0.16, 0.06
KNOWS_BIRTH, HAS_PHONE, HAS_PAPERS = 0.55, 0.8, 0.3
FOREIGN = ("gn", "sn", "ci", "bf", "ng", "gm", "cm")


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist. `family` is a family name, or « Ag … », or the father's given name."""

    key: int
    sex: str
    given: str
    family: str
    father: str
    mother: str
    born: dt.date
    knows_birth: bool
    phone: str
    destination: str
    quarter: str
    region: str
    nationality: str  # a country's slug; empty where nobody knows
    marital: str
    language: str
    papers: tuple[tuple[str, str], ...]
    private_talk: bool

    def age_on(self, day: dt.date) -> int:
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True)
class Companions:
    """People who stand together at the desk, with how each is related to the first; alone: one person."""

    people: tuple[Invented, ...]
    relations: tuple[str, ...] = ()
    lone_child: bool = False


class Cradle:
    """Makes people; one per world, since it numbers them."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.made = 0

    def company(self, *, men: int, women: int, boys: int, girls: int, country: str, on: dt.date) -> list[Companions]:
        """Families, brothers and people alone that make up a split exactly, in the order in which they queue."""
        rng, groups = self.rng, []
        lone_boys = sum(rng.random() < LONE_BOYS for _ in range(boys))
        lone_girls = sum(rng.random() < LONE_GIRLS for _ in range(girls))
        boys, girls = boys - lone_boys, girls - lone_girls
        while boys + girls and (women or men):
            mother = women > 0 and (men == 0 or rng.random() < 0.85)
            both = bool(mother and men and rng.random() < 0.3)
            size = min(boys + girls, rng.choices((1, 2, 3, 4), (4, 4, 2, 1))[0])
            sexes = []
            for _ in range(size):
                boy = boys > 0 and (girls == 0 or rng.random() < boys / (boys + girls))
                boys, girls = boys - boy, girls - (not boy)
                sexes.append("M" if boy else "F")
            groups.append(self._family(mother, both or not mother, sexes, country, on))
            women, men = women - mother, men - (both or not mother)
        while men > 1 and rng.random() < BROTHERS * men / (men + 6):
            groups.append(self._brothers(country, on))
            men -= 2
        for sex, lone in (("M", lone_boys + boys), ("F", lone_girls + girls)):
            children = (self._alone(sex, country, on, child=True) for _ in range(lone))
            groups += [Companions((child,), lone_child=True) for child in children]
        groups += [Companions((self._alone("M", country, on),)) for _ in range(men)]
        groups += [Companions((self._alone("F", country, on),)) for _ in range(women)]
        rng.shuffle(groups)
        return groups

    def _alone(self, sex: str, country: str, on: dt.date, *, child: bool = False) -> Invented:
        lineage = _Lineage(self.rng, places.drawn(self.rng, country))
        age = self.rng.choices((15, 16, 17, 13, 9), (3, 5, 6, 2, 1))[0] if child else self._adult_age()
        return self._person(lineage, sex, self._birth(age, on), on)

    def _brothers(self, country: str, on: dt.date) -> Companions:
        """Two brothers or, now and then, an uncle and the nephew named after him: the same name, another age."""
        lineage = _Lineage(self.rng, places.drawn(self.rng, country))
        age = self._adult_age()
        elder = self._person(lineage, "M", self._birth(age, on), on)
        if self.rng.random() < HOMONYMS / BROTHERS:
            nephew = _Lineage(self.rng, lineage.place, custom=lineage.custom, family=lineage.family)
            younger = self._person(nephew, "M", self._birth(max(18, age - 20), on), on, given=elder.given)
            return Companions((elder, replace(younger, phone=elder.phone)), ("", "autre"))
        younger = self._person(lineage, "M", self._birth(max(18, age - self.rng.randint(1, 6)), on), on)
        return Companions((elder, younger), ("", "fratrie"))

    def _family(self, mother: bool, father: bool, sexes: list[str], country: str, on: dt.date) -> Companions:
        rng = self.rng
        lineage = _Lineage(rng, places.drawn(rng, country))  # the father's, and the children's
        people, relations = [], []
        if father:
            dad = self._person(_Lineage(rng, lineage.place, custom=lineage.custom, family=lineage.family), "M",
                               self._birth(rng.randint(26, 48), on), on, married=True)  # fmt: skip
            people.append(dad)
            relations.append("")
            lineage.father_is(dad)
        if mother:
            own = _Lineage(rng, lineage.place, custom=lineage.custom)
            mum = self._person(own, "F", self._birth(rng.randint(22, 40), on), on, married=True)
            lineage.mother = f"{mum.given} {mum.family}"
            people.append(mum)
            relations.append("conjoint" if father else "")
        phone = next((one.phone for one in people if one.phone), "")
        ages = sorted((rng.randint(0, 16) for _ in sexes), reverse=True)
        born = [self._birth(age, on) for age in ages]
        given = [None] * len(sexes)
        if len(sexes) > 1 and rng.random() < TWIN_SHARE:
            born[1] = born[0]
            given[:2] = names.TWINS[sexes[0], sexes[1]]
        for sex, day, name in zip(sexes, born, given, strict=True):
            child = self._person(lineage, sex, day, on, given=name)
            people.append(replace(child, phone=phone if rng.random() < 0.5 else ""))
            relations.append("parent")
        return Companions(tuple(people), tuple(relations))

    def _person(self, lineage, sex: str, born: dt.date, on: dt.date, *, given=None, married=False) -> Invented:
        rng = self.rng
        self.made += 1
        if given is None or names.is_known(given, lineage.family_of(sex)):
            given = lineage.given(sex)
        adult = born.replace(year=born.year + MAJORITY, day=min(born.day, 28)) <= on
        foreign = rng.random()
        papers = _papers(rng) if adult and rng.random() < HAS_PAPERS else ()
        return Invented(
            key=self.made,
            sex=sex,
            given=given,
            family=lineage.family_of(sex),
            father=lineage.father,
            mother=lineage.mother,
            born=born,
            knows_birth=rng.random() < KNOWS_BIRTH,
            phone=_phone(rng) if adult and rng.random() < HAS_PHONE else "",
            destination=lineage.place.slug,
            quarter=rng.choice(lineage.place.quarters),
            region=lineage.place.region,
            nationality="" if foreign < 0.005 else rng.choice(FOREIGN) if foreign < 0.025 else "ml",
            marital="marie" if married or (adult and rng.random() < 0.33) else "celibataire",
            language=rng.choice(("bambara", "bambara", *places.SPOKEN.get(lineage.place.region, ()))),
            papers=papers,
            private_talk=rng.random() < 0.035,
        )

    def _adult_age(self) -> int:
        rng = self.rng
        return min(78, int(rng.triangular(18, 48, 25))) if rng.random() < 0.96 else rng.randint(48, 78)

    def _birth(self, age: int, on: dt.date) -> dt.date:
        # Never the first or last of a year: those days mean « unknown », and are for those who do not know.
        born = on - dt.timedelta(days=int(age * 365.25) + self.rng.randint(35, 340))
        return born.replace(day=self.rng.randint(2, 28))


class _Lineage:
    """How one family names its people: family name or chain, father, mother."""

    def __init__(self, rng: Random, place: places.Destination, custom: str = "", family: str | None = None):
        self.rng, self.place = rng, place
        self.custom = custom or rng.choices(place.customs, place.shares)[0]
        self.chained = self.custom in names.LINKS or rng.random() < names.CHAINS.get(self.custom, 0)
        self._father = self.family = ""
        self._father = self.given("M", plain=True)
        self.family = "" if self.chained else family or names.draw(rng, names.family_names(self.custom)).usual
        self.father = f"{self._father} {self.family or self._grandfather()}"
        self.mother = self._mother()

    def given(self, sex: str, *, plain: bool = False) -> str:
        rng, drawn = self.rng, names.given_names(self.custom, sex)
        for _ in range(20):
            given = names.draw(rng, drawn).usual
            if not plain and rng.random() < 0.08:
                given = f"{given} {names.draw(rng, drawn).usual}"
            if len(set(given.split())) == len(given.split()) and not names.is_known(given, self.family_of(sex)):
                return given
        return given

    def family_of(self, sex: str) -> str:
        if not self.chained:
            return self.family
        link = names.LINKS.get(self.custom)
        return f"{link[sex == 'F']} {self._father}" if link else self._father

    def father_is(self, dad: Invented) -> None:
        """The father is here himself: his children bear what he is called."""
        self._father = dad.given
        self.father = f"{dad.given} {dad.family}"

    def _grandfather(self) -> str:
        given = self.given("M", plain=True)
        link = names.LINKS.get(self.custom)
        return f"{link[0]} {given}" if link else given

    def _mother(self) -> str:
        """Her whole name: women keep their father's family name, which is rarely their children's."""
        given = self.given("F", plain=True)
        link = names.LINKS.get(self.custom)
        if link:
            return f"{given} {link[1]} {self.given('M', plain=True)}"
        custom = self.custom
        for _ in range(10):
            family = names.draw(self.rng, names.family_names(custom)).usual
            if family != self.family and not names.is_known(given, family):
                return f"{given} {family}"
        return f"{given} {family}"


def _phone(rng: Random) -> str:
    """Eight digits that begin by 3, where no range of Mali's numbers is known to us: nobody can be called by it."""
    return f"3{rng.randint(0, 9_999_999):07}"


def _papers(rng: Random) -> tuple[tuple[str, str], ...]:
    kind = rng.choices(("nina", "passeport", "consulaire", "voyage", "cni"), (5, 2, 2, 4, 1))[0]
    digits = f"{rng.randrange(10**14):014}"
    if kind == "nina":
        return ((kind, digits + rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")),)
    if kind == "passeport":
        return ((kind, f"AA{digits[:7]}"),)
    return ((kind, f"{'LP' if kind == 'voyage' else 'CC'} {digits[:6]}"),)
