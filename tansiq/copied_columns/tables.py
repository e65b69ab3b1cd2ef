"""Which columns are copied, and how the database writes each as a whole number.

Empty is NONE: counts and ids are never negative. A day is the number of days since 1970-01-01, an empty one NO_DAY.
A moment, such as that of archiving, is kept as whether there is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from numpy.typing import NDArray
from peewee import SQL, Case, DateField, DateTimeField, Field, Model, fn

from tansiq.language.vocabulary import MODALITIES, PARTNER_ROLES, STATUSES
from tansiq.models import Area, Intervention, Need, Partnership, Site
from tansiq.models.area import ANCESTORS
from tansiq.models.data_stamps import table_name
from tansiq.platform.database import is_postgres

Numbers = NDArray[Any]
NONE = -1
"""Stands for an empty id, count or code."""
NO_DAY = -(2**31)
EPOCH = date(1970, 1, 1)
_CODES = {"status": STATUSES.codes, "modality": MODALITIES.codes, "role": PARTNER_ROLES.codes}


class UncopiedError(LookupError):
    """What is asked for is not copied: the question goes to the database."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its field, and the numbers that hold it."""

    name: str
    field: "Field[Any]"
    dtype: str

    @property
    def as_number(self) -> Any:
        """The SQL expression of the number that stands for the value."""
        return _as_number(self.field)


@dataclass(frozen=True)
class CopiedTable:
    """A table, its copied columns, and the one by which rows are read anew together and lie in order."""

    model: type[Model]
    key: "Field[Any]"
    columns: tuple[Column, ...]
    of: type[Model] | None = None
    """The table whose changes tell of those of its rows, where these are parts of it."""

    @property
    def stamp(self) -> str:
        """The name of the stamp that moves with its rows."""
        return table_name(self.of or self.model)

    @property
    def name(self) -> str:
        return table_name(self.model)

    @property
    def by(self) -> str:
        """The name of the column by which rows lie in order."""
        return str(self.key.name)


def empty_of(field: "Field[Any]") -> int:
    """What stands for an empty value of a field; of a moment it is only kept whether there is one."""
    if isinstance(field, DateTimeField):
        return 0
    return NO_DAY if isinstance(field, DateField) else NONE


def number_of(field: "Field[Any]", value: Any) -> int:
    """The number that stands for a value of a field. Raises UncopiedError for one that none stands for."""
    if isinstance(value, date) and isinstance(field, DateField):
        return (value - EPOCH).days
    if field.name in _CODES and value in _CODES[field.name]:
        return _CODES[field.name].index(value)
    if isinstance(value, int) and field.name not in _CODES:
        return int(value)
    raise UncopiedError(f"no number stands for {field.name} {value!r}")


def _as_number(field: "Field[Any]") -> Any:
    if isinstance(field, DateField):
        days = field - SQL("DATE '1970-01-01'") if is_postgres() else (fn.julianday(field) - 2440587.5).cast("INTEGER")
        return fn.COALESCE(days, NO_DAY)
    if isinstance(field, DateTimeField):
        return Case(None, [(field.is_null(), 0)], 1)
    if field.name in _CODES:
        return Case(field, [(code, number) for number, code in enumerate(_CODES[field.name])], NONE)
    if field.name.startswith("is_"):
        return Case(None, [(field, 1)], 0)
    return fn.COALESCE(field, NONE)


def _column(field: "Field[Any]") -> Column:
    small = isinstance(field, DateTimeField) or field.name.startswith("is_") or field.name in {*_CODES, "severity"}
    return Column(str(field.name), field, "i1" if small or field.name == "level" else "i4")


def _columns(model: Any, names: str) -> tuple[Column, ...]:
    return tuple(_column(model._meta.fields[name]) for name in names.split())


@cache
def tables() -> Mapping[str, CopiedTable]:
    """All copied tables by name. A site's ancestors follow from its area, and are not kept once more."""
    site = _columns(
        Site,
        "id intervention area sector population_group organization starts_on ends_on targeted reached status"
        " is_distinct_people is_published archived_at intervention_archived_at",
    )
    need = _columns(
        Need,
        "id area sector population_group people_in_need severity starts_on ends_on is_published archived_at",
    )
    area = _columns(Area, f"id level {' '.join(ANCESTORS)} valid_until archived_at")
    work = _columns(Intervention, "id subsector activity_type modality")
    partner = _columns(Partnership, "intervention organization role")
    found = (
        CopiedTable(Site, Site.intervention, site),
        CopiedTable(Intervention, Intervention.id, work),
        CopiedTable(Partnership, Partnership.intervention, partner, of=Intervention),
        CopiedTable(Need, Need.id, need),
        CopiedTable(Area, Area.id, area),
    )
    return {table.name: table for table in found}


def query(table: CopiedTable, condition: Any) -> Any:
    """The rows of a table that meet a condition, as numbers in the order of its columns."""
    rows: Any = table.model.select(*[column.as_number for column in table.columns])
    own: Any = table.model
    return rows.where(condition).order_by(table.key, own.id)
