"""Columns whose values are sealed in the database and clear on the object, for models with an `organisation`.

`object.phone` opens the value when it is first read, so that a list that does not show it never does; saving seals it.
What has no object cannot be sealed: `update()`, `bulk_update()` and raw values are refused, `values()` gives `Sealed`.
Such a column is never searched: only whether it holds anything may be asked (`isnull`). Sorting by it sorts by chance.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models

from benkan.common.sealing import Key, Place, opened, seal


@dataclass(frozen=True)
class Sealed:
    """A value as the database holds it."""

    raw: bytes = field(repr=False)

    def __str__(self):
        return "‹scellé›"


class SealedAttribute:
    """Opens on first reading; what is written here stays clear until it is saved."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        held, name = instance.__dict__, self.field.attname
        if name not in held:  # deferred: not `refresh_from_db`, which would ask for the organisation once more
            rows = type(instance)._base_manager.using(instance._state.db).filter(pk=instance.pk)
            held[name] = rows.values_list(name, flat=True).get()
        if isinstance(held[name], Sealed):
            held[name] = self.field.clear(opened(held[name].raw, self.field.place_on(instance)))
        return held[name]

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):
    """The ground of the two below, which say what the clear value is (`to_bytes`, `clear`)."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = False  # the database has no value to fill in: b"" would not open

    def to_bytes(self, value) -> bytes:
        raise NotImplementedError

    def clear(self, value: bytes):
        raise NotImplementedError

    def place(self, organisation_id: UUID, row_id: UUID) -> Place:
        return Place(self.model._meta.db_table, self.column, organisation_id, row_id)

    def place_on(self, instance: models.Model) -> Place:
        return self.place(instance.organisation_id, instance.pk)

    def sealed(self, value, *, organisation_id: UUID, row_id: UUID, key: Key | None = None) -> bytes | None:
        """What the column holds for a value of a row, for those who write it themselves. Raises `Unopened`."""
        return None if value is None else seal(self.to_bytes(value), self.place(organisation_id, row_id), key=key)

    def pre_save(self, model_instance, add):
        value = model_instance.__dict__.get(self.attname, None)
        if value is None or isinstance(value, Sealed):  # not read since it was loaded: as it was
            return value
        place = self.place_on(model_instance)
        if place.organisation_id is None or place.row_id is None:
            raise ValueError(f"{self} is sealed with the key of an organisation, for one row: give both first")
        return Sealed(seal(self.to_bytes(value), place))

    def get_db_prep_save(self, value, connection):
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self} is sealed when an object is saved: update() and raw values are not for it")
        return None if value is None else connection.Database.Binary(value.raw)

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(bytes(value))

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self} is sealed: it is never searched")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name):
        return None

    def value_to_string(self, obj):
        raise TypeError(f"{self} is sealed: it leaves no copy in clear")

    def check(self, **kwargs):
        named = {one.attname for one in self.model._meta.concrete_fields}
        missing = checks.Error("a sealed field needs an organisation on its model", obj=self, id="benkan.E001")
        return [*super().check(**kwargs), *([] if "organisation_id" in named else [missing])]


class SealedTextField(SealedField):
    """Clear value: str. `max_length` counts its letters. Never asked is "", as for a text that is not sealed."""

    def to_bytes(self, value: str) -> bytes:
        return str(value).encode()

    def clear(self, value: bytes) -> str:
        return value.decode()

    def to_python(self, value):
        return value

    def get_default(self):
        return "" if not self.has_default() and not self.null else super().get_default()


class SealedBytesField(SealedField):
    """Clear value: bytes."""

    def to_bytes(self, value: bytes) -> bytes:
        return bytes(value)

    def clear(self, value: bytes) -> bytes:
        return value
