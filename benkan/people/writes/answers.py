"""What is told of a person, as columns: shared by those who register and those who correct."""

from collections.abc import Iterator, Mapping

from benkan.people.identifiers import phone_key
from benkan.people.models import NameToken, Registration
from benkan.people.names import keys_of, mother_key

NAMES = ("given_names", "family_name", "also_known_as")
# What a correction may touch; the rest (organisation, person, number, status) has its own write or none.
CORRECTABLE = (
    *NAMES, "father_name", "mother_name", "sex", "birth", "birth_place", "nationality", "nationality_unknown", "phone",
    "destination", "destination_said", "marital_status", "languages", "wants_private_talk",
)  # fmt: skip
RELATED = ["organisation", "person", "household", "written_by", "nationality", "destination"]


def assign(registration: Registration, answers: Mapping) -> set[str]:
    """Set what differs; gives the names of the fields that changed. ValueError for what is not `CORRECTABLE`."""
    answers = dict(answers)
    # A country and « ne sait pas » exclude each other: whichever was said last holds.
    if answers.get("nationality") is not None:
        answers["nationality_unknown"] = False
    elif answers.get("nationality_unknown"):
        answers["nationality"] = None
    changed = set()
    for name, value in answers.items():
        if name not in CORRECTABLE:
            raise ValueError(f"{name} is not changed this way")
        said = " ".join(value.split()) if isinstance(value, str) else value
        if getattr(registration, name) != said:
            setattr(registration, name, said)
            changed.add(name)
    registration.phone_key = phone_key(registration.phone)
    registration.mother_key = mother_key(registration.mother_name)
    return changed


def columns_of(changed: set[str]) -> list[str]:
    """The columns of some answers; only these are written, so that a change of status beside them is not undone."""
    birth = {f"birth_{part}" for part in ("year", "month", "day", "precision", "said")} if "birth" in changed else set()
    return sorted((changed - {"birth"}) | birth | {"phone_key", "mother_key", "written_at", "written_by"})


def words_of(registration: Registration) -> Iterator[NameToken]:
    """The words by which a search finds her, not saved yet."""
    for token in sorted(keys_of(*(getattr(registration, name) for name in NAMES))):
        yield NameToken(registration=registration, organisation_id=registration.organisation_id, token=token)
