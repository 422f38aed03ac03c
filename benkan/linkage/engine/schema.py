"""What the columns of a file of persons hold: declared in YAML, or guessed (`guessing`) and said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from benkan.linkage.engine.refusal import NBSP, Unusable, quoted


class Role(StrEnum):
    """What a column is evidence of."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    FATHER_NAME = "father_name"
    MOTHER_NAME = "mother_name"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    BIRTH_MONTH = "birth_month"
    BIRTH_DAY = "birth_day"
    SEX = "sex"
    PHONE = "phone"
    EMAIL = "email"
    IDENTIFIER = "identifier"
    PLACE = "place"
    ADDRESS = "address"
    CATEGORY = "category"


DEDUPE, LINK = "dedupe", "link"
# What stands for no value where the schema does not say it; « NA » may be a name, so it is not among them.
USUAL_MISSING = (
    "-", "--", "?", ".", "/", "n/a", "#n/a", "null", "none", "nan", "nul", "inconnu", "inconnue", "unknown",
    "unbekannt", "desconocido", "non renseigné", "non renseigne", "néant", "neant", "nsp", "ne sait pas", "sans objet",
)  # fmt: skip
_KEYS = ("id", "mode", "columns", "missing", "one_to_one")


@dataclass(frozen=True)
class Column:
    """One column that is read: its name as in the header, its role, and the way its dates are written if it is said."""

    name: str
    role: Role
    format: str | None = None


@dataclass(frozen=True)
class Schema:
    """How persons are read. `id` None: rows are numbered from 1. `missing` None: the usual words for « nothing »."""

    columns: tuple[Column, ...]
    id: str | None = None
    mode: str = DEDUPE
    missing: tuple[str, ...] | None = None
    one_to_one: bool = False
    guessed: bool = field(default=False, compare=False)

    @property
    def roles(self) -> dict[str, str]:
        """Column → role, for people to read."""
        return {column.name: column.role.value for column in self.columns}

    @property
    def stands_for_nothing(self) -> tuple[str, ...]:
        """What a cell may hold that is no value, in lower case; compared without regard to case."""
        return tuple(word.lower() for word in (USUAL_MISSING if self.missing is None else self.missing))


def read_schema(path: Path) -> Schema:
    """Read a schema of YAML. Raises `Unusable` with a sentence that names the file and the key at fault."""
    import yaml

    path = Path(path)
    try:
        declared = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Unusable(f"{path.name}{NBSP}: ce schéma ne peut pas être lu. Vérifiez son nom et ses droits.") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path.name}{NBSP}: ce schéma n’est pas un texte en UTF-8. Enregistrez-le ainsi.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" à la ligne {mark.line + 1}" if mark else ""
        raise Unusable(f"{path.name}{NBSP}: ce schéma n’est pas du YAML{where}. Corrigez-le.") from None
    return schema_of(declared, path.name)


def schema_of(declared: object, name: str) -> Schema:
    """The schema that a mapping declares; `name` is the file's, for the sentences. Raises `Unusable`."""
    if not isinstance(declared, Mapping):
        raise Unusable(f"{name}{NBSP}: ce schéma ne déclare rien. Écrivez au moins la clé {quoted('columns')}.")
    for key in declared:
        _among(key, _KEYS, f"{name}{NBSP}: la clé {quoted(key)} n’est pas connue.")
    mode = declared.get("mode", DEDUPE)
    _among(mode, (DEDUPE, LINK), f"{name}, clé mode{NBSP}: {quoted(mode)} n’est pas un mode.")
    one_to_one = declared.get("one_to_one", False)
    if not isinstance(one_to_one, bool):
        raise Unusable(f"{name}, clé one_to_one{NBSP}: écrivez true ou false, et non {quoted(one_to_one)}.")
    identifier = declared.get("id")
    if identifier is not None and not isinstance(identifier, str | int):
        raise Unusable(f"{name}, clé id{NBSP}: écrivez le nom d’une seule colonne.")
    return Schema(
        columns=tuple(_columns(declared.get("columns"), name)),
        id=None if identifier is None else str(identifier).strip(),
        mode=mode,
        missing=_missing(declared.get("missing"), name),
        one_to_one=one_to_one,
    )


def _columns(declared: object, name: str) -> Iterable[Column]:
    if not isinstance(declared, Mapping) or not declared:
        raise Unusable(
            f"{name}, clé columns{NBSP}: dites au moins une colonne, sous la forme NOM: {{role: given_name}}."
        )
    for title, written in declared.items():
        where = f"{name}, colonne {quoted(title)}"
        said = {"role": written} if isinstance(written, str) else written
        if not isinstance(said, Mapping) or "role" not in said:
            raise Unusable(f"{where}{NBSP}: dites son rôle, sous la forme {{role: given_name}}.")
        for key in said:
            _among(key, ("role", "format"), f"{where}{NBSP}: la clé {quoted(key)} n’est pas connue.")
        _among(said["role"], tuple(Role), f"{where}{NBSP}: {quoted(said['role'])} n’est pas un rôle.")
        form = said.get("format")
        yield Column(str(title).strip(), Role(said["role"]), None if form is None else _format(form, where))


def _format(form: object, where: str) -> str:
    from benkan.linkage.engine.dates import Way

    try:
        Way.declared(str(form))
    except ValueError:
        raise Unusable(
            f"{where}, clé format{NBSP}: {quoted(form)} n’est pas compris. Écrivez par exemple JJ/MM/AAAA, %Y-%m-%d, "
            f"excel, ou age@2026."
        ) from None
    return str(form)


def _missing(declared: object, name: str) -> tuple[str, ...] | None:
    if declared is None:
        return None
    if isinstance(declared, str | int | float):
        declared = [declared]
    if not isinstance(declared, list) or any(isinstance(word, list | Mapping) for word in declared):
        raise Unusable(f'{name}, clé missing{NBSP}: écrivez une liste de mots, sous la forme ["NA", "-"].')
    return tuple("" if word is None else str(word).strip() for word in declared)


def _among(said: object, known: Iterable[str], sentence: str) -> None:
    if said not in tuple(known):
        raise Unusable(f"{sentence} Écrivez {', '.join(known)}.")
