"""Invented people, family by family: siblings, twins, parents, namesakes, and what they share.

What makes matching hard is here: brothers share family name, parents, village and telephone; twins also the day; a
namesake (togoma) shares the whole name and not the age; a chain of given names gives brothers the same last word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.linkage import pools
from benkan.demo.country import names

LINKS = {"tamasheq": ("Ag", "Walet"), "arabe": ("Ould", "Mint")}
CHAINS = {"songhay": 0.4, "peul": 0.2}
SIZES = (1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6)  # how many of one family stand in registers
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
TWINS = {("M", "M"): ("Lassine", "Fousseyni"), ("F", "F"): ("Adama", "Awa"), ("F", "M"): ("Awa", "Adama"),
         ("M", "F"): ("Adama", "Awa")}  # fmt: skip


@dataclass(slots=True)
class Person:
    """One invented person, as her own papers say; names are (spelling of her papers, other spellings)."""

    number: int
    household: int
    custom: str
    sex: str
    given: tuple
    family: tuple  # one or two names; chains hold the father's and the grandfather's
    link: str  # Ag, Walet, Ould, Mint, or nothing
    father: tuple
    father_family: tuple
    mother: tuple
    mother_family: tuple
    year: int
    month: int
    day: int
    exact: bool  # knows the day of birth
    stated: int | None  # the year of her papers, where she does not know it
    phone: str
    nina: str
    village: tuple
    nickname: str
    title: str
    spouse: tuple | None


def spelling(rng: Random, name: tuple) -> tuple:
    """The spelling of one's papers (three in four the usual), with all others."""
    usual, others = name
    if not others or rng.random() < 0.75:
        return name
    return rng.choice(others), (usual, *others)


def phone(rng: Random) -> str:
    return f"{rng.choice('67789')}{rng.randrange(10**7):07}"


def people(rng: Random) -> Iterator[list[Person]]:
    """Families without end, each the members that stand in some register."""
    number = household = 0
    while True:
        found = _Family(rng, household).members(number)
        household += 1
        number += len(found)
        yield found


