"""Values of rows that are told or kept elsewhere: in copies, in versions. What a ministry defined as personal is not,
and a file is of one row alone.

Whoever copies a row is in charge of the copy, and whoever reads a plan reads its versions: what was kept from them
would be theirs to read there.
"""

from collections.abc import Mapping
from typing import Any

from tansiq.language.field_vocabulary import FILES
from tansiq.models import Record
from tansiq.models.definitions import known
from tansiq.models.extra import number_of


def without_personal(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a row by name, without those of own fields that are personal or of which nothing is known any more."""
    fields = known().fields
    own = {name: fields.get(number) for name in values if (number := number_of(name)) is not None}
    left_out = {name for name, one in own.items() if one is None or one.is_personal or one.value_type in FILES}
    return {name: value for name, value in values.items() if name not in left_out}


def copied_values(row: Record) -> dict[str, Any]:
    """The values of a row that a copy of it may have, by name as `Record.of` takes them: all that people entered but
    what no two rows share, and what is personal."""
    columns = row._meta.fields
    values = without_personal(row.values())
    return {name: value for name, value in values.items() if name not in columns or not columns[name].unique}