class _Family:
    def __init__(self, rng: Random, household: int):
        self.rng, self.household = rng, household
        self.custom = rng.choice(("mande", "peul", "senoufo")) if rng.random() < 0.05 else pools.customs().draw(rng)
        self.given = {sex: pools.given_names(self.custom, sex) for sex in "MF"}
        self.family = spelling(rng, pools.family_names(self.custom).draw(rng))
        self.link = LINKS.get(self.custom)
        self.chained = bool(self.link) or rng.random() < CHAINS.get(self.custom, 0)
        self.father = spelling(rng, self.given["M"].draw(rng))
        self.grandfather = spelling(rng, self.given["M"].draw(rng))
        self.mothers = [self._mother() for _ in range(1 if rng.random() < 0.7 else 2)]
        self.village = pools.villages(self.custom).draw(rng)
        self.phone = phone(rng)
        self.born = rng.randint(1938, 1988)  # the father

    def _mother(self) -> tuple[tuple, tuple]:
        rng = self.rng
        own = self.family if rng.random() < 0.1 else spelling(rng, pools.family_names(self.custom).draw(rng))
        if self.chained and rng.random() < 0.6:
            own = spelling(rng, self.given["M"].draw(rng))
        return spelling(rng, self.given["F"].draw(rng)), own

    def members(self, number: int) -> list[Person]:
        rng, found, taken = self.rng, [], set()
        size = rng.choice(SIZES)
        year = self.born + rng.randint(20, 34)
        while len(found) < size:
            if found and rng.random() < 0.07:
                found.append(self._twin(number + len(found), found, taken))
                continue
            if rng.random() < 0.10:
                found.append(self._elder(number + len(found), found))
                continue
            year += rng.choice((1, 2, 2, 2, 3, 3, 4))
            found.append(self._child(number + len(found), min(year, 2020), taken))
        return found

    def _child(self, number: int, year: int, taken: set) -> Person:
        rng = self.rng
        sex = "M" if rng.random() < 0.72 else "F"  # those who leave and return are men, mostly
        return self._person(number, sex, self._another(sex, taken), year, rng.choice(self.mothers))

    def _twin(self, number: int, found: list[Person], taken: set) -> Person:
        """Same day, same parents, numbers of identity that follow; named as twins are, one time in two."""
        rng, elder = self.rng, found[-1]
        sex = elder.sex if rng.random() < 0.7 else ("F" if elder.sex == "M" else "M")
        twin = self._child(number, elder.year, taken)
        twin.sex = sex
        twin.given = self._another(sex, taken)
        pair = TWINS[(elder.sex, sex)]
        if rng.random() < 0.5 and not taken & {*pair} and not any(self._is_known(name) for name in pair):
            elder.given, twin.given = ((name, ()) for name in pair)
            taken |= {*pair}
        if self.link:
            twin.link = self.link[sex == "F"]
        twin.year, twin.month, twin.day = elder.year, elder.month, elder.day
        twin.exact, twin.stated = elder.exact, elder.stated
        twin.mother, twin.mother_family = elder.mother, elder.mother_family
        twin.father, twin.father_family, twin.family = elder.father, elder.father_family, elder.family
        if elder.nina:
            serial = (int(elder.nina[11:14]) + 1) % 1000
            twin.nina = f"{elder.nina[0]}{'12'[sex == 'F']}{elder.nina[2:11]}{serial:03}{rng.choice(LETTERS)}"
        return twin

    def _elder(self, number: int, found: list[Person]) -> Person:
        """An uncle or a father, whose given name a child may bear: the same name, another age."""
        rng = self.rng
        given = self.father
        if found and rng.random() < 0.6:
            namesake = rng.choice(found)
            given = namesake.given if namesake.sex == "M" else given
        if self._is_known(given[0].partition(" ")[0]):
            given = self._another("M", set())
        father, self.father, self.grandfather = self.father, self.grandfather, spelling(rng, self.given["M"].draw(rng))
        elder = self._person(number, "M", given, self.born + rng.randint(-6, 6), self._mother())
        self.father, self.grandfather = father, elder.father
        return elder

    def _person(self, number: int, sex: str, given: tuple, year: int, mother: tuple) -> Person:
        rng = self.rng
        if rng.random() < 0.12:
            second = spelling(rng, self.given[sex].draw(rng))
            if second[0] != given[0]:
                given = (f"{given[0]} {second[0]}", ())
        exact = rng.random() < 0.58
        family = (self.family,)
        if self.chained:
            family = (self.father, self.grandfather) if rng.random() < 0.2 else (self.father,)
        return Person(
            number=number, household=self.household, custom=self.custom, sex=sex, given=given, family=family,
            link=self.link[sex == "F"] if self.link else "", father=self.father, father_family=self.family,
            mother=mother[0], mother_family=mother[1], year=year, month=rng.randint(1, 12), day=rng.randint(1, 28),
            exact=exact, stated=self._stated(year) if not exact and rng.random() < 0.5 else None,
            phone=self.phone if rng.random() < 0.3 else phone(rng), nina=self._nina(sex, year), village=self.village,
            nickname=rng.choice(pools.NICKNAMES) if rng.random() < 0.06 else "",
            title=_title(rng, sex, year),
            spouse=pools.family_names(self.custom).draw(rng) if sex == "F" and rng.random() < 0.4 else None,
        )  # fmt: skip

    def _another(self, sex: str, taken: set) -> tuple:
        """A given name that no brother or sister bears, nor with this family name a well-known person."""
        while True:
            given = self.given[sex].draw(self.rng)
            if given[0] not in taken and not self._is_known(given[0]):
                taken.add(given[0])
                return spelling(self.rng, given)

    def _is_known(self, given: str) -> bool:
        families = (self.family[0], self.father[0], f"{self.link[0]} {self.father[0]}" if self.link else "")
        return any(names.is_known(given, family) for family in families)

    def _stated(self, year: int) -> int:
        return year + self.rng.choice((-2, -1, -1, 0, 0, 0, 0, 0, 1, 1, 2))

    def _nina(self, sex: str, year: int) -> str:
        """Two people in five have a number: nationality, sex, year, place, serial, letter (domain notes, 15 signs)."""
        rng = self.rng
        if rng.random() > 0.4:
            return ""
        place = 1_000_000 + self.village[2] * 7
        return f"1{'12'[sex == 'F']}{year % 100:02}{place:07}{rng.randrange(1000):03}{rng.choice(LETTERS)}"


def _title(rng: Random, sex: str, year: int) -> str:
    if year < 1965 and rng.random() < 0.25:
        return rng.choice(("El Hadj", "El Hadji", "Elhadj") if sex == "M" else ("Hadja", "Hadjia"))
    if rng.random() < 0.03:
        return rng.choice(("Dr", "Imam", "Cheick", "Baba", "M.") if sex == "M" else ("Mme", "Tanti", "Mme"))
    return ""
